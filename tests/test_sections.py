"""Sections, title and date of pages: the seeds line by line, invented pages, and what must hold always."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnlaos_ner import dateline, lines
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.sections import split
from vnlaos_ner.text import Shadow

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases"


class Page(NamedTuple):
    name: str
    date: str | None
    kinds: list[str]
    lines: list[str]


def pages() -> list[Page]:
    found: list[Page] = []
    for row in (CASES / "pages.tsv").read_text("utf-8").splitlines():
        if row.startswith("# page: "):
            name, date = row.removeprefix("# page: ").rsplit(" | ", 1)
            found.append(Page(name, None if date == "-" else date, [], []))
        elif found and not row.startswith("#"):
            kind, _, line = row.partition("\t")
            found[-1].kinds.append(kind)
            found[-1].lines.append(line)
    return found


def compare(raw: str, wanted: list[str]) -> list[str]:
    """One message for each non-blank line whose kind is not `wanted`."""
    kinds = split(Shadow(raw)).line_kinds
    return [
        f"{number}: {kind} for {want}: {line[:60]}"
        for number, (line, kind, want) in enumerate(zip(raw.split("\n"), kinds, wanted, strict=True), 1)
        if line.strip() and kind != want
    ]


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.name)
def test_invented_pages(page: Page) -> None:
    raw = "\n".join(page.lines)
    layout = split(Shadow(raw))
    assert compare(raw, page.kinds) == []
    titles = [
        line for line, kind in zip(page.lines, page.kinds, strict=True) if kind == "title" and line[-1] != ":"
    ]
    assert layout.title == (titles[0].removeprefix("# ") if titles else None)
    assert layout.date == page.date


@pytest.mark.parametrize("page", pages(), ids=lambda p: p.name)
@pytest.mark.parametrize("change", ["crlf", "bom", "blank lines", "indented"])
def test_layout_does_not_hang_on_white_space(page: Page, change: str) -> None:
    raw = "\n".join(page.lines)
    wanted = page.kinds
    if change == "crlf":
        raw = raw.replace("\n", "\r\n")
    elif change == "bom":
        raw = "\ufeff" + raw
    elif change == "blank lines":
        raw, wanted = raw.replace("\n", "\n\n"), [kind for k in page.kinds for kind in (k, k)][:-1]
    else:
        raw = "   " + raw.replace("\n", "\n\t ")
    assert compare(raw, wanted) == []
    assert split(Shadow(raw)).date == page.date


SEEDS = {path.name[:3]: path for path in sorted((ROOT / "seeds").glob("*.txt"))}


@pytest.mark.parametrize("seed", SEEDS)
def test_seeds(seed: str) -> None:
    raw = SEEDS[seed].read_bytes().decode()
    wanted = ["?"] * (raw.count("\n") + 1)
    for row in (CASES / "seed_sections.tsv").read_text("utf-8").splitlines():
        name, *cells = row.split("\t")
        if name == seed:
            first, last, kind = int(cells[0]), int(cells[1]), cells[2]
            wanted[first - 1 : last] = [kind] * (last - first + 1)
    assert compare(raw, wanted) == []


def test_seed_titles_and_dates() -> None:
    found = {name: split(Shadow(path.read_bytes().decode())) for name, path in SEEDS.items()}
    assert {name: layout.date for name, layout in found.items()} == {
        "000": None,
        "001": None,
        "002": "2021-11-17",
        "003": None,
        "004": "2022-08-10",
    }
    assert all(layout.title for layout in found.values())
    assert found["004"].title == "Chúng ta có quyền tự hào về mối quan hệ Việt Nam - Lào"


PIECES = [
    *(
        "Tin khác",
        "Tin liên quan",
        "Ý KIẾN",
        "![]() |",
        "",
        "   ",
        "Quang cảnh buổi tiếp. |",
        "aa",
        "Anh Vũ (T/H)",
    ),
    *(
        "17/11/2021 21:31",
        "Sự kiện 17/11/2021 21:31",
        "Thứ hai, 31/02/2021",
        "Bí thư Tỉnh ủy Lê Mẫu thăm huyện bạn",
    ),
    "Bí thư Tỉnh ủy Lê Mẫu đã đến thăm và làm việc với lãnh đạo huyện bạn về các nội dung hợp tác mới.",
    "dan la goc thuoc do cao nhat",
    "Uy\u0309 ban\u200b nhân dân",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), max_size=25), st.sampled_from(["\n", "\r\n"]))
def test_every_line_has_one_kind_and_sections_cover_all_text_in_order(parts: list[str], newline: str) -> None:
    raw = newline.join(parts)
    layout = split(Shadow(raw))
    assert len(layout.line_kinds) == raw.count("\n") + 1
    last = 0
    for section in layout.sections:
        assert last <= section.start < section.end <= len(raw)
        assert not Shadow(raw[last : section.start]).text.strip()
        last = section.end
    assert not Shadow(raw[last:]).text.strip()
    at = 0
    for line, kind in zip(raw.split("\n"), layout.line_kinds, strict=True):
        if Shadow(line).text.strip():
            middle = at + len(line) // 2
            covering = [s.kind for s in layout.sections if s.start <= middle < s.end]
            assert covering in ([kind], [])
        at += len(line) + 1
    assert layout.title is None or layout.title in raw


@pytest.mark.parametrize(
    ("line", "day", "rest"),
    [
        ("17/11/2021 21:31", "2021-11-17", ""),
        ("09:19 | 10/08/2022 GMT+7", "2022-08-10", ""),
        ("Thứ tư, 10/08/2022", "2022-08-10", ""),
        ("Thứ Tư, ngày 10 tháng 8 năm 2022", "2022-08-10", ""),
        ("Thứ 4, 10/08/2022 - 9:19 (GMT+7)", "2022-08-10", ""),
        ("Cập nhật lúc 21h31, 17-11-2021", "2021-11-17", ""),
        ("Ngày đăng: 17.11.2021", "2021-11-17", ""),
        ("2021-11-17 21:31", "2021-11-17", ""),
        ("2021-11-17T21:31:00Z", "2021-11-17", ""),
        ("17 Tháng Mười Một, 2021", "2021-11-17", ""),
        ("17 Tháng Mười, 2021", "2021-10-17", ""),
        ("10/08/2022 - 12/08/2022", None, ""),
        ("M.Loan 17/11/2021 21:31", "2021-11-17", "M.Loan"),
        ("Nhịp sống Thủ đô 30/03/2025 08:24", "2025-03-30", "Nhịp sống Thủ đô"),
        ("31/02/2021 10:00", None, ""),
        ("17/11", None, ""),
        ("Số 18/2021/NĐ-CP", None, ""),
        ("117/11/2021", None, ""),
        ("tỷ số 3-2", None, ""),
    ],
)
def test_date_bars(line: str, day: str | None, rest: str) -> None:
    found = dateline.parse(line, lines.shipped().bars)
    assert (found.day if found else None) == day
    if found:
        assert found.rest == rest


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Thủ tướng phát biểu tại phiên họp - Ảnh: VGP/Lê Mẫu", "photo"),
        ("Lễ đón chính thức. Ảnh: T.H.", "photo"),
        ("Lễ đón chính thức. (Nguồn: AFP/TTXVN)", "photo"),
        ("Lễ đón chính thức – Ảnh VGP", "photo"),
        ("Lễ đón chính thức (Ảnh minh họa).", "photo"),
        ("Hai nhà lãnh đạo chụp ảnh chung", None),
        ("Triển lãm Ảnh: một đời người. Khai mạc chiều nay tại Hà Nội với hai trăm bức.", None),
        ("Bộ trưởng nói về việc chỉnh sửa ảnh.", None),
        ("| Tỉnh | Bí thư |", None),
        (
            "Theo phóng viên TTXVN tại Viêng Chăn, hội nghị đã khai mạc sáng nay với nhiều nội dung mới",
            None,
        ),
        ("Chính trị gia trẻ nhất nước Pháp", None),
        ("Bình luận của chuyên gia về chuyến thăm", None),
        ("Nổi bật trong tuần là chuyến thăm Lào", None),
        ("Bí thư Tỉnh ủy thăm Lào ngày 10/08/2022", None),
        ("Video: Lễ đón Chủ tịch nước", "view"),
        ("https://vi.du/tin?id=3", "line"),
        ("3 giờ trước", "line"),
        ("Ngày sinh: 01/02/1965", None),
        ("Phiên họp 10/08/2022 09:00 của Ủy ban", None),
        ("Lê Mẫu - 10/08/2022", "date"),
        ("Nhịp sống Thủ đô 30/03/2025 08:24", "date"),
        ("3 giờ trước khi khai mạc, các đoàn đã có mặt đông đủ tại hội trường", None),
    ],
)
def test_labels(text: str, label: str | None) -> None:
    markers = lines.shipped()
    [line] = lines.lines_of(text, markers)
    assert lines.label(line, markers) == label


def test_every_marker_matches_its_own_example() -> None:
    markers = lines.shipped()
    table = (ROOT / "vnlaos_ner" / "data" / "section_markers.tsv").read_text("utf-8")
    for row in table.splitlines():
        if row.startswith(("#", "effect\t")):
            continue
        effect, _, _, example, _ = row.split("\t")
        [line] = lines.lines_of(example, markers)
        if effect == "bar":
            assert line.bar is not None
            assert line.bar.rest in ("", "Nguyễn Ví Dụ", "TTXVN")
        else:
            assert lines.label(line, markers) == {"menu": "line"}.get(effect, effect), example


@pytest.mark.parametrize(
    "row",
    ["tail\twhole\tTin khác", "xx\twhole\ta\tb\tc", "tail\twhole\tTin\tTin\tx\ntail\twhole\tTIN\tTIN\ty"],
)
def test_bad_marker_tables_name_the_line(row: str) -> None:
    with pytest.raises(LexiconError, match=r"^markers\.tsv:\d+: "):
        lines.load(row, "markers.tsv")


@pytest.mark.parametrize(
    "raw",
    [
        "A-" * 20_000,
        "A-a " * 20_000,
        ("Tin liên quan\n" + "Bí thư Tỉnh ủy Lê Mẫu thăm huyện bạn\n" * 3) * 500,
        "\n".join(["Thời sự Chính trị Kinh tế " * 2 + "x"] * 300),
        "\n".join(["Thời sự - " * 18 + "x"] * 300),
        "17/" * 20_000,
        "Lê Mẫu\n" * 20_000,
        "Tin liên quan\n" * 20_000,
        "Bí thư Tỉnh ủy Lê Mẫu thăm huyện bạn\n" * 20_000,
        "(" * 5_000 + "Ảnh: " * 200,
        "\n" * 50_000,
        "Một câu. " * 20_000,
        "a b c d e f " * 5_000,
        "Ảnh: " + "a" * 399 + "\n" + "1 " * 5_000,
    ],
    ids=range(14),
)
def test_odd_pages_do_not_hang(raw: str) -> None:
    start = time.process_time()
    split(Shadow(raw))
    # A tenth of a second is usual; only a step that is not linear takes minutes.
    assert time.process_time() - start < 30
