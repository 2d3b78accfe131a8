"""Keep some mention types or page sections of a document and leave the rest consistent."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from vnlaos_ner.document import Document, Entity, Holding, Mention


def select(
    document: Document, types: Collection[str] | None = None, sections: Collection[str] | None = None
) -> Document:
    """The document with only mentions of `types` in `sections`; None keeps all.

    Entities without a mention left go, and with them their holdings and notes that name only them; a
    mention whose parent went gets the nearest kept one. Ids do not change, so a selection can be
    compared with the whole.
    """
    if types is None and sections is None:
        return document
    kept = [
        m
        for m in document.mentions
        if (types is None or m.type in types) and (sections is None or m.section in sections)
    ]
    ids = {m.id for m in kept}
    entities = {m.entity for m in kept}
    return msgspec.structs.replace(
        document,
        mentions=tuple(_mention(m, ids, entities, document.mentions) for m in kept),
        entities=tuple(_entity(e, ids) for e in document.entities if e.id in entities),
        holdings=tuple(
            _holding(h, ids)
            for h in document.holdings
            if h.person in entities and h.office in entities and ids.intersection(h.mentions)
        ),
        notes=tuple(n for n in document.notes if any(m.start < n.end and n.start < m.end for m in kept)),
    )


def _mention(mention: Mention, ids: set[str], entities: set[str], every: Collection[Mention]) -> Mention:
    parents = {m.id: m.parent for m in every} if mention.parent not in ids else {}
    parent = mention.parent
    while parent is not None and parent not in ids:
        parent = parents.get(parent)
    holder = mention.holder if mention.holder in entities else None
    return msgspec.structs.replace(mention, parent=parent, holder=holder)


def _entity(entity: Entity, ids: set[str]) -> Entity:
    return msgspec.structs.replace(entity, mentions=tuple(m for m in entity.mentions if m in ids))


def _holding(holding: Holding, ids: set[str]) -> Holding:
    return msgspec.structs.replace(holding, mentions=tuple(m for m in holding.mentions if m in ids))
