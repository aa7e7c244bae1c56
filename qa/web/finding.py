"""What the page and programs look for by words: in all articles, in one, and in the list of them."""

from __future__ import annotations

from qa.errors import FileUnknown
from qa.index.store import Sort
from qa.keep.found import FoundArticleJSON, FoundJSON, found_article_json, found_json
from qa.keep.schema import DocumentsJSON
from qa.keep.shaping import listing_json
from qa.search.find import find_in, find_within, holding
from qa.types import EVERYTHING, FoundOrder, Within
from qa.web.library import Library


class Lookup:
    """Searches of a library that need no model. Every method may be called from any thread, and raises QAError without
    a usable index."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def find(self, typed: str, within: Within, order: FoundOrder, offset: int, limit: int) -> FoundJSON:
        """Every article that holds words and phrases; see `find_within`. Raises QAError."""
        with self._library.using(within) as assistant:
            return found_json(find_within(assistant.index, typed, within, order, offset, limit))

    def find_in(self, document_id: str, typed: str) -> FoundArticleJSON:
        """Where they stand in one article. Raises FileUnknown, QAError."""
        with self._library.using() as assistant:
            try:
                return found_article_json(find_in(assistant.index, document_id, typed))
            except KeyError as error:
                raise FileUnknown("There is no such article.") from error

    def documents(
        self,
        query: str,
        sort: Sort,
        descending: bool,
        offset: int,
        limit: int,
        within: Within = EVERYTHING,
        *,
        texts: bool = False,
    ) -> DocumentsJSON:
        """List the articles `within` the filters, with `texts` also those that hold the words of `query` in their text;
        see `Store.listing`. Raises QAError."""
        with self._library.using(within) as assistant:
            index = assistant.index
            also = holding(index, query) if texts else []
            return listing_json(index.listing(query, sort, descending, offset, limit, also, within))
