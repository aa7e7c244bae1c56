"""Hypothesis strategies for texts as hostile as Unicode allows."""

from __future__ import annotations

from hypothesis import strategies as st

from qa.types import Document

# What breaks offsets: case that changes length, ligatures, emoji with joiners, combining marks, odd spaces and line
# ends, invisible and right-to-left characters. And what is more than prose: turns of a talk, clauses, rows of tables.
AWKWARD = [
    "İ", "ﬁ", "ß", "👩‍👩‍👧‍👦", "🇳🇴", "é", "ä́", "\r\n", "\r", "\n\n", "\N{NO-BREAK SPACE}", "\u200b", "\u200d",
    "\ufeff", "\u2028", "\u2029", "\u202e", "שלום", "مرحبا؟", "漢字。", "A.\N{NO-BREAK SPACE}B. Smith", "U.S.", "Dr. ",
    "1. ", "- ", "• ", '"', "“", "”", "’", ". ", "! ", "? ", "…", "## ", "a.m.", "\x00", "\f", "\t", "3.5", "—",
    "\nADA LUND: ", "\nBo Ek: ", "\nQ. ", " A. ", "(1) ", "(a) ", "§ 2 ", "\n\nSection 4. Dues.\n\n", " | ", "Dec. 5. ",
    "\nHalden 12 7\n", "p.m. EDT", "Smt. ",
]  # fmt: skip

texts = st.lists(
    st.one_of(
        st.sampled_from(AWKWARD),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        st.sampled_from(["The mayor opened the bridge", "it cost 3.5 million", "Rain fell", "no"]),
    ),
    max_size=30,
).map("".join)

# Nobody sees these: control characters, overrides, joiners, fillers, variation selectors, tags, spaces of all widths.
invisible = st.text(
    alphabet="\x00\x01\x1b\x7f\x85\xa0\xad \t\n\u034f\u061c\u115f\u180e\u200b\u200d"
    "\u200e\u2003\u2028\u202e\u2060\u2066\u2800\u3000\u3164\ufe0f\ufeff\uffa0\U000e0041",
    min_size=1,
    max_size=5,
)

documents = st.builds(Document, id=st.just("d"), title=st.just("Title"), text=texts)
