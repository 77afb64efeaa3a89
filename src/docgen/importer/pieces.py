"""Where one paper ends and the next begins, in a file that holds several without saying so.

No single sign is enough: every line gets points for looking like a beginning
(a title, a numbering that starts again, an opening phrase, another manner of
speaking than before), and three make a boundary. Where the source tells its
own headings (Word styles, Markdown), it is one paper unless it says otherwise:
only a second title or a counted delimiter (篇二) cuts.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from docgen.importer.markers import Marker, marker_of
from docgen.importer.paper import Line, cells

ENOUGH = 3
_AFTER = 3  # how many lines on a better beginning is looked for
_BODY = 3  # lines that a paper has at least below its title
_AHEAD, _BEHIND = 160, 400  # characters that tell the manner after and before a line

NOUNS = "职责|职责和标准|岗位标准|说明书|职能及工作内容|工作内容|制度|办法|规定|细则|方案|建议书|企划书|策划书|计划书|报告|总结|演讲稿|演讲|发言稿|讲话稿|纪要|大纲|合同|协议|通知|标书|投标文件|手册|简介|考核表|通知书|表单|试算单|公告|启事|倡议书|章程|协议书|责任书|汇总表?"
_TITLE_NOUN = re.compile(rf"(?:{NOUNS})(?:[(（].{{0,12}}[)）])?$")
_OPENING = re.compile(
    r"(?:尊敬的|各位|大家好|今天,?，?我|我(?:今天)?(?:竞|竟)聘|我(?:是|叫)[\u4e00-\u9fff]{2,4}[,，。])"
)
_DELIMITER = re.compile(
    r"(?:(?:篇|范文|例文|样本)\s*[一二三四五六七八九十\d]{1,3}|第\s*[一二三四五六七八九十\d]{1,3}\s*篇)\s*[:：]?"
)
_FIRST_HEADS = re.compile(r"(?:任职|岗位|工作|概述|总则|目的|职责|基本)")
# A row of a table, a field, a caption, who signs and when.
_NO_TITLE = re.compile(r"[ ；;：:%％☐√]|^[表图附]\s*\d|盖章|公章|签字|签章|^\S{0,8}年\d{1,2}月|(?:有限公司|集团)$")
_SIGNED = re.compile(r"签字|签章|盖章|日期|签名|\d日$")
_SPECIFIC = 9  # characters: 渠道专员岗位职责 says of what, 岗位职责 heads a section of anything
_DATA = re.compile(
    r"(?:编号|文号|版本|日期|编制单位|报告人|竞聘人|讲话人|发文)\s*[：:]?\s*\S|〔\d{4}〕|^(?:各|尊敬的|致)[^，。]{1,20}[：:]$|^\S{2,8}(?:同志|先生|女士)[：:]$"
)
_COVER = re.compile(
    r"^\S{2,20}(?:公司|集团|委员会|学院|大学|局|部)(?: ?\S{0,10})?(?:文件|内部资料|商业秘密|机密|秘密)?$|^[正副]本$|^\S{2,6}〔\d{4}〕\d+号$|^(?:机密|秘密|内部资料|商业秘密)"
)
_KNOWN = 0.15  # a manner that has this share of the piece so far is no new one
_SURE = 4  # points of a manner below which it tells nothing
_TERMINAL = "。！？!?；;…"
_WRAPPED = 30  # a line of that length without a sentence's end may run on

# Manners of speaking, by words that one uses and the others hardly; the weight of each word.
MANNERS: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {
    "syllabus": ((re.compile(r"(?:^|[\s,，、;；.:：)）])(?:了解|熟悉|掌握)"), 2), (re.compile(r"第[一二三四五六七八九十]+[章节]"), 2)),
    "report": ((re.compile(r"我们|我(?!国|公司|单位|部|局|司|方)"), 1), (re.compile(r"\d+月\d+日|实践|实习|体会"), 1)),
    "speech": ((re.compile(r"[竞竟]聘|各位|尊敬的|大家好|谢谢大家|优势|职位"), 3), (re.compile(r"我(?:具有|具备|认为|将|毕业|能|有)"), 1)),
    "job": (
        (re.compile(r"负责|协助|任职|岗位|职责|学历|专业|上级|下属|督导|每[天日周月季年](?!来)|职权|拟订|完成公司|大专|本科|工作经验"), 2),
        (re.compile(r"跟进|落实|监督|检查|汇报|提交|定期|及时|组织|团队|能力"), 1),
    ),
    "pay": ((re.compile(r"薪酬|工资|津贴|奖励|补贴|评分|分值|奖金|考核系数|元/月|\d分"), 3),),
    "minutes": ((re.compile(r"会议|出席|列席|主持人|记录人|议题|参会|与会|散会"), 2),),
    "plan": ((re.compile(r"活动|策划|宣传|预算|主题|参与者|场地|物料"), 1),),
    "bid": ((re.compile(r"投标|招标|评标|标书|中标|投标人"), 2),),
    "proposal": ((re.compile(r"解决方案|需求分析|组网|总体设计|拓扑|接入方式|实施方案|服务等级"), 2),),
}  # fmt: skip


@dataclass(slots=True)
class Piece:
    """One paper of a file: its lines, the points that its first line had, and the manner it is written in."""

    lines: list[Line]
    points: int = 0
    reasons: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.lines[0].number

    @property
    def last(self) -> int:
        return self.lines[-1].number

    @property
    def text(self) -> str:
        """All its words, those in tables too."""
        return "\n".join(
            line.text if line.table is None else "\n".join(cell.text for cell in cells(line.table))
            for line in self.lines
        )


def cut(lines: list[Line]) -> list[Piece]:
    """The papers among the lines (empty lines count for nothing), in order; at least one if there is any text."""
    full = [line for line in lines if line.text or line.table]
    if not full:
        return []
    marks = _marks(full)
    counts = [manner_counts(line.text) for line in full]
    pieces = [Piece([full[0]])]
    structured = sum(line.level > 0 for line in full) >= 2
    for index in range(1, len(full)):
        points, reasons = _points(full, marks, counts, index, len(pieces[-1].lines))
        if structured:
            points = ENOUGH if _tells(full[index], pieces[-1]) else 0
        elif points >= ENOUGH and any(
            _points(full, marks, counts, later, len(pieces[-1].lines) + later - index)[0] > points
            for later in range(index + 1, min(index + _AFTER, len(full)))
        ):
            points = 0  # the last line of the paper before: the title that comes next has more
        if points >= ENOUGH and _has_body(pieces[-1]):
            pieces.append(Piece(_cover(pieces[-1]), points, reasons))
        pieces[-1].lines.append(full[index])
    return pieces


def _marks(full: list[Line]) -> list[Marker | None]:
    """The lines' markers; a bare digit (6实施) counts where it carries on from the numbers before it."""
    marks: list[Marker | None] = []
    count = 0
    for line in full:
        mark = marker_of(line.marker or line.text) or next(
            (m for step in (1, 2) if count and (m := marker_of(line.text, bare=count + step))), None
        )
        marks.append(mark)
        count = mark.last if mark and mark.key == "1" else count if mark else 0
    return marks


def _tells(line: Line, piece: Piece) -> bool:
    """The source itself says that a paper begins: its second title with a text between, or 篇二."""
    if _DELIMITER.match(line.text) and len(line.text) < 40:
        return True
    titles = [index for index, other in enumerate(piece.lines) if other.title]
    return line.title and bool(titles) and len(piece.lines) - titles[-1] > _BODY


def manner_counts(text: str) -> Counter[str]:
    """Points of each manner in a text."""
    counts: Counter[str] = Counter()
    for manner, patterns in MANNERS.items():
        total = sum(weight * len(pattern.findall(text)) for pattern, weight in patterns)
        if total:
            counts[manner] = total
    return counts


def is_title(line: Line) -> bool:
    """True for a short line without a number and without a sentence's end."""
    text = line.text
    if not text or len(text) > 30 or line.marker or marker_of(text) is not None:
        return False
    return (
        text[-1] not in _TERMINAL + ":：,，、"
        and not _NO_TITLE.search(text)
        and bool(re.search("[\u4e00-\u9fff]{3}", text))
    )


def has_document_noun(text: str) -> bool:
    """True if a title names a kind of paper: …制度, …说明书."""
    return bool(_TITLE_NOUN.search(text))


def _has_body(piece: Piece) -> bool:
    """More than a cover or a title: a paragraph, a table, or three items."""
    return (
        any(len(line.text) > 40 or line.table for line in piece.lines)
        or sum(bool(marker_of(line.marker or line.text)) for line in piece.lines) >= 3
    )


def _cover(piece: Piece) -> list[Line]:
    """Take from a piece's end the lines that stand above a paper's title: the organisation, 正本, a secrecy mark."""
    taken: list[Line] = []
    while len(piece.lines) > 1 and len(taken) < _BODY and _above_title(piece.lines[-1]):
        taken.insert(0, piece.lines.pop())
    return taken


def _above_title(line: Line) -> bool:
    if _SIGNED.search(line.text):
        return False
    return bool(
        _COVER.search(line.text)
        or (len(line.text) <= _WRAPPED and _DATA.search(line.text))
        or (is_title(line) and has_document_noun(line.text))
    )


def _points(
    full: list[Line], marks: list[Marker | None], counts: list[Counter[str]], index: int, size: int
) -> tuple[int, list[str]]:
    line, mark = full[index], marks[index]
    before = full[index - 1]
    points: list[tuple[int, str]] = []
    if _DELIMITER.match(line.text) and len(line.text) < 40:
        points.append((ENOUGH, "篇次"))
    if line.fresh:
        points.append((1, "新的一页"))
    title = is_title(line) and _ended(before, line)
    if title:
        noun = has_document_noun(line.text)
        points.append((2, "像标题") if noun else (1, "像小标题"))
        following = full[index + 1 : index + 3]
        if (
            noun
            and len(line.text) >= _SPECIFIC
            and not any(is_title(other) and has_document_noun(other.text) for other in (before, *following))
        ):
            points.append((1, "标题写明了是什么"))
        if any(_DATA.search(other.text) for other in following):
            points.append((1, "标题下有编号、单位或称呼"))
        if line.level == 1 or (line.fresh and noun):
            points.append((1, "一级标题"))
    if _OPENING.match(line.text):
        points.append((2, "开场的话"))
    start = index - size
    if _restarts(marks, start, index):
        points.append((1, "编号重新开始"))
    if (
        mark
        and mark.last == 1
        and len(mark.ordinals) == 1
        and _FIRST_HEADS.match(line.text[len(mark.text) :])
        and len(line.text) < 16
    ):
        points.append((1, "从头的标题"))
    old, new = _manner_before(full, counts, start, index), _manner_after(full, counts, index)
    if new and old and new != old and _is_new(new, counts[start:index]):
        points.append((2, f"{old}→{new}"))
        if marks[index - 1] and not mark and len(line.text) > 60 and before.text[-1:] in _TERMINAL:
            points.append((1, "列表后另起长段"))
    return sum(value for value, _reason in points), [reason for _value, reason in points]


def _ended(before: Line, line: Line) -> bool:
    """A title cannot stand right after half a sentence, unless the source says that it is one or it names a kind of paper."""
    if line.level or line.fresh or not before.text:
        return True
    if before.text[-1] in ",，、:：" and not _SIGNED.search(before.text):
        return False
    return before.text[-1] in _TERMINAL or len(before.text) < _WRAPPED or has_document_noun(line.text)


def _restarts(marks: list[Marker | None], start: int, index: int) -> bool:
    """The next number, here or at most two lines on, is a first one, and not below what this piece counts by."""
    following = next((mark for mark in marks[index : index + 3] if mark and mark.style != "•"), None)
    own = [mark for mark in marks[start:index] if mark and mark.style != "•"]
    if following is None or following.last != 1 or len(following.ordinals) > 1 or not own:
        return False
    top = min(own, key=lambda mark: mark.rank)
    if following.rank < top.rank:
        return True
    return following.key == top.key and any(mark.key == top.key and mark.last > 1 for mark in own)


def _manner_before(full: list[Line], counts: list[Counter[str]], start: int, index: int) -> str:
    return _strongest(full, counts, range(index - 1, start - 1, -1), _BEHIND)


def _manner_after(full: list[Line], counts: list[Counter[str]], index: int) -> str:
    return _strongest(full, counts, range(index, len(full)), _AHEAD)


def _is_new(manner: str, counts: list[Counter[str]]) -> bool:
    """The piece has hardly spoken in this manner yet."""
    total: Counter[str] = Counter()
    for count in counts:
        total.update(count)
    return total[manner] < _KNOWN * total.total()


def _strongest(full: list[Line], counts: list[Counter[str]], indices: range, characters: int) -> str:
    total: Counter[str] = Counter()
    length = 0
    for index in indices:
        total.update(counts[index])
        length += len(full[index].text)
        if length >= characters:
            break
    if not total:
        return ""
    (first, points), *rest = total.most_common(2)
    return first if points >= _SURE and (not rest or points > rest[0][1]) else ""
