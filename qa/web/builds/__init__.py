"""Builds that the page starts: each a process of its own.

builds/
├── building.py   one build at a time, and what is told of it
├── child.py      the process
├── pace.py       how long it will take
└── ended.py      how it ended
"""
