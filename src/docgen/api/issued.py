"""What was approved becomes files that never change; and all that comes after: effect, receipts, copies, seals, archive, end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.approval.after import ending, publishing, receipts, seal_log
from docgen.approval.after import evidence as proofs
from docgen.approval.after.receipts import Return as Return
from docgen.approval.issue import errata
from docgen.approval.issue import issue as issuing
from docgen.approval.issue.issue import Issuance as Issuance
from docgen.approval.issue.pdf_signature import CommandSeal as CommandSeal
from docgen.approval.issue.pdf_signature import Pkcs12Seal as Pkcs12Seal
from docgen.approval.issue.pdf_signature import Seal as Seal
from docgen.errors import Location
from docgen.files import write_together
from docgen.foreign import one_line

if TYPE_CHECKING:
    from docgen.api.approvals import Approvals, Key, Recorded
    from docgen.api.paper import Paper


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was published: `effective` is the day from which it holds, `stated` the day that its text says, if any."""

    version: str
    effective: str
    stated: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """An erratum: the issuance, and what it changes, old and new words."""

    issuance: Issuance
    changes: Sequence[tuple[str, str]]


class Issued:
    """Issuing and what comes after: `Approvals.issued`."""

    def __init__(self, approvals: Approvals) -> None:
        self._approvals = approvals
        self._desk = approvals.desk

    # --- issuing ------------------------------------------------------------

    def check_ready(self, file: Paper | str | Path, key: Key) -> None:
        """That a paper may be issued by the key's owner now. Raises DocgenError A5xx."""
        issuing.check_ready(self._desk, self._approvals.file(file), key)

    def issue(
        self,
        file: Paper | str | Path,
        key: Key,
        seal: Seal | None = None,
        *,
        number: int = 0,
        standards: Sequence[str] = (),
    ) -> Issuance:
        """Number, build, sign and store what was approved. `seal` signs the PDF (None: unsigned), `number` is one that was kept
        back. An issue that was broken off is ended. Raises DocgenError A5xx, with nothing issued."""
        return issuing.issue(
            self._desk, self._approvals.file(file), key, seal, number=number, standards=tuple(standards)
        )

    def publish(self, file: Paper | str | Path, key: Key, *, effective: str = "", note: str = "") -> Published:
        """Let the last issued version hold from `effective` on ("": the day its text says, else today)."""
        from docgen.approval.desk.operations import known

        path = self._approvals.file(file)
        event = publishing.publish(self._desk, path, key, effective=effective, note=note)
        stated = known(self._desk, path).issued[-1].payload.get("effective_date") or ""
        return Published(str(event.payload["version"]), str(event.payload["effective"]), str(stated))

    def correct(
        self,
        file: Paper | str | Path,
        key: Key,
        seal: Seal | None,
        *,
        sort: str,
        reason: str,
        proofreader: str,
    ) -> Corrected:
        """Mend slips of an issued version: `sort` is 错别字, 标点 or 版式. What touches figures, permission, names or clauses is
        refused (A721); so is what the proofreader has not consented to (A726, `consent_to_correction`)."""
        correction = errata.Correction(sort, reason, self._approvals.person(proofreader))
        made, found = errata.correct(self._desk, self._approvals.file(file), key, seal, correction)
        return Corrected(made, found.changes)

    def look_at_correction(self, file: Paper | str | Path, key: Key, *, sort: str, reason: str) -> errata.Look:
        """What the content as it stands now would correct (`found.changes`, old and new words), for the key's owner to consent to.
        Raises DocgenError A725 for who has not approved the version."""
        correction = errata.Correction(sort, reason, key.person)
        return errata.look(self._desk, self._approvals.file(file), key, correction)

    def consent_to_correction(self, key: Key, seen: errata.Look) -> Recorded:
        """Consent to just what was looked at; then the office may issue it (`correct`)."""
        return self._approvals.recorded(errata.consent(self._desk, key, seen))

    # --- the democratic procedure -------------------------------------------

    def attach_evidence(
        self,
        file: Paper | str | Path,
        key: Key,
        category: str,
        material: str | Path,
        held: str,
        *,
        until: str = "",
        party: str = "",
        note: str = "",
        code: str = "",
        figures: Mapping[str, int] | None = None,
    ) -> Recorded:
        """Attach a paper of the democratic procedure: `held` on a day, or from it `until` another; `party`: with whom;
        `figures`: entitled, attended, yes, no, abstained."""
        found = proofs.Material(category, Path(material), held, until, party, note, code, figures or {})
        return self._approvals.recorded(proofs.attach(self._desk, self._approvals.file(file), key, found))

    def void_evidence(self, file: Paper | str | Path, key: Key, sequence: int, reason: str) -> Recorded:
        """Void what was attached wrongly, by its number in the record."""
        return self._approvals.recorded(proofs.void(self._desk, self._approvals.file(file), key, sequence, reason))

    def evidence(self, file: Paper | str | Path) -> list[str]:
        """What is attached, and what is missing, a line each."""
        return [one_line(line) for line in proofs.evidence_lines(self._desk, self._approvals.file(file))]

    # --- receipts -----------------------------------------------------------

    def open_receipts(
        self, file: Paper | str | Path, key: Key, roster: str | Path | None = None
    ) -> tuple[Recorded, int]:
        """Begin a batch of receipts for the people in a roster (.csv, .xlsx; None: everybody); its number."""
        from docgen.approval.after.roster import organisation_roster, read_roster

        people = read_roster(Path(roster)) if roster else organisation_roster(self._desk.organisation(), self._desk.day)
        event, opened = receipts.open_batch(self._desk, self._approvals.file(file), key, people)
        return self._approvals.recorded(event), opened.number

    def print_receipts(
        self, file: Paper | str | Path, batch: int, out: str | Path | None = None, *, each: bool = False
    ) -> list[Path]:
        """Print a batch's sheet, or `each` person's page, into `out` (output/receipts if None)."""
        from docgen.approval.after.receipt_printing import print_batch

        folder = Path(out) if out else self._desk.workspace.output / "receipts"
        return print_batch(self._desk, self._approvals.file(file), batch, folder, each=each)

    def return_receipts(self, file: Paper | str | Path, key: Key, returned: Return) -> Recorded:
        """Take a signed sheet back, with its scan."""
        event, _batch = receipts.take_back(self._desk, self._approvals.file(file), key, returned)
        return self._approvals.recorded(event)

    def receipts(self, file: Paper | str | Path, *, everyone: bool = False) -> list[str]:
        """Who has not signed, batch by batch; with `everyone`, who has, too."""
        found = receipts.receipt_lines(self._desk, self._approvals.file(file), everyone=everyone)
        return [one_line(line) for line in found]

    # --- copies -------------------------------------------------------------

    def distribute(
        self, file: Paper | str | Path, key: Key, recipients: Sequence[str], out: str | Path | None = None
    ) -> tuple[Recorded, list[Path]]:
        """Give out numbered copies, one to each recipient, printed into `out` (output/copies if None)."""
        from docgen.approval.after import distribution

        event, copies = distribution.distribute(self._desk, self._approvals.file(file), key, recipients)
        return self._approvals.recorded(event), self._print(file, copies, out)

    def recall(
        self, file: Paper | str | Path, key: Key, numbers: Sequence[int], how: str = "收回", note: str = ""
    ) -> Recorded:
        """Note copies that came back, were destroyed or lost: `how` is 收回, 销毁 or 遗失."""
        from docgen.approval.after import distribution

        return self._approvals.recorded(
            distribution.recall(self._desk, self._approvals.file(file), key, numbers, how, note)
        )

    def print_copies(self, file: Paper | str | Path, out: str | Path | None = None) -> list[Path]:
        """Print the copies that are out once more, and the list of them."""
        from docgen.approval.after import distribution

        return self._print(file, distribution.chosen(self._desk, self._approvals.file(file), ()), out)

    def copies(self, file: Paper | str | Path) -> list[str]:
        """Where each copy is, a line each."""
        from docgen.approval.after.distribution import distribution_lines

        return [one_line(line) for line in distribution_lines(self._desk, self._approvals.file(file))]

    def copies_out(self, file: Paper | str | Path) -> int:
        """How many copies have not come back."""
        from docgen.approval.after.distribution import copies_out

        return len(copies_out(self._desk, self._approvals.file(file)))

    def _print(self, file: Paper | str | Path, copies: Sequence[object], out: str | Path | None) -> list[Path]:
        from docgen.approval.after import copy_printing

        folder = Path(out) if out else self._desk.workspace.output / "copies"
        path = self._approvals.file(file)
        return copy_printing.print_copies(self._desk, path, copies, folder) if copies else []  # type: ignore[arg-type]

    # --- seals, register ----------------------------------------------------

    def use_seal(
        self, file: Paper | str | Path, key: Key, seal: str, copies: int, purpose: str, applicant: str
    ) -> Recorded:
        """Note a use of a seal; only on what was issued after all approvals."""
        path, person = self._approvals.file(file), self._approvals.person(applicant)
        return self._approvals.recorded(seal_log.add(self._desk, path, key, seal, copies, purpose, person))

    def seal_uses(
        self, file: Paper | str | Path | None = None, *, year: str = "", out: str | Path | None = None
    ) -> tuple[list[str], list[Path]]:
        """The uses of seals (of a paper, a year), a line each; with `out` written there as 用印登记簿 (.docx, .pdf, .csv)."""
        document = None if file is None else self._desk.document(self._approvals.file(file))
        found = seal_log.uses(self._desk.ledger(), self._desk.organisation(), year=year, document=document)
        written: list[Path] = []
        if out is not None:
            written = _write("用印登记簿", seal_log.use_files(self._desk, found, seal_log.FORMATS), Path(out))
        return [one_line(line) for line in seal_log.use_lines(found)], written

    def register(
        self, *, day: str = "", kind: str = "", out: str | Path | None = None, formats: Sequence[str] = ()
    ) -> tuple[list[str], list[Path]]:
        """The documents in force on a day ("": today), to come, and over, a line each; with `out` written there as 文件登记簿."""
        from docgen.approval.after.register import FORMATS, read_register, register_files, register_lines

        found = read_register(self._desk, day=day, kind=kind)
        written: list[Path] = []
        if out is not None:
            written = _write("文件登记簿", register_files(self._desk, found, tuple(formats) or FORMATS), Path(out))
        return [one_line(line) for line in register_lines(found)], written

    # --- the end ------------------------------------------------------------

    def abolish(
        self,
        file: Paper | str | Path,
        key: Key,
        reason: str,
        *,
        effective: str = "",
        recorded_for: str = "",
        evidence: str | Path | None = None,
    ) -> Recorded:
        """End a document from a day on ("": today). `recorded_for`, with `evidence`: entered from a decision on paper."""
        event = ending.abolish(
            self._desk,
            self._approvals.file(file),
            key,
            reason,
            effective=effective,
            person=self._approvals.person(recorded_for) if recorded_for else "",
            material=Path(evidence) if evidence else None,
        )
        return self._approvals.recorded(event)

    def supersede(
        self,
        file: Paper | str | Path,
        key: Key,
        by: Paper | str | Path,
        reason: str = "",
        *,
        recorded_for: str = "",
        evidence: str | Path | None = None,
    ) -> Recorded:
        """Put another, published document in a document's place."""
        event = ending.supersede(
            self._desk,
            self._approvals.file(file),
            key,
            self._approvals.file(by),
            reason,
            person=self._approvals.person(recorded_for) if recorded_for else "",
            material=Path(evidence) if evidence else None,
        )
        return self._approvals.recorded(event)

    def archive(
        self,
        file: Paper | str | Path,
        key: Key,
        *,
        retention: str = "",
        version: str = "",
        out: str | Path | None = None,
        review_copy: bool = True,
    ) -> tuple[Recorded, Path]:
        """The packet of an issued version: files, review copy, approvals, evidence, receipts, and a list of them."""
        from docgen.approval.after import archive

        event, packet = archive.archive(
            self._desk,
            self._approvals.file(file),
            key,
            retention=retention,
            out=Path(out) if out else None,
            review_copy=review_copy,
            version=version,
        )
        return self._approvals.recorded(event), packet


def _write(stem: str, made: Mapping[str, bytes], out: Path) -> list[Path]:
    return write_together([(out / f"{stem}.{name}", content) for name, content in made.items()], Location(str(out)))
