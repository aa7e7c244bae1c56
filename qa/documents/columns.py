"""Which column of a table, or field of an object, holds what: known by the names that the usual tools write.

Names are compared without case, spaces and marks: "Published At", "published_at" and "publishedAt" are one. What cannot
be told by its name is told by whoever builds: `Columns` of {"text": "body of report"}.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Mapping

from qa.types import Columns

# In the languages of these names the day is written before the month.
DAY_FIRST = tuple(
    "datum veroffentlichungsdatum veroeffentlichungsdatum veroffentlichtam veroeffentlichtam veroffentlicht "
    "veroeffentlicht erscheinungsdatum erschienenam erschienen publikationsdatum erstelltam aktualisiertam "
    "datedepublication datedeparution dateparution parution publiele fecha fechadepublicacion fechapublicacion "
    "publicadoel publicado fechadecreacion".split()
)
# Each in order of preference. Sets of news, crawlers, feeds, the interfaces of news services, exports of databases;
# then what German, French and Spanish tables say.
NAMES: dict[str, tuple[str, ...]] = {
    "text": tuple(
        "text content body maintext articletext articlebody articlecontent fulltext fullcontent bodytext contenttext "
        "textcontent maincontent contentencoded contentrendered contentplain postcontent posttext selftext storytext "
        "storybody newstext newscontent newsbody newsarticle textbody rawtext plaintext cleantext cleanedtext "
        "cleancontent documenttext paragraphs transcript fieldsbodytext fieldsbody contenthtml htmlcontent bodyhtml "
        "articlehtml bodyvalue article document story news message post html "
        "artikeltext volltext haupttext inhalt texte textearticle texteintegral contenu corps texto textocompleto "
        "contenido cuerpo artikel beitrag articulo".split()
    ),
    # What stands for an article where there is no more of it.
    "summary": tuple(
        "lead leadparagraph abstract description summary shortdescription excerpt excerptrendered snippet "
        "contentsnippet standfirst teaser trailtext fieldstrailtext "
        "zusammenfassung kurzfassung vorspann beschreibung resume chapo chapeau extrait resumen entradilla "
        "descripcion".split()
    ),
    "id": ("id",),
    "title": tuple(
        "title headline heading articletitle newstitle headlinetext headlinemain webtitle fieldsheadline titlerendered "
        "posttitle storytitle pagetitle titlepage titlerss mainheadline head header subject name "
        "titel uberschrift ueberschrift schlagzeile titre titulo titular encabezado".split()
    ),
    "date": tuple(
        "date publishedat datepublished datepublish publishdate publisheddate publicationdate pubdate published "
        "publishedon dateofpublication publicationdatetime publisheddatetime publishtime publishedtime releasedate "
        "articledate newsdate webpublicationdate firstpublished firstpublicationdate issuedate posted postedat "
        "postedon postdate dateposted createdat createdutc created creationdate datecreated datetimepub datetime "
        "timestamp time seendate updated updatedat lastupdated lastupdate dateupdated datemodified datemodify modified "
        "lastmodified".split()
    )
    + DAY_FIRST,
    "source": tuple(
        "source sourcename publisher publishername outlet newsoutlet mediaoutlet newspaper publication newssource "
        "publicationname publicationtitle pubtitle magazine journal medianame media sitename site website channel "
        "feedtitle feedname feed provider agency sourcetitle threadsite brand sourcehostname hostname sourcedomain "
        "domain sourceurl subreddit quelle zeitung herausgeber fuente periodico diario medio editeur".split()
    ),
    "url": tuple(
        "url link articleurl articlelink newsurl newslink sourcelink canonicalurl canonicallink weburl pageurl href "
        "permalink originalurl fullurl storyurl uri web shareurl sourceurl source webadresse lien enlace".split()
    ),
}
_PLACES = {field: {name: place for place, name in enumerate(names)} for field, names in NAMES.items()}

Told = tuple[tuple[str, str], ...]
"""`Columns` in a form that can be remembered: see `frozen`."""

MOST = 20_000  # names; the widest tables of articles have some hundred
SHOWN = 20  # names in a message


def normal(name: str) -> str:
    """A name without what tools write differently: " Published_At " -> "publishedat", "Título" -> "titulo"."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name).casefold()))


@functools.lru_cache(maxsize=64)
def chosen(names: tuple[str, ...], told: Told = ()) -> Mapping[str, tuple[str, ...]]:
    """Field -> the names that may hold it, the best first. `told` is what `frozen` gives; it goes before all others."""
    found: dict[str, list[tuple[int, str]]] = {field: [] for field in NAMES}
    for name in names:
        plain = normal(name)
        for field, places in _PLACES.items():
            if plain in places:
                # Of "_id" and "id", the one that is written as it is meant.
                found[field].append((2 * places[plain] + (name.strip().lower() != plain), name))
    choice = {field: tuple(name for _, name in sorted(some)) for field, some in found.items()}
    for field, wanted in told:
        exact = [name for name in names if name == wanted] or [name for name in names if normal(name) == normal(wanted)]
        if exact:
            choice[field] = (exact[0],)
            choice |= {"summary": ()} if field == "text" else {}
    return choice


def frozen(told: Columns | None) -> Told:
    """What was told, in a form that `chosen` can remember."""
    return tuple(sorted((told or {}).items()))


@functools.lru_cache(maxsize=64)
def missing(names: tuple[str, ...], what: str, told: Told = ()) -> str:
    """Why there is no text, with the names that there are; `what` is what they name, "column" or "field". A name that
    was told and is not there is named."""
    wanted = next((name for field, name in told if field == "text"), "text, content or the like")
    shown = ", ".join(" ".join(name.split())[:40] or "(no name)" for name in names[:SHOWN])
    more = f", … {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    if not shown:
        return f"no {what} named text: it names none"
    return f"no {what} named {wanted} among: {shown}{more}; say which it is with --column text=NAME"
