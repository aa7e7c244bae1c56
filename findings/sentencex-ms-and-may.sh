#!/bin/sh
# Expected by most: a sentence splitter for English that leaves "Mr." and "Mrs." alone leaves "Ms." alone too, and ends
#   "It opens on 12 May. Tickets are sold." behind the month as it does behind "12 June."
# Seen: sentencex 1.0.32 ends a sentence behind "Ms." (so every "said Ms. Nairn" is two sentences, the second without
#   its speaker) and never behind "May.", in any month's place, whatever follows: two sentences come as one.
# Why it matters: whoever quotes or cites sentences quotes half of one, or two as one.
# Source: https://pypi.org/project/sentencex/1.0.32/, run as below on 2026-11-28. Exits non-zero when that changes.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check sentencex==1.0.32
"$place/venv/bin/python" - <<'PYTHON'
import sentencex


def split(text: str) -> list[str]:
    return [sentence.strip() for sentence in sentencex.segment("en", text) if sentence.strip()]


seen = {
    title: split(f"The board thanked {title}. Nairn for the harp. It was late.") for title in ("Mr", "Mrs", "Dr", "Ms")
}
months = {
    month: split(f"The pier opens on 12 {month}. Tickets are sold.") for month in ("April", "May", "June")
}
for text in (*seen.values(), *months.values()):
    print(text)
assert all(len(seen[title]) == 2 for title in ("Mr", "Mrs", "Dr")), seen
assert seen["Ms"] == ["The board thanked Ms.", "Nairn for the harp.", "It was late."], seen["Ms"]
assert len(months["April"]) == len(months["June"]) == 2, months
assert months["May"] == ["The pier opens on 12 May. Tickets are sold."], months["May"]
PYTHON
echo "as described"
