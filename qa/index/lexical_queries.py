"""What is asked of a lexical index: words of which any counts, and the filters, which change no score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from qa.types import Within

if TYPE_CHECKING:
    import tantivy


def words(schema: tantivy.Schema, asked: Sequence[str]) -> tantivy.Query:
    """Any of these terms."""
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Should, Query.term_query(schema, "text", term, "freq")) for term in asked])


def rows(schema: tantivy.Schema, among: NDArray[np.bool_]) -> tantivy.Query:
    """The rows of a mask, shape (n,)."""
    from tantivy import Query

    return Query.const_score_query(Query.term_set_query(schema, "row", np.flatnonzero(among).tolist()), 0.0)


def within(schema: tantivy.Schema, asked: tantivy.Query, filters: Within) -> tantivy.Query:
    """What is asked, of the days and sources of the filters; names are no field of a lexical index."""
    from tantivy import FieldType, Occur, Query

    only = []
    if filters.dated:
        first, last = (day.toordinal() if day else None for day in (filters.since, filters.until))
        only.append(Query.range_query(schema, "day", FieldType.Integer, first, last))
    if filters.sources is not None:
        only.append(Query.term_set_query(schema, "source", list(filters.sources)))
    clauses = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in only]
    return Query.boolean_query([(Occur.Must, asked), *clauses]) if clauses else asked
