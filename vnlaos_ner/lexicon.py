"""Knowledge files and their validation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """One known form. `kind` is the class of knowledge, `name` the canonical form, `attrs` the rest."""

    form: str
    kind: str
    name: str
    attrs: Mapping[str, str]
