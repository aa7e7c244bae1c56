"""Passages and what the reader made of them -> cited sentences, or none.

answer/
├── answering.py   one question that stands alone -> an Answer
├── readings.py    one that may lean on the conversation -> the answer to the surest of its readings
├── intalk.py      the article that was cited last; the year that a talk is about
├── scope.py       what a question is answered from
├── forms.py       questions about the folder, each answered by a form of its own
├── said.py        who said what
├── quoting.py     the quotations that it is answered from
├── quotes.py      the quotations of a speaker or on a topic, as a list
├── origin.py      where a pasted text is from
├── tally/         every article on a topic, counted, listed and cited
├── together.py    several Answers -> one
├── unanswered.py  what is said where there is none
├── foreign.py     and where the question is in another language
├── spoken.py      whose words a reader reads
├── whose.py       whether a quotation is by whom a question names
├── years.py       sentences of another year than is asked about
├── interview.py   questions that the articles ask themselves
├── choice.py      which of the reader's sentences are cited
├── leaning.py     what a sentence that begins with "He" leans on
├── citations.py   sentences -> citations, and the text that carries their marks
├── reported.py    what is cited where reports differ, or a newer one gives another value
├── accounts/      which values differ
├── rows.py        cells and rows of tables, places in rankings: tables/ reads them
├── ages.py        how old somebody is, not was
├── sums.py        prices and dues, by sentences on money
├── deeds.py       what somebody did, in the sentence that says he did it
├── senders.py     who sent or signed a message
├── quoted.py      quotations that go on behind their speaker
├── newest.py      what holds now
├── live.py        live reports, whose newest entry holds
├── overview.py    what happened: open questions about a time, and what is new
├── telling.py     which dated sentences tell of a topic
└── timeline.py    a topic -> dated events
"""
