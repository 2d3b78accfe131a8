"""The role in an office: ``Phó`` + head + modifiers, and the noun of its body where the head holds it.

Heads and modifiers are data (roles.tsv, role_modifiers.tsv); how they combine is here, as a short list of
rules tried in order, so that ``Phó Trưởng Trạm`` or ``Lữ đoàn phó`` need no line of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vnlaos_ner.expand import HEADS, join, longest
from vnlaos_ner.lexicon import Entry, Lexicon

_FUSING = frozenset({"trưởng", "chánh", "phó"})


class Role(NamedTuple):
    """A role read from words ``[start, end)``.

    `noun` is the class noun of the body that the head itself contains: ``Ban`` in *Trưởng Ban* (then
    `fused`: the body goes on with it), ``Bộ`` in *Bộ trưởng* (not fused: *Bộ trưởng Bộ Y tế*).
    """

    end: int
    name: str
    noun: str | None
    fused: bool
    expects: frozenset[str]
    entry: Entry | None
    deputy: bool
    modifiers: tuple[str, ...]
    shown: str = ""


Words = Sequence[str]
Rule = Callable[[Words, int, Lexicon], "Role | None"]


def read(words: Words, start: int, lexicon: Lexicon) -> Role | None:
    """The role that opens at `start`, modifiers included; None where no rule finds one."""
    best = max((r for r in (rule(words, start, lexicon) for rule in RULES) if r), key=_reach, default=None)
    return _modified(best, words, lexicon) if best else None


def _reach(role: Role) -> tuple[int, bool]:
    return role.end, role.entry is not None


def _listed(words: Words, start: int, lexicon: Lexicon) -> Role | None:
    """A head of roles.tsv as it stands: ``Phó Chủ tịch``, ``Trưởng Ban``, ``Thủ tướng``."""
    found = longest(lexicon, words, start, "role", "minor_role")
    if found is None:
        return None
    end, entry = found
    # “Ủy viên Ủy ban …”, “Chủ tịch Đảng …”: the noun at the end is the body's, where a shorter head is left.
    end, entry = _without_body(words, start, end, entry, lexicon)
    if _relative(words[start:end], entry.name):
        return None
    # “Đại sứ quán”, “Lãnh sự quán”, “Chủ tịch đoàn” are bodies, not the heads they open with.
    if end < len(words) and words[end].lower() in ("quán", "sứ"):
        return None
    role = _from_entry(entry, entry.name, end, entry.name.lower().startswith("phó "), lexicon)
    return role._replace(shown=_shown(words[start:end], entry.name))


def _relative(words: Words, name: str) -> bool:
    """Whether the words are another post than the row's name: ``Lữ đoàn trưởng`` beside Sư đoàn trưởng."""
    listed = name.split(" ")
    same_kind = words[-1].lower() == listed[-1].lower() == "trưởng" and "Phó" not in listed
    return same_kind and words[0].lower() != listed[0].lower()


def _without_body(words: Words, start: int, end: int, entry: Entry, lexicon: Lexicon) -> tuple[int, Entry]:
    """The head without the body or field that its row names: ``Chủ tịch | Đảng``, ``Bộ trưởng | Tư pháp``."""
    if _noun(entry.name, lexicon)[1]:
        return end, entry
    for k in range(end - 1, start, -1):
        shorter = longest(lexicon, words[:k], start, "role")
        rest = longest(lexicon, words[:end], k, "field", *HEADS)
        if shorter is not None and shorter[0] == k and rest is not None and rest[0] == end:
            alias = shorter[1].name == entry.name and (end == len(words) or not words[end][0].isupper())
            return (end, entry) if alias else shorter
    return end, entry


def _shown(words: Words, name: str) -> str:
    """The head as displayed: the listed spelling of the same words or of true initials, else as written."""
    text = join(words)
    initials = "".join(w[0] for w in name.split(" ")).upper()
    if (
        text.lower() in (name.lower(), "phó ban")
        or "".join(c for c in text if c.isalpha()).upper() == initials
    ):
        return name
    return text[:1].upper() + text[1:]


def _deputy(words: Words, start: int, lexicon: Lexicon) -> Role | None:
    """``Phó`` before any head: ``Phó Chủ tịch``, ``Phó Cục trưởng``."""
    if words[start].lower() not in ("phó", "đồng") or start + 1 >= len(words):
        return None
    head = _listed(words, start + 1, lexicon) or _unit_head(words, start + 1, lexicon)
    if head is None:
        return None
    mark = words[start].capitalize()
    shown = f"{mark} {head.shown or head.name}"
    return head._replace(name=f"{mark} {head.name}", shown=shown, deputy=words[start].lower() == "phó")


def _fused_head(words: Words, start: int, lexicon: Lexicon) -> Role | None:
    """``Trưởng``, ``Chánh`` or ``Phó`` and the noun of a body: ``Trưởng Trạm``, ``Phó Trưởng Khoa``."""
    i = start
    while i < len(words) and i < start + 2 and words[i].lower() in _FUSING:
        i += 1
    if i == start or i >= len(words):
        return None
    # “Ban Tổ chức” is a Ban: the head takes the first noun, the body the whole.
    noun = longest(lexicon, words[: i + 1], i, *HEADS) or longest(lexicon, words, i, *HEADS)
    if noun is None:
        return None
    end, entry = noun
    name = join([w.capitalize() for w in words[start:i]]) + " " + entry.name
    return Role(
        end, name, entry.name, True, frozenset({"body", "place"}), None, words[start].lower() == "phó", ()
    )


def _unit_head(words: Words, start: int, lexicon: Lexicon) -> Role | None:
    """The noun of a body and ``trưởng`` or ``phó``: ``Lữ đoàn trưởng``, ``Chi hội phó``."""
    noun = longest(lexicon, words, start, *HEADS)
    if noun is None or noun[0] >= len(words) or words[noun[0]].lower() not in ("trưởng", "phó"):
        return None
    end = noun[0]
    last = words[end].lower()
    unit = join(words[start:end])
    unit = unit[:1].upper() + unit[1:]
    return Role(
        end + 1,
        f"{unit} {last}",
        unit,
        False,
        frozenset({"body", "place"}),
        None,
        last == "phó",
        (),
    )


def _member(words: Words, start: int, lexicon: Lexicon) -> Role | None:
    """A committee and ``viên``: ``Thành ủy viên``, ``Chi ủy viên``."""
    noun = longest(lexicon, words[: start + 2], start, *HEADS)
    committee = noun is not None and noun[0] == start + 2 and words[start + 1].lower() == "ủy"
    if not committee or [w.lower() for w in words[start + 2 : start + 3]] != ["viên"]:
        return None
    name = f"{words[start].capitalize()} ủy"
    expects = frozenset({"alone", "body", "place"})
    return Role(start + 3, f"{name} viên", name, False, expects, None, False, ())


RULES: tuple[Rule, ...] = (_listed, _deputy, _member, _unit_head, _fused_head)


def _from_entry(entry: Entry, name: str, end: int, deputy: bool, lexicon: Lexicon) -> Role:
    noun, fused = _noun(name, lexicon)
    expects = frozenset(entry.attrs.get("expects", "body").split(","))
    return Role(end, name, noun, fused, expects, entry, deputy, ())


def _noun(name: str, lexicon: Lexicon) -> tuple[str | None, bool]:
    """The body noun inside a head and whether the body goes on with it.

    ``Phó Trưởng Ban -> (Ban, True)``; ``Phó Cục trưởng -> (Cục, False)``; ``Chủ tịch -> (None, False)``.
    """
    words = name.split(" ")
    if name.endswith("ủy viên") and len(words) == 3:
        return name.removesuffix(" viên"), False
    bare = words[1:] if words[0] == "Phó" and len(words) > 2 else words
    if bare[-1].lower() in ("trưởng", "phó") and len(bare) > 1:
        if bare[0] == "Thứ":
            return "Bộ", False
        entry = _head(" ".join(bare[:-1]), lexicon)
        return (entry.name, False) if entry else (None, False)
    heads = [i for i, word in enumerate(words[:-1]) if word.lower() in _FUSING or word == "Tổng"]
    if heads:
        rest = words[heads[-1] + 1 :]
        # the shortest noun: Phó Trưởng | Ban | Thường trực
        found = (_head(" ".join(rest[:size]), lexicon) for size in range(1, len(rest) + 1))
        entry = next((e for e in found if e is not None), None)
        if entry:
            return entry.name, True
    return None, False


def _head(noun: str, lexicon: Lexicon) -> Entry | None:
    """The class noun itself, not one whose row lists it beside its relatives."""
    found = (lexicon.get(kind, noun) for kind in HEADS)
    return next((e._replace(name=noun) for e in found if e is not None), None)


def _modified(role: Role, words: Words, lexicon: Lexicon) -> Role:
    """The role with the modifiers that follow it: ``Thường trực``, ``chuyên trách``, ``phụ trách``."""
    end, names = role.end, list(role.modifiers)
    while end < len(words):
        found = longest(lexicon, words, end, "role_modifier")
        if found is None or found[1].attrs.get("position") == "before":
            break
        # “Thường trực Ban Bí thư” after another head is an office of its own; “Thường vụ” opens a body.
        end = found[0]
        names.append(found[1].name)
    if end == role.end:
        return role
    tail = " ".join(names[len(role.modifiers) :])
    shown = f"{role.shown or role.name} {tail}"
    return role._replace(end=end, name=f"{role.name} {tail}", shown=shown, modifiers=tuple(names))
