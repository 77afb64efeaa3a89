"""Score redlines and time them: random revisions of every kind's example, accepted and rejected by LibreOffice.

`rows(...)` gives the lines for tools/bench.py. By itself: tools/bench_revision.py [revisions of each kind].
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "support")]

from bench import Row, clock, table  # noqa: E402

EDITS = 10  # to a revision
_BATCH = 20  # files to one start of LibreOffice


def rows(each: int = 2) -> list[Row]:
    """`each` revisions of every kind's example judged; the longest sample compared, redlined and tabulated."""
    return [*_score(each), *_time()]


def _score(each: int) -> list[Row]:
    from revision_samples import KINDS, edited, example, redlined
    from tracked_changes import office_saves, office_settles, office_text

    pairs = []
    for kind in KINDS:
        sample = example(kind)
        pairs += [(sample.word(), sample.word(edited(Random(seed), sample.document, EDITS))) for seed in range(each)]
    accepted = rejected = 0
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(pairs), _BATCH):
            batch, place = pairs[start : start + _BATCH], Path(folder) / str(start)
            settled = office_settles([redlined(*pair) for pair in batch], place)
            plain = [
                office_text(content) for content in office_saves([content for pair in batch for content in pair], place)
            ]
            for index, (after, before) in enumerate(settled):
                accepted += office_text(after) == plain[2 * index + 1]
                rejected += office_text(before) == plain[2 * index]
    total = len(pairs)
    return [
        Row(
            f"LibreOffice accepts all: text equal to the new file, {total} revisions of {len(KINDS)} kinds",
            f"{accepted} of {total}",
            goal="100%",
        ),
        Row("LibreOffice rejects all: text equal to the old file", f"{rejected} of {total}", goal="100%"),
    ]


def _time() -> list[Row]:
    from docgen.compare.compare import compare
    from docgen.compare.table import table_document
    from revision_samples import content, edited, redlined

    sample = content("proposals/smart-factory.yaml")
    new = edited(Random(1), sample.document, EDITS)
    files = sample.word(), sample.word(new)
    comparing = clock(lambda: table_document(compare(sample.document, new)))
    redlining = clock(lambda: redlined(*files))
    blocks = len(sample.document.blocks)
    return [
        Row(
            f"the sample proposal ({blocks} blocks) and a revision: trees → 修订对照表 as a tree", f"{comparing:.2f} s"
        ),
        Row("the same: two Word files → redline", f"{redlining:.2f} s"),
    ]


if __name__ == "__main__":
    print(table(rows(int(sys.argv[1]) if len(sys.argv) > 1 else 2)))
