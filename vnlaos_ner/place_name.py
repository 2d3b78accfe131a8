"""The canonical name of a place: without its administrative class word, abbreviation or state style.

``TP.HCM -> Hồ Chí Minh``, ``tỉnh Yên Bái -> Yên Bái``, ``CHDCND Lào -> Lào``; class words of nature and of
sites stay (``đảo Phú Quốc``). A historical or foreign spelling is never replaced by today's: *Sài Gòn* and
*Hoa Kỳ* stay as they are written.
"""

from __future__ import annotations

from functools import lru_cache

from vnlaos_ner.expand import REMEMBERED, expand, join, longest, words_of
from vnlaos_ner.lexicon import Lexicon

_STYLES = ("cộng hòa", "liên bang", "vương quốc", "nhà nước")


@lru_cache(maxsize=REMEMBERED)
def canonical(text: str, lexicon: Lexicon) -> str:
    """The canonical name of the place written in `text`.

    A one-syllable short form stands for its country only as a whole (``quan hệ Việt - Lào``).
    """
    short = lexicon.get("short_place", text.strip())
    if short is not None and short.form == text.strip():
        return short.name
    words = words_of(expand(text, lexicon))
    if not words:
        return text
    if words[0].lower() == "nước" and len(words) > 1:
        words = words[1:]
    whole = longest(lexicon, words, 0, "country")
    if whole is not None and whole[0] == len(words):
        styled = join(words).lower().startswith(_STYLES) or whole[1].form.isupper()
        return whole[1].name if styled else join(words)
    if words[0].lower() in ("cộng", "liên", "vương"):
        rest = _without_style(words, lexicon)
        if rest:
            return rest
    return _without_class(words, lexicon)


def _without_style(words: list[str], lexicon: Lexicon) -> str | None:
    """``Cộng hòa Azerbaijan -> Azerbaijan``: the country that closes a state's full style."""
    for k in range(1, len(words)):
        country = longest(lexicon, words, k, "country")
        if country is not None and country[0] == len(words):
            if words[k].lower() in ("liên", "dân"):  # Cộng hòa | Liên bang Nga
                continue
            return country[1].name if words[k].lower() in ("trung", "triều") else join(words[k:])
    if [w.lower() for w in words[:2]] == ["cộng", "hòa"] and len(words) > 2:
        return join(words[2:])
    return None


def _without_class(words: list[str], lexicon: Lexicon) -> str:
    """Strip administrative class words in front, as long as a name is left: ``thành phố cảng Le Havre``."""
    i = 0
    if (
        words[0].lower() in ("thành", "trấn")
        and len(words) > 1
        and words[1][0].isupper()
        and words[0].islower()
    ):
        i = 1
    while i < len(words) - 1:
        if words[i] == "Đội":  # Đội Cấn is a man
            break
        found = longest(lexicon, words, i, "place_class")
        if found is None or found[0] >= len(words) or found[1].attrs.get("administrative") != "yes":
            break
        nxt = words[found[0]]
        if nxt[0].isdigit():  # quận 1 is a name of its own
            break
        i = found[0]
        if words[i].islower() and i + 1 < len(words) and words[i + 1][0].isupper():
            i += 1
    return join(words[i:])


def country(name: str, lexicon: Lexicon) -> str | None:
    """ISO country of a canonical place name, where the lexicon knows it."""
    return lexicon.country_code(name)
