"""Hypothesis strategies for texts as hostile as Unicode allows."""

from __future__ import annotations

from hypothesis import strategies as st

from qa.types import Document

# What breaks offsets: case that changes length, ligatures, emoji with joiners, combining marks, odd spaces and line
# ends, invisible and right-to-left characters.
AWKWARD = [
    "İ", "ﬁ", "ß", "👩‍👩‍👧‍👦", "🇳🇴", "é", "ä́", "\r\n", "\r", "\n\n", "\N{NO-BREAK SPACE}", "\u200b", "\u200d",
    "\ufeff", "\u2028", "\u2029", "\u202e", "שלום", "مرحبا؟", "漢字。", "A.\N{NO-BREAK SPACE}B. Smith", "U.S.", "Dr. ",
    "1. ", "- ", "• ", '"', "“", "”", "’", ". ", "! ", "? ", "…", "## ", "a.m.", "\x00", "\f", "\t", "3.5", "—",
]  # fmt: skip

texts = st.lists(
    st.one_of(
        st.sampled_from(AWKWARD),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["The mayor opened the bridge", "it cost 3.5 million", "Rain fell", "no"]),
    ),
    max_size=30,
).map("".join)

documents = st.builds(Document, id=st.just("d"), title=st.just("Title"), text=texts)
