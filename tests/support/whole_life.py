"""A record in which every kind of event stands at least once, each by whose it is: a policy's whole life, and the office around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.events import Draft, Event
from docgen.approval.rules import rearranging, submitting, voting
from docgen.approval.rules.acting import Evidence
from docgen.approval.rules.organisation import Person
from docgen.approval.rules.policy import Policy
from docgen.approval.rules.procedure import CATEGORIES, CONGRESS, CONSULTATION
from docgen.approval.rules.state import state_of
from workflow_samples import Company, content, digest, issue_payload, key

DRAFTER, REVIEWER, SIGNER, REGISTRAR, OFFICE, KEEPER, ADMINISTRATOR, BYSTANDER, GONE = (
    "lin", "zhou", "song", "he", "ban", "yin", "guan", "tang", "chen",
)  # fmt: skip
ROLES = {
    DRAFTER: ("拟稿",), REVIEWER: ("审核",), "qian": ("财务",), "fang": ("法务",), SIGNER: ("签发",), REGISTRAR: ("登记",),
    OFFICE: ("办公室",), KEEPER: ("印章",), ADMINISTRATOR: (), BYSTANDER: ("评审",), GONE: ("登记", "签发", "审核"),
}  # fmt: skip
DAY = "2026-03-02"


class WholeLife(Company):
    """`he` began the record and enters what was signed on paper; `guan` is the second administrator and nothing else; `chen` left long ago."""

    def __init__(self) -> None:
        super().__init__(people=ROLES)
        gone = {GONE: replace(self.organisation.people[GONE], left="2026-01-01"), "xin": Person("xin", "xin")}
        self.confirm(replace(self.organisation, people=self.organisation.people | gone))
        self.do(kinds.ADMINISTRATOR, REGISTRAR, person=ADMINISTRATOR, added=True)
        newcomer = {"person": "xin", "key_id": key("xin").key_id, "public": key("xin").public}
        self.do(kinds.KEY_PROPOSED, REGISTRAR, **newcomer)
        self.do(kinds.KEY, ADMINISTRATOR, **newcomer)
        self.do(kinds.ADMINISTRATOR_PROPOSED, REGISTRAR, person="xin", added=True)
        self.do(kinds.ADMINISTRATOR, ADMINISTRATOR, person="xin", added=True)
        self.keys_and_delegations()
        self.first_version()
        self.second_version()
        self.ended()

    def do(self, kind: str, actor: str, document: str = "", revision: int = 0, /, **payload: Any) -> Event:
        (event,) = self.append([Draft(kind, actor, document, revision, payload=payload, signer=key(actor))])
        return event

    def keys_and_delegations(self) -> None:
        self.delegate(SIGNER, REVIEWER)
        self.append(rearranging.end_delegation(self.ledger, self.act(SIGNER, ""), "W0001"))
        self.do(kinds.NUMBER_RESERVED, REGISTRAR, code="星河", year=2026, number=8, reason="留给年报")
        self.do(kinds.NUMBER_VOIDED, REGISTRAR, code="星河", year=2026, number=8, reason="不用了")

    def first_version(self) -> None:
        """With everything that may happen in a review; issued, published on evidence, signed for, sent out, sealed, kept."""
        now = content(text="1", prices="1")
        self.submit(now)
        self.append(rearranging.remind(self.ledger, self.act(BYSTANDER)))
        self.send_back(REVIEWER, now)
        now = content(text="2", prices="1")
        self.submit(now)
        self.add_signer(REVIEWER, "fang")
        self.remove_signer(REVIEWER, "fang")
        paper = Evidence("扫描.pdf", digest("scan"), short_code(now.digest))
        (entry,) = self.approve(REGISTRAR, now, person=REVIEWER, evidence=paper)
        self.append(voting.confirm(self.ledger, self.act(REVIEWER), entry.sequence))
        self.transfer("qian", BYSTANDER)
        self.withdraw(DRAFTER)
        now = content(text="3", prices="1")
        self.submit(now)
        self.finish(now)
        self.append(submitting.relocate(self.ledger, self.act(DRAFTER), "content/moved.yaml"))
        self.evidence()
        voided = self.do(kinds.EVIDENCE, DRAFTER, "D0001", 1, **self.proof(CONSULTATION))
        self.do(kinds.EVIDENCE_VOIDED, REGISTRAR, "D0001", 1, sequence=voided.sequence, reason="传错了")
        self.issue_democratic("星河〔2026〕1号")
        self.do(kinds.PUBLISH, REGISTRAR, "D0001", 1, version="V1.0", effective=DAY)
        version = {"version": "V1.0", "digest": self.state.issued[0].digest}
        mended = {"digest": digest("corrected"), "class": "错别字", "reason": "漏字", "changes": [["的", "地"]]}
        seen = mended | {"version": "V1.0", "base": version["digest"], "reading": digest("pages")}
        agreed = self.do(kinds.CORRECTION_CONSENT, REVIEWER, "D0001", 1, **seen)
        correction = dict(self.state.issued[0].payload) | mended | {
            "folder": "D0001/V1.0-更正1", "proofreader": REVIEWER, "consent": agreed.sequence,
        }  # fmt: skip
        self.do(kinds.ERRATUM, REGISTRAR, "D0001", 1, **correction)
        people = [{"id": f"G{n}", "name": f"职工{n}", "department": ""} for n in (1, 2)]
        self.do(kinds.RECEIPT_SHEET, REGISTRAR, "D0001", 1, batch=1, people=people, **version)
        self.do(
            kinds.RECEIPT, REGISTRAR, "D0001", 1, batch=1, day=DAY, signed=["G1"], refused={"G2": "不同意"},
            sha256=digest("scan"), name="签收单.pdf", note="", **version,
        )  # fmt: skip
        self.do(kinds.DISTRIBUTE, REGISTRAR, "D0001", 1, copies=[{"copy": 1, "to": "财务部"}], **version)
        self.do(kinds.RECALL, REGISTRAR, "D0001", 1, copies=[1], how="收回", note="")
        self.do(kinds.SEAL, KEEPER, "D0001", 1, seal="公章", copies=2, purpose="报送", applicant=DRAFTER, **version)
        self.do(
            kinds.ARCHIVE,
            REGISTRAR,
            "D0001",
            1,
            retention="永久",
            sha256=digest("packet"),
            name="a.zip",
            files=9,
            **version,
        )

    def second_version(self) -> None:
        """A revision, a document of its own that takes the place of another one."""
        now = content(text="9", prices="9")
        self.submit(now, document="D0002")
        self.finish(now, "D0002")
        self.issue_of("D0002", "星河〔2026〕2号", 2)
        self.do(kinds.PUBLISH, REGISTRAR, "D0002", 1, version="V1.0", effective=DAY)
        later = {"by": "D0002", "reason": "代替", "effective": DAY, "version": "V1.0", "method": "signed"}
        self.do(kinds.SUPERSEDE, SIGNER, "D0001", 1, **later)

    def ended(self) -> None:
        self.do(kinds.ABOLISH, SIGNER, "D0002", 1, reason="不再适用", effective=DAY, version="V1.0", method="signed")
        self.confirm(replace(self.organisation, departments={"hr": "人力资源部"}))
        policy = Policy({"templates/note/kind.yaml": digest("kind")})
        self.do(kinds.POLICY, ADMINISTRATOR, **policy.payload)
        self.do(kinds.CERTIFICATE_ROOT, ADMINISTRATOR, fingerprint=digest("root"), certificate="PEM")
        self.do(kinds.CERTIFICATE_REVOKED, ADMINISTRATOR, fingerprint=digest("root"), since="", reason="换了")
        self.now += timedelta(hours=2)
        self.do(kinds.BREAK_ACCEPTED, ADMINISTRATOR, reason="从备份恢复过", found=["A433"])
        self.do(kinds.HEAD_ACCEPTED, BYSTANDER, reason="从备份恢复过", found=["A433"])
        self.now -= timedelta(hours=2)
        self.do(kinds.CLOCK_CORRECTION, ADMINISTRATOR, last=self.ledger.last_time, reason="时钟快了")
        self.do(kinds.KEY_REVOKED, REGISTRAR, key_id=key(GONE).key_id, reason="离职")

    def finish(self, now: Any, document: str = "D0001") -> None:
        """Everybody whose turn it is approves, until nobody is left."""
        while current := state_of(self.ledger, document).current:
            self.approve(current[0].pending[0], now, document=document, step=current[0].step.id)

    def proof(self, category: str) -> dict[str, Any]:
        figures = {"entitled": 30, "attended": 28, "yes": 25} if category == CONGRESS else {}
        text = (
            self.state.run.submission.digest
            if self.state.run and self.state.run.submission
            else self.state.issued[-1].digest
        )
        return {
            "category": category, "name": "材料.pdf", "sha256": digest(category), "digest": text, "held": "2026-03-01",
            "until": DAY, "with": "工会", "note": "", "figures": figures,
        }  # fmt: skip

    def evidence(self) -> None:
        for category in CATEGORIES:
            self.do(kinds.EVIDENCE, DRAFTER, "D0001", 1, **self.proof(category))

    def issue_democratic(self, number: str) -> None:
        self.issue_of("D0001", number, 1, democratic_procedure=True)

    def issue_of(self, document: str, number: str, value: int, **more: Any) -> None:
        self.do(kinds.NUMBER, REGISTRAR, document, 1, code="星河", year=2026, number=value, text=number)
        payload = issue_payload(self.ledger, state_of(self.ledger, document), self.organisation) | more
        self.do(kinds.ISSUE, REGISTRAR, document, 1, **payload)
