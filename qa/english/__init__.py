"""What is known of English: its sentences, words, names and dates. Nothing here knows an index or a model.

english/
├── sentences.py   text -> sentences, with offsets
├── words.py       function words, titles, days: the closed lists
├── asks.py        question words, auxiliaries, what is asked for
├── phrases.py     names and noun phrases of a question
├── stems.py       text -> stems, as the index has them
├── nearcopy.py    whether one sentence tells what another does
└── dates/         words about time -> days
"""
