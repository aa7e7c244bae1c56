"""Questions that are kept and asked again after a build: `qa save`, `qa watch-questions`, the star of the page.

saved/
├── schema.py     what is kept of a question, and what is read of it again
├── naming.py     which articles name what a question names
├── store.py      index/saved.jsonl
├── arrivals.py   index/saved.articles.npy: which articles are new since when
├── compare.py    the answer as last seen, the answer now -> what changed
├── evidence.py   which statements of new articles agree, which differ
├── seen.py       what is kept of an answer
├── telling.py    a change in a line
├── watching.py   saving, asking again, marking as seen
└── atom.py       what changed as an Atom feed

Nothing is sent anywhere: whoever wants to know asks, or reads the feed.
"""

from qa.saved.atom import feed
from qa.saved.schema import ChangeJSON, Kind, SavedJSON, SeenPlaceJSON
from qa.saved.store import MOST_SAVED, SavedList, complaint, listed, unsave
from qa.saved.telling import told
from qa.saved.watching import Watch, latest, mark_seen, save, watch

__all__ = [
    "MOST_SAVED",
    "ChangeJSON",
    "Kind",
    "SavedJSON",
    "SavedList",
    "SeenPlaceJSON",
    "Watch",
    "complaint",
    "feed",
    "latest",
    "listed",
    "mark_seen",
    "save",
    "told",
    "unsave",
    "watch",
]
