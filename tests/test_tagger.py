"""The tagger: its arithmetic against slow references, and what the shipped weights find in new sentences."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from vnlaos_ner import lexicon, matcher
from vnlaos_ner.crf import Crf
from vnlaos_ner.document import Article
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.grammar import rooms
from vnlaos_ner.page import Candidate, Page
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.recurrence import Layout, Room, scan, states
from vnlaos_ner.tagger import FLOOR, Tagger
from vnlaos_ner.tagger_features import NEWLINE, fold, marks, shape, with_breaks
from vnlaos_ner.text import Shadow, tokenize

NEVER = -1e4


def _chain(seed: int, types: int) -> np.ndarray:
    """Transitions of one chain: random where B I E S allow them."""
    n = 1 + 4 * types
    moves = np.full((n, n), NEVER, np.float32)
    random = np.random.default_rng(seed)
    ends = [0, *(1 + 4 * k + p for k in range(types) for p in (2, 3))]
    starts = [0, *(1 + 4 * k + p for k in range(types) for p in (0, 3))]
    for a, b in itertools.product(ends, starts):
        moves[a, b] = random.normal()
    for k in range(types):
        for a, b in itertools.product((0, 1), (1, 2)):
            moves[1 + 4 * k + a, 1 + 4 * k + b] = random.normal()
    return moves


def _spans(path: tuple[int, ...]) -> set[tuple[int, int, int]]:
    out, start = set(), 0
    for i, tag in enumerate(path):
        kind, place = divmod(tag - 1, 4)
        if tag and place in (0, 3):
            start = i
        if tag and place in (2, 3):
            out.add((kind, start, i + 1))
    return out


def _by_hand(scores: np.ndarray, moves: np.ndarray) -> dict[tuple[int, int, int], float]:
    """Span probabilities by adding up every tag row that begins after O and may end."""
    n, total, mass = len(scores), 0.0, {}
    closing = [t for t in range(len(moves)) if moves[t, 0] > NEVER]
    for path in itertools.product(range(scores.shape[1]), repeat=n):
        steps = (0, *path)
        if path[-1] not in closing or any(moves[a, b] <= NEVER for a, b in itertools.pairwise(steps)):
            continue
        # The article goes on with O after its last row (an island is closed by a sure O).
        weight = np.exp(
            sum(scores[i, t] for i, t in enumerate(path))
            + sum(moves[a, b] for a, b in itertools.pairwise((*steps, 0)))
        )
        total += weight
        for span in _spans(path):
            mass[span] = mass.get(span, 0.0) + weight
    return {span: value / total for span, value in mass.items()}


@pytest.mark.parametrize("seed", range(4))
def test_span_probabilities_are_those_of_all_tag_rows(seed: int) -> None:
    moves = _chain(seed, 1)
    scores = np.random.default_rng(100 + seed).normal(0, 1.5, (5, 5)).astype(np.float32)
    # A second island keeps padding in play: the first one ends with a surely free row.
    quiet = np.zeros((1, 5), np.float32)
    quiet[0, 0] = 50
    crf = Crf([("office", ("OFFICE",))], moves)
    found = {
        (0, s, e): p
        for _, s, e, _, p in crf.spans(np.concatenate([scores, quiet, scores[:3]]), 0.0)
        if e <= 5
    }
    wanted = _by_hand(scores, moves)
    assert set(found) <= set(wanted)
    for span, probability in wanted.items():
        assert found.get(span, 0.0) == pytest.approx(probability, abs=2e-5)


def test_layers_do_not_disturb_each_other() -> None:
    one, two = _chain(1, 1), _chain(2, 2)
    both = np.full((14, 14), NEVER, np.float32)
    both[:5, :5], both[5:, 5:] = one, two
    random = np.random.default_rng(3)
    left, right = (
        random.normal(0, 2, (7, 5)).astype(np.float32),
        random.normal(0, 2, (7, 9)).astype(np.float32),
    )
    alone = list(Crf([("office", ("OFFICE",))], one).spans(left, 0.05))
    alone += list(Crf([("base", ("PERSON", "DATE"))], two).spans(right, 0.05))
    joint = list(Crf([("office", ("OFFICE",)), ("base", ("PERSON", "DATE"))], both).spans(
        np.concatenate([left, right], 1), 0.05))  # fmt: skip
    assert sorted(s[:4] for s in joint) == sorted(s[:4] for s in alone)
    assert sorted(s[4] for s in joint) == pytest.approx(sorted(s[4] for s in alone), abs=1e-5)


def test_nothing_is_found_where_every_row_is_surely_free() -> None:
    scores = np.zeros((4, 5), np.float32)
    scores[:, 0] = 40
    assert list(Crf([("office", ("OFFICE",))], _chain(0, 1)).spans(scores, 0.1)) == []


@pytest.mark.parametrize("rows", [1, 2, 6, 30, 97])
def test_scan_is_the_plain_loop(rows: int) -> None:
    random = np.random.default_rng(rows)
    f = random.uniform(0, 1, (rows, 6)).astype(np.float32)
    a = random.normal(size=(rows, 6)).astype(np.float32)
    wanted = a.copy()
    for t in range(1, rows):
        wanted[t] += f[t] * wanted[t - 1]
    layout = Layout.of(rows)
    shaped = layout.steps, layout.pieces, 6
    laid = a[layout.row[0]]
    scan(f[layout.row[0]].reshape(shaped), laid.reshape(shaped), np.empty(shaped[1:], np.float32))
    np.testing.assert_allclose(laid[layout.place[0]], wanted, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 30, 101])
def test_states_run_both_ways(rows: int) -> None:
    both = np.random.default_rng(rows).normal(size=(2, rows, 4)).astype(np.float32)
    layout = Layout.of(rows)

    def run(gates: np.ndarray) -> np.ndarray:
        z, f = np.tanh(gates[:, :2]), 1 / (1 + np.exp(-2 * gates[:, 2:]))
        out, c = [], np.zeros(2)
        for t in range(rows):
            c = f[t] * c + (1 - f[t]) * z[t]
            out.append(c)
        return np.array(out)

    wanted = run(both[0]), run(both[1][::-1])[::-1]
    for side in range(2):
        value, forget = (both[side][layout.row[side], i : i + 2].copy() for i in (0, 2))
        found = states(value, forget, layout, Room())[layout.place[side]]
        np.testing.assert_allclose(found, wanted[side], rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("rows", [1, 2, 5, 12, 50])
def test_a_layout_holds_every_row_once_and_in_order(rows: int) -> None:
    layout = Layout.of(rows)
    for side, order in enumerate((range(rows), range(rows - 1, -1, -1))):
        assert layout.row[side][layout.place[side]].tolist() == list(range(rows))
        by_piece = layout.row[side].reshape(layout.steps, layout.pieces).T.ravel()
        assert by_piece[:rows].tolist() == list(order)


def test_breaks_stand_after_each_line_that_holds_tokens() -> None:
    assert with_breaks([(0, 0), (0, 2), (2, 3), (3, 3)]) == [0, 1, -1, 2, -1]
    assert (fold("Số"), fold("07"), fold("2026"), fold("1999999")) == ("số", "7", "<year>", "<7>")
    assert [shape(t) for t in (NEWLINE, "McCain", "²")] == [7, 4, 5]


@pytest.fixture(scope="module")
def known() -> lexicon.Lexicon:
    return lexicon.load()


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def _proposed(tagger: Tagger, known: lexicon.Lexicon, text: str) -> tuple[Page, list[Candidate]]:
    page = Pipeline(known).page(Article(id="a", source="a", text=text, sha256=""))
    return page, tagger.propose(page, rooms.propose(page, known))


def _found(tagger: Tagger, known: lexicon.Lexicon, text: str, least: float = 0.5) -> list[tuple[str, str]]:
    page, out = _proposed(tagger, known, text)
    return [(c.type, text[slice(*page.raw_span(c.start, c.end))]) for c in out if c.score >= least]


CASES = [
    (
        "Chiều 3/2, Bí thư Tỉnh ủy Quảng Trị Lê Văn Bình tiếp Đại sứ Lào Khamphanh Sivilay.",
        {
            ("DATE", "3/2"), ("OFFICE", "Bí thư Tỉnh ủy Quảng Trị"), ("ORGANIZATION", "Tỉnh ủy Quảng Trị"),
            ("LOCATION", "Quảng Trị"), ("PERSON", "Lê Văn Bình"), ("OFFICE", "Đại sứ Lào"),
            ("LOCATION", "Lào"), ("PERSON", "Khamphanh Sivilay"),
        },
    ),
    (
        "Theo ông Sivilay, Bộ Ngoại giao Lào và Bộ Ngoại giao Việt Nam sẽ họp tại Viêng Chăn vào tháng 5.",
        {
            ("PERSON", "Sivilay"), ("ORGANIZATION", "Bộ Ngoại giao Lào"), ("LOCATION", "Lào"),
            ("LOCATION", "Viêng Chăn"), ("ORGANIZATION", "Bộ Ngoại giao Việt Nam"), ("LOCATION", "Việt Nam"),
            ("DATE", "tháng 5"),
        },
    ),
    ("Trời mưa to suốt đêm nên nhiều gia đình phải ở lại trong nhà.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_mentions_of_new_sentences(
    tagger: Tagger, known: lexicon.Lexicon, text: str, wanted: set[tuple[str, str]]
) -> None:
    assert set(_found(tagger, known, text)) == wanted


def test_the_same_article_gives_the_same_scores_whatever_came_before(
    tagger: Tagger, known: lexicon.Lexicon
) -> None:
    def all_of(text: str) -> list[Candidate]:
        return _proposed(tagger, known, text)[1]

    text = CASES[0][0] + "\n" + CASES[1][0]
    first = all_of(text)
    all_of(CASES[2][0] * 3)
    assert all_of(text) == first
    assert all(FLOOR <= c.score <= 1 for c in first)


def test_an_empty_article_has_no_candidates(tagger: Tagger, known: lexicon.Lexicon) -> None:
    assert _found(tagger, known, "\n \n") == []


@pytest.mark.parametrize(
    "text", ["Bí thư Thành ủy Hà Nội\r\nA A", "Lê Mẫu\nHà\nNội\n\nUBND\ntỉnh", "Chủ tịch\nnước\nLào\n" * 9]
)
def test_no_span_is_empty_or_runs_over_a_line(tagger: Tagger, known: lexicon.Lexicon, text: str) -> None:
    page, found = _proposed(tagger, known, text)
    for c in found:
        assert c.start < c.end
        assert page.tokens.line_of[c.start] == page.tokens.line_of[c.end - 1]


def test_what_one_layer_holds_for_likely_never_overlaps(tagger: Tagger, known: lexicon.Lexicon) -> None:
    likely = [c for c in _proposed(tagger, known, CASES[0][0])[1] if c.score > 0.5]
    for a, b in itertools.combinations(likely, 2):
        assert a.rule != b.rule or a.end <= b.start or b.end <= a.start


def test_lexicon_marks_say_first_last_and_between(known: lexicon.Lexicon) -> None:
    tokens = tokenize(Shadow("Thành phố Hồ Chí Minh"), known.glue_words)
    places = [m for m in matcher.find(known, tokens) if m.entry.kind == "place" and m.end - m.start == 5]
    rows, cells = marks(places[:1], [], {"place": 0})
    assert sorted(zip(rows, cells, strict=True)) == [(0, 0), (1, 2), (2, 2), (3, 2), (4, 1)]


def test_missing_weights_say_how_to_build_them(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="make model"):
        Tagger.load(tmp_path / "none.npz")


def test_grammar_marks_say_what_was_proposed_and_what_refused() -> None:
    proposals = [
        Candidate("PERSON", 0, 3, "person.office", 0.9),
        Candidate("PERSON", 4, 5, "person.foreign", 0.05),
        Candidate("LOCATION", 4, 5, "place.known", 0.8),
    ]
    rows, cells = marks([], proposals, {"proposed PERSON": 0, "refused PERSON": 3})
    assert sorted(zip(rows, cells, strict=True)) == [(0, 0), (1, 2), (2, 1), (4, 3), (4, 4)]


def test_what_the_grammars_propose_moves_the_tagger(tagger: Tagger, known: lexicon.Lexicon) -> None:
    page = Pipeline(known).page(
        Article(id="a", source="a", text="Theo Zanmor thì mọi việc đã xong.", sha256="")
    )

    def belief(*proposals: Candidate) -> float:
        found = tagger.propose(page, proposals)
        return max((c.score for c in found if (c.type, c.start, c.end) == ("PERSON", 1, 2)), default=0.0)

    assert belief(Candidate("PERSON", 1, 2, "person.office", 0.9)) > belief()
