"""What kind of paper a piece is: by its title's last word, else by its manner of speaking."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.importer.pieces import Piece, manner_counts
from docgen.importer.syllabus import looks_like_syllabus

# (kind, its title, words in the paper's title, its manner)
_KINDS: tuple[tuple[str, str, str, str], ...] = (
    ("job-description", "岗位说明书", r"岗位|职位|职责|任职|工作内容", "job"),
    ("compensation-policy", "薪酬制度", r"薪酬|工资|绩效", "pay"),
    ("speech", "讲话稿", r"演讲|竞聘|讲话|发言", "speech"),
    ("report", "工作报告", r"报告|总结|心得|体会", "report"),
    ("minutes", "会议纪要", r"纪要|会议记录", "minutes"),
    ("plan", "活动方案", r"企划|策划|活动方案", "plan"),
    ("bid", "投标文件", r"投标|标书", "bid"),
    ("proposal", "方案建议书", r"建议书|解决方案", "proposal"),
)
TITLES = {kind: title for kind, title, _words, _manner in _KINDS} | {
    "training-syllabus": "培训大纲",
    "general": "通用文档",
}
_TITLE_POINTS = 0.35


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind, its Chinese name, and how sure."""

    kind: str
    title: str
    confidence: float


def guess(piece: Piece) -> Guess:
    """The likeliest kind of a piece; 通用文档 if none is likely."""
    if looks_like_syllabus(piece.lines):
        return Guess("training-syllabus", TITLES["training-syllabus"], 0.95)
    counts = manner_counts(piece.text)
    total = counts.total()
    head = piece.lines[0].text if len(piece.lines[0].text) <= 40 else ""
    best = Guess("general", TITLES["general"], 0.4)
    for kind, title, words, manner in _KINDS:
        share = counts[manner] / total if total >= 4 else 0.0
        confidence = min(0.95, share + (_TITLE_POINTS if head and re.search(words, head) else 0.0))
        if confidence > max(best.confidence, 0.45):
            best = Guess(kind, title, round(confidence, 2))
    return best
