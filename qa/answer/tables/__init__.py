"""What the tables and ranked lists of articles answer.

    tables/
    ├── __init__.py
    ├── asked.py        a question as rows and columns are compared with it
    ├── grid.py         a passage -> its tables, whole
    ├── columns.py      which column a question speaks of, and what its cells amount to
    ├── named.py        the cell that a question names by row and column, the row of a figure, the row of a year
    ├── comparisons.py  a question -> what it compares: the most, the second smallest, more than a number
    ├── most.py         the rows that such a question asks for
    └── ranking.py      places in rankings

Cells are given as they stand; nothing is added up, and nothing counted.
"""
