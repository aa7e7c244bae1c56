"""Back to the generation before, at an engine."""

from __future__ import annotations

import contextlib

from qa.engine import generations
from qa.engine.address import Address
from qa.engine.collections import PartNames
from qa.engine.connection import Engine
from qa.engine.opening import EngineIndex
from qa.errors import EngineFailed, IndexInvalid


def roll_back_at(address: Address) -> EngineIndex:
    """Make the newest sound generation before the live one the live one.

    Raises IndexNotFound, IndexInvalid when there is none, EngineFailed.
    """
    engine = Engine(address)
    try:
        live = generations.live(engine)
        for number in generations.older(engine, live):
            with contextlib.suppress(IndexInvalid, EngineFailed):  # what a build has left of it
                opened = EngineIndex.of(engine, PartNames(address.name, number))
                opened.verify()
                generations.publish(engine, PartNames(address.name, number))
                return opened
        raise IndexInvalid(f"{address} holds no sound generation before the live one: build the index again")
    except BaseException:
        engine.close()
        raise
