"""How English asks: the words and the forms by which a question is read, for everyone who reads one.

    WH, AUXILIARY, BEFORE_WH ...      parts of patterns: alternatives without word boundaries and without case
    ASKS, POLITE, LEADS ...           compiled patterns
    NUMBERS, CURRENCIES, TITLES ...   words, with what they stand for
    counted(), measured() ...         what a question asks for

Knows no sentence that may answer. The reader alone has forms of its own, to which its weights are fitted.
"""

from __future__ import annotations

import re

from qa.english.words import any_of

BE = ("is", "are", "was", "were")
DO = ("do", "does", "did")
HAVE = ("has", "have", "had")
# Without "may", which within a question is a month or a name as often.
MODALS = ("can", "could", "will", "would", "should", "might", "shall", "must")

WH = any_of("who", "whom", "whose", "what", "which", "when", "where", "why", "how")
AUXILIARY = any_of(*BE, *DO, *HAVE, *MODALS, "may")
ARTICLE = any_of("the", "a", "an")
# "In what time ...", "by whom ..."
BEFORE_WH = any_of("at", "in", "on", "by", "to", "from", "for")

HE = ("he", "him", "his", "himself")
SHE = ("she", "her", "hers", "herself")
IT = ("it", "its", "itself")
THEY = ("they", "them", "their", "theirs", "themselves")

# What opens a question: "Who ...", "In which ...", "Did ...".
ASKS = re.compile(rf"\W*(?:{BEFORE_WH}\s+)?(?:{WH}|{AUXILIARY})\b", re.IGNORECASE)
# "And ...", "But ...": what opens a further question.
LEADS = re.compile(r"\s*(?:(?:and|but|so|or|ok|okay|also|then|well|now|yes|no)\b[\s,]*)+", re.IGNORECASE)
# "Please tell me ...", "Do you know ...": what a question loses nothing without; matches nothing where there is none.
POLITE = re.compile(
    r"^\s*(?:(?:please|can you|could you|would you|i(?: would|['’]d)? (?:like|want) to know|do you know)[,\s]+)*"
    r"(?:(?:please\s+)?(?:tell|show|explain to|remind)\s+(?:me|us)[,:\s]+(?:about\s+(?=the\b))?)?",
    re.IGNORECASE,
)
END_MARKS = re.compile(r"[\s?.!]*$")
_WHO_NAMED = re.compile(r"WHO\b")

NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
DOZENS = {"a dozen": 12, "two dozen": 24, "three dozen": 36}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
CURRENCIES = tuple(
    "euro dollar pound yen rupee yuan crown franc dinar dirham peso rand lira krone zloty rouble ruble forint shekel "
    "ringgit baht naira shilling".split()
)
CURRENCY_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "eur": "euro", "usd": "dollar", "gbp": "pound"}
# The adjectives of a measure, with its nouns: "How deep ...?", "the deepest", "depth". Of opposites the superlative
# alone: "High season" and "Low season" are two columns.
MEASURES = (
    "length long longest shortest duration",
    "height high highest lowest tall tallest elevation altitude",
    "depth deep deepest shallowest",
    "width wide widest narrowest broad",
    "weight heavy heaviest lightest weigh weighs weighed mass",
    "distance far farthest furthest range",
    "speed fast fastest slowest pace",
    "age old oldest youngest",
    "temperature warm warmest hot hottest coldest coolest",
)
# What a sentence on a sum of money speaks of.
COSTS = re.compile(
    r"\b(?:costs?|bill|budget|price|total|sum|worth|spen[dt]|paid|pay|damage|loss(?:es)?)\b", re.IGNORECASE
)

# What stands before a person's name and is not part of it.
MENS_TITLES = frozenset({"Mr", "Sir", "Congressman", "Councilman", "Spokesman"})
WOMENS_TITLES = frozenset({"Mrs", "Ms", "Actress", "Chairwoman", "Congresswoman", "Councilwoman", "Spokeswoman"})
# Those that a dot may follow, which ends no sentence.
SHORT_TITLES = frozenset(
    {"Dr", "Mr", "Mrs", "Ms", "Prof", "Gen", "Col", "Capt", "Lt", "Sgt", "Sen", "Rep", "Gov", "Rev"}
)
TITLES = (
    MENS_TITLES
    | WOMENS_TITLES
    | SHORT_TITLES
    | {
        "Actor", "Ambassador", "Analyst", "Author", "Bishop", "Captain", "Chairman", "Chancellor", "Chief", "Coach",
        "Colonel", "Commissioner", "Councillor", "Councilmember", "Detective", "Developer", "Director", "Economist",
        "General", "Governor", "Historian", "Inspector", "Judge", "Justice", "Lieutenant", "Mayor", "Meteorologist",
        "Minister", "Officer", "Pastor", "Premier", "President", "Professor", "Secretary", "Senator", "Sergeant",
        "Sheriff", "Singer", "Solicitor", "Spokesperson", "Superintendent", "Vice-President",
    }
)  # fmt: skip

# It is asked about what was: "When did ...?".
HAPPENED = re.compile(r"\b(?:did|was|were|had)\b", re.IGNORECASE)

_COUNTED = re.compile(
    rf"\bhow many (?P<things>(?:[\w’'-]+\s+){{0,2}}?[\w’'-]+?)\s+(?:{AUXILIARY}|in|of|on|at|from|to|with|per|there|"
    r"took|\w+ed|died|got|came|went)\b|\bhow many (?P<thing>[\w’'-]+)",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\bhow (?P<how>long|old|far|high|tall|big|large|late|deep|fast|wide|heavy|much)\b|"
    r"\b(?:what|which) (?P<what>percentage|share|rate|age|distance|length|height|weight|speed|temperature)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(?<!\bby )how much\b.*\b(?:cost|costs|pay|paid|spen[dt]|worth|earn\w*|price|raised?|lose|lost|damage|"
    r"invest\w*|fined?|penalty|donat\w*|compensation)\b|"
    r"\b(?:what|how (?:high|large|big))\b.*\b(?:cost|costs|price|budget|salary|fee|bill|damage|loss|losses|fine)\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:how high|how much|what) (?:is|was|are|were|will|did|do|does)\b.*\b(?:dues?|fees?|tax|rent|toll|fare|wages?|"
    r"levy|duty|penalty|fines?|salary|price|bill)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b(?:what time|when exactly)\b", re.IGNORECASE)
_DAY = re.compile(r"\bwhen\b|\b(?:what|which) (?:day|date|year|month)\b", re.IGNORECASE)


def counted(question: str) -> str | None:
    """What "how many ..." counts, or None.

    >>> counted("How many dock workers were hurt in the strike?")
    'dock workers'
    """
    match = _COUNTED.search(question)
    return (match["things"] or match["thing"]) if match else None


def measured(question: str) -> str | None:
    """The word for what is measured, in lower case, or None.

    >>> measured("How long is the dike?"), measured("At what speed did it turn?")
    ('long', 'speed')
    """
    match = _MEASURED.search(question)
    return (match["how"] or match["what"]).casefold() if match else None


def asks_price(question: str) -> bool:
    """Whether a sum of money is asked for: "How much did it cost?", "What is the budget?"."""
    return bool(_PRICE.search(question))


def asks_due(question: str) -> bool:
    """Whether it is asked how high a due is, a fee, a fare or a tax, which may be a share: "How high is the toll?"."""
    return bool(_DUE.search(question))


def asks_clock(question: str) -> bool:
    """Whether a time of day is asked for: "At what time ...?"."""
    return bool(_CLOCK.search(question))


def asks_day(question: str) -> bool:
    """Whether a day, month or year is asked for: "When ...?", "On what day ...?"."""
    return bool(_DAY.search(question))


def is_named(text: str, at: int) -> bool:
    """Whether "WHO" stands at this offset, which is an organisation unless all of the text is in capitals."""
    return bool(_WHO_NAMED.match(text, at)) and not text.isupper()
