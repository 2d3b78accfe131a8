"""Runs of small words inside the name of a body, up to the capital or place that closes it."""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, person_start

#: Places of the article itself: UBND tỉnh, Công an thành phố.
BARE_PLACES = frozenset("tỉnh thành tp huyện quận xã phường tx".split())


def object(f: Facts, at: int, limit: int) -> int:
    """Over up to four small words that are no function words and no places."""
    return _over(f, at, limit, BARE_PLACES)


def _over(f: Facts, at: int, limit: int, barred: frozenset[str] = frozenset()) -> int:
    end = at
    while (
        end < limit
        and end - at < 4
        and f.shape[end] == "l"
        and f.low[end] not in f.words["function"]
        and end not in f.places
        and f.low[end] not in barred
    ):
        end += 1
    return end


def gap(f: Facts, at: int, limit: int) -> int:
    """Past small content words that end at a name or place: công ty [đầu tư và phát triển] Tây Ninh.

    A noun of two syllables counts whole, whatever its syllables mean alone (công tố, phát triển).
    """
    bureau = f.low[at - 2 : at] == ["văn", "phòng"] and f.paired(at)  # Văn phòng [công tố] Paris
    if f.low[at - 1] in f.words["no_gap"] and not bureau:
        return at
    end = at
    while end < limit and end - at < 8 and f.shape[end] == "l" and end not in f.places:
        if f.paired(end) and f.shape[end + 1] == "l":
            end += 2
        elif f.low[end] == "và" and end > at and f.paired(end + 1) and f.shape[end + 1] == "l":
            end += 1
        elif f.low[end] in f.words["function"] or f.low[end] in BARE_PLACES:
            break
        else:
            end += 1
    if end == at:
        return at
    if end < limit and (
        end in f.places
        or (f.capital(end) and not f.begins[end] and not f.opens[end] and not person_start(f, end))
    ):
        return end
    return at


def bridge(f: Facts, at: int, limit: int) -> int:
    """Past at most three small words to a country or acronym: Dệt [may] Việt Nam, Tư [vấn thiết kế] GTVT."""
    end = _over(f, at, limit)
    if end >= limit or end == at:
        return at
    unit = f.places.get(end)
    return end if (unit is not None and unit.rule == "country") or f.shape[end] == "A" else at
