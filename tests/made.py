"""A document made by hand, so that tables, exports and the terminal can be tested without recognition."""

from __future__ import annotations

from vnlaos_ner.corpus import seats
from vnlaos_ner.corpus.build import Builder
from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.corpus.types import Corpus
from vnlaos_ner.document import (
    SCHEMA,
    DateValue,
    Document,
    Entity,
    Evidence,
    Holding,
    Mention,
    Office,
    PersonName,
    Section,
)

TEXT = (
    "Ngày 3/4/2020, Chủ tịch UBND tỉnh Bắc Sơn Trần Thu Hà tiếp nguyên Bí thư Tỉnh ủy Lê Văn Ân.\n"
    '=HYPERLINK("x")|[/Video] <b>Đặng\x1b[31m</b> nói với bà Hà ở Bắc Sơn.\n'
)


def _mention(number: int, kind: str, text: str, entity: str, after: int = 0, **more: object) -> Mention:
    start = TEXT.index(text, after)
    fields = {
        "section": "body",
        "parent": None,
        "holder": None,
        "status": "current" if kind == "OFFICE" else None,
        "honorific": None,
        "found_by": ("test.rule",),
        "score": 0.9,
    } | more
    return Mention(f"m{number}", kind, start, start + len(text), text, entity, **fields)  # type: ignore[arg-type]


def _entity(
    number: int, kind: str, name: str, mentions: str, aliases: tuple[str, ...] = (), **more: object
) -> Entity:
    fields = {"country": None, "office": None, "person": None, "date": None} | more
    return Entity(f"e{number}", kind, name, aliases, tuple(mentions.split()), **fields)  # type: ignore[arg-type]


_LINE2 = TEXT.index("\n")
MENTIONS = (
    _mention(1, "DATE", "Ngày 3/4/2020", "e1"),
    _mention(2, "OFFICE", "Chủ tịch UBND tỉnh Bắc Sơn", "e2", holder="e5"),
    _mention(3, "ORGANIZATION", "UBND tỉnh Bắc Sơn", "e3", parent="m2"),
    _mention(4, "LOCATION", "tỉnh Bắc Sơn", "e4", parent="m3"),
    _mention(5, "PERSON", "Trần Thu Hà", "e5"),
    _mention(6, "OFFICE", "Bí thư Tỉnh ủy", "e6", holder="e7", status="former"),
    _mention(7, "PERSON", "Lê Văn Ân", "e7"),
    _mention(8, "PERSON", '=HYPERLINK("x")|[/Video] <b>Đặng\x1b[31m</b>', "e8", section="related"),
    _mention(9, "PERSON", "Hà", "e5", after=_LINE2, honorific="bà"),
    _mention(10, "LOCATION", "Bắc Sơn", "e4", after=_LINE2),
)
ENTITIES = (
    _entity(1, "DATE", "Ngày 3/4/2020", "m1", date=DateValue("2020-04-03", None, None, "day")),
    _entity(
        2,
        "OFFICE",
        "Chủ tịch Ủy ban nhân dân tỉnh Bắc Sơn",
        "m2",
        ("Chủ tịch UBND tỉnh Bắc Sơn",),
        country="VN",
        office=Office("Chủ tịch", "Ủy ban nhân dân", "Bắc Sơn", "VN", "Chairwoman of Bac Son"),
    ),
    _entity(3, "ORGANIZATION", "Ủy ban nhân dân tỉnh Bắc Sơn", "m3", ("UBND tỉnh Bắc Sơn",)),
    _entity(4, "LOCATION", "Bắc Sơn", "m4 m10", ("tỉnh Bắc Sơn",), country="VN"),
    _entity(5, "PERSON", "Trần Thu Hà", "m5 m9", ("Hà",), person=PersonName("Trần", "Thu", "Hà")),
    _entity(
        6,
        "OFFICE",
        "Bí thư Tỉnh ủy Bắc Sơn",
        "m6",
        ("Bí thư Tỉnh ủy",),
        office=Office("Bí thư", "Tỉnh ủy", "Bắc Sơn", "VN", None),
    ),
    _entity(7, "PERSON", "Lê Văn Ân", "m7", person=PersonName("Lê", "Văn", "Ân")),
    _entity(8, "PERSON", MENTIONS[7].text, "m8"),
)
DOCUMENT = Document(
    schema=SCHEMA,
    id="made",
    source="folder/made.txt",
    sha256="0" * 64,
    title=None,
    date="2020-04-03",
    meta={},
    sections=(Section("body", 0, _LINE2), Section("related", _LINE2 + 1, len(TEXT) - 1)),
    mentions=MENTIONS,
    entities=ENTITIES,
    holdings=(
        Holding("e5", "e2", "current", ("m2",), Evidence(MENTIONS[1].start, MENTIONS[4].end)),
        Holding("e7", "e6", "former", ("m6",), Evidence(MENTIONS[5].start, MENTIONS[6].end)),
    ),
    notes=(),
)


def corpus(*documents: Document) -> Corpus:
    """The corpus of some documents over `TEXT`."""
    builder = Builder()
    for document in documents or (DOCUMENT,):
        builder.add(document, TEXT)
    return builder.build(seats.load(), Decisions(), lambda name: None)
