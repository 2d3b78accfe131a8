"""The terminal view: text of documents is data, and nothing is wrapped into rubble."""

from __future__ import annotations

import io

import pytest
from made import DOCUMENT, corpus
from rich.cells import cell_len
from rich.text import Text

from vnlaos_ner import table
from vnlaos_ner.show import console, overview

ESCAPE = "\x1b"


def shown(kind: str | None, *, terminal: bool, width: int = 80) -> str:
    out = io.StringIO()
    screen = console.console(out, terminal=terminal, width=width)
    if kind is None:
        tally = overview.Tally()
        tally.add(DOCUMENT)
        overview.overview(corpus(), tally, screen)
    elif kind == "mentions":
        console.table(table.mentions([DOCUMENT]), screen)
    elif kind == "dates":
        console.table(table.dates([DOCUMENT]), screen)
    else:
        console.table(table.corpus(corpus(), kind), screen)  # type: ignore[arg-type]
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("kind", [None, *table.KINDS])
def test_no_line_is_wider_than_the_terminal(kind: str | None, width: int) -> None:
    for line in Text.from_ansi(shown(kind, terminal=True, width=width)).plain.splitlines():
        assert cell_len(line.rstrip()) <= width, line


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("kind", table.KINDS)
def test_every_column_shown_can_be_read(kind: str, width: int) -> None:
    heading = Text.from_ansi(shown(kind, terminal=True, width=width)).plain.splitlines()[0]
    assert (
        heading.split()[:2]
        == {
            "mentions": ["type", "text"],
            "people": ["name", "offices"],
            "offices": ["name", "holders"],
            "organizations": ["name", "country"],
            "places": ["name", "country"],
            "dates": ["name", "date"],
            "holdings": ["person", "office"],
        }[kind]
    )
    assert "…" not in heading


@pytest.mark.parametrize("kind", [None, *table.KINDS])
def test_a_pipe_gets_no_colour_no_cut_and_no_trailing_blank(kind: str | None) -> None:
    text = shown(kind, terminal=False)
    assert ESCAPE not in text
    assert all(line == line.rstrip() for line in text.splitlines())
    assert "…" not in text


def test_a_pipe_gets_one_line_a_row_and_every_column() -> None:
    lines = shown("mentions", terminal=False).splitlines()
    assert len(lines) == 1 + len(DOCUMENT.mentions)
    assert all(name.split("_")[0] in lines[0] for name in table.COLUMNS["mentions"])


@pytest.mark.parametrize("terminal", [True, False])
def test_escape_sequences_and_markup_in_a_page_stay_text(terminal: bool) -> None:
    text = shown("mentions", terminal=terminal, width=200)
    assert "[/Video]" in text
    assert "\x1b[31m</b>" not in text
    assert "\ufffd[31m" in text


def test_overview_leads_with_people_their_offices_and_quotes() -> None:
    text = Text.from_ansi(shown(None, terminal=True, width=80)).plain
    people = text.index("Trần Thu Hà")
    assert text.index("1 article · 4 PERSON · 2 OFFICE") < people < text.index("Places")
    assert "Bí thư Tỉnh ủy Bắc Sơn (former)" in text
    assert "“Bí thư Tỉnh ủy Lê Văn Ân”" in text


def test_name_and_office_are_lit_up_in_the_quote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    text = shown(None, terminal=True, width=80)
    quote = text[text.index("“") : text.index("”")]
    assert ESCAPE in quote.split("Trần Thu Hà")[0]


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in shown(None, terminal=True, width=80)


def test_clean() -> None:
    assert console.clean("a\n b\x1b[0m\u202ec\u200b") == "a b\ufffd[0m\ufffdc\ufffd"
    assert console.clean("Đinh Tiến Dũng") == "Đinh Tiến Dũng"


def test_abridge_keeps_both_ends() -> None:
    text = overview.abridge(Text("Bí thư Thành ủy " + "x" * 90 + " Đinh Ân"), 40)
    assert text.cell_len <= 40
    assert text.plain.startswith("Bí thư")
    assert text.plain.endswith("Đinh Ân")
