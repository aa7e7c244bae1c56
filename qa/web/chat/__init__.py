"""The chat: Gradio's page, its events, and messages as Markdown.

chat/
├── page.py       which event calls which handler
├── layout.py     the components
├── looks.py      styles, scripts, the theme
├── events.py     one event a question
├── callers.py    who waits, and who has gone
├── api.py        the same calls for gradio_client
├── messages.py   turns as messages
├── render.py     an answer as Markdown
├── standing.py   where a pasted text stands
├── counted.py    an answer that lists articles
└── sources.py    where its sentences stand
"""
