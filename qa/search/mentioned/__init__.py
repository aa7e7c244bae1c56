"""Every article that mentions a topic, exactly and completely, and those that are near to it in meaning.

mentioned/
├── __init__.py    the names of this package
├── topic.py       a topic -> the names and words that must stand, in the forms that count
├── elements.py    these names and words, and when enough of them stand
├── called.py      the other forms of a name in this folder: a surname alone, an acronym
├── variants.py    whether two names may be one person's
├── roles.py       what a person is, before his name
├── matching.py    whether a name or word stands in a text
├── stands.py      where all of them stand: one sentence of each article
├── quoted.py      who is quoted
├── spoken_of.py   which quotations speak of a topic
└── near.py        articles near in meaning, without the words
"""

from qa.search.mentioned.near import near
from qa.search.mentioned.spoken_of import spoken_of
from qa.search.mentioned.stands import Standing, first_sentences, in_a_title, mentioned
from qa.search.mentioned.topic import TallyTopic, topic

__all__ = ["Standing", "TallyTopic", "first_sentences", "in_a_title", "mentioned", "near", "spoken_of", "topic"]
