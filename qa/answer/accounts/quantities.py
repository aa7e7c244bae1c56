"""Numbers with their units, and times of day, as sentences tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.answer.accounts.value import Value
from qa.english.asks import CURRENCIES, CURRENCY_SIGNS, DOZENS, NUMBERS, SCALES

_ROUND = {**DOZENS, "half a million": 500_000, "a million": 1_000_000}
_SCALES = {**SCALES, "k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
# What is counted, in one word for each of its forms.
_UNITS = {
    "%": "percent", "percent": "percent", "per cent": "percent", "percentage points": "percent", "pc": "percent",
    "km": "kilometre", "kilometer": "kilometre", "m": "metre", "meter": "metre", "cm": "centimetre",
    "centimeter": "centimetre", "mm": "millimetre", "millimeter": "millimetre", "ft": "foot", "feet": "foot", "in": "",
    # "in" has no unit: nearly always it is the word.
    "inche": "inch", "yd": "yard", "lb": "pound-weight",
    "kg": "kilogram", "kilo": "kilogram", "kilogramme": "kilogram", "t": "tonne",
    "ton": "tonne", "hr": "hour", "min": "minute", "sec": "second", "mile": "mile", "year-old": "year",
}  # fmt: skip
_MEASURES = frozenset(
    "metre kilometre centimetre millimetre mile foot inch yard kilogram gram tonne second minute hour day week month "
    "year degree".split()
)
_BOUNDS = {
    "about": r"about|around|approx\.?|approximately|roughly|some|an estimated|circa|ca\.|or so",
    "over": r"more than|over|at least|above|upwards of|no fewer than|no less than|exceeding",
    "under": r"nearly|almost|up to|less than|fewer than|under|below|at most|not quite|close to|just under",
}
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_MORE = rf"\sand\s(?:{_NUMBER_WORDS})(?:-(?:{_NUMBER_WORDS}))?"
_HUNDRED = rf"\shundred\b(?:{_MORE})?"
_NUMBER = re.compile(
    rf"(?P<bound>(?:{'|'.join(_BOUNDS.values())})\s+)?"
    r"(?P<currency>[$€£]|(?:EUR|USD|GBP)\s?)?"
    rf"(?P<number>{_DIGITS}|\b(?:{'|'.join(_ROUND)})\b|\bhundred{_MORE}\b|"
    rf"\b(?:{_NUMBER_WORDS})(?:-(?:{_NUMBER_WORDS}))?(?:{_HUNDRED})?\b)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|mn|bn|m|k)\b)?"
    r"(?P<unit>\s?(?:%|percent\b|per cent\b|percentage points\b|(?:km|kg|cm|mm|m|t|ft|hr|min)\b)|[\s-](?:year-old)\b|"
    r"-(?:kilomet(?:re|er)|met(?:re|er)|mile|foot|inch|hour|day|week|month|year)\b)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<bound>(?:about|around|shortly (?:before|after)|just (?:before|after))\s+)?"
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?|"
    r"(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)\b|"
    r"(?P<word>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"[\w.,/:-]$|\bNo\.\s?$")  # "No. 3" is a name
_FOLLOWING = re.compile(r"\s+([\w’'-]+)")
NEXT_WORDS = 4
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_SHARE = re.compile(
    rf"(?P<bound>(?:{'|'.join(_BOUNDS.values())})\s+)?(?:(?:(?P<count>one|two|three|four)[\s-]|\ba\s)?"
    r"(?P<part>halves|half|thirds?|quarters?|fifths?|tenths?))\b(?=\s(?:of|the)\b|[.,;]|\s(?:last|this|since|in|from)\b)",
    re.IGNORECASE,
)


def quantities(text: str) -> Iterator[tuple[Value, list[str]]]:
    """Each number with its unit, and the few words behind it."""
    for match in _NUMBER.finditer(text):
        if _NO_NUMBER.search(text[: match.start()]) or re.match(
            r"[\d:/]|[.,]\d|-\d|(?:st|nd|rd|th)\b", text[match.end() :]
        ):
            continue
        behind = [word.group(1) for word in _FOLLOWING.finditer(text[match.end() : match.end() + 60])][:NEXT_WORDS]
        value = _value(match, behind)
        if value is not None:
            yield value, behind


def _value(match: re.Match[str], behind: list[str]) -> Value | None:
    word = match["number"].casefold()
    amount, step = _amount(word)
    if amount is None:
        return None
    scale = (match["scale"] or "").casefold()
    if scale in ("m", "k") and not match["currency"]:  # "5 m" are metres, "€5m" are millions
        scale, short = "", scale
    else:
        short = ""
    amount, step = amount * _SCALES.get(scale, 1.0), step * _SCALES.get(scale, 1.0)
    end = match.end()
    currency = (match["currency"] or "").strip().casefold()
    unit = CURRENCY_SIGNS.get(currency, "") or _unit((match["unit"] or short).strip(" -").casefold())
    if not unit and behind:
        unit = _unit(behind[0].casefold())
        if unit:
            end = match.string.index(behind[0], end) + len(behind[0])
    bound = _bound((match["bound"] or "").strip().casefold())
    return Value(match.string[match.start() : end], match.start(), end, amount, unit, step, bound)


def _amount(word: str) -> tuple[float | None, float]:
    """The number, and what it is exact to: 1,200 to 100, 8.7 to .1."""
    if word in _ROUND:
        return float(_ROUND[word]), 1.0
    hundreds, hundred, rest = word.partition("hundred")
    if hundred and (hundreds or rest):
        many, more = _amount(hundreds.strip() or "one")[0], _amount(rest.removeprefix(" and "))[0] if rest else 0.0
        return (None, 1.0) if many is None or more is None else (many * 100 + more, 1.0 if rest else 100.0)
    if not word[0].isdigit():
        pieces = [NUMBERS.get(piece) for piece in word.split("-")]
        return (None, 1.0) if None in pieces else (float(sum(piece or 0 for piece in pieces)), 1.0)
    digits = re.sub(r"[,\u00a0\u202f ]", "", word)
    if "." in digits:
        return float(digits), 10.0 ** -len(digits.split(".")[1])
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(digits), 10.0 ** min(zeros, len(digits) - 1)


def _unit(word: str) -> str:
    single = word.rstrip(".,;:!?")
    single = _UNITS.get(single, single)
    plain = single[:-1] if single.endswith("s") and not single.endswith("ss") else single
    plain = _UNITS.get(plain, plain)
    return plain if plain in CURRENCIES or plain in _UNITS.values() or plain in _MEASURES else ""


def _bound(word: str) -> str:
    return next((kind for kind, words in _BOUNDS.items() if word and re.fullmatch(words, word)), "")


def is_money(value: Value) -> bool:
    """Whether a value is a sum of money."""
    return value.unit in CURRENCIES


def clock_times(text: str) -> Iterator[Value]:
    """Times of day, in minutes after midnight."""
    for match in _CLOCK.finditer(text):
        if _NO_NUMBER.search(text[: match.start()]):
            continue
        if match["word"]:
            minutes = 0 if match["word"].casefold() == "midnight" else 720
        elif match["hour24"]:
            minutes = 60 * int(match["hour24"]) + int(match["minute24"])
        else:
            hour = int(match["hour"]) % 12 + (12 if match["half"].casefold() == "p" else 0)
            minutes = 60 * hour + int(match["minute"] or 0)
        bound = "about" if match["bound"] else ""
        yield Value(match.group(), match.start(), match.end(), float(minutes), "o'clock", 1.0, bound)


def ages(text: str) -> Iterator[Value]:
    """Ages that stand behind a name: "Jonas Weidt, 43,", "aged 43"."""
    for match in re.finditer(
        r"(?<=[a-z],\s)(?P<age>\d{1,3})(?=[,.;)]|\s(?:who|has|had|was|is)\b)|\baged (?P<told>\d{1,3})\b", text
    ):
        name = "age" if match["age"] else "told"
        yield Value(match[name], match.start(name), match.end(name), float(match[name]), "year")


def shares(text: str) -> Iterator[Value]:
    """Shares in words, as percentages: "two-thirds of voters", "by a quarter"."""
    for match in _SHARE.finditer(text):
        count = NUMBERS.get((match["count"] or "one").casefold(), 1)
        amount = 100.0 * count / _PARTS[match["part"].casefold().rstrip("s")]
        bound = _bound((match["bound"] or "").strip().casefold()) or "about"
        yield Value(match.group(), match.start(), match.end(), round(amount, 1), "percent", 1.0, bound)


def asks_score(question: str) -> bool:
    """Whether the score of a match is asked for."""
    return bool(re.search(r"\b(?:what|which)\b.*\bscores?\b", question, re.IGNORECASE))


def scores(text: str) -> Iterator[Value]:
    """Scores of matches, the larger number first: whoever tells it may begin with either side."""
    for match in re.finditer(r"(?<![\w.–-])(\d{1,3})[-–](\d{1,3})(?![\w–-]|\.\d)", text):
        high, low = sorted((int(match[1]), int(match[2])), reverse=True)
        yield Value(match.group(), match.start(), match.end(), name=(f"{high}-{low}",))
