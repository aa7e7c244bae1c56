"""What changed, in a line: the same words in the terminal, on the page and in the feed."""

from __future__ import annotations

from qa.saved.schema import ChangeJSON


def told(change: ChangeJSON) -> str:
    """What changed, in a line.

    >>> told({"kind": "differs now", "before": "212 euros", "now": "240 euros", "contradicted": "212 euros",
    ...       "id": "", "at": "", "question": "", "places": []})
    'Differs now: 240 euros, against 212 euros before.'
    """
    before, now, articles = change["before"], change["now"], _articles(change)
    match change["kind"]:
        case "new answer":
            return f"New answer: {now or 'see below'}."
        case "different answer":
            return (
                f"Different answer: {now or 'see below'}, before {change['contradicted'] or before or 'another one'}."
            )
        case "differs now":
            return f"Differs now: {now or 'see below'}, against {change['contradicted'] or before} before."
        case "more articles":
            return f"{articles} more {'article answers' if articles == 1 else 'articles answer'} it{_value(now)}."
        case "no longer":
            return f"No longer in the articles{_value(before)}."
        case _:
            return "Nothing changed."


def _value(short: str | None) -> str:
    return f": {short}" if short else ""


def _articles(change: ChangeJSON) -> int:
    return len({place["document"] for place in change["places"]})
