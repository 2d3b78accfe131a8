"""Predictions somebody else made: a JSONL file as the system that is scored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from vnlaos_ner import given
from vnlaos_ner.errors import GoldError
from vnlaos_ner.gold import GoldDocument, digest
from vnlaos_ner.score.evaluation import Predictor
from vnlaos_ner.score.marks import Mark, from_document


def predictor(path: Path, missing: Callable[[GoldDocument], None]) -> Predictor:
    """Answers from `path`, by the file name in ``source``, or by ``id`` where no source has that name.

    A document that is not in the file has no marks and is reported to `missing`. Raises `GoldError`
    where two documents have one name, or where offsets cannot belong to the gold's text.
    """
    by_name: dict[str, tuple[str, given.GivenDocument]] = {}
    by_id: dict[str, tuple[str, given.GivenDocument]] = {}
    for where, document in given.read(path):
        name = PurePath(document.source).name
        if name in by_name:
            raise GoldError(f"{where}: a second document named {name}; the first is at {by_name[name][0]}")
        by_name[name] = where, document
        if document.id:
            by_id.setdefault(document.id, (where, document))

    def predict(gold: GoldDocument) -> tuple[Mark, ...]:
        found = by_name.get(gold.source.name) or by_id.get(gold.id)
        if found is None:
            missing(gold)
            return ()
        where, document = found
        if document.sha256 and document.sha256 != digest(gold.text):
            raise GoldError(f"{where}: made from another text than {gold.source} (sha256 differs)")
        for m in document.mentions:
            if not 0 <= m.start < m.end <= len(gold.text) or m.text not in (None, gold.text[m.start : m.end]):
                raise GoldError(f"{where}: {m.text!r} does not stand at {m.start}..{m.end} of {gold.source}")
        return from_document(document)

    return predict
