"""What stands above the first paragraph of a page: menus, lists, kicker, title, author, date bar.

Used by `sections` only. Line numbers here are indices into the non-blank lines.
"""

from __future__ import annotations

from collections import Counter

from vnlaos_ner.document import SectionKind
from vnlaos_ner.lines import KIND_OF, Label, Line, looks_like_author

TITLE_CHARS = 220
# Longer lines are leads more often than headlines.
LONG_TITLE = 110
# More lines than these above the first paragraph are a menu or a list: the first is hardly the title.
PLAIN_HEAD = 3
# The fewest words of a sentence that can open an article of short lines.
SHORT_SENTENCE = 6


def end(lines: list[Line], labels: list[Label | None]) -> int:
    """Index of the first paragraph of the article: a long unlabelled line.

    A list of other articles can hold the only long lines; then a plain sentence before it is the article.
    Without any (a life in dates, a table), the second unlabelled line is where the article begins.
    """
    plain = [i for i, lab in enumerate(labels) if lab is None]
    prose = next((i for i in plain if lines[i].is_prose and not _is_long_headline(i, lines)), len(lines))
    closed = next((i for i, lab in enumerate(labels) if lab in ("tail", "end")), len(lines))
    if prose < closed:
        return prose
    sentences = (i for i in plain if lines[i].is_sentence and lines[i].words >= SHORT_SENTENCE)
    found = next((i for i in sentences if i < closed and not _is_question_title(i, lines)), prose)
    second = plain[1] if len(plain) > 1 else len(lines)
    return second if found == len(lines) and second < closed else found


def _is_long_headline(i: int, lines: list[Line]) -> bool:
    """A long first line is a headline all the same without a full stop and with longer text after it."""
    line = lines[i]
    longest = max((len(o.text) for o in lines[1:]), default=0)
    return (
        i == 0 and len(line.text) <= TITLE_CHARS and not line.text.endswith(".") and longest > len(line.text)
    )


def _is_question_title(i: int, lines: list[Line]) -> bool:
    return i == 0 and len(lines) > 1 and not lines[i].text.endswith(".")


def title_at(lines: list[Line], labels: list[Label | None], head: int) -> int | None:
    """The headline among the unlabelled lines above the first paragraph, by visible points; None without."""
    vocabulary = {word for line in lines[head : head + 3] for word in line.key.split()}
    said = Counter(line.key for line in lines)
    best: tuple[float, int] | None = None
    for i in range(head):
        if labels[i] is None and len(lines[i].text) <= TITLE_CHARS:
            points = _title_points(i, lines, labels, head, vocabulary, said)
            if points > 0 and (best is None or points > best[0]):
                best = points, i
    return best[1] if best else None


def _title_points(
    i: int,
    lines: list[Line],
    labels: list[Label | None],
    head: int,
    vocabulary: set[str],
    said: Counter[str],
) -> float:
    line = lines[i]
    words = line.key.split()
    points = 0.5 - 0.1 * (head - 1 - i)
    if line.text.endswith((".", ";", ",", ":")):
        points -= 2.0  # a sentence, or the start of one
    if len(line.text) > LONG_TITLE:
        points -= (len(line.text) - LONG_TITLE) / 40
    if i == 0:
        points += 0.5 if sum(lab is None for lab in labels[:head]) > PLAIN_HEAD else 1.5
    if words and vocabulary:
        points += 2.5 * sum(word in vocabulary for word in words) / len(words)
    if said[line.key] > 1:
        points += 2.0  # printed again over a picture, or in the list of newest articles
    if "date" in labels[i + 1 : i + 3]:
        points += 1.0
    if looks_like_author(line):
        points -= 1.5
    if line.text.startswith("# "):
        points += 2.0  # Markdown of a first heading
    if line.words < 4:
        points -= 1.0
    return points


def kinds(lines: list[Line], labels: list[Label | None], head: int, title: int | None) -> list[SectionKind]:
    """The kinds of the first `head` lines."""
    out: list[SectionKind] = []
    listing = False
    for i, (line, lab) in enumerate(zip(lines[:head], labels[:head], strict=True)):
        under = title is not None and i > title
        if title is not None and _belongs_to_title(i, title, lines, labels):
            listing = False
            out.append("title")
        elif listing and lab not in ("line", "end"):
            out.append("related")
        elif lab is not None:
            listing = lab in ("tail", "box")
            out.append(KIND_OF[lab])
        elif under and line.words > 1 and looks_like_author(line):
            out.append("byline")
        elif under and line.words > 3:
            out.append("lead")
        else:
            out.append("body" if title is None else "boilerplate")
    return out


def _belongs_to_title(i: int, title: int, lines: list[Line], labels: list[Label | None]) -> bool:
    """The title, the same line once more directly after it, or its kicker, which ends with a colon."""
    if abs(i - title) > 1 or (i != title and labels[i] is not None):
        return False
    return i == title or lines[i].key == lines[title].key or (i < title and lines[i].text.endswith(":"))
