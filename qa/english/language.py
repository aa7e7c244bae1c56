"""Which other language than English a text is in, where it surely is in one: py3langid's word, and ours on when to ask.

English is told by its small words, so a text in it neither waits for that library nor is taken for something else.
Names tell no language: "Gerhard Schröder" is asked about in any.
"""

from __future__ import annotations

import functools
import re
import threading
from typing import TYPE_CHECKING

from qa.english.words import any_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Those that many newspapers are written in. Each more costs sureness: in three words Galician is Portuguese.
LANGUAGES = """
    ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mr ms my ne nl no pa
    pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh
"""
# Small words that none of the others has: "is" and "was" are Dutch, too, "are" Romanian.
ENGLISH = """
    the and who whom whose what which when where why how did does with from this that these those there they their them
    were been being would could should about into have has had his she you your our not any many much between
"""
# So many of them among its words make a text English: one in a question, where an article may quote a title.
SMALL = 0.04
# A language is taken from such a probability on, English being less likely than the other; letters that are not Latin
# need neither.
SURE = 0.5
ENGLISH_AT_MOST = 0.02
# The second is told as well from this share of the first on: three words of Russian may be Bulgarian.
SECOND = 0.5
# Characters that are looked at.
READ = 1000

_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = re.compile(rf"\b{any_of(*ENGLISH.split())}\b")
_QUESTION = re.compile(r"[?؟？]\W*$|^\W*¿")
_loading = threading.Lock()


@functools.lru_cache(maxsize=256)
def language_of_question(question: str) -> tuple[str, ...]:
    """The English name of the language of a question, the two likeliest where there is doubt; none where it may be
    English, or is a name or a single word. The first that is not English waits for a model, some .6 s.

    >>> language_of_question("Wann wurde die neue Brücke eröffnet?"), language_of_question("Gerhard Schröder?")
    (('German',), ())
    """
    beginning = question[:READ]
    words = _WORD.findall(beginning)
    if _is_latin(beginning):
        small = sum(word[0].islower() for word in words)  # nouns of German are left out with the names: enough remain
        asks = bool(_QUESTION.search(question)) and len(words) > 1 and small > 0
        if _is_english(beginning, len(words)) or not (asks or (small > 1 and len(words) > 2)):
            return ()
    return _named(beginning)


def is_english(text: str) -> bool:
    """Whether the small words of English are frequent in a text."""
    beginning = text[:READ]
    return _is_latin(beginning) and _is_english(beginning, len(_WORD.findall(beginning)))


def _is_latin(text: str) -> bool:
    """Whether a text is not mostly in other letters; that without any is."""
    return 2 * len(_LATIN.findall(text)) >= len(_LETTER.findall(text))


def _is_english(text: str, words: int) -> bool:
    """Whether the small words of English are frequent in a text of so many words. Within it, "The" begins a title."""
    return len(_SMALL.findall(text[:1].lower() + text[1:])) > SMALL * words


def _named(text: str) -> tuple[str, ...]:
    from babel import Locale

    ranked = _identifier().rank(text)
    first, second = ranked[0], ranked[1]
    likely = [first, second] if second[1] >= SECOND * first[1] else [first]
    if _is_latin(text) and (sum(share for _, share in likely) < SURE or dict(ranked)["en"] > ENGLISH_AT_MOST):
        return ()
    names = Locale("en").languages
    return tuple(names[code] for code, _ in likely if code != "en")


def _identifier() -> LanguageIdentifier:
    """One for all; threads may share it."""
    with _loading:
        return _load()


@functools.cache
def _load() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES.split())
    return identifier
