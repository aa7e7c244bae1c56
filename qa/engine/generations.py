"""The generations of an index at an engine: which is live, and how another takes its place.

The live one is that whose `parts` the alias named as the index points to, so that one act of the engine switches. One
is complete once its manifest is there, which is written last.
"""

from __future__ import annotations

from collections.abc import Collection

from qa.engine.collections import KINDS, PARTS, PartNames, generation_of
from qa.engine.connection import CONNECT, Engine
from qa.errors import EngineFailed, IndexInvalid, IndexNotFound


def live(engine: Engine) -> PartNames:
    """The generation that answers. Raises IndexNotFound, IndexInvalid, EngineFailed."""
    found = live_or_none(engine)
    if found is None:
        raise IndexNotFound(
            f"no index {engine.address.name} at {engine.address.uri}: make one with "
            f"`qa build FOLDER --index {engine.address}`"
        )
    return found


def live_or_none(engine: Engine, patience: float = CONNECT) -> PartNames | None:
    """The same; None when there is no such index. Raises IndexInvalid, EngineFailed, the latter after so many seconds
    without an answer."""
    name = engine.address.name
    target = engine.pointed(name, patience)
    if target is None:
        return None
    number = generation_of(name, target)
    if number is None or target != PartNames(name, number).of(PARTS):
        raise IndexInvalid(f"{name} at {engine.address.uri} names {target[:100]!r}, which is no index of ours")
    return PartNames(name, number)


def older(engine: Engine, live: PartNames) -> list[int]:
    """The numbers of the generations before the live one, newest first."""
    return sorted((number for number in numbers(engine) if number < live.generation), reverse=True)


def new(engine: Engine, live: PartNames | None, number: int) -> PartNames:
    """The names of the next generation, of this number, see `lease`. What killed builds have left is removed, and what
    was gone back from."""
    name = engine.address.name
    if live is None and name in engine.collections():
        raise EngineFailed(f"{engine.address.uri} has a collection {name} that is no index of ours: take another name")
    clear(engine, PartNames(name, number), [live.generation, *older(engine, live)] if live else ())
    return PartNames(name, number)


def clear(engine: Engine, before: PartNames, kept: Collection[int] = ()) -> None:
    """Remove all generations before one but those `kept`."""
    for number in numbers(engine) - set(kept):
        if number < before.generation:
            discard(engine, PartNames(engine.address.name, number))


def discard(engine: Engine, names: PartNames) -> None:
    """Remove the collections of a generation; the manifest goes first, as it came last."""
    for kind in reversed(KINDS):
        engine.drop(names.of(kind))


def publish(engine: Engine, names: PartNames) -> None:
    """Make a complete generation the live one."""
    engine.point(engine.address.name, names.of(PARTS))


def numbers(engine: Engine) -> set[int]:
    """Those of all generations that there is anything of."""
    found = (generation_of(engine.address.name, each) for each in engine.collections())
    return {number for number in found if number is not None}
