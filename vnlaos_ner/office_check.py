"""Says whether a list of offices was understood to the last word, and where not, why.

Fully parsed means: every item opens with a role of the lexicon (or is a rank, an occupation or a term), and
what follows is a body that opens with a class noun or is known, places that are known or carry a class word,
and nothing else. A comma inside a body must stand in a portfolio or body that the lexicon knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vnlaos_ner import office_body, office_role
from vnlaos_ner.expand import HEADS, longest, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.office_list import Item


class Fault(NamedTuple):
    """One thing not understood: its class and the words."""

    kind: str
    text: str


def faults(items: Iterable[Item], lexicon: Lexicon) -> list[Fault]:
    """Everything in a parsed list that no rule accounts for, in order."""
    out: list[Fault] = []
    for item in items:
        if item.kind == "office":
            out.extend(_office(item, lexicon))
        elif item.kind in ("rank", "occupation"):
            rank = longest(lexicon, words_of(item.text), 0, "rank", "honorific", "occupation")
            assert rank is not None
            out.extend(_workplace(words_of(item.text)[rank[0] :], lexicon))
        elif item.kind == "other":
            out.append(Fault("no role", item.text))
    return out


def _office(item: Item, lexicon: Lexicon) -> list[Fault]:
    parts = item.parts
    assert parts is not None
    extra = parts.title[len(parts.role.name) :].strip()
    if extra:
        return [Fault("scope words", f"{parts.role.name} | {extra}")]
    if not parts.shown:
        return []
    words = words_of(parts.shown)
    if parts.role.fused and parts.role.noun:
        return _inside(words_of(parts.body or ""), lexicon)
    if words[0].lower() in ("của", "thuộc"):
        words = words[1:]
    mark = longest(lexicon, words, 0, "status")
    holder = mark[0] if mark and mark[1].attrs.get("position") == "before" else 0
    if "office" in parts.role.expects and office_role.read(words, holder, lexicon):
        return []
    if not office_body.opens_body(words, 0, lexicon):
        return [Fault("body without class noun", f"{parts.role.name} | {parts.shown}")]
    return _inside(words, lexicon)


def _workplace(words: list[str], lexicon: Lexicon) -> list[Fault]:
    """What follows an occupation: a body, a place or nothing."""
    while words and words[0] in (",", "-"):
        words = words[1:]
    if not words:
        return []
    at, _ = office_body.split_tail(words, 0, lexicon)
    while at and words[at - 1] == ",":
        at -= 1
    if at and not office_body.opens_body(words, 0, lexicon):
        return [Fault("occupation with other words", " ".join(words))]
    return _inside(words[:at], lexicon)


def _inside(words: list[str], lexicon: Lexicon) -> list[Fault]:
    """Commas that are not in a known name, and roles that hide in the middle."""
    covered: set[int] = set()
    for i in range(len(words)):
        for kind in ("body", "organization", "field", "place", *HEADS):
            found = longest(lexicon, words, i, kind)
            if found is not None:
                covered.update(range(i, found[0]))
    out: list[Fault] = []
    for i, word in enumerate(words):
        if i in covered:
            continue
        if word in (",", ";", ":") and not _joins(words, i, lexicon):
            out.append(Fault("comma inside a body", " ".join(words)))
        elif i and word[0].isupper() and words[i - 1].lower() not in ("của", "thuộc"):
            role = office_role.read(words, i, lexicon)
            if (
                role is not None
                and role.entry is not None
                and role.entry.kind == "role"
                and not _headed(words, i, lexicon)
            ):
                out.append(Fault("role inside a body", " ".join(words)))
    return out[:1]


def _headed(words: list[str], i: int, lexicon: Lexicon) -> bool:
    """Whether a class noun stands right before `i`: *Nhóm Nghị sĩ hữu nghị* is a body."""
    return any(
        (found := longest(lexicon, words, k, *HEADS)) is not None and found[0] == i
        for k in range(max(0, i - 3), i)
    )


def _joins(words: list[str], i: int, lexicon: Lexicon) -> bool:
    """Whether the comma at `i` parts a body from its parent, or coordinates portfolios with ``và``."""
    if words[i] != ",":
        return False
    if office_body.opens_body(words, i + 1, lexicon) or (words[i - 1].lower(), words[i + 1 : i + 2]) == (
        "phòng",
        ["chống"],
    ):
        return True
    rest = words[i + 1 : i + 12]
    return "và" in rest and not any(w in (";", ":") for w in rest[: rest.index("và")])
