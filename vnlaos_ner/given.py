"""Our JSON as others hand it to us: corrected output as gold, or predictions to be scored.

Only what is compared is asked for, so that another tool can write it: ``source`` and ``mentions`` with
type, start, end. What it gives beyond that is read where we know it and passed over where we do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from vnlaos_ner.document import MentionType, Office, Status
from vnlaos_ner.errors import GoldError


class GivenMention(msgspec.Struct, frozen=True):
    """Offsets are code points of the raw text, half-open; `entity` and `holder` are ids of entities."""

    type: MentionType
    start: int
    end: int
    text: str | None = None
    entity: str | None = None
    holder: str | None = None
    status: Status | None = None


class GivenEntity(msgspec.Struct, frozen=True):
    id: str
    name: str
    office: Office | None = None


class GivenDocument(msgspec.Struct, frozen=True):
    source: str
    mentions: tuple[GivenMention, ...]
    entities: tuple[GivenEntity, ...] = ()
    id: str | None = None
    sha256: str | None = None


class _Corpus(msgspec.Struct, frozen=True):
    documents: tuple[GivenDocument, ...]


def read(path: Path) -> Iterator[tuple[str, GivenDocument]]:
    """Each document with where it stands (``FILE:LINE``): a document a line, or ``.json`` as one object.

    Raises `GoldError` where the file cannot be read or a line does not have this shape.
    """
    content = decode(path)
    if path.suffix == ".json":
        try:
            documents = msgspec.json.decode(content, type=_Corpus).documents
        except msgspec.MsgspecError as error:
            raise GoldError(f"{path}: {error}") from error
        yield from ((f"{path}: document {number}", d) for number, d in enumerate(documents, 1))
        return
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                document = msgspec.json.decode(line, type=GivenDocument)
            except msgspec.MsgspecError as error:
                raise GoldError(f"{path}:{number}: {error}") from error
            yield f"{path}:{number}", document


def decode(path: Path) -> str:
    """The file as UTF-8, untouched otherwise."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GoldError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 at byte {error.start}; gold and predictions are UTF-8") from error
