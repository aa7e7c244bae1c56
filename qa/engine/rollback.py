"""Back to the generation before, at an engine."""

from __future__ import annotations

import contextlib

from qa.engine import generations
from qa.engine.address import Address
from qa.engine.collections import PartNames
from qa.engine.connection import Engine
from qa.engine.lease import leased
from qa.engine.opening import EngineIndex
from qa.errors import EngineFailed, IndexInvalid


def roll_back_at(address: Address) -> EngineIndex:
    """Make the newest sound generation before the live one the live one.

    Raises IndexNotFound, IndexInvalid when there is none, IndexLocked while it is built, EngineFailed.
    """
    engine = Engine(address)
    try:
        generations.live(engine)  # where there is none, nothing is to be held
        with leased(engine):
            opened = _sound_before(engine, generations.live(engine))
            generations.publish(engine, PartNames(address.name, opened.manifest.generation))
            return opened
    except BaseException:
        engine.close()
        raise


def _sound_before(engine: Engine, live: PartNames) -> EngineIndex:
    for number in generations.older(engine, live):
        with contextlib.suppress(IndexInvalid, EngineFailed):  # what a build has left of it
            opened = EngineIndex.of(engine, PartNames(live.index, number))
            opened.verify()
            return opened
    raise IndexInvalid(f"{engine.address} holds no sound generation before the live one: build the index again")
