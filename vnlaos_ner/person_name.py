"""A personal name: its clean spelling, and which part is family, middle and given name.

The order of parts depends on where a name comes from, which its shape tells only in part: `origin` is the
ISO country of the person where the text says it (the office before the name). Rules are tried in order;
each reads one naming tradition. A part that a tradition does not have is None (Lao names have no middle
name, Burmese no family name). Nothing is guessed from a single foreign word but that it is a surname.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from vnlaos_ner.document import PersonName
from vnlaos_ner.expand import REMEMBERED
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.syllable import is_syllable
from vnlaos_ner.text import Shadow

_FAMILY_FIRST = frozenset({"CN", "TW", "HK", "MO", "KR", "KP", "SG"})
_NO_FAMILY = frozenset({"MM", "BT"})
_COMPOUND = ("công tằng tôn nữ", "công huyền tôn nữ", "tôn nữ", "tôn thất", "âu dương", "tư mã", "gia cát",
             "thượng quan", "hoàng phủ", "mộ dung", "chung ly", "hạ hầu")  # fmt: skip
_PARTICLES = frozenset(
    "al bin bint ibn abu ben da das de del della der di do dos du el la le los van von ter st".split()
)
_ROMAN = re.compile(r"[IVX]{1,5}$")


class Words(NamedTuple):
    """A cleaned name with its words, read against a lexicon."""

    words: tuple[str, ...]
    origin: str | None
    lexicon: Lexicon

    def family_known(self) -> bool:
        """Whether the name opens with a family name of the lexicon."""
        return self.words[0] in self.lexicon.family_names

    def native(self) -> bool:
        """Whether every word is built like a Vietnamese syllable."""
        return all(is_syllable(word) for word in self.words)


Rule = Callable[[Words], PersonName | None]


@lru_cache(maxsize=REMEMBERED)
def clean(text: str) -> str:
    """The name as one writes it: one tone style, single spaces, ALL CAPS to title case, glued words apart.

    >>> clean("NGUYỄN  VĂN HOÀ")
    'Nguyễn Văn Hòa'
    >>> clean("NguyễnTrãi"), clean("McMaster"), clean("Lương- Văn")
    ('Nguyễn Trãi', 'McMaster', 'Lương-Văn')
    """
    name = re.sub(r"\s+", " ", Shadow(text).text).strip(" ,;:|")
    name = re.sub(r"\s*([-‐‑])\s*", r"\1", name) if re.search(r"\w-\s|\s-\w", name) else name
    return " ".join(_tidy(word) for word in _unglue(name).split(" "))


def _unglue(name: str) -> str:
    """A space where two Vietnamese syllables touch (``ĐìnhLa``), but not in ``DiMaggio`` or ``McMaster``."""
    out: list[str] = []
    for word in name.split(" "):
        cuts = [i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower()]
        pieces = [word[a:b] for a, b in zip([0, *cuts], [*cuts, len(word)], strict=True)]
        out.extend(pieces if not word.isascii() and all(map(is_syllable, pieces)) else [word])
    return " ".join(out)


def _tidy(word: str) -> str:
    """``HÙNG`` to ``Hùng``; initials, Roman numerals and short foreign capitals stay (``M.U``, ``VI``)."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 3 and not (len(letters) == 2 and is_syllable(word) and not word.isascii()):
        return word
    if not word.isupper() or "." in word or "&" in word or _ROMAN.match(word):
        return word
    return "-".join(piece.capitalize() for piece in word.split("-"))


@lru_cache(maxsize=REMEMBERED)
def split(name: str, lexicon: Lexicon, origin: str | None = None) -> PersonName | None:
    """The parts of a cleaned name; None for handles and bare initials.

    >>> split("Đinh Tiến Dũng", lexicon)                                    # doctest: +SKIP
    PersonName(family='Đinh', middle='Tiến', given='Dũng')
    """
    words = tuple(name.split(" "))
    if not name or any(c.isdigit() for c in name):
        return None
    for rule in RULES:
        parts = rule(Words(words, origin, lexicon))
        if parts is not None:
            return parts
    return None


def _initials(w: Words) -> PersonName | None:
    """``M.Loan``, ``Nguyễn M.``, ``T.V.B``: an initial is no part, a written-out word is."""
    if not any("." in word for word in w.words) or len(w.words) > 2:
        return None
    full = [piece for word in w.words for piece in word.split(".") if len(piece) > 2]
    if not full:
        return PersonName(None, None, None)
    first = w.words[0] in w.lexicon.family_names
    return PersonName(full[0], None, None) if first else PersonName(None, None, full[-1])


def _highland(w: Words) -> PersonName | None:
    """Central Highlands: ``Y Thanh Hà Niê Kđăm`` and ``H'Yim Kđoh`` put the clan after the given name."""
    first = w.words[0]
    if first == "Y" and len(w.words) > 2:
        clan = next((i for i in range(2, len(w.words)) if _is_clan(w.words[i], w.lexicon)), len(w.words) - 1)
        return PersonName(" ".join(w.words[clan:]), None, " ".join(w.words[:clan]))
    if re.match(r"H['’]", first) and len(w.words) > 1:
        return PersonName(" ".join(w.words[1:]), None, first)
    return None


def _is_clan(word: str, lexicon: Lexicon) -> bool:
    """Highland clan names are no Vietnamese syllables (Kđăm, Êban, Mlô) or are known ones (Niê)."""
    entry = lexicon.family_names.get(word)
    return not is_syllable(word) or (entry is not None and entry.attrs.get("class") == "minority")


def _one_word(w: Words) -> PersonName | None:
    """``Dũng`` is a given name; ``Trump`` a surname; a Lao single name is the given name."""
    if len(w.words) > 1:
        return None
    word = w.words[0]
    if w.native() or w.origin in ("LA", "TH", "KH") or w.origin in _NO_FAMILY:
        known = w.origin in _FAMILY_FIRST and word in w.lexicon.family_names
        return PersonName(word, None, None) if known else PersonName(None, None, word)
    return PersonName(word, None, None)


def _no_family(w: Words) -> PersonName | None:
    """Burmese and Bhutanese names are one given name of several words."""
    return PersonName(None, None, " ".join(w.words)) if w.origin in _NO_FAMILY else None


def _ruler(w: Words) -> PersonName | None:
    """``Felipe VI``: a given name and a number."""
    if len(w.words) == 2 and _ROMAN.match(w.words[1]):
        return PersonName(None, None, w.words[0])
    return None


def _compound_family(w: Words) -> PersonName | None:
    """``Tôn Nữ Thị Ninh``: a family name of several syllables."""
    low = " ".join(w.words).lower()
    for family in _COMPOUND:
        size = family.count(" ") + 1
        if low.startswith(family + " ") and w.native():
            rest = w.words[size:]
            return PersonName(" ".join(w.words[:size]), " ".join(rest[:-1]) or None, rest[-1])
    return None


def _hyphened(w: Words) -> PersonName | None:
    """``Thoong-lun Xi-xu-lít``: a Lao (or other) name spelled by syllables puts the given name first."""
    if len(w.words) < 2 or not all(_spelled_out(word) for word in w.words):
        return None
    return PersonName(w.words[-1], " ".join(w.words[1:-1]) or None, w.words[0])


def _spelled_out(word: str) -> bool:
    return "-" in word and all(is_syllable(piece) for piece in word.split("-"))


def _family_first(w: Words) -> PersonName | None:
    """``Tập Cận Bình``, ``Moon Jae-in``, ``Kim Jong Un``: surname, then a given name of one unit."""
    entry = w.lexicon.family_names.get(w.words[0]) or w.lexicon.get("foreign_name", w.words[0])
    east = entry is not None and entry.attrs.get("origin", entry.attrs.get("class", "")) in _EAST
    korean = len(w.words) == 2 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", w.words[1]) is not None
    if not (korean or w.origin in _FAMILY_FIRST or (east and not w.family_known())):
        return None
    if len(w.words) > 4 or (w.origin == "SG" and not w.native() and not east):
        return None
    return PersonName(w.words[0], None, " ".join(w.words[1:]))


_EAST = frozenset({"CN", "KR", "KP", "TW", "chinese", "korean", "Chinese", "Korean", "sino"})


def _vietnamese(w: Words) -> PersonName | None:
    """Family, middle, given; also with the clitics of the north-west (``Hầu A Lềnh``) and ``Điểu K'Ré``."""
    if w.origin == "LA" and not w.family_known():
        return None
    tail = all(is_syllable(word) or "'" in word or "’" in word or len(word) == 1 for word in w.words[1:])
    if not tail or not (w.family_known() or w.native()) or (w.native() and len(w.words) > 5):
        return None
    if not w.family_known():  # pen names and name pairs without family: Xuân Anh, Thanh Hải
        return PersonName(None, w.words[0], w.words[1]) if len(w.words) == 2 else None
    return PersonName(w.words[0], " ".join(w.words[1:-1]) or None, w.words[-1])


def _unsplit(w: Words) -> PersonName | None:
    """``Phút Phăn Kẹo Vông Xay``: Lao spelled in Vietnamese syllables shows no border between its parts."""
    return PersonName(None, None, None) if w.native() and len(w.words) > 2 else None


def _given_first(w: Words) -> PersonName | None:
    """Lao, Thai, Khmer in Latin letters and Western names: the given name opens, the surname closes."""
    start = len(w.words) - 1
    while start > 1 and w.words[start - 1].lower().strip("-'") in _PARTICLES:
        start -= 1
    return PersonName(" ".join(w.words[start:]), " ".join(w.words[1:start]) or None, w.words[0])


RULES: tuple[Rule, ...] = (
    _initials, _highland, _one_word, _no_family, _ruler, _compound_family, _hyphened, _family_first,
    _vietnamese, _unsplit, _given_first,
)  # fmt: skip
