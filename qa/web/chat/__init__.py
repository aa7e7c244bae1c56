"""The chat: Gradio's page, its events, and messages as Markdown.

chat/
├── page.py          the page itself
├── events.py        one event a question
├── api.py           the same calls for gradio_client
├── conversation.py  turns and messages
├── render.py        an answer as Markdown
└── keeping.py       turns to keep
"""
