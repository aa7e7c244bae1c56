"""Who may ask, and for what.

guard/
├── guard.py      in front of every route
├── needed.py     the paths that are let through
├── origin.py     the names of this server; requests of other sites
├── bodies.py     what a request carries, whole and in time
├── logins.py     who may ask, by passwords.py; devices.py: browsers that were let in before
├── replies.py    refusals, and the headers of every reply
└── client.py     who asks
"""
