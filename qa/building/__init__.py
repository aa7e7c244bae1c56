"""Files -> a new generation of the index.

building/
├── build.py       the whole of it, from files to publishing
├── texts.py       files -> articles, passages, words, filters
├── embedding.py   passages -> vectors; batches.py: those that a stopped build has left
├── origin.py      what an index was built from
└── watch.py       when to build again
"""
