"""The routes, each a thin door to `calls`, `library` or `collection`.

doors/
├── route.py     what every route does with an error
├── described.py  what /api/openapi.json says of them
├── statuses.py  what an error is in HTTP
├── rest.py      programs: ask, search, timeline, quotations, documents
├── finding.py   words and phrases in the articles
├── tables.py    many questions, a table as a file
├── references.py  quotations taken along, as files of reference managers
├── saved.py     saved questions, what changed, the feed of it
├── mcp/        language models: the same as tools
├── reading.py   the page: status, article, choices, export
├── pages.py     the page and programs: pages of scans, and what is marked on them
├── feedback.py  the page: what people say of answers
├── fields.py    what is told of a document beside it
├── uploads.py   places of files that arrive, and who makes room
└── changes.py   documents that come and go, and the build that follows
"""
