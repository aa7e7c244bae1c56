"""Files -> a new generation of the index.

building/
├── build.py       the door: a source, an index, a model
├── making.py      one generation, from files to publishing
├── reporting.py   what a build did
├── describing.py  what a generation says of itself
├── remote.py      one generation at an engine   sharing.py: one of several machines that embed for it
├── versions.py    which code and libraries made what an index holds
├── texts.py       files -> articles, passages
├── searches.py    passages -> words, filters, mentions, stories, quotations
├── embedding.py   passages -> vectors; batches.py: those that a stopped build has left
├── origin.py      what an index was built from
└── watch.py       when to build again
"""
