"""Full offices: what a mention leaves out and the article makes certain.

`beside` uses the mention's own chain and its holder's other offices; `titled` the office that a title was
found to mean; `around` what the whole article is about. Every step fills only slots that are open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from vnlaos_ner import office
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import chains, posts
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.posts import Post
from vnlaos_ner.linking.scene import Scene

Posts = dict[int, Post]

# A country is what an article is about when it makes up this share of the foreign countries named.
_ABOUT = 0.6


def share_in_chain(lexicon: Lexicon, rows: list[Row], full: Posts) -> Posts:
    """``Bí thư Thành ủy, Chủ tịch HĐND Thủ đô Viêng Chăn``: the last office's place serves the chain."""
    out = dict(full)
    for row in rows:
        for i in range(len(row.items) - 1, 0, -1):
            if not chains.joined(row, i):
                continue
            right, left = out[row.items[i].number], out[row.items[i - 1].number]
            out[left.item.number] = _lend(left, right, lexicon)
    return out


def _lend(left: Post, right: Post, lexicon: Lexicon) -> Post:
    """`left` with the place or country of `right` where it has a slot for it."""
    if left.parts is None or right.parts is None:
        return left
    slots = office.open_slots(left.parts, lexicon)
    country = next((t for t in right.parts.tails if t.is_country and t.link not in ("tại", "ở")), None)
    if slots.get("country") == "state" and country is not None and country.name and country.code != "VN":
        return posts.of_parts(left.item, office.fill(left.parts, lexicon, country=country.name), lexicon)
    place = right.parts.place
    if "place" not in slots or place is None or place.is_country or not place.name:
        return left
    if not _level_fits(slots["place"], place.cls, place.name, lexicon):
        return left
    return posts.of_parts(left.item, office.fill(left.parts, lexicon, place=place.text), lexicon)


def _level_fits(wanted: str, cls: str | None, name: str, lexicon: Lexicon) -> bool:
    """Whether a place of class `cls` fills a slot for `wanted` (``tỉnh``, ``tỉnh|thành phố``, ``any``)."""
    if wanted in ("any", "post"):
        return wanted == "any"
    if cls is None:
        entry = lexicon.get("place", name)
        cls = entry.attrs.get("class") if entry else None
    if cls is None:
        return True
    low = cls.lower()
    low = "thành phố" if low in ("thủ đô", "tp", "đô thị", "municipality", "city") else low
    return low in wanted.lower().split("|")


def from_holder(scene: Scene, lexicon: Lexicon, full: Posts, holder: Mapping[int, int]) -> Posts:
    """``Bí thư Thành ủy Đinh Tiến Dũng`` takes Hà Nội from the fullest other mention of his office."""
    out = dict(full)
    groups: dict[tuple[int, int], list[int]] = {}
    for number, person in holder.items():
        groups.setdefault((scene.items[number].zone, person), []).append(number)
    for members in groups.values():
        some = [full[n] for n in members]
        codes = {p.country for p in some if p.foreign and p.parts and not _mission(p)}
        for post in some:
            longer = posts.fullest(p for p in some if posts.short_for(post, p))
            if len(longer) == 1:
                out[post.item.number] = _as(post, longer[0])
            elif len(codes) == 1:
                out[post.item.number] = _abroad(post, next(iter(codes)), lexicon)
    return out


def _as(post: Post, fuller: Post) -> Post:
    return fuller._replace(item=post.item)


def _mission(post: Post) -> bool:
    return post.parts is not None and any(t.link in ("tại", "ở") for t in post.parts.tails)


def _abroad(post: Post, code: str | None, lexicon: Lexicon) -> Post:
    """The office with the country of its holder, where it is a national office that names none."""
    if post.parts is None or code is None or office.open_slots(post.parts, lexicon).get("country") != "state":
        return post
    name = next((e.name for e in lexicon.of("country") if e.attrs.get("code") == code), None)
    return (
        posts.of_parts(post.item, office.fill(post.parts, lexicon, country=name), lexicon) if name else post
    )


def titled(full: Posts, decided: Mapping[int, int]) -> Posts:
    """Titles take the fuller office of the mention that decided whom they mean."""
    out = dict(full)
    for number, source in decided.items():
        if posts.short_for(out[number], full[source]):
            out[number] = _as(out[number], full[source])
    return out


def around(scene: Scene, lexicon: Lexicon, full: Posts, foreigner: Callable[[int], bool]) -> Posts:
    """What is still open: the one fuller office of that title in the zone, then place and country of the article."""
    out = dict(full)
    by_zone: dict[int, list[Post]] = {}
    for post in full.values():
        by_zone.setdefault(post.item.zone, []).append(post)
    for number, post in full.items():
        if post.parts is None or not office.open_slots(post.parts, lexicon):
            continue
        longer = posts.fullest(p for p in by_zone[post.item.zone] if posts.short_for(post, p))
        if len(longer) == 1 and longer[0].foreign == foreigner(number):
            out[number] = _as(post, longer[0])
        else:
            out[number] = _about(scene, lexicon, post, foreigner(number))
    return out


def _about(scene: Scene, lexicon: Lexicon, post: Post, foreign: bool) -> Post:
    assert post.parts is not None
    slots = office.open_slots(post.parts, lexicon)
    if foreign and slots.get("country") == "state":
        return _abroad(post, _country_about(scene, lexicon, post.item.zone), lexicon)
    if "place" in slots and not foreign:
        place = _place_about(scene, lexicon, post, slots["place"])
        if place:
            return posts.of_parts(post.item, office.fill(post.parts, lexicon, place=place), lexicon)
    return post


def _country_about(scene: Scene, lexicon: Lexicon, zone: int) -> str | None:
    codes: Counter[str] = Counter()
    for item in scene.of("LOCATION"):
        entry = lexicon.get("country", item.named.name) if item.zone == zone else None
        if entry and entry.attrs.get("code") not in (None, "VN"):
            codes[entry.attrs["code"]] += 1
    if not codes:
        return None
    code, count = codes.most_common(1)[0]
    return code if count >= _ABOUT * codes.total() else None


def _place_about(scene: Scene, lexicon: Lexicon, post: Post, wanted: str) -> str | None:
    """The nearest place before (else after) of the wanted class, where the zone names only one such place."""
    names: Counter[str] = Counter()
    for item in scene.of("LOCATION"):
        if (
            item.zone == post.item.zone
            and wanted != "any"
            and _is_level(scene, item.named.name, wanted, lexicon)
        ):
            names[item.named.name] += 1
    return next(iter(names)) if len(names) == 1 else None


def _is_level(scene: Scene, name: str, wanted: str, lexicon: Lexicon) -> bool:
    entry = lexicon.get("place", name)
    return (
        entry is not None
        and entry.attrs.get("class") is not None
        and _level_fits(wanted, None, name, lexicon)
    )
