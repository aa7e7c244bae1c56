"""The words for what a folder has, and for telling of a topic, as parts of patterns without case."""

from __future__ import annotations

import re

from qa.english.words import any_of
from qa.types import TallyBreadth, TallyUnit

ARTICLES = (
    r"(?:(?:different|separate|distinct|single|news|press|newspaper|media|individual|indexed)\s)*"
    r"(?:articles?|reports?|stor(?:y|ies)|pieces?|items?|documents?|texts?|dispatch(?:es)?|news)\b"
)
# One text that was spoken of, or that is open: what stands in it is no matter of the folder.
ONE_TEXT = r"(?:the|this|that)\s(?:\w+\s)?(?:article|report|story|piece|item|document|text|dispatch)\b"
SOURCES = (
    r"(?:(?:different|separate|distinct|single|news|media|of\sthe)\s)*"
    r"(?:newspapers?|papers?|outlets?|sources?|publications?|magazines?|publishers?|news\sagenc(?:y|ies)|media|press)\b"
)
TIMES = r"(?:(?:different|separate|calendar|single)\s)*(?:days?|dates?|weeks?|months?|years?)\b"
UNIT = any_of(ARTICLES, SOURCES, TIMES)

PLACE = r"(?:folder|index|collection|archive|library|corpus|database|articles|texts|documents|files|data|set)"
# "... in this folder", "... in total".
FOLDER_TAIL = re.compile(
    rf"(?:,?\s(?:(?:in|of|from|within|across|among|throughout)\s(?:all\s)?(?:of\s)?(?:the|this|these|those|my|our|your)"
    rf"\s(?:\w+\s)?{PLACE}|in\s(?:total|all)|altogether|overall|so\sfar|at\sall|all\stold|here))+$",
    re.IGNORECASE,
)
_WROTE = (
    r"(?:publish\w*|wr[io]te|written|run|ran|carr(?:y|ied)|print(?:ed)?|have|has|had|bring|brought|file[ds]?|"
    r"contribut\w*)"
)
PER = re.compile(
    rf",?\s(?:(?:broken\sdown|grouped|sorted|split|counted)\s)?(?:per|by|(?:for|in|from|of|on)\s(?:each|every)|"
    rf"each|every|(?:over|across|among|between)\sthe(?:\s(?:different|various))?|"
    rf"(?<=s\s)a(?=\s(?:day|week|month|year)\b))\s(?P<per>{SOURCES}|{TIMES})",
    re.IGNORECASE,
)
# What asks for parts alone, where it says of what: "Break down the articles by month", "How do they split by source?"
PARTED = (
    re.compile(
        r"^(?:please\s)?(?:(?:break\sdown|group|split|sort|divide|arrange|tally)|"
        r"(?:(?:give|show)\s(?:me|us)\s|what\sis\s)?(?:an?|the)\s(?:breakdown|distribution|split)\sof)"
        r"(?:\sall)?(?:\sof)?(?:\s(?:the|these|our|my))?\s",
        re.IGNORECASE,
    ),
    re.compile(
        r"^how\s(?:do|are|is|does)\s(?:the\s|these\s|our\s|my\s)?(?=.*\s(?:break\sdown|split(?:\sup)?|divided|"
        r"distributed|spread(?:\sout)?)$)",
        re.IGNORECASE,
    ),
)
PARTS_TAIL = re.compile(r"\s(?:break\sdown|split(?:\sup)?|divided|distributed|spread(?:\sout)?)$", re.IGNORECASE)
EACH_WROTE = re.compile(
    rf"\s(?:did|does|do|has|have)\s(?:each|every)\s(?:one\s)?(?:of\sthe\s)?(?P<per>{SOURCES})\s{_WROTE}\b",
    re.IGNORECASE,
)

EVERYTHING = re.compile(
    r"^(?:please\s)?(?:list|show|find|get|collect|gather|pull\sup|bring\sup)\s(?:(?:me|us)\s)?(?:everything|all)"
    r"(?:\sthere\sis)?(?=[?.!]*$|\s(?:that|which|about|on|regarding|concerning|mentioning|covering|naming)\b)",
    re.IGNORECASE,
)

# How a topic is to be looked for, behind everything else: the page asks so, and anybody may.
BREADTHS: tuple[tuple[TallyBreadth, re.Pattern[str]], ...] = (
    (
        "meaning",
        re.compile(
            r",?\s(?:and\s|or\s)?(?:with\s|including\s)?(?:what\sis\s)?near(?:by)?\sin\smeaning$", re.IGNORECASE
        ),
    ),
    (
        "phrase",
        re.compile(
            r",?\s(?:in\s(?:just\s)?(?:these|those)\s(?:very|exact)\swords|word\sfor\sword|verbatim)$", re.IGNORECASE
        ),
    ),
)

_OF = r"(?:about|on|regarding|concerning|mentioning|covering|naming)"
SOMETHING = rf"(?:(?:an?|any|some|several|the)\s)?(?:{ARTICLES}|anything|something|coverage)"
# What an article or an outlet does with a topic, as verbs that the topic follows.
TELLS = any_of(
    r"mention(?:s|ed|ing)?", r"nam(?:es?|ed|ing)", r"cover(?:s|ed|ing)?", r"discuss(?:es|ed|ing)?",
    r"describ(?:es?|ed|ing)", r"address(?:es|ed|ing)?", r"featur(?:es?|ed|ing)", r"quot(?:es?|ed|ing)",
    r"cit(?:es?|ed|ing)", r"contain(?:s|ed|ing)?", r"includ(?:es?|ed|ing)", r"concern(?:s|ed|ing)?",
    r"touch(?:es|ed|ing)?\s(?:on|upon)", r"dea(?:ls?|lt|ling)\swith", r"refer(?:s|red|ring)?\sto",
    r"talk(?:s|ed|ing)?\s(?:about|of)", r"(?:speaks?|spoke|speaking)\s(?:about|of)",
    r"(?:tells?|told|telling)\s(?:about|of)", r"(?:writes?|wrote|written|writing)\s(?:about|on|of|that)",
    r"report(?:s|ed|ing)?(?:\s(?:on|about|of|that))?",
    r"(?:says?|said|saying)(?:\sthat)?", r"look(?:s|ed|ing)?\sat",
    rf"(?:carr(?:y|ies|ied)|r[ua]n|runs|publish(?:es|ed)?|print(?:s|ed)?|ha(?:s|ve|d))\s{SOMETHING}\s{_OF}",
)  # fmt: skip
# Of articles alone: "how many states" and "who gave" ask for something else.
GIVES = any_of(
    r"gives?", r"gave", r"giving", r"states?", r"stated", r"puts?", r"(?:brings?|brought|bringing)\sup",
    r"(?:goes?|went|looks?|looked)\sinto", r"focus(?:es|ed)?\son", r"cent(?:er|re)(?:s|ed)?\s(?:on|around)",
    r"revolve[sd]?\saround", r"examine[sd]?", r"explore[sd]?", r"analy[sz]e[sd]?", r"highlight(?:s|ed)?",
    r"allude[sd]?\sto", r"hint(?:s|ed)?\sat", r"(?:has|have|had)\sas\s(?:its|their)\s(?:topic|subject)",
)  # fmt: skip
# Of whatever is counted without its noun: "how many names", "how many covers" and "how many carried" ask for others.
TELLS_ALONE = any_of(
    r"mention(?:ed)?", r"discuss(?:ed)?", r"cover", r"refer(?:red)?\sto", r"deal(?:t)?\swith", r"touch(?:ed)?\son",
    r"(?:talk(?:ed)?|speak|spoke)\s(?:about|of)", r"(?:write|wrote)\s(?:about|on)", r"report(?:ed)?\s(?:on|about|that)",
)  # fmt: skip
# Of these alone it is clear without a word more that an outlet tells, and not somebody in an article.
TELLS_OF = any_of(
    r"(?:writes?|wrote|written|writing)\s(?:about|on)", r"report(?:s|ed|ing)?\s(?:on|about)", r"cover(?:s|ed|ing)",
    rf"(?:carried|ran|published|printed|ha(?:s|ve|d))\s{SOMETHING}\s{_OF}",
)  # fmt: skip
# Whoever covers these pays.
PAID = (
    r"(?:(?:the|all|his|her|its|their|my|our|these|those)\s)?(?:\w+\s)?"
    r"(?:costs?|bills?|expenses|fees?|fares?|rent|loss(?:es)?|debts?|deficit|shortfall)\b"
)
TOLD = (
    r"(?:mentioned|named|discussed|described|quoted|cited|covered|reported(?:\s(?:on|about))?|written\sabout|"
    r"referred\sto|talked\sabout|in\sthe\s(?:news|press|papers|media|headlines)|featured|brought\sup)"
)
APPEARS = r"(?:appear|come\sup|occur|figure|feature|turn\sup|stand|appears|appeared|comes\sup|came\sup|occurs)"
ABOUT = rf"(?:{_OF}|dealing\swith|referring\sto|around|that\sdeal\swith)"
BE = r"(?:is|are|was|were|has\sbeen|have\sbeen|had\sbeen)"
PUBLISHED = r"(?:published|written|printed|filed|posted|run|released|issued|available|devoted|dedicated|dated|indexed)"
THERE = (
    r"(?:(?:is|are|was|were)\sthere(?:\sany)?|(?:do|did)\s(?:we|you|i)\s(?:have|hold|know|find)|have\s(?:we|you)"
    r"(?:\sgot)?|"
    r"exist|appear(?:ed)?|came\sout|can\syou\sfind|"
    rf"(?:does|do)\s(?:the|this|these|my|our)\s(?:\w+\s)?{PLACE}\s(?:have|hold|contain))"
)


def unit_of(noun: str) -> TallyUnit:
    """Which unit a noun stands for.

    >>> unit_of("newspapers"), unit_of("different days"), unit_of("news stories")
    ('sources', 'days', 'articles')
    """
    last = noun.casefold().split()[-1]
    if re.fullmatch(SOURCES, noun, re.IGNORECASE):
        return "sources"
    times: dict[str, TallyUnit] = {"da": "days", "we": "weeks", "mo": "months", "ye": "years"}
    return times[last[:2]] if re.fullmatch(TIMES, noun, re.IGNORECASE) else "articles"
