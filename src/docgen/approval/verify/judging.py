"""Who is believed: an answer counts only on a record that the reader has pinned; two that contradict each other are an alarm.

Nothing here calls a file an original. Without a pinned root the answer is that it cannot be judged; where what lies before the
reader contradicts itself, or what was seen before, both heads are told and neither is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from docgen.approval.after.catalogue import Catalogue, conflict
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.trust import Root, TrustStore
from docgen.approval.ledger.digests import short_code
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.days import clock
from docgen.approval.verify.answers import Answer, from_file_alone
from docgen.approval.verify.embedded import contradictions, read_embedded

ALARM = "conflict"
UNJUDGED = "unchecked"
_ALARM = "警报：互相矛盾，不能相信"


def identity_of(ledger: Ledger) -> tuple[str, str]:
    """A record's identity, the hash of its first event, and what it calls its organisation; ("", "") of an empty one."""
    first = next(iter(ledger), None)
    return (first.hash, str(first.payload.get("workspace") or "")) if first else ("", "")


def root_of(desk: Desk, store: TrustStore) -> Root | None:
    """The pinned root of a desk's record; None if it was never pinned. Raises DocgenError A471."""
    return store.find(identity_of(desk.ledger())[0])


def doubt(ledger: Ledger, root: Root) -> Answer | None:
    """The alarm where a record is not what was seen of it before: shorter, or another from some event on."""
    if not root.size:
        return None
    if ledger.size < root.size:
        now = f"现在只有 {ledger.size} 条，末条 {ledger.head}"
        return alarm((f"以前见过这份记录有 {root.size} 条，末条 {root.head}", now, "记录被截短，或退回了旧的一份"))
    found = next(event for event in ledger if event.sequence == root.size)
    if found.hash == root.head:
        return None
    return alarm((f"以前见过第 {root.size} 条是 {root.head}", f"现在第 {root.size} 条是 {found.hash}", "记录被改写过"))


def stranger(content: bytes, record: str, name: str, store: TrustStore) -> Answer:
    """What can be said of a file by a record that the reader has not pinned: only what the file shows by itself."""
    if known := store.named(name):
        pins = "、".join(root.fingerprint for root in known)
        return alarm((f"已认定的“{name}”的记录指纹是 {pins}", f"这里的记录也自称“{name}”，指纹是 {short_code(record)}"))
    alone = from_file_alone(content)
    if alone.verdict == "altered":
        return alone
    lines = (
        *(line for line in alone.lines[:-1]),
        f"这里的审批记录自称“{name}”，指纹 {short_code(record)}，没有认定过：它怎么说都不作数",
        "向签发单位核对指纹（审批单上印着），然后：docgen trust --fingerprint 指纹",
    )
    return Answer(UNJUDGED, "无法判断：没有认定过签发单位的记录", lines, identity=alone.identity)


def by_record(answer: Answer, root: Root, ledger: Ledger) -> Answer:
    """The answer with whose record it rests on, and as of when."""
    line = f"依据“{root.name}”的审批记录，指纹 {root.fingerprint}（{root.said}），截至 {clock(ledger.last_time)}"
    return replace(answer, lines=(*answer.lines, line), as_of=ledger.last_time)


def held(content: bytes, answer: Answer, heads: Sequence[str], owners: Mapping[str, str]) -> Answer:
    """The answer, or an alarm where what the paper carries contradicts the record: of an original always; of any other file
    where its checkpoint is of this very record and signed by one of its keys. `owners`: whose each key is or was."""
    embedded = read_embedded(content, issued=answer.genuine)
    if embedded.empty:
        return answer
    if not answer.genuine and not embedded.is_of(heads, owners):
        return answer
    faults = contradictions(embedded, heads, owners)
    return alarm(("文件里带着签发时的记录，与这里的对不上：", *faults)) if faults else answer


def newest(known: Sequence[Catalogue], store: TrustStore) -> Catalogue | Answer:
    """Of several exported checkpoints the one to go by; an alarm, or that it cannot be judged, instead.

    All must be of one record, which was pinned, and each must be a beginning of the longest one and of what was seen before.
    """
    for one, other in combinations(known, 2):
        if found := conflict(one, other):
            return alarm((f"两个检查点：{found}",))
    longest = max(known, key=lambda catalogue: len(catalogue.heads))
    root = store.find(longest.heads[0])
    if root is None:
        return stranger(b"", longest.heads[0], longest.name, store)
    if root.size and len(longest.heads) >= root.size and longest.heads[root.size - 1] != root.head:
        now = f"检查点里第 {root.size} 条是 {longest.heads[root.size - 1]}"
        return alarm((f"以前见过第 {root.size} 条是 {root.head}", now))
    return longest


def packet_root(record: str, name: str, store: TrustStore) -> Root | Answer:
    """The pinned root of a packet's record; an alarm where another record of that name is pinned, or that it cannot be judged."""
    return store.find(record) or stranger(b"", record, name, store)


def alarm(lines: tuple[str, ...]) -> Answer:
    """Contradicting evidence: nothing is believed until people have cleared it up."""
    return Answer(ALARM, _ALARM, (*lines, "先弄清哪一份是真的，再查验；不要按其中任何一份办"))
