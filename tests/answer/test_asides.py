"""What tells nothing of a topic, and what only looks like it."""

from __future__ import annotations

import pytest

from qa.answer.asides import is_aside


@pytest.mark.parametrize(
    "sentence",
    [
        "Photo by Edda Krall: cranes at Pier Six on 3 October.",
        "FILE - A tug leaves the harbour on March 4, 2025.",
        "Picture: Harbour Post, 12 May.",
        "A crane falls into the basin on Friday. (Edda Krall/Getty Images)",
        "The minister, seen here on 3 May, opened the lock.",
        "In this undated photo a ferry waits.",
        "Sign up for the harbour briefing before 1 June.",
        "Subscribe to our weekly newsletter from 2 June on.",
        "Get the news of 3 June straight to your inbox.",
        "This story was first published on 4 June 2025.",
        "© 2025 Harbour Post",
    ],
)
def test_asides(sentence: str) -> None:
    assert is_aside(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The photographer won the prize on 3 October.",
        "Videos of the storm were taken down on Friday.",
        "Shareholders who subscribe by 3 May pay less.",
        "Dockers signed up for the strike fund on 2 June.",
        "The newsletter of the union named him on Friday.",
        "Reuters reported on 3 May that the port was shut.",
        "Images from a satellite showed smoke on 7 May.",
        "He was photographed in a picture gallery on 9 May.",
        "Registers of voters close on 1 June.",
    ],
)
def test_what_tells(sentence: str) -> None:
    assert not is_aside(sentence)
