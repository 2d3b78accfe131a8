"""Full offices: what a mention leaves out and the article makes certain.

`beside` uses the mention's own chain and its holder's other offices; `titled` the office that a title was
found to mean; `about.complete` (the next file) what the whole article is about. Only open slots are filled:
no step changes what is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from vnlaos_ner import office
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import chains, gaps, posts
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.people import People
from vnlaos_ner.linking.posts import Post
from vnlaos_ner.linking.scene import Scene

Posts = dict[int, Post]

# Party committees that exist only inside another body.
_INNER = frozenset({"ban cán sự đảng", "đảng đoàn", "ban cán sự"})
_COUNCILS = ("Ủy ban nhân dân", "Hội đồng nhân dân", "Công an")


def beside(
    scene: Scene, lexicon: Lexicon, rows: list[Row], full: Posts, holder: Mapping[int, int], crowd: People
) -> Posts:
    """The holder's own fuller mentions first, then the chain, then the holder's again."""
    full = from_holder(scene, lexicon, full, holder, crowd)
    full = share_in_chain(lexicon, rows, full)
    return from_holder(scene, lexicon, full, holder, crowd)


def rank_only(rows: list[Row], full: Posts) -> Posts:
    """``Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ``: the first is a rank of the second and has no ``Bộ``."""
    out = dict(full)
    for row in rows:
        for i in range(1, len(row.items)):
            if not chains.joined(row, i):
                continue
            left, right = full[row.items[i - 1].number], full[row.items[i].number]
            if left.slots.get("body") == "Bộ" and right.parts and right.parts.title.startswith("Chủ nhiệm"):
                out[left.item.number] = left._replace(slots={})
    return out


def share_in_chain(lexicon: Lexicon, rows: list[Row], full: Posts) -> Posts:
    """``Bí thư Thành ủy, Chủ tịch HĐND Thủ đô Viêng Chăn``: the last office's place serves the chain."""
    out = dict(full)
    for row in rows:
        for i in range(len(row.items) - 1, 0, -1):
            if not chains.joined(row, i):
                continue
            right, left = out[row.items[i].number], out[row.items[i - 1].number]
            gap = row.gap[i]
            close = gap is not None and gap.kind in {gaps.DASH, gaps.ALSO}
            out[left.item.number] = _lend(left, right, close, lexicon)
    return out


def _lend(left: Post, right: Post, close: bool, lexicon: Lexicon) -> Post:
    """`left` with the country, place or (where `close`) body of `right`, where it has a slot for it."""
    if left.parts is None or right.parts is None:
        return left
    slots = left.slots
    country = next((t for t in right.parts.tails if t.is_country and t.link not in ("tại", "ở")), None)
    if slots.get("country") == "state" and country is not None and country.name and country.code != "VN":
        return posts.of_parts(left.item, office.fill(left.parts, lexicon, country=country.name), lexicon)
    if _is_inside(left.parts.shown, right.parts.shown):
        return _inner(left, right, lexicon)
    place = right.parts.place
    if "place" in slots and place is not None and not place.is_country and place.name:
        if level_fits(slots["place"], place.cls, place.name, lexicon):
            return with_place(left, place.name, place.cls, lexicon)
        return left
    if close and "body" in slots and right.parts.shown:
        return with_body(left, right, lexicon)
    return left


def _is_inside(left: str, right: str) -> bool:
    """``Bí thư Ban cán sự đảng, Chủ tịch UBND tỉnh``, ``Bí thư Đảng ủy, Giám đốc Sở Y tế``: the Party
    committee is that of the body that follows. A ``Đảng ủy`` before a local council is that of the place."""
    low = left.lower()
    if not right or right.lower() in _INNER or right.lower() == low:
        return False
    return low in _INNER or (low == "đảng ủy" and not right.startswith(_COUNCILS))


def _inner(left: Post, right: Post, lexicon: Lexicon) -> Post:
    """The Party committee inside the body that follows, its places included."""
    assert left.parts is not None
    assert right.parts is not None
    filled = left.parts._replace(shown=f"{left.parts.shown} {right.parts.shown}", tails=right.parts.tails)
    return posts.of_parts(left.item, filled, lexicon)


def with_place(post: Post, place: str, cls: str | None, lexicon: Lexicon) -> Post:
    """The office with its place by name; a name the lexicon has with its class only is given with it."""
    assert post.parts is not None
    known = lexicon.get("place", place) is not None
    text = place if known or not cls else f"{cls[:1].upper()}{cls[1:]} {place}"
    return posts.of_parts(post.item, office.fill(post.parts, lexicon, place=text), lexicon)


def with_body(post: Post, other: Post, lexicon: Lexicon) -> Post:
    """The office in the body of another, its places included. A ``Bộ trưởng`` has a ``Bộ`` only."""
    noun = post.slots.get("body")
    if post.parts is None or other.parts is None or not other.parts.shown:
        return post
    if noun not in (None, "any") and not other.parts.shown.startswith(noun):
        return post
    filled = office.fill(post.parts, lexicon, body=other.parts.shown)
    return posts.of_parts(post.item, filled._replace(tails=other.parts.tails), lexicon)


def level_fits(wanted: str, cls: str | None, name: str, lexicon: Lexicon) -> bool:
    """Whether a place of class `cls` fills a slot for `wanted` (``tỉnh``, ``tỉnh|thành phố``, ``any``)."""
    if wanted in ("any", "post"):
        return wanted == "any"
    if cls is None:
        entry = lexicon.get("place", name)
        cls = entry.attrs.get("class") if entry else None
    if cls is None:
        return name == "Hồ Chí Minh" and "thành phố" in wanted
    low = "thành phố" if cls.lower() == "thủ đô" else cls.lower()
    return low in wanted.lower().split("|")


def from_holder(
    scene: Scene, lexicon: Lexicon, full: Posts, holder: Mapping[int, int], crowd: People
) -> Posts:
    """``Bí thư Thành ủy Đinh Tiến Dũng`` takes Hà Nội from the fullest other mention of his office."""
    out = dict(full)
    groups: dict[tuple[int, int], list[int]] = {}
    for number, person in holder.items():
        groups.setdefault((scene.items[number].zone, person), []).append(number)
    for (_, person), members in groups.items():
        foreign = crowd.persons[person].foreign
        some = [posts.of_any_state(full[n], lexicon) if foreign else full[n] for n in members]
        codes = {p.country for p in some if p.foreign and not is_mission(p)}
        alike = posts.grouped(some)
        for post in some:
            out[post.item.number] = post
            if not post.slots:
                continue
            fuller = posts.full_form(post, alike.values())
            if fuller is not None:
                out[post.item.number] = as_other(post, fuller, lexicon)
            elif len(codes) == 1 and foreign:
                out[post.item.number] = abroad(post, next(iter(codes)), lexicon)
    return out


def as_other(post: Post, other: Post, lexicon: Lexicon) -> Post:
    """`post` with all that `other` says, where the roles are the same; else with its body and places only."""
    if post.parts is None or other.parts is None or _same_role(post, other):
        return other._replace(item=post.item)
    if "body" in post.slots:
        return with_body(post, other, lexicon)
    tails = post.parts.tails or other.parts.tails
    return posts.of_parts(post.item, post.parts._replace(tails=tails), lexicon)


def _same_role(short: Post, full: Post) -> bool:
    """Equal titles, or a bare one inside a fuller head: ``Đại biểu``, ``Đại biểu Quốc hội``."""
    assert short.parts is not None
    assert full.parts is not None
    a, b = short.parts.title.lower(), full.parts.title.lower()
    return a == b or ("body" in short.slots and not full.parts.role.modifiers and b.startswith(a + " "))


def is_mission(post: Post) -> bool:
    """``Đại sứ Mỹ tại Việt Nam``: two countries, neither of them simply the holder's state's own office."""
    return post.parts is not None and any(t.link in ("tại", "ở") for t in post.parts.tails)


def abroad(post: Post, code: str | None, lexicon: Lexicon) -> Post:
    """The office with the country of its holder, where it is a national office that names none."""
    if post.parts is None or code is None or post.slots.get("country") != "state":
        return post
    name = next((e.name for e in lexicon.of("country") if e.attrs.get("code") == code), None)
    return (
        posts.of_parts(post.item, office.fill(post.parts, lexicon, country=name), lexicon) if name else post
    )


def titled(full: Posts, decided: Mapping[int, int], lexicon: Lexicon) -> Posts:
    """Titles take the fuller office of the mention that decided whom they mean."""
    out = dict(full)
    for number, source in decided.items():
        post = out[number]
        if post.slots and posts.short_for(post, full[source]):
            out[number] = as_other(post, full[source], lexicon)
    return out


def nested(scene: Scene, full: Posts) -> Posts:
    """``Thư ký báo chí của Tổng thống``: the office inside lends its full name to the one around."""
    out = dict(full)
    for number, post in full.items():
        outer = scene.items[number].parent
        while outer is not None and scene.items[outer].type != "OFFICE":
            outer = scene.items[outer].parent
        if outer is None or scene.items[outer].end != scene.items[number].end:
            continue
        short = post.item.named.name
        whole = out[outer].name
        if whole.lower().endswith(short.lower()) and post.name != short:
            out[outer] = out[outer]._replace(name=whole[: -len(short)] + post.name)
    return out


def harmonised(written: Posts, full: Posts) -> Posts:
    """A filled office is spelled as the article spells that office most often itself."""
    spellings: dict[tuple[int, posts.Key], Counter[str]] = {}
    for number, post in full.items():
        if written[number].key == post.key:
            spellings.setdefault((post.item.zone, post.key), Counter())[written[number].name] += 1
    out = dict(full)
    for number, post in full.items():
        counts = spellings.get((post.item.zone, post.key))
        if counts and written[number].key != post.key:
            out[number] = post._replace(name=counts.most_common(1)[0][0])
    return out
