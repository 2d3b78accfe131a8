"""What an article is about, for offices that nothing nearer completes.

The city of ``Bí thư Thành ủy``, the state of ``Tổng thống``: only where the zone leaves one answer. Each rule
of `RULES` fills one kind of open slot; what stays open is noted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vnlaos_ner.document import Status
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import fill, posts
from vnlaos_ner.linking.fill import Posts
from vnlaos_ner.linking.people import People, Person
from vnlaos_ner.linking.posts import Key, Post
from vnlaos_ner.linking.scene import ARTICLE, Item, Scene

_COMMITTEE = re.compile("(Thành|Tỉnh|Quận|Huyện|Thị|Đảng) ủy")
_GONE = frozenset({"former", "late"})
# The state or place an article is about makes up more than this share of those of its kind.
_MOST = 0.5


@dataclass(frozen=True, slots=True)
class Zone:
    """What one zone names: foreign countries by code, places by name, offices and who holds each.

    `heads` holds groups of equal offices by their first word; `ours` says that Việt Nam or one of its places
    is among what is named.
    """

    countries: Counter[str]
    places: Counter[str]
    classes: Mapping[str, str]
    posts: tuple[Post, ...]
    heads: Mapping[str, list[list[Post]]]
    holders: Mapping[Key, frozenset[int]]
    ours: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is decided: holder and status of offices, and the PERSON item beside them, by office item."""

    holder: Mapping[int, int]
    beside: Mapping[int, int]
    statuses: Mapping[int, Status]
    crowd: People


@dataclass(frozen=True, slots=True)
class View:
    """One office that is still open, in what is known of the article."""

    scene: Scene
    lexicon: Lexicon
    zone: Zone
    post: Post
    slots: Mapping[str, str]
    known: Known

    @property
    def holder(self) -> Person | None:
        number = self.known.holder.get(self.post.item.number)
        return None if number is None else self.known.crowd.persons[number]

    @property
    def foreign(self) -> bool:
        """Whether it is an office of another state, as far as name, knowledge and article tell."""
        if self.holder is not None and self.holder.foreign:
            return True
        return self.post.item.zone == ARTICLE and not self.zone.ours and bool(self.zone.countries)

    @property
    def gone(self) -> bool:
        """Whether the holder has left the office, so that another may hold it now."""
        return self.known.statuses[self.post.item.number] in _GONE


def complete(scene: Scene, lexicon: Lexicon, full: Posts, known: Known) -> Posts:
    """Every open office by the first rule that knows."""
    places: dict[int, list[Item]] = {}
    offices: dict[int, list[Post]] = {}
    for item in scene.of("LOCATION"):
        places.setdefault(item.zone, []).append(item)
    for post in full.values():
        offices.setdefault(post.item.zone, []).append(post)
    zones: dict[int, Zone] = {}
    out = dict(full)
    for number, post in full.items():
        if not post.slots:
            continue
        where = post.item.zone
        if where not in zones:
            zones[where] = _survey(scene, lexicon, places.get(where, []), offices[where], known)
        view = View(scene, lexicon, zones[where], post, post.slots, known)
        out[number] = next((p for rule in RULES if (p := rule(view)) is not None), post)
    return out


def _survey(scene: Scene, lexicon: Lexicon, named: list[Item], offices: list[Post], known: Known) -> Zone:
    countries: Counter[str] = Counter()
    places: Counter[str] = Counter()
    classes: dict[str, str] = {}
    ours = any(p.country == "VN" for p in offices)
    for item in named:
        entry = lexicon.get("country", item.named.name)
        if entry is not None:
            code = entry.attrs.get("code", "")
            ours = ours or code == "VN"
            if code and code != "VN":
                countries[code] += 1
            continue
        cls = _class(scene, lexicon, item)
        if cls is not None:
            places[item.named.name] += 1
            classes[item.named.name] = cls
            ours = ours or lexicon.country_code(item.named.name) == "VN"
    heads: dict[str, list[list[Post]]] = {}
    for (key, _), group in posts.grouped(offices).items():
        heads.setdefault(key[0], []).append(group)
    holders: dict[Key, set[int]] = {}
    for post in offices:
        who = known.holder.get(post.item.number)
        if who is not None:
            holders.setdefault(post.key, set()).add(who)
    frozen = {key: frozenset(some) for key, some in holders.items()}
    return Zone(countries, places, classes, tuple(offices), heads, frozen, ours)


def _class(scene: Scene, lexicon: Lexicon, item: Item) -> str | None:
    """The administrative class of a place, from its own words or the lexicon."""
    for text in (scene.shadow_text(item), item.named.name):
        entry = lexicon.get("place", text)
        if entry is not None and entry.attrs.get("class"):
            return entry.attrs["class"]
    return None


def same_title(view: View) -> Post | None:
    """The one fuller office of that title in the zone; another holder lends its place, not body or state."""
    own = set(view.slots) - {"place"}
    alike = view.zone.heads[view.post.key[0]]
    some = [group for group in alike if not own or not _held_by_another(view, group[0])]
    other = posts.full_form(view.post, some)
    if other is None or (set(view.slots) == {"country"} and not other.foreign):
        return None
    if other.foreign != view.foreign:
        return None
    return fill.as_other(view.post, other, view.lexicon)


def _held_by_another(view: View, other: Post) -> bool:
    """``Tổng thống Trump`` is not of Syria because ``Tổng thống Syria Assad`` is."""
    mine = view.known.holder.get(view.post.item.number)
    theirs = view.zone.holders.get(other.key, frozenset())
    return mine is not None and not view.gone and bool(theirs) and mine not in theirs


def behind_name(view: View) -> Post | None:
    """``Tổng thống Vladimir Putin của Nga``, ``Người phát ngôn A của Bộ Ngoại giao Nga``."""
    person = view.known.beside.get(view.post.item.number)
    if person is None or view.post.parts is None:
        return None
    at = view.scene.items[person].end
    low = view.scene.low
    if at + 1 >= len(low) or low[at] != "của":
        return None
    owner = next((i for i in view.scene.items if i.start == at + 1), None)
    if owner is None or owner.type not in {"LOCATION", "ORGANIZATION"}:
        return None
    written = f"{view.post.parts.title} {view.post.parts.shown}".strip()
    return posts.read_text(view.post.item, f"{written} {owner.named.name}", view.lexicon)


def body_named(view: View) -> Post | None:
    """``Phó Trưởng ban`` by the ``Ban …`` the zone names most, ``Thứ trưởng`` by its ``Bộ …``."""
    noun = view.slots.get("body")
    if noun in (None, "any") or view.foreign or view.post.parts is None:
        return None
    found = Counter(
        i.named.name
        for i in view.scene.of("ORGANIZATION")
        if i.zone == view.post.item.zone and i.named.name.startswith(f"{noun} ")
    )
    name = _leading(found, _MOST)
    return posts.read_text(view.post.item, f"{view.post.parts.title} {name}", view.lexicon) if name else None


def _leading(counts: Counter[str], share: float) -> str | None:
    """The only key, or the one with more than `share` of all."""
    if not counts:
        return None
    key, most = counts.most_common(1)[0]
    return key if len(counts) == 1 or most > share * counts.total() else None


def party_committee(view: View) -> Post | None:
    """``Phó Bí thư Thường trực`` by the one Party committee whose secretaries the zone names."""
    if "body" not in view.slots or view.post.parts is None or view.foreign:
        return None
    if not view.post.parts.title.startswith(("Bí thư", "Phó Bí thư")):
        return None
    some = [p for p in view.zone.posts if p.parts and _COMMITTEE.fullmatch(p.parts.shown) and not p.slots]
    if len({(p.parts.shown, p.where) for p in some if p.parts}) != 1:
        return None
    return fill.with_body(view.post, some[0], view.lexicon)


def mission(view: View) -> Post | None:
    """``Đại sứ`` by the one embassy the zone names: ``đại sứ quán Việt Nam tại Lào``."""
    if view.slots.get("place") != "post":
        return None
    found = {
        view.scene.shadow_text(i)[len("Đại sứ quán ") :]
        for i in view.scene.of("ORGANIZATION")
        if i.zone == view.post.item.zone and view.scene.shadow_text(i).lower().startswith("đại sứ quán ")
    }
    full = {text for text in found if " tại " in text and text.startswith("Việt Nam") != view.foreign}
    if len(full) != 1 or view.post.parts is None or view.post.parts.tails:
        return None
    return posts.read_text(view.post.item, f"{view.post.parts.title} {full.pop()}", view.lexicon)


def known_origin(view: View) -> Post | None:
    """The state of a foreigner the lexicon knows: ``Tổng thống Trump``."""
    if view.holder is None or view.slots.get("country") != "state":
        return None
    return fill.abroad(view.post, view.holder.origin, view.lexicon) if view.holder.origin else None


def country(view: View) -> Post | None:
    """The foreign state the zone speaks of most, unless another holds that office there."""
    if not view.foreign or view.slots.get("country") != "state":
        return None
    counts = Counter(view.zone.countries)
    for other in (group[0] for group in view.zone.heads[view.post.key[0]]):
        if other.foreign and _same_role(other, view.post) and _held_by_another(view, other):
            counts.pop(other.country or "", None)
    code = _leading(counts, _MOST)
    return fill.abroad(view.post, code, view.lexicon) if code else None


def _same_role(a: Post, b: Post) -> bool:
    return a.parts is not None and b.parts is not None and a.parts.title == b.parts.title


def place_here(view: View) -> Post | None:
    """The one place of the needed class that the paragraph names."""
    return _place(
        view, {i.named.name for i in view.scene.of("LOCATION") if i.line == view.post.item.line}, 1.0
    )


def place(view: View) -> Post | None:
    """The city or province the zone names most among those of the class the office needs."""
    return _place(view, set(view.zone.places), _MOST)


def _place(view: View, names: set[str], share: float) -> Post | None:
    wanted = view.slots.get("place")
    if wanted in (None, "any", "post") or view.foreign:
        return None
    counts = Counter({
        name: n
        for name, n in view.zone.places.items()
        if name in names and fill.level_fits(wanted or "", view.zone.classes[name], name, view.lexicon)
    })  # fmt: skip
    name = _leading(counts, share)
    if name is None:
        return None
    return fill.with_place(view.post, name, view.zone.classes[name], view.lexicon)


RULES: tuple[Callable[[View], Post | None], ...] = (
    behind_name,
    known_origin,
    same_title,
    party_committee,
    mission,
    body_named,
    country,
    place_here,
    place,
)
