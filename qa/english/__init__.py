"""What is known of English: its sentences, words, names and dates. Nothing here knows an index or a model.

english/
├── sentences.py   text -> paragraphs and sentences, with offsets:
├── cuts.py        where the sentences of a paragraph end,
├── marks.py       what numbers items and clauses,
├── headings.py    which paragraphs are headings, and what stands under which,
├── heads.py       what rows, items and answers are read with,
├── turns.py       who speaks
├── language.py    which other language a question is in
├── words.py       function words, titles, days: the closed lists
├── asks.py        question words, auxiliaries, what is asked for
├── phrases.py     names and noun phrases of a question
├── irregular.py   the forms of verbs that stems do not bring together
├── stems.py       text -> stems, as the index has them
├── nearcopy.py    whether one sentence tells what another does
├── quotations/    who said what
├── naming/        people, organisations and places of a folder
├── written.py     a text as words and marks that are compared
├── wording.py     where one text stands in another, and which words differ
└── dates/         words about time -> days
"""
