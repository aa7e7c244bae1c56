"""Every article that holds words and "phrases", and each place where they stand. No model, and nothing is ranked.

find/
├── terms.py     what was typed -> words and phrases
├── places.py    where they stand in a text
├── articles.py  which articles hold them all
├── shown.py     one article with its places
└── finding.py   filters, counts, a page of articles
"""

from qa.search.find.finding import find, find_in, find_within, holding

__all__ = ["find", "find_in", "find_within", "holding"]
