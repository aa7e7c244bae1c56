#!/bin/sh
# Expected by most: the text of a paragraph of a Word file is what a reader of the file sees.
# Seen: python-docx 1.2.0 gives text that is formatted as hidden among the rest, without a mark, and leaves out what
#   stands in a content control (the fields of forms and templates, w:sdt) and in a tracked insertion (w:ins), which
#   are seen.
# Why it matters: a number that was hidden, not deleted, joins the one that is shown ("costs 16 18 million"), and a sum
#   that somebody inserted with changes tracked is missing ("costs  million"): both are then quoted.
# Source: https://pypi.org/project/python-docx/1.2.0/, run as below on 2026-11-29. Exits non-zero when that changes.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
"$place/venv/bin/python" - <<'PYTHON'
import io

import docx
from docx.oxml import OxmlElement


def moved_into(run: object, *names: str) -> None:
    """Put a run into new elements of these names, as Word writes them."""
    element = run._r
    for name in names:
        outer = OxmlElement(name)
        element.addprevious(outer)
        outer.append(element)
        element = outer


written = docx.Document()
hidden = written.add_paragraph("The quay costs ")
hidden.add_run("16 ").font.hidden = True
hidden.add_run("18 million.")
inserted = written.add_paragraph("The quay costs ")
moved_into(inserted.add_run("18"), "w:ins")
inserted.add_run(" million.")
control = written.add_paragraph("The quay costs ")
moved_into(control.add_run("18"), "w:sdtContent", "w:sdt")
control.add_run(" million.")
data = io.BytesIO()
written.save(data)
texts = [paragraph.text for paragraph in docx.Document(data).paragraphs]
print(texts)
assert texts == ["The quay costs 16 18 million.", "The quay costs  million.", "The quay costs  million."], texts
PYTHON
echo "as described"
