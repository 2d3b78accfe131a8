"""What a line of a page says about itself, before its neighbours are asked: the rules of `sections`.

Each rule is a small named function in one ordered list; the first that answers decides. Words stand in
``data/section_markers.tsv``. A line that no rule knows is left to the layout.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple, cast, get_args

from vnlaos_ner import dateline
from vnlaos_ner.document import SectionKind
from vnlaos_ner.errors import LexiconError

Effect = Literal["tail", "box", "item", "end", "line", "menu", "photo", "view", "credit", "bar"]
Label = Literal["tail", "box", "item", "end", "line", "photo", "view", "credit", "date"]

KIND_OF: dict[Label, SectionKind] = {
    "tail": "related",
    "box": "related",
    "item": "related",
    "end": "boilerplate",
    "line": "boilerplate",
    "photo": "caption",
    "view": "caption",
    "credit": "byline",
    "date": "byline",
}

_EFFECTS = frozenset(get_args(Effect))
_MATCHES = frozenset({"whole", "start", "close"})
_LETTERS = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*\|?")
_CREDITED = r"(?:[^.]|\.(?=\S)){0,60}[).\s|]*$"
_PHOTO_CREDIT = re.compile(
    rf"(?:^|[\s(.–—-])(?:Ảnh|ẢNH|Nguồn ảnh|Photo)(?: minh họa| tư liệu)?\s?[:;]{_CREDITED}"
    rf"|\(Nguồn:{_CREDITED}"
    r"|[.(–—-]\s*(?:Ảnh|ẢNH)(?: minh họa| tư liệu|(?: [^\s.:]+){1,4})[).\s|]*$"
)
_SLUG = re.compile(r"[a-z0-9]+(?:[ -][a-z0-9]+){4,}")
_NAME = r"[^\W\d_][\w.’'-]*"
_AUTHOR = re.compile(rf"{_NAME}(?:(?:\s*[/,–]\s*|\s+(?:-\s+)?){_NAME}){{0,7}}(?:\s*\([^()]{{1,40}}\))?\.?")
_PICTURE_NUMBER = re.compile(r"[-–—(]\s*(?:hình )?[ảa]nh\s*\d{1,2}\)?\.?$", re.IGNORECASE)
_AGE = re.compile(r"\d+ (?:phút|giờ|ngày|tuần|tháng) trước", re.IGNORECASE)
_LINKS_ONLY = re.compile(r"(?:[*+|>-] ?)?(?:\[[^\[\]]+\]\([^()]*\)[ |>»/,-]*)+")
_LINK = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$")


class Markers(NamedTuple):
    """Forms by the way they are compared: lower-case key -> effect. `bars` are words of a date bar,
    `menu` fits a line made of section names only."""

    whole: dict[str, Effect]
    start: dict[str, Effect]
    close: dict[str, Effect]
    bars: frozenset[str]
    menu: re.Pattern[str]


class Line(NamedTuple):
    """One non-blank line: `number` from 0, shadow offsets without outer space, `key` for comparing."""

    number: int
    start: int
    end: int
    text: str
    key: str
    words: int
    bar: dateline.DateBar | None

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip("'\"”’»)]").endswith((".", "!", "?", "…")) or self.text.endswith(":")

    @property
    def is_prose(self) -> bool:
        """Whether it is long enough to be a paragraph and not a headline."""
        n = len(self.text)
        return n >= 160 or (n >= 90 and self.is_sentence)


def key_of(text: str) -> str:
    """A line for comparing: lower case, words only.

    >>> key_of("(0) Bình luận")
    '0 bình luận'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


def lines_of(text: str, markers: Markers) -> list[Line]:
    """The non-blank lines of a shadow text, in order."""
    out, pos = [], 0
    for number, line in enumerate(text.split("\n")):
        body = line.strip()
        if body:
            start = pos + line.index(body)
            bar = dateline.parse(body, markers.bars) if len(body) < 120 else None
            out.append(Line(number, start, start + len(body), body, key_of(body), len(body.split()), bar))
        pos += len(line) + 1
    return out


@cache
def shipped() -> Markers:
    """The markers shipped with the package."""
    return load(resources.files("vnlaos_ner").joinpath("data/section_markers.tsv").read_text("utf-8"))


def load(table: str, name: str = "section_markers.tsv") -> Markers:
    """Markers from TSV text. Raises `LexiconError` with file and line for a bad row or a double."""
    maps: dict[str, dict[str, Effect]] = {m: {} for m in _MATCHES}
    words: dict[str, set[str]] = {"bar": set(), "menu": set()}
    for number, row in enumerate(table.splitlines(), 1):
        if not row.strip() or row.startswith(("#", "effect\t")):
            continue
        cells = row.split("\t")
        if len(cells) != 5 or cells[0] not in _EFFECTS or cells[1] not in _MATCHES or not all(cells):
            raise LexiconError(
                f"{name}:{number}: want effect, match, form, example, reason; see the file's head"
            )
        effect, match, form = cells[:3]
        if effect in words:
            words[effect].add(form.lower())
            continue
        key = _whole_key(form) if match == "whole" else form.casefold()
        if key in maps[match]:
            raise LexiconError(f"{name}:{number}: {form!r} stands twice; remove one")
        maps[match][key] = cast(Effect, effect)
    names = "|".join(map(re.escape, sorted(words["menu"], key=len, reverse=True))) or "(?!)"
    menu = re.compile(rf"\W*(?:{names})(?:\W+(?:{names}))*\W*", re.IGNORECASE)
    return Markers(maps["whole"], maps["start"], maps["close"], frozenset(words["bar"]), menu)


def _whole_key(text: str) -> str:
    """Lower case, without signs and counts at the ends; a text of signs only keeps itself."""
    folded = text.casefold()
    letters = _LETTERS.search(folded)
    return letters.group() if letters else folded.strip()


# --- the rules -----------------------------------------------------------------------------------------

Rule = Callable[[Line, Markers], Label | None]


def image(line: Line, markers: Markers) -> Label | None:
    """``![](…) |``: a picture the crawler left as Markdown."""
    return "photo" if _IMAGE.fullmatch(line.text) else None


def whole_marker(line: Line, markers: Markers) -> Label | None:
    """``TIN LIÊN QUAN``, ``(0) Bình luận``."""
    return _label(markers.whole.get(_whole_key(line.text)))


def menu(line: Line, markers: Markers) -> Label | None:
    """``Thời sự Thế giới Thể thao``: names of the paper's sections and nothing else."""
    return "line" if line.words <= 60 and markers.menu.fullmatch(line.text) else None


def date_bar(line: Line, markers: Markers) -> Label | None:
    """``09:19 | 10/08/2022 GMT+7``, ``M.Loan 17/11/2021 21:31``: up to six words beside day and hour.

    Without an hour, and after the day, only names may stand: ``Ngày sinh: 01/02/1965`` and
    ``Phiên họp 10/08/2022 09:00 của Ủy ban`` are no date of the page.
    """
    bar = line.bar
    if bar is None or line.is_sentence or len(bar.rest.split()) > (6 if bar.hour else 4):
        return None
    names = bar.after if bar.hour else bar.rest
    return "date" if all(word[0].isupper() for word in names.split()) else None


def start_marker(line: Line, markers: Markers) -> Label | None:
    """``Nguồn: TTXVN``, ``Ảnh: TTXVN``: only on a line that is no paragraph. What begins as captions do
    (``Quang cảnh …``) can be a headline too: the layout decides. A sentence that begins like a credit
    (``Theo TTXVN, ông Ví Dụ sẽ về nước trong tháng 6.``) is none."""
    if line.is_prose:
        return None
    is_sentence = line.words > 8 and line.text.endswith((".", "!", "?"))
    folded = line.text.casefold()
    for form, effect in markers.start.items():
        if folded.startswith(form) and not folded[len(form) : len(form) + 1].isalpha():
            if effect == "credit" and is_sentence:
                return None
            return _label(effect) if effect not in ("credit", "line") or line.words <= 14 else None
    return None


def close_marker(line: Line, markers: Markers) -> Label | None:
    """``Nguyễn Ví Dụ (T/H)``."""
    if line.words > 10:
        return None
    folded = line.text.casefold()
    return next((_label(e) for form, e in markers.close.items() if folded.endswith(form)), None)


def photo_credit(line: Line, markers: Markers) -> Label | None:
    """``… tại buổi tiếp. (Ảnh: Nguyễn Ví Dụ)``: ends with the credit and is no page-long paragraph."""
    return "photo" if len(line.text) < 400 and _PHOTO_CREDIT.search(line.text) else None


def pipe_end(line: Line, markers: Markers) -> Label | None:
    """``Quang cảnh buổi tiếp. |``: the last cell of a picture table, not a row of a real one."""
    text = line.text.strip("| ")
    return "photo" if line.text.endswith("|") and "|" not in text else None


def picture_number(line: Line, markers: Markers) -> Label | None:
    """``Lễ đón tại sân bay - Ảnh 1``: the text the page's program gives a picture."""
    return "photo" if _PICTURE_NUMBER.search(line.text) and len(line.text) < 400 else None


def age(line: Line, markers: Markers) -> Label | None:
    """``23 phút trước``, ``2 giờ trước - Bài gốc``: how old a piece of news is."""
    return "line" if line.words <= 8 and _AGE.match(line.text) else None


def slug(line: Line, markers: Markers) -> Label | None:
    """``infographic cac moc thoi gian``: an address without its marks, the name of another page."""
    return "item" if _SLUG.fullmatch(line.text) else None


def said_twice(line: Line, markers: Markers) -> Label | None:
    """``X X``: link text and picture text of one related article in one line."""
    half = len(line.text) // 2
    first, second = line.text[:half].strip(), line.text[half:].strip()
    return "item" if 8 <= line.words <= 80 and first == second else None


def hashtags(line: Line, markers: Markers) -> Label | None:
    """``#Lào #Việt Nam``: key words of the page."""
    return "line" if line.words <= 40 and re.match(r"#[^\W_]", line.text) else None


def link(line: Line, markers: Markers) -> Label | None:
    """A bare web or mail address."""
    return "line" if _LINK.fullmatch(line.text) else None


def markdown_links(line: Line, markers: Markers) -> Label | None:
    """``* [Khai mạc lễ hội](/tin/1)``: nothing but links; short ones are a menu, long ones other articles."""
    if not _LINKS_ONLY.fullmatch(line.text):
        return None
    longest = max(len(text.split()) for text in re.findall(r"\[([^\[\]]+)\]\(", line.text))
    return "item" if longest > 5 else "line"


RULES: tuple[Rule, ...] = (
    image,
    whole_marker,
    menu,
    date_bar,
    start_marker,
    photo_credit,
    picture_number,
    pipe_end,
    close_marker,
    age,
    slug,
    said_twice,
    hashtags,
    link,
    markdown_links,
)


def _label(effect: Effect | None) -> Label | None:
    return None if effect in (None, "bar", "menu") else cast(Label, effect)


def label(line: Line, markers: Markers) -> Label | None:
    """The answer of the first rule that knows the line."""
    return next((answer for rule in RULES if (answer := rule(line, markers))), None)


def looks_like_author(line: Line) -> bool:
    """``Nguyễn Ví Dụ``, ``HẢI THANH/VNN``, ``(TTXVN/Vietnam+)``: a few words, every one with a capital.

    Only the layout may ask: a headline can look so too.
    """
    text = line.text
    if text.startswith("(") and text.endswith(")") and "(" not in text[1:]:
        text = text[1:-1].rstrip("+")
    if line.words > 6 or text.endswith((":", "?", "!")) or not _AUTHOR.fullmatch(text):
        return False
    bare = re.sub(r"\([^()]*\)", "", text)
    return all(w[0].isupper() for w in re.findall(r"[^\W\d_]+", bare))
