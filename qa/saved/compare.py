"""The answer as last seen, the answer now -> what changed.

Only what rests on articles that came or went is a change: a search over more articles ranks old sentences otherwise,
and that is no news. Nor is a copy of a report, another order of the citations, another sentence of an article that
answered already, where they tell the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from qa.saved.evidence import Evidence, judged, repeats
from qa.saved.schema import PLACES, ChangeJSON, Kind, SeenJSON, SeenPartJSON, SeenPlaceJSON

# The first of these that holds for a part of a question is told of the whole.
_ORDER: tuple[Kind, ...] = ("different answer", "differs now", "no longer", "new answer", "more articles", "none")


@dataclass(frozen=True, slots=True)
class Articles:
    """What is to be known of the articles: the ids of those that are `new`; whether a sentence `stands` in its article;
    whether an article `retells` what one of others does, being a copy of it."""

    new: Collection[str]
    stands: Callable[[SeenPlaceJSON], bool]
    retells: Callable[[SeenPlaceJSON, Sequence[SeenPlaceJSON]], bool]


@dataclass(frozen=True, slots=True)
class _Found:
    kind: Kind
    before: str | None = None
    now: str | None = None
    contradicted: str | None = None
    places: tuple[SeenPlaceJSON, ...] = ()


def compared(before: SeenJSON, now: SeenJSON, fresh: SeenJSON | None, articles: Articles) -> ChangeJSON:
    """What changed between two answers to one question; `fresh` is the one that the new articles alone give, None where
    there are none. Of several questions at once, the part that changed most is told."""
    told = []
    for at, (old, part) in enumerate(zip(before["parts"], now["parts"], strict=False)):
        news = fresh["parts"][at] if fresh and at < len(fresh["parts"]) else None
        told.append((old["question"], _changed(old, part, news, articles)))
    question, found = min(told, key=lambda each: _ORDER.index(each[1].kind))
    places = list(found.places[:PLACES])
    key = repr(
        (
            before["at"],
            question,
            found.kind,
            found.before,
            found.now,
            sorted(p["document"] + p["sha256"] for p in places),
        )
    )
    return ChangeJSON(
        id=hashlib.sha256(key.encode()).hexdigest()[:12],
        kind=found.kind,
        at=now["at"],
        question=question,
        before=found.before,
        now=found.now,
        contradicted=found.contradicted,
        places=places,
    )


def _changed(before: SeenPartJSON, now: SeenPartJSON, fresh: SeenPartJSON | None, articles: Articles) -> _Found:
    if before["days"] != now["days"]:  # "last week" is another week now, whose articles were there before perhaps
        return _of_another_time(before, now)
    before, now = _naming(before), _naming(now)
    if not before["found"]:
        return _first(now, _naming(fresh) if fresh else None, articles)
    news = [p for p in (_naming(fresh)["places"] if fresh else ()) if p["document"] in articles.new]
    evidence = judged(before, news, fresh["short"] if fresh and news[:1] == fresh["places"][:1] else None)
    differing = [each for each in evidence if each.differs]
    if differing:
        return _contradiction(before, differing, articles)
    gone = [place for place in before["places"] if not articles.stands(place)]
    if gone and not any(each.says == "same" for each in evidence) and (lost := _withdrawn(before, now, gone)):
        return lost
    more = [each.place for each in evidence if _tells_more(each, before["places"], evidence, articles)]
    return _Found("more articles", before["short"], now["short"], None, tuple(more)) if more else _Found("none")


def is_named(answer: SeenJSON) -> bool:
    """Whether each part that is answered is so from an article that names what is asked about."""
    return all(_naming(part)["found"] for part in answer["parts"] if part["found"])


def _naming(part: SeenPartJSON) -> SeenPartJSON:
    """An answer without the sentences of articles that do not name what is asked about; none where the first is one."""
    found = part["found"] and part["places"][:1] != [] and part["places"][0]["named"]  # the first one answers
    places = [place for place in part["places"] if place["named"]] if found else []
    return {**part, "found": found, "places": places, "short": part["short"] if found else None}


def _first(now: SeenPartJSON, fresh: SeenPartJSON | None, articles: Articles) -> _Found:
    for answer in filter(None, (now, fresh)):
        places = tuple(place for place in answer["places"] if place["document"] in articles.new)
        if places:
            return _Found("new answer", None, answer["short"], None, places)
    return _Found("none")


def _of_another_time(before: SeenPartJSON, now: SeenPartJSON) -> _Found:
    places = tuple(place for place in now["places"] if not repeats(place, before["places"]))
    if before["found"] == now["found"] and not places:
        return _Found("none")
    kind: Kind = "no longer" if not now["found"] else "different answer" if before["found"] else "new answer"
    return _Found(kind, before["short"], now["short"], None, places)


def _contradiction(before: SeenPartJSON, differing: Sequence[Evidence], articles: Articles) -> _Found:
    first = differing[0]
    stands = any(articles.stands(place) for place in first.old)
    places = tuple(each.place for each in differing)
    kind: Kind = "differs now" if stands else "different answer"
    return _Found(kind, before["short"] or first.against, first.value, first.against, places)


def _withdrawn(before: SeenPartJSON, now: SeenPartJSON, gone: Sequence[SeenPlaceJSON]) -> _Found | None:
    """What the answer lost with sentences that are gone; None where others tell the same."""
    lost_alone: SeenPartJSON = {**before, "places": list(gone)}
    told = judged(lost_alone, now["places"], now["short"]) if now["found"] else []
    if any(each.says == "same" for each in told):
        return None
    other = next((each for each in told if each.says == "other"), None)
    if other is not None:
        return _Found("different answer", other.against, other.value, other.against, (other.place,))
    # What is left of old articles did not answer while this stood.
    lost = len(gone) == len(before["places"])
    return _Found("no longer", before["short"]) if lost else None


def _tells_more(
    each: Evidence, before: Sequence[SeenPlaceJSON], evidence: Sequence[Evidence], articles: Articles
) -> bool:
    document = each.place["document"]
    own = [other.place for other in evidence if other.place["document"] == document]
    known = any(place["document"] == document for place in before)
    return not known and not any(repeats(place, before) for place in own) and not articles.retells(each.place, before)
