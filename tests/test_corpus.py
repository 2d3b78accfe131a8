"""The corpus level: who is one person, who stays two, and what is said about doubts."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnlaos_ner.corpus import decisions, seats
from vnlaos_ner.corpus.build import Builder
from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.corpus.groups import Groups
from vnlaos_ner.corpus.types import Corpus
from vnlaos_ner.document import (
    SCHEMA,
    Document,
    Entity,
    Evidence,
    Holding,
    Mention,
    Office,
    Section,
    Status,
)
from vnlaos_ner.errors import VnlaosError
from vnlaos_ner.spelling import foreign_key

FAMILIES = frozenset({"nguyễn", "trần", "lê", "đinh", "phạm", "võ"})
HANOI = ("Bí thư", "Thành ủy", "Hà Nội", "VN")
HUE = ("Bí thư", "Thành ủy", "Huế", "VN")
LAO_HEAD = ("Chủ tịch nước", None, None, "LA")
POLITBURO = ("Ủy viên", "Bộ Chính trị", None, "VN")
DEPUTY = ("Đại biểu", "Quốc hội", None, "VN")
FINANCE = ("Bộ trưởng", "Bộ Tài chính", None, "VN")

Parts = tuple[str, str | None, str | None, str | None]
Person = tuple[str, list[tuple[Parts, Status]]]


def doc(name: str, date: str | None, *people: Person, titles: tuple[Parts, ...] = ()) -> tuple[Document, str]:
    """A document that says each person's offices once, and `titles` without a name."""
    text = ""
    mentions: list[Mention] = []
    entities: list[Entity] = []
    holdings: list[Holding] = []

    def add(kind: str, words: str, office: Office | None, status: Status | None) -> tuple[str, str]:
        nonlocal text
        m, e = f"m{len(mentions) + 1}", f"e{len(entities) + 1}"
        start = len(text)
        text += words + ". "
        mentions.append(
            Mention(
                m, kind, start, start + len(words), words, e, "body", None, None, status, None, ("test",), 1.0
            )  # type: ignore[arg-type]
        )
        entities.append(Entity(e, kind, words, (), (m,), None, office, None, None))  # type: ignore[arg-type]
        return m, e

    for person, held in people:
        _, who = add("PERSON", person, None, None)
        for parts, status in held:
            m, e = add("OFFICE", " ".join(p for p in parts[:3] if p), Office(*parts, None), status)
            at = mentions[-1]
            holdings.append(Holding(who, e, status, (m,), Evidence(at.start, at.end)))
    for parts in titles:
        add("OFFICE", " ".join(p for p in parts[:3] if p), Office(*parts, None), "current")
    document = Document(
        SCHEMA,
        name,
        f"{name}.txt",
        name,
        None,
        date,
        {},
        (Section("body", 0, len(text)),),
        tuple(mentions),
        tuple(entities),
        tuple(holdings),
        (),
    )
    return document, text


def build(
    *docs: tuple[Document, str], settled: Decisions | None = None, resolve_open: bool = False
) -> Corpus:
    builder = Builder()
    for document, text in docs:
        builder.add(document, text)
    return builder.build(
        seats.load(), settled or Decisions(), lambda n: foreign_key(n, FAMILIES), resolve_open=resolve_open
    )


def sizes(corpus: Corpus) -> list[tuple[str, int]]:
    return sorted((p.name, p.documents) for p in corpus.people)


CASES: list[tuple[str, list[tuple[Document, str]], list[tuple[str, int]]]] = [
    (
        "one name, one office: one person",
        [
            doc("a", None, ("Đinh Tiến Dũng", [(HANOI, "current")])),
            doc("b", None, ("Đinh Tiến Dũng", [(HANOI, "current")])),
        ],
        [("Đinh Tiến Dũng", 2)],
    ),
    (
        "one name, two cities: two people",
        [
            doc("a", None, ("Nguyễn Văn Sơn", [(HANOI, "current")])),
            doc("b", None, ("Nguyễn Văn Sơn", [(HUE, "current")])),
        ],
        [("Nguyễn Văn Sơn", 1), ("Nguyễn Văn Sơn", 1)],
    ),
    (
        "a third article that names both offices shows the career of one",
        [
            doc("a", None, ("Đinh Tiến Dũng", [(HANOI, "current")])),
            doc("b", None, ("Đinh Tiến Dũng", [(FINANCE, "current")])),
            doc("c", None, ("Đinh Tiến Dũng", [(HANOI, "current"), (FINANCE, "former")])),
        ],
        [("Đinh Tiến Dũng", 3)],
    ),
    (
        "a seat among five hundred proves nothing",
        [
            doc("a", None, ("Trần Văn Minh", [(DEPUTY, "current"), (HANOI, "current")])),
            doc("b", None, ("Trần Văn Minh", [(DEPUTY, "current"), (HUE, "current")])),
        ],
        [("Trần Văn Minh", 1), ("Trần Văn Minh", 1)],
    ),
    (
        "a seat among sixteen does",
        [
            doc("a", None, ("Đinh Tiến Dũng", [(POLITBURO, "current"), (HANOI, "current")])),
            doc("b", None, ("Đinh Tiến Dũng", [(POLITBURO, "current"), (FINANCE, "former")])),
        ],
        [("Đinh Tiến Dũng", 2)],
    ),
    (
        "one letter more is another Vietnamese person",
        [
            doc("a", None, ("Nguyễn Phú Trọng", [(POLITBURO, "current")])),
            doc("b", None, ("Nguyễn Phú Trường", [(POLITBURO, "current")])),
        ],
        [("Nguyễn Phú Trường", 1), ("Nguyễn Phú Trọng", 1)],
    ),
    (
        "two spellings of a Lao name with one office",
        [
            doc("a", None, ("Thongloun Sisoulith", [(LAO_HEAD, "current")])),
            doc("b", None, ("Thoong-lun Xi-xu-lít", [(LAO_HEAD, "current")])),
            doc("c", None, ("Thongloun Sisoulith", [(LAO_HEAD, "current")])),
        ],
        [("Thongloun Sisoulith", 3)],
    ),
    (
        "two spellings without an office stay apart",
        [
            doc("a", None, ("Thongloun Sisoulith", [(LAO_HEAD, "current")])),
            doc("b", None, ("Thoong-lun Xi-xu-lít", [])),
        ],
        [("Thongloun Sisoulith", 1), ("Thoong-lun Xi-xu-lít", 1)],
    ),
    (
        "a distinctive name without an office joins the one who holds one",
        [
            doc("a", None, ("Đinh Tiến Dũng", [(HANOI, "current")])),
            doc("b", None, ("Đinh Tiến Dũng", [])),
        ],
        [("Đinh Tiến Dũng", 2)],
    ),
    (
        "a generic name without an office does not",
        [doc("a", None, ("Nguyễn Văn Sơn", [(HANOI, "current")])), doc("b", None, ("Nguyễn Văn Sơn", []))],
        [("Nguyễn Văn Sơn", 1), ("Nguyễn Văn Sơn", 1)],
    ),
    (
        "a surname with the office of a full name",
        [
            doc("a", None, ("Kaysone Siphandone", [(LAO_HEAD, "current")])),
            doc("b", None, ("Siphandone", [(LAO_HEAD, "current")])),
        ],
        [("Kaysone Siphandone", 2)],
    ),
]


@pytest.mark.parametrize(("docs", "people"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_who_is_one_person(docs: list[tuple[Document, str]], people: list[tuple[str, int]]) -> None:
    assert sizes(build(*docs)) == people


@pytest.mark.parametrize("docs", [c[1] for c in CASES], ids=[c[0] for c in CASES])
def test_order_of_input_does_not_matter(docs: list[tuple[Document, str]]) -> None:
    wanted = msgspec.json.encode(build(*docs))
    for order in itertools.permutations(docs):
        assert msgspec.json.encode(build(*order)) == wanted


def test_wordings_of_one_office_do_not_depend_on_the_order() -> None:
    docs = [
        doc("a", None, ("Lê Mẫu", [(("Chủ tịch", "Ủy ban nhân dân Thành phố", "Huế", "VN"), "current")])),
        doc("b", None, ("Lê Mẫu", [(("Chủ tịch", "Ủy ban nhân dân thành phố", "Huế", "VN"), "current")])),
    ]
    first, second = build(*docs), build(*reversed(docs))
    assert len(first.offices) == 1
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


def test_stays_apart_is_suggested_and_decided(tmp_path: Path) -> None:
    docs = [
        doc("a", None, ("Nguyễn Văn Sơn", [(HANOI, "current")])),
        doc("b", None, ("Nguyễn Văn Sơn", [(HUE, "current")])),
    ]
    [doubt] = build(*docs).suggestions
    path = tmp_path / "decisions.tsv"
    path.write_text(f"same\t{doubt.left}\t{doubt.right}\tone man moved\n", encoding="utf-8")
    settled = build(*docs, settled=decisions.load(path))
    assert sizes(settled) == [("Nguyễn Văn Sơn", 2)]
    assert settled.suggestions == ()


def test_not_same_wins_over_evidence(tmp_path: Path) -> None:
    docs = [doc(d, None, ("Đinh Tiến Dũng", [(HANOI, "current")])) for d in "abc"]
    path = tmp_path / "decisions.tsv"
    path.write_text("# two men\nnot-same\ta#Đinh Tiến Dũng\tb#Đinh Tiến Dũng\n", encoding="utf-8")
    assert sizes(build(*docs, settled=decisions.load(path))) == [("Đinh Tiến Dũng", 1), ("Đinh Tiến Dũng", 2)]


def test_a_name_decision_changes_the_name_and_not_the_id(tmp_path: Path) -> None:
    docs = [doc("a", None, ("Thoong-lun Xi-xu-lít", [(LAO_HEAD, "current")]))]
    path = tmp_path / "decisions.tsv"
    path.write_text("name\tThoong-lun Xi-xu-lít\tThongloun Sisoulith\n", encoding="utf-8")
    before, after = build(*docs), build(*docs, settled=decisions.load(path))
    assert after.people[0].name == "Thongloun Sisoulith"
    assert after.people[0].id == before.people[0].id


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("same\tA\n", "expected same"),
        ("perhaps\tA\tB\n", "expected same"),
        ("same\tA\tB\nnot-same\tB\tA\n", "contradicts line 1"),
    ],
)
def test_wrong_decisions_name_the_line(tmp_path: Path, rows: str, message: str) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(VnlaosError, match=message):
        decisions.load(path)


def test_two_holders_at_one_time_are_a_conflict() -> None:
    corpus = build(
        doc("a", "2021-05-01", ("Đinh Tiến Dũng", [(HANOI, "current")])),
        doc("b", "2021-05-02", ("Trần Quang Anh", [(HANOI, "current")])),
        doc("c", "2021-06-01", ("Đinh Tiến Dũng", [(HANOI, "current")])),
    )
    [conflict] = corpus.conflicts
    assert set(conflict.names) == {"Đinh Tiến Dũng", "Trần Quang Anh"}
    assert (conflict.first, conflict.last) == ("2021-05-01", "2021-06-01")


@pytest.mark.parametrize(
    "second",
    [
        ("2023-01-01", HANOI, "current"),  # a handover
        ("2021-05-20", HANOI, "former"),  # the predecessor
        ("2021-05-20", POLITBURO, "current"),  # many seats
    ],
)
def test_no_conflict(second: tuple[str, Parts, Status]) -> None:
    date, parts, status = second
    first = POLITBURO if parts == POLITBURO else HANOI
    corpus = build(
        doc("a", "2021-05-01", ("Đinh Tiến Dũng", [(first, "current")])),
        doc("c", "2021-06-01", ("Đinh Tiến Dũng", [(first, "current")])),
        doc("b", date, ("Trần Quang Anh", [(parts, status)])),
    )
    assert corpus.conflicts == ()


def test_title_only_mentions_resolve_from_other_articles_only_when_asked_and_near() -> None:
    docs = [
        doc("a", "2021-05-01", ("Đinh Tiến Dũng", [(HANOI, "current")])),
        doc("b", "2021-07-01", titles=(HANOI,)),
        doc("c", "2024-07-01", titles=(HANOI,)),
        doc("d", None, titles=(HANOI,)),
    ]
    assert {h.resolved_from for h in build(*docs).holdings} == {None}
    resolved = [h for h in build(*docs, resolve_open=True).holdings if h.resolved_from]
    assert [(h.document, h.person_name, h.quote) for h in resolved] == [
        ("b", "Đinh Tiến Dũng", "Bí thư Thành ủy Hà Nội")
    ]


def test_two_holders_near_leave_a_title_open() -> None:
    docs = [
        doc("a", "2021-05-01", ("Đinh Tiến Dũng", [(HANOI, "current")])),
        doc("b", "2021-06-01", ("Trần Quang Anh", [(HANOI, "new")])),
        doc("c", "2021-06-02", titles=(HANOI,)),
    ]
    assert not [h for h in build(*docs, resolve_open=True).holdings if h.resolved_from]


def test_dates_and_offices_of_a_person() -> None:
    corpus = build(
        doc("a", "2021-05-01", ("Đinh Tiến Dũng", [(HANOI, "new")])),
        doc("b", "2022-05-01", ("Đinh Tiến Dũng", [(HANOI, "current")])),
    )
    [person] = corpus.people
    [held] = person.offices
    assert (held.first, held.last, held.statuses) == ("2021-05-01", "2022-05-01", ("current", "new"))
    [office] = corpus.offices
    assert office.holders[0].person == person.id
    assert office.id == held.office


@given(
    st.integers(2, 12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11))),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11))),
)
def test_groups_never_join_what_is_held_apart(
    n: int, apart: list[tuple[int, int]], joins: list[tuple[int, int]]
) -> None:
    apart = [(a % n, b % n) for a, b in apart if a % n != b % n]
    groups = Groups(n, apart)
    for a, b in joins:
        groups.join(a % n, b % n)
    assert all(groups.find(a) != groups.find(b) for a, b in apart)
    assert sorted(i for g in groups.all() for i in g) == list(range(n))


def test_ids_are_unique_among_namesakes() -> None:
    docs = [
        doc(f"d{i}", None, ("Nguyễn Văn Sơn", [(("Bí thư", "Huyện ủy", f"Nơi {i}", "VN"), "current")]))
        for i in range(30)
    ]
    random.Random(1).shuffle(docs)
    ids = [p.id for p in build(*docs).people]
    assert len(set(ids)) == 30
