#!/bin/sh
# Expected by most: the text of a PDF page has the hyphen at the end of a line that is drawn there, and a line break
#   behind it, so that a reader can decide whether "cus-" and "toms" are one word; and two ways of asking for the same
#   text give the same characters.
# Seen: PDFium by pypdfium2 5.15.2 puts a character that is none in the hyphen's place and leaves the line break out:
#   U+FFFE from get_text_range(), U+0002 from get_text_bounded(). A hyphen within a line stays "-".
# Why it matters: a search for "customs" finds nothing, what is shown or cited holds a character that cannot be seen,
#   and code that looks for "-" before a line break never sees one. Text that is filtered for control characters loses
#   the one form and keeps the other.
# Source: https://pypi.org/project/pypdfium2/5.15.2/, run as below on 2026-11-29. Exits non-zero when that changes.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check pypdfium2==5.15.2 reportlab==5.1.0
"$place/venv/bin/python" - <<'PYTHON'
import io

import pypdfium2
from reportlab.pdfgen import canvas

data = io.BytesIO()
page = canvas.Canvas(data)
page.setFont("Helvetica", 12)
page.drawString(72, 700, "The council met in the cus-")
page.drawString(72, 686, "toms house by the river.")
page.drawString(72, 650, "It is a well-known mill.")
page.save()
text = pypdfium2.PdfDocument(data.getvalue())[0].get_textpage()
whole, bounded = text.get_text_range(), text.get_text_bounded()
print(ascii(whole))
print(ascii(bounded))
assert "the cus\ufffetoms house" in whole, ascii(whole)
assert "the cus\x02toms house" in bounded, ascii(bounded)
assert "well-known" in whole and "well-known" in bounded
PYTHON
echo "as described"
