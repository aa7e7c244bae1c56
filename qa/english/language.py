"""Which other language than English a text is in, where it surely is in one: py3langid's word, and ours on when to ask.

English is told by its small words, so a text in it neither waits for that library nor is taken for something else. Names
tell no language: "Gerhard Schröder" is asked about in any.
"""

from __future__ import annotations

import functools
import re
import threading
from typing import TYPE_CHECKING

from babel import Locale

from qa.english.words import any_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Those that many newspapers are written in. Each more costs sureness: in three words Galician is Portuguese.
LANGUAGES = """
    ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk ml mr ms my ne nl no pa
    pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh
"""
# Small words that no other of these languages has: "is" is Dutch, too, "are" Romanian.
ENGLISH = """
    the and who whom whose what which when where why how did does with from this that these those there they their them
    were been being would could should about into have has had his she you your our not any many much between
"""
# A name of it is taken from such a sum of probabilities on, unless the letters are not Latin.
SURE = 0.6
# English is not shown up by a few letters: with more than this, nothing is told.
ENGLISH_AT_MOST = 0.02
# The second is told as well from this share of the first on: of three words, Russian may be Bulgarian.
SECOND = 0.5
# What is read of a text.
READ = 1000

_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ASKS = re.compile(r"[?؟？]\W*$|^\W*¿")
