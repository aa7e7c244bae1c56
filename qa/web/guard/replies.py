"""What the server says by itself, and the headers that every reply has."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response
from starlette.types import Message, Send

# Gradio compiles its templates at run time: hence 'unsafe-inline' and 'unsafe-eval'.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(
        f"{feature}=()"
        for feature in ("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "serial", "midi")
    ),
}
HASHED = ("/assets/", "/static/")  # their names change with their content
CLOSING = {"connection": "close"}  # what is left of the request is not read


def refused(status: int, error: str, headers: dict[str, str] | None = None) -> Response:
    """One line that says why a request goes no further."""
    return JSONResponse({"error": error}, status, headers)


def with_headers(send: Send, path: str, also: dict[str, str] | None = None) -> Send:
    """`send`, with `HEADERS`, in the place of the app's own, and `also` in every reply."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", []) if pair[0].decode("latin-1").lower() not in HEADERS]
            added = HEADERS | (also or {})
            if message["status"] == 200 and path.startswith(HASHED):  # an error must not be kept for a year
                added |= {"cache-control": "public, max-age=31536000, immutable"}
            message["headers"] = [*kept, *((name.encode(), value.encode()) for name, value in added.items())]
        await send(message)

    return send_with_headers
