"""Forms of names as words, and which form may stand for which: no article is looked at here.

`RULES` says which short form a fuller one may have; `SPELLINGS` which foreign forms are spellings of one
name. Vietnamese names are never compared by likeness.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.likeness import bare, within
from vnlaos_ner.spelling import spelling_key
from vnlaos_ner.syllable import is_syllable

Form = tuple[str, ...]

# The son is another man: ``Donald Trump Jr.``
_GENERATION = frozenset({"jr", "sr", "ii", "iii"})
# More syllables than this, and no family name of ours in front: a Lao or Thai name in spaced syllables.
_LONGEST = 4


def is_vietnamese(form: Form, families: frozenset[str]) -> bool:
    """Built like a Vietnamese name: a known family name first, then one to five syllables."""
    return 2 <= len(form) <= 6 and form[0] in families and all(is_syllable(w) for w in form)


def looks_foreign(form: Form, cues: Cues) -> bool:
    """No syllables of ours, a family name of our neighbours, or too long a run of syllables."""
    if not _all_syllables(form) or form[0] in cues.foreign_families:
        return True
    return len(form) > _LONGEST and form[0] not in cues.families


def respelled(form: Form, full: Form) -> bool:
    """Whether two foreign forms are spellings of one name by any of `SPELLINGS`."""
    return not {form[-1], full[-1]} & _GENERATION and any(same(form, full) for same in SPELLINGS)


def given_name(form: Form, full: Form, cues: Cues) -> bool:
    """``Dũng``, ``Tiến Dũng`` for Đinh Tiến Dũng; ``Trump`` for Donald Trump. What opens with a common family
    name is a full name: ``Lê Dũng`` is not short for Hồ Lê Dũng."""
    if len(form) >= len(full) or full[-len(form) :] != form:
        return False
    return len(form) == 1 or form[0] not in cues.common_families or not is_vietnamese(full, cues.families)


def first_name(form: Form, full: Form, cues: Cues) -> bool:
    """``Thongloun`` for Thongloun Sisoulith, ``Tập`` for Tập Cận Bình; never for a Vietnamese."""
    if len(form) >= len(full) or full[: len(form)] != form or full[-1] in _GENERATION:
        return False
    return not is_vietnamese(full, cues.families) or full[0] in {"y", "h"}


def family_first(form: Form, full: Form, cues: Cues) -> bool:
    """``ông Lý`` for Lý Khắc Cường: the family name alone, where nobody's given name fits better."""
    return len(form) == 1 and form[0] == full[0] and len(full) >= 2


def inner_names(form: Form, full: Form, cues: Cues) -> bool:
    """``Suu Kyi`` in Aung San Suu Kyi, ``Donald Trump`` in Donald J. Trump: in order, foreign names only."""
    if len(form) >= len(full) or full[-1] in _GENERATION or is_vietnamese(full, cues.families):
        return False
    left = iter(full)
    return all(word in left for word in form) and max(len(w) for w in form) > 2


def initials(form: Form, full: Form, cues: Cues) -> bool:
    """``D. Trump`` for Donald Trump: a letter stands for a name, and one name is written out."""
    if (
        len(form) != len(full)
        or form == full
        or not any(len(w) > 1 and w == v for w, v in zip(form, full, strict=True))
    ):
        return False
    return all(w == v or (len(w) == 1 and v[0] == w) for w, v in zip(form, full, strict=True))


def other_order(form: Form, full: Form) -> bool:
    """``Fumio Kishida`` = ``Kishida Fumio``."""
    return len(form) > 1 and form != full and sorted(form) == sorted(full)


def same_letters(form: Form, full: Form) -> bool:
    """``Yoon Suk Yeol`` = ``Yoon Suk-yeol``; accents count where all are syllables of ours."""
    if _all_syllables(form) and _all_syllables(full):
        return "".join(form) == "".join(full)
    return bare("".join(form)) == bare("".join(full))


def near_letters(form: Form, full: Form) -> bool:
    """One letter in six may differ: ``Saysomphone / Saysomhone``. Never short names, never our syllables."""
    if abs(len(form) - len(full)) > 1 or (_all_syllables(form) and _all_syllables(full)):
        return False
    a, b = bare("".join(form)), bare("".join(full))
    return min(len(a), len(b)) >= 7 and within(a, b, len(a) // 6)


def same_sounds(form: Form, full: Form) -> bool:
    """Spellings of one foreign name: ``Thongloun Sisoulith`` = ``Thoong-lun Xi-xu-lít``."""
    if len(form) < 4 and len(full) < 4 and _all_syllables(form) and _all_syllables(full):
        return False
    key = spelling_key("".join(form))
    return len(key) >= 5 and key == spelling_key("".join(full))


@lru_cache(maxsize=1 << 12)
def likenesses(form: Form) -> tuple[object, ...]:
    """What two spellings of one name have in common, a key for each of `SPELLINGS`: the words in any order,
    all letters, all consonants; a slip of one letter is looked for behind the first four."""
    joined = "".join(form)
    letters = bare(joined)
    return tuple(sorted(form)), "=" + letters, "~" + spelling_key(joined), letters[:4]


def _all_syllables(form: Form) -> bool:
    return all(is_syllable(w) for w in form)


RULES: tuple[Callable[[Form, Form, Cues], bool], ...] = (
    given_name,
    first_name,
    inner_names,
    initials,
    family_first,
)
SPELLINGS: tuple[Callable[[Form, Form], bool], ...] = (same_letters, other_order, near_letters, same_sounds)
