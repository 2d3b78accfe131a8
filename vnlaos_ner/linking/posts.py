"""Offices as linking compares them: parts, what they leave open, and a key of words.

The key of an office is its role and body in words, its places, and its country as ``·LA``. One office is
*short for* another with the same head when every word of it comes there too, in order:
``Bí thư Thành ủy`` for ``Bí thư Thành ủy Hà Nội``, ``Chủ tịch Hà Nội`` for ``Chủ tịch Ủy ban nhân dân
Thành phố Hà Nội``, ``Bộ trưởng`` for ``Bộ trưởng Bộ Y tế``. ``Chủ tịch`` is not short for ``Phó Chủ tịch``,
nor ``Chủ tịch Ủy ban nhân dân tỉnh`` for that of a city.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from vnlaos_ner import office
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.scene import Item, Scene
from vnlaos_ner.office import Parts

Key = tuple[str, ...]

_SKIP = frozenset({"của", "thuộc", "tại", "ở", "-", "–", ",", "(", ")", "&", "nước", "."})
_FAR = 2
_KEEP = 4096
_HEADS = frozenset({"Chủ tịch nước", "Phó Chủ tịch nước"})
_HOME = "·VN"
_ABROAD = ("tại", "ở")


class Post(NamedTuple):
    """One office mention.

    `parts` is None where no role was read; then `name` is what the text gives. `level` is the class of the
    place (``tỉnh``) where one is written or known, `where` names the place, `country` is ISO alpha-2; `slots`
    says what the mention leaves out (see `office.open_slots`).
    """

    item: Item
    parts: Parts | None
    name: str
    key: Key
    level: str | None
    where: str | None
    country: str | None
    slots: Mapping[str, str]

    @property
    def specific(self) -> bool:
        """Whether it names its body: ``Thủ tướng``, ``Bộ trưởng Bộ Y tế``; not ``Bộ trưởng``."""
        return self.parts is not None and "body" not in self.slots

    @property
    def foreign(self) -> bool:
        """Whether it belongs to another state."""
        return self.country is not None and self.country != "VN"


class Reader:
    """Reads offices with one lexicon; what it read it keeps, since titles recur from article to article."""

    __slots__ = ("_cues", "_kept", "_lexicon")

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        self._lexicon, self._cues = lexicon, cues
        self._kept: dict[str, Post] = {}

    def posts(self, scene: Scene) -> dict[int, Post]:
        """The posts of a page, keyed by item."""
        out: dict[int, Post] = {}
        for item in scene.of("OFFICE"):
            text = scene.shadow_text(item)
            if text not in self._kept:
                if len(self._kept) >= _KEEP:
                    self._kept.clear()
                self._kept[text] = self._read(item, text)
            kept = self._kept[text]
            out[item.number] = kept._replace(item=item)
        return out

    def _read(self, item: Item, text: str) -> Post:
        """Without a status word in the title: ``Tổng thống đắc cử Mỹ`` is the office ``Tổng thống Mỹ``."""
        parts = office.read(text, self._lexicon)
        if parts is None:
            return Post(item, None, item.named.name, tuple(_words(item.named.name)), None, None, None, {})
        words = parts.title.lower().split()
        hit = self._cues.after.ending(words, len(words), 1)
        if hit:
            parts = parts._replace(title=" ".join(parts.title.split()[: -hit[0]]))
        return of_parts(item, parts, self._lexicon)


def of_parts(item: Item, parts: Parts, lexicon: Lexicon) -> Post:
    """A post from its parts."""
    place = parts.place
    key = _key(parts)
    country = parts.country or _country_of_body(parts, lexicon)
    slots = office.open_slots(parts, lexicon)
    if country is not None or _HOME in key:
        slots = {slot: kind for slot, kind in slots.items() if slot != "country"}
    return Post(
        item=item,
        parts=parts,
        name=office.name(parts, lexicon),
        key=key,
        level=next((t.cls.lower() for t in parts.tails if t.cls), None),
        where=place.name if place else None,
        country=country,
        slots=slots,
    )


def of_any_state(post: Post, lexicon: Lexicon) -> Post:
    """``Thủ tướng Chính phủ`` of a foreigner is not ours by its wording."""
    if post.parts is None or _HOME not in post.key:
        return post
    key = tuple(word for word in post.key if word != _HOME)
    return post._replace(key=key, slots=office.open_slots(post.parts, lexicon))


def read_text(item: Item, text: str, lexicon: Lexicon) -> Post | None:
    """A post from other words than the mention's own."""
    parts = office.read(text, lexicon)
    return of_parts(item, parts, lexicon) if parts else None


def _country_of_body(parts: Parts, lexicon: Lexicon) -> str | None:
    """``Quốc hội Lào``, ``Đảng Cộng sản Cuba`` say whose they are; ``Chính phủ``, ``Bộ Y tế`` do not."""
    last = parts.shown.split()[-2:]
    for size in (2, 1):
        entry = lexicon.get("country", " ".join(last[-size:])) if len(last) >= size else None
        if entry and parts.shown:
            return entry.attrs.get("code")
    return None


def _key(parts: Parts) -> Key:
    """See the head of this file."""
    words = _words(f"{parts.title} {parts.shown}")
    if parts.title in _HEADS:  # not what ``Chủ tịch`` is short for
        words[:2] = [parts.title.lower()]
    elif parts.shown == "Chính phủ" and len(words) > 2 and words[-2:] == ["chính", "phủ"]:
        words = words[:-2]  # the government of the country the office names, or ours
        if not any(t.is_country for t in parts.tails):
            words.append(_HOME)
    for tail in parts.tails:
        if tail.is_country and tail.code:
            words.append(("tại " if tail.link in _ABROAD else "") + "·" + tail.code)
        elif tail.name:
            words += _words(tail.name)
    return tuple(words)


def _words(text: str) -> list[str]:
    low = text.lower()
    for mark in "-–,()&.":
        low = low.replace(mark, " ")
    return [w for w in low.split() if w not in _SKIP]


def short_for(short: Post, full: Post) -> bool:
    """Whether `short` may stand for `full`, which says more."""
    if len(short.key) >= len(full.key) or short.key[0] != full.key[0]:
        return False
    if short.level and full.level and short.level != full.level:
        return False
    left = iter(full.key)
    return all(word in left for word in short.key)


def same(a: Post, b: Post) -> bool:
    """Equal as far as written."""
    return a.key == b.key and (a.level == b.level or a.level is None or b.level is None)


def fits(a: Post, b: Post) -> bool:
    """Equal, or one short for the other."""
    return same(a, b) or short_for(a, b) or short_for(b, a)


Group = tuple[Key, str | None]


def grouped(some: Iterable[Post]) -> dict[Group, list[Post]]:
    """Posts by key and level, each group in text order: what is asked of one holds for all of its group."""
    groups: dict[Group, list[Post]] = {}
    for post in some:
        groups.setdefault((post.key, post.level), []).append(post)
    for group in groups.values():
        group.sort(key=lambda p: p.item.number)
    return groups


def full_form(post: Post, groups: Iterable[list[Post]]) -> Post | None:
    """The one office of `groups` that `post` is short for, or None where several compete.

    One that itself leaves something open counts only where all do. Of several, one that the others extend
    wins if it is by far the commonest: ``Chủ tịch`` among the people of one body with a branch or two.
    """
    longer = [group for group in groups if short_for(post, group[0])]
    complete = [group for group in longer if not group[0].slots]
    some = complete or longer
    ends = [g for g in some if not any(short_for(g[0], other[0]) for other in some)]
    if len(ends) == 1 and len(some) == 1:
        return _commonest(ends[0])
    ranked = sorted(some, key=len, reverse=True)
    if complete and len(ranked[0]) >= _FAR * sum(len(g) for g in ranked[1:]):
        return _commonest(ranked[0])
    return _commonest(ends[0]) if len(ends) == 1 else None


def _commonest(group: list[Post]) -> Post:
    counts = Counter(p.name for p in group)
    return max(group, key=lambda p: counts[p.name])
