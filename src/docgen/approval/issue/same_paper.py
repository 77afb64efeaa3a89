"""What is about to be signed, held against what was approved: tree, words and the pictures of the pages.

1. The approved paper is built again from the kept bytes, as it was when it was handed in: the same tree, the same text, the
   same picture of every page. So nothing outside the kept files (a font, a library, a variable, the machine) has changed a mark.
2. The paper with number, date, version and its last pages is the same tree but for these, and the same words in body, cover,
   headers, footers and notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docgen.app.build import Result
from docgen.approval.desk.closure import Closure, differing_fonts, fonts_in_use, handed_in, load
from docgen.approval.desk.reading_copy import reading_copy
from docgen.approval.desk.slots import check_same_but_for_slots, forms, probe, same_text, without
from docgen.approval.desk.subject import Subject, subject_of
from docgen.approval.issue.messages import (
    FONTS_CHANGED,
    NOT_WHAT_WAS_APPROVED,
    OTHER_PAGES,
    OTHER_WORDS,
)
from docgen.approval.issue.wording import stories
from docgen.approval.rules.refusals import refused
from docgen.approval.rules.run import Submission
from docgen.compare.issued import without_pages
from docgen.content.workspace import Workspace
from docgen.model.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Approved:
    """The paper as it was handed in, from the kept bytes, and its Word files as approvers read them."""

    subject: Subject
    closure: Closure
    word: Mapping[str, bytes]

    def check(self, result: Result, stamp: Stamp) -> None:
        """Hold a build with a stamp against it. Raises DocgenError A353, A539."""
        snapshot = self.subject.snapshot
        check_same_but_for_slots(snapshot, result.document and without_pages(result.document, stamp), stamp)
        kind = self.subject.kind
        made_up = probe(kind)
        before, after = forms(snapshot.data(made_up), kind, made_up), forms(snapshot.data(stamp), kind, stamp)
        before["watermark"] = after["watermark"] = (stamp.watermark,) if stamp.watermark else ()
        for name, content in self.word.items():
            (body, rest), (issued, issued_rest) = stories(content), stories(result.outputs.get(name, b""))
            # After the body come the sheet and the history, which say what the record says.
            for read, stamped in zip(body, [*issued, *[""] * len(body)], strict=False):
                if not same_text(read, stamped, before, after):
                    raise refused(self.subject.path, OTHER_WORDS, name=f"“{read[:40]}”→“{stamped[:40]}”")
            # Programs write headers out as often as they please.
            was, now = {without(line, before) for line in rest}, {without(line, after) for line in issued_rest}
            if differing := sorted((was ^ now) - {""}):
                raise refused(self.subject.path, OTHER_WORDS, name=f"“{differing[0][:40]}”")


def approved_paper(workspace: Workspace, submission: Submission, place: str) -> Approved:
    """The paper that a submission handed in, built again and found the same.

    Raises DocgenError A351, A352 (what was kept is not whole), A533 (it is not the text that was approved), A538 (it prints
    otherwise by now), and what a build raises.
    """
    closure = load(workspace, submission.closure, place)
    subject = subject_of(handed_in(workspace, closure, place))
    if subject.content.digest != submission.digest or closure.reading.digest != submission.reading:
        raise refused(place, NOT_WHAT_WAS_APPROVED)
    built = reading_copy(subject.snapshot)
    if differences := closure.reading.differences(built.copy):
        fonts = differing_fonts(closure, fonts_in_use(workspace))
        because = FONTS_CHANGED.text.format(names="、".join(fonts[:12])) if fonts else ""
        raise refused(place, OTHER_PAGES, differences="；".join(differences), because=because)
    return Approved(subject, closure, built.word)
