"""The index on disk: immutable generations of texts, words, vectors and filters.

index/
├── index.py        one open generation; parts.py: what it is made of
├── manifest.py     what a generation holds and what made it
├── hashes.py       whether its files are as they were written
├── generations.py  which generation is live, and how another takes its place
├── rollback.py     back to the one before
├── lock.py         one builder at a time
├── passages.py     sentences -> passages, the rows of all that follows
├── store/          articles and passages
├── lexical.py      BM25; lexical_files.py: its folder; lexical_queries.py: what it is asked
├── vectors.py      vectors; nearest.py: in lists, where there are many
├── filters.py      days and sources, a number a row
├── mentions.py     the days that passages name
├── quotations.py   who said what in each article; speakers.py: as it is counted
├── names.py        who and what is named; name_columns.py: each mention; name_lookup.py: what they are called
└── stories.py      which articles tell one story
"""
