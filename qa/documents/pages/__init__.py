"""What is read of a web page, for `web.py`.

pages/
├── blocks.py     a tree -> paragraphs, headings, lists, tables
├── clutter.py    menus, footers and the like
├── text.py       which blocks are the article     entries.py: pages of several articles   live.py: reports
├── marks.py      what is struck out, raised, quoted, numbered
├── data.py       JSON-LD and meta tags
├── dates.py      the day of publication   shown.py: near the title   named_days.py: in nine languages and more
│                 own_part.py: what of the page may show it   marked.py: the one that its markup names
└── titles.py     the title and the site
"""
