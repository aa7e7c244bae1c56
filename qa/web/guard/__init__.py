"""Who may ask, and for what.

guard/
├── guard.py      in front of every route
├── needed.py     the paths that are let through
├── origin.py     the names of this server; requests of other sites
├── passwords.py  who may ask
└── client.py     who asks
"""
