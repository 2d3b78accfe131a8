"""Gives every found span its canonical name and its parts, from its own text and its page.

What another mention of the document says (the city of “Bí thư Thành ủy”, whose short name “ông Dũng” is) is
the linker's to add. The page is looked at for three things only: its date, an abbreviation that it defines
itself (“Tổng công ty X (Y)”), and the country of the office before a person's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from vnlaos_ner import date_value, office, office_body, person_name, place_name
from vnlaos_ner.document import MentionType
from vnlaos_ner.expand import REMEMBERED, expand, join, words_of
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Found, Named, Page
from vnlaos_ner.text import Shadow


class Scene:
    """A page with what its spans may ask of it."""

    __slots__ = ("before", "lexicon", "page", "short")

    def __init__(self, page: Page, found: Sequence[Found], lexicon: Lexicon) -> None:
        self.page = page
        self.lexicon = lexicon
        self.short = _defined(page, found, lexicon)
        self.before = {f.end: f for f in found if f.type == "OFFICE"}

    def text(self, found: Found) -> str:
        """The raw text of a span."""
        start, end = self.page.raw_span(found.start, found.end)
        return self.page.article.text[start:end]


Rule = Callable[[Scene, Found, str], Named]


def name(page: Page, found: Sequence[Found], lexicon: Lexicon) -> list[Named]:
    """One `Named` a span, in the order of `found`."""
    scene = Scene(page, found, lexicon)
    return [RULES[f.type](scene, f, scene.text(f)) for f in found]


def _person(scene: Scene, found: Found, text: str) -> Named:
    clean = person_name.clean(text)
    known = scene.lexicon.get("person", clean)
    origin = known.attrs.get("country") if known else None
    if origin is None:
        at = found.start
        while at > 0 and scene.page.tokens.texts[at - 1] in (",", "ông", "bà", "ngài"):
            at -= 1
        post = scene.before.get(at)
        parts = office.read(scene.text(post), scene.lexicon) if post else None
        origin = parts.country if parts else None
    return Named(found, clean, None, person_name.split(clean, scene.lexicon, origin), None, origin)


def _office(scene: Scene, found: Found, text: str) -> Named:
    parts = office.read(text, scene.lexicon)
    if parts is None:
        plain = office_body.name(words_of(expand(text, scene.lexicon)), scene.lexicon)
        return Named(found, plain, None, None, None, None)
    made = office.to_office(parts, scene.lexicon)
    return Named(found, office.name(parts, scene.lexicon), made, None, None, made.country)


def _organization(scene: Scene, found: Found, text: str) -> Named:
    long = scene.short.get(_key(text)) if scene.short else None
    if long is not None:
        return Named(found, long, None, None, None, None)
    full, code = organization(text, scene.lexicon)
    return Named(found, full, None, None, None, code)


def _location(scene: Scene, found: Found, text: str) -> Named:
    full = place_name.canonical(text, scene.lexicon)
    return Named(found, full, None, None, None, place_name.country(full, scene.lexicon))


def _date(scene: Scene, found: Found, text: str) -> Named:
    value = date_value.read(text, scene.page.article.date)
    return Named(found, _plain(text), None, None, value, None)


def _other(scene: Scene, found: Found, text: str) -> Named:
    return Named(found, _plain(text), None, None, None, None)


RULES: Mapping[MentionType, Rule] = {
    "PERSON": _person,
    "OFFICE": _office,
    "ORGANIZATION": _organization,
    "LOCATION": _location,
    "DATE": _date,
    "EVENT": _other,
    "DOCUMENT": _other,
}


@lru_cache(maxsize=REMEMBERED)
def organization(text: str, lexicon: Lexicon) -> tuple[str, str | None]:
    """Canonical name and ISO country of the body written in `text`.

    Vietnam's own state bodies are named without the country: *Bộ Ngoại giao Việt Nam* is *Bộ Ngoại giao*,
    but *Mặt trận Tổ quốc Việt Nam* keeps what belongs to its name.
    """
    words = words_of(expand(text, lexicon))
    at, tails = office_body.split_tail(words, 0, lexicon)
    land = next((t for t in tails if t.is_country), None)
    if land is not None and land.code == "VN" and len(tails) == 1 and land.link != "tại":
        bare = office_body.name(words[:at], lexicon)
        if at and office.names_state_body(bare, lexicon):
            return bare, "VN"
    if land is not None and land.link == "của" and lexicon.get("body", join(words[:at])):
        words = words[:at] + words[at + 1 :]
    code = land.code if land else next((t.code for t in tails if t.code), None)
    return office_body.name(words, lexicon), code


def _defined(page: Page, found: Sequence[Found], lexicon: Lexicon) -> dict[str, str]:
    """Short names the page gives its bodies in brackets: ``Hiệp hội Doanh nghiệp Bình Minh (BMA)``."""
    texts = page.tokens.texts
    out: dict[str, str] = {}
    for f in found:
        if f.type != "ORGANIZATION" or f.end - f.start < 3:
            continue
        start, end = page.raw_span(f.start, f.end)
        text = page.article.text[start:end]
        at = f.end - 1 if texts[f.end - 1] == ")" else f.end
        if at == f.end:
            if at >= len(texts) or texts[at] != "(":
                continue
            close = next((i for i in range(at + 1, min(at + 6, len(texts))) if texts[i] == ")"), None)
            inner = texts[at + 1 : close] if close else []
        else:
            opening = next((i for i in range(at, f.start, -1) if texts[i] == "("), None)
            inner = texts[opening + 1 : at] if opening else []
        short = "".join(inner)
        if 2 <= len(short) <= 12 and sum(c.isupper() for c in short) * 2 > len(short) and " " not in short:
            out.setdefault(_key(short), organization(text, lexicon)[0])
    return out


def _key(text: str) -> str:
    return "".join(c for c in Shadow(text).text if c.isalnum())


@lru_cache(maxsize=REMEMBERED)
def _plain(text: str) -> str:
    return " ".join(Shadow(text).text.split())
