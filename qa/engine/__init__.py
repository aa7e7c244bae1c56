"""An index that an engine keeps (Milvus), read and written over its own protocol.

engine/
├── address.py       milvus://HOST:PORT/NAME
├── connection.py    the calls of the engine that are made, their errors as ours
├── collections.py   what a generation is made of there
├── generations.py   which one is live, and how another takes its place
├── pieces.py        bytes of any length in values of bounded ones
├── columns.py       the columns of numbers of a generation
├── vocabulary.py    the words of a generation, and what BM25 makes of them
├── postings.py      which passages hold a word
├── only.py          filters as the engine takes them
├── vectors.py       the search by vectors
├── words.py         the search by words
├── texts.py         articles and passages; scans.py: of scans, none yet
├── records.py       an article as it is kept
├── opening.py       one open generation
├── rollback.py      back to the generation before
├── writing.py       a new generation, from the files of one on disk
├── counting.py      the words of all passages of a new generation
├── passages.py      where passages stand
├── shared.py        vectors of no generation yet, which builders leave for each other
├── listed.py        the list of all articles
├── places.py        an index by its name, wherever it is kept
└── restoring.py     the texts of a generation back on disk, for the build after it
"""
