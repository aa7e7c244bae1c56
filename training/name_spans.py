"""Mark names in texts with a model of others: `python training/name_spans.py MODEL DOCS.jsonl.gz OUT [N]`.

Runs in an environment of its own with spaCy and its `en_core_web_sm` (MIT); what it writes teaches `names.py`, and the
product holds neither. The texts must be of a licence that lets weights ship: SQuAD (CC BY-SA 4.0).
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict

import spacy

KIND = {"PERSON": 0, "ORG": 1, "GPE": 2, "LOC": 2, "FAC": 2}


def main() -> None:
    model_folder, docs, out, *most = sys.argv[1:]
    articles: dict[str, list[str]] = defaultdict(list)
    with gzip.open(docs, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            articles[document["title"]].append(document["text"])
    model = spacy.load(model_folder, disable=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    each = int(most[0]) if most else 12  # paragraphs of an article: as many articles as possible
    with open(out, "w", encoding="utf-8") as file:
        for title, paragraphs in articles.items():
            text = "\n\n".join(paragraphs[:each])
            marked = model(text)
            spans = [[e.start_char, e.end_char, KIND.get(e.label_, 3)] for e in marked.ents]
            file.write(json.dumps({"title": title, "text": text, "spans": spans}) + "\n")


if __name__ == "__main__":
    main()
