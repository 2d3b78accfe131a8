"""Write cases/known_failures.tsv anew from a run, and say what changed: ``python tests/promote.py``.

A case that still fails keeps its reason; a new failure gets what the run shows and which rules proposed it
(``run: …``, written anew each time until somebody replaces it by a reason); a case that passes now is
taken out. ``--check`` writes nothing and exits with 1 where the file would change.
"""

from __future__ import annotations

import sys

import genrecase

from vnlaos_ner.pipeline import Pipeline

_HEAD = (
    "# Hard cases that fail, and why. Written by tests/promote.py, which keeps reasons; edit only these.\n"
    "row\tsentence\treason\n"
)
_SHOWN = "run: "


def main(arguments: list[str]) -> int:
    pipeline = Pipeline.load()
    before = genrecase.known()
    lines: list[str] = []
    added = 0
    for case in genrecase.every():
        found = genrecase.document(case, pipeline)
        wrong = genrecase.differences(case, found)
        if wrong:
            wrong = genrecase.differences(case, found, genrecase.proposers(case, pipeline))
        sentence = case.text.replace("\n", "\\n")
        old = before.pop(sentence, None)
        if wrong:
            added += old is None
            by_hand = old is not None and not old["reason"].startswith(_SHOWN)
            reason = old["reason"] if old and by_hand else _SHOWN + "; ".join(wrong)
            lines.append(f"{case.row}\t{sentence}\t{reason}\n")
            print(f"{'fails' if old else 'NEW'}  {case.label}  {'; '.join(wrong)}")
        elif old:
            print(f"passes now  {case.label}  (was: {old['reason']})")
            before[sentence] = old
    print(f"{len(lines)} fail, {added} of them new; {len(before)} taken out")
    content = _HEAD + "".join(lines)
    if "--check" in arguments:
        return int(not genrecase.KNOWN.is_file() or genrecase.KNOWN.read_text(encoding="utf-8") != content)
    genrecase.KNOWN.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
