"""Question -> the passages that are nearest to it.

search/
├── retriever.py   both searches within the filters, fused; follows the index when it is rebuilt
├── within.py      the filters, as one value
├── find/          every article that holds words and phrases, and each place
├── names.py       who and what articles name, counted
├── mentioned/     every article that mentions a topic
├── folding.py     what tells the same as a better hit
├── fusion.py      two rankings -> one
├── copies.py      where the very same sentence stands in other articles
└── excerpts.py    where a pasted text stands, to the letter or nearly
"""
