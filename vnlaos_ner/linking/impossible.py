"""Links that the words allow and the offices do not: one list of vetoes, asked once offices are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vnlaos_ner.linking import fill
from vnlaos_ner.linking.holders import Link
from vnlaos_ner.linking.people import People, Person
from vnlaos_ner.linking.posts import Post

_LOOSE = frozenset({"name_follows.chain", "name_after_mark"})


@dataclass(frozen=True, slots=True)
class View:
    """One link: its office, its person, and the office directly before that name (None where none is)."""

    link: Link
    post: Post
    person: Person
    direct: Post | None


def without(links: Mapping[int, Link], full: Mapping[int, Post], crowd: People) -> dict[int, Link]:
    """The links that no veto of `VETOES` takes away."""
    direct = {link.person: full[n] for n, link in links.items() if link.rule == "name_follows"}
    return {
        n: link
        for n, link in links.items()
        if not any(
            veto(View(link, full[n], crowd.persons[crowd.of[link.person]], direct.get(link.person)))
            for veto in VETOES
        )
    }


def ours_for_them(view: View) -> bool:
    """``Chủ tịch Thượng viện Haiti, Chủ tịch Quốc hội Nguyễn Văn A``: our man holds no office of another
    state, unless it stands right before his name (then he only looks like one of ours)."""
    if view.link.rule not in _LOOSE or not view.post.foreign or fill.is_mission(view.post):
        return False
    return view.person.vietnamese and not view.person.foreign


def two_states(view: View) -> bool:
    """``Phó Tổng thống Indonesia, Phó Thủ tướng Thái Lan A``: two people, and the first is not named."""
    if view.link.rule != "name_follows.chain" or view.direct is None:
        return False
    states = {view.post.country, view.direct.country} - {None}
    return len(states) == 2 and not fill.is_mission(view.post) and not fill.is_mission(view.direct)


def leader_in_passing(view: View) -> bool:
    """``Chủ tịch Trung Quốc Tập Cận Bình, Tổng Thư ký Liên Hợp Quốc, …``: a titled foreigner, and behind
    a comma an office of no state."""
    if view.link.rule != "apposition" or not view.link.weak or not view.person.foreign:
        return False
    return view.post.country is None and "country" not in view.post.slots


def minister_asked(view: View) -> bool:
    """``hỏi Bộ trưởng, đại biểu Nguyễn Văn A nói``: a deputy of the assembly does not share a bare title."""
    if view.link.rule != "name_follows.chain" or view.direct is None or view.direct.parts is None:
        return False
    return view.direct.parts.title.startswith("Đại biểu") and not view.post.specific


VETOES: tuple[Callable[[View], bool], ...] = (ours_for_them, two_states, leader_in_passing, minister_asked)
