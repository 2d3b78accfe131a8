"""The JSON Schema (2020-12) of the contract, made from the types themselves."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from vnlaos_ner.corpus.types import Corpus
from vnlaos_ner.document import SCHEMA, Document


def schema(of: Literal["document", "corpus"] | str) -> str:
    """The schema as indented JSON: of one line of ``jsonl``, or of the object of ``json``."""
    roots = (Document, Corpus) if of == "corpus" else (Document,)
    (first, *rest), parts = msgspec.json.schema_components(roots, ref_template="#/$defs/{name}")
    version: dict[str, Any] = {"const": SCHEMA}
    parts["Document"]["properties"]["schema"] = version
    for part in parts.values():  # every key is always written
        if "properties" in part:
            part["required"] = list(part["properties"])
    root: dict[str, Any] = first
    if rest:
        root = dict(parts.pop("Corpus"))
        root["properties"] = {
            "schema": version,
            "documents": {"type": "array", "items": first},
            **root["properties"],
        }
        root["required"] = list(root["properties"])
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{SCHEMA} {of}",
        **root,
        "$defs": parts,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
