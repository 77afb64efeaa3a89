"""K601, K602: things said twice, titles of documents that are not there; `organisations` holds the names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from docgen.check.content import Content, Piece
from docgen.check.finding import Finding
from docgen.check.markers import marker_of
from docgen.check.rule import rule
from docgen.check.tables import rows, words
from docgen.model.nodes import Figure, Heading, Table
from docgen.model.traversal import plain_text, walk
from docgen.text.numerals import chinese_value

# --- near duplicates ---

_FILLERS = re.compile(
    r"[，。；、：！？,;:.（）()“”\s]|负责|组织|进行|做好|公司|工作|各项|及时|认真|积极|有关|相关|切实|努力|按时|按期|为止|的|地|得|和|与|及|并|等|了|对|好|本|其他|其它|同时|"
    r"其(?![中余次])|在(?![职岗建校线册编途库])|(?<=[区围域境])内|由|之(?=[前后])|以(?=[前后])|应当|应该|应(?![收付急用届变答聘力税纳])|必须|须"
)
_SYNONYMS = (
    (re.compile("(?<=[周旬月季年])底"), "末"),
    (re.compile("汇集|汇总"), "汇总"),
    (re.compile("搜集|收集"), "收集"),
    (re.compile("核查|检查|查验"), "检查"),
)
# Characters that part two duties rather than word them differently.
_CONTRAST = frozenset(
    "东西南北中前后左右上下内外大小新老旧高低初终甲乙丙丁一二三四五六七八九十百千万零0123456789天周月季年日时分秒旬入出正副主备首末早晚春夏秋冬"
    "男女公私收付买卖进销存增减开关起止长短多少快慢强弱单双左右母子省市县区院校级类期号层栋楼组班线审核批准拟订编写制定提决查改签报"
)


@rule("K601", "near-duplicate", "两条内容几乎相同")
def near_duplicate(content: Content) -> Iterator[Finding]:
    """同一列表里的两条意思重复：只是语序、虚词或个别字不同。

    为什么：职责重复，考核时就会重复计分；多半是几个来源合并时留下的。只差方位、数量、周期、产品等实义词的不算。
    不好：负责收集市场信息并及时上报。／收集市场信息，及时上报公司。
    好：合并成一条。
    来源：岗位说明书的通常检查项。
    """
    for siblings in (*content.siblings, *_typed_siblings(content)):
        seen: list[tuple[str, Piece]] = []
        for piece in siblings:
            if len(piece.text) < 4 or len(piece.text) > 400:
                continue
            bag = content.texts.facts(piece.text).sorted
            for other_bag, other in seen:
                longest = max(len(bag), len(other_bag))
                # A quick look at the characters alone; what remains is compared by what it says.
                if (
                    abs(len(bag) - len(other_bag)) > longest // 2
                    or Indel.distance(bag, other_bag, score_cutoff=longest) > longest
                ):
                    continue
                if _same(_core(piece.text), _core(other.text)) and not _short_field(piece, other):
                    fact = f"与“{_short(other.text)}”几乎相同"
                    yield Finding(fact, "合并成一条，或写明两条的区别", piece.start, piece.end)
                    break
            seen.append((bag, piece))
    yield from _same_in_two_rounds(content)


def _typed_siblings(content: Content) -> Iterator[list[Piece]]:
    """Lines of a longer text that bear numbers of one style: a list that was typed."""
    for run in content.runs:
        if run.numbered:
            continue
        styles: dict[str, list[Piece]] = {}
        for line in run.lines:
            if marker := marker_of(line.text):
                styles.setdefault(marker.style, []).append(
                    Piece(line.text[len(marker.text) :], "", line.start + len(marker.text))
                )
        yield from (siblings for siblings in styles.values() if len(siblings) > 1)


def _same_in_two_rounds(content: Content) -> Iterator[Finding]:
    """A longer task that stands under two cadences, word for word but for 每天 or 每周 at its head."""
    for pieces in content.rounds:
        seen: dict[str, Piece] = {}
        for piece in pieces:
            core = _core(_CADENCE.sub("", piece.text))
            if len(core) < 16 or not _CADENCE.match(piece.text):
                continue
            near = next(
                (
                    key
                    for key in seen
                    if abs(len(key) - len(core)) < 3 and Indel.distance(key, core, score_cutoff=2) <= 2
                ),
                None,
            )
            if near is None:
                seen[core] = piece
            elif seen[near].text[:2] != piece.text[:2]:
                fact = f"与“{_short(seen[near].text)}”只差周期"
                yield Finding(fact, "同一件事只留一个周期，或写明两次各做什么", piece.start, piece.end)


_CADENCE = re.compile(r"每(?:个)?[天日周月季年](?:度)?")


@lru_cache(maxsize=4096)
def _core(text: str) -> str:
    """What a duty says: without fillers, numbers in one form (二十四小时 is 24小时)."""
    text = _NUMERALS.sub(lambda found: str(chinese_value(found[0])), text)
    for pattern, common in _SYNONYMS:
        text = pattern.sub(common, text)
    return _FILLERS.sub("", text).replace("至", "到")


_NUMERALS = re.compile(
    r"[二三四五六七八九]?十[一二三四五六七八九]?(?=[小个天日周月年家次项分户人])|[二三四五六七八九](?=[小个天日周月年家次项分户人])"
)
_WORDS = re.compile(r"[\u4e00-\u9fff]{4}|[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff].*[\u4e00-\u9fff]")


def _short_field(piece: Piece, other: Piece) -> bool:
    """The same short word in two records (部门: 财务部) is a field's value, not a sentence."""
    return piece.text == other.text and len(piece.text) < 9 and not re.search(r"[，。；]", piece.text)


def _same(core: str, other: str) -> bool:
    if min(len(core), len(other)) < 4 or not _WORDS.search(core):
        return False
    longer = max(len(core), len(other))
    most = 0 if longer < 8 else 2 if longer < 25 else max(2, longer * 2 // 25)
    if abs(len(core) - len(other)) > most:
        return False
    bag, other_bag = "".join(sorted(core)), "".join(sorted(other))
    distance = Indel.distance(bag, other_bag, score_cutoff=most)
    if distance > most:
        return False
    if distance == 0:
        return core == other or ratio(core, other) > (45 if longer >= 8 else 55)
    return not _changed(bag, other_bag) & _CONTRAST and ratio(core, other) > 60


def _changed(bag: str, other: str) -> set[str]:
    return {character for character in set(bag) | set(other) if bag.count(character) != other.count(character)}


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 24 else f"{text[:24]}…"


# --- 《…》 ---

_TITLE = re.compile(r"《([^《》\n]{2,40})》(?P<after>[（(][^（）()\n]{2,40}[）)])?")
_OWN_KIND = re.compile(
    r"(?:表|单|办法|制度|细则|规定|手册|规范|流程|清单|方案|协议|通知|计划书?|报告|登记[表簿]|说明书?|指引|条例|守则|标准|台账|记录|预案|指南|规则|章程|合同|书|函|大纲|纲要|目录|程序|须知|要求|准则|公约|意见|日志|档案|卡|模板|总结|决定|图|明细|附件)(?:[（(][^（）()]*[）)])?$"
)
_NATIONAL = re.compile(
    r"^中华人民共和国|^国务院|^国家|^最高人民|^全国|^工业和信息化部|^人力资源|^财政部|(?<!办)(?<!做)(?<!方)法$|^关于[^。]*(?:通知|意见|决定)$|^GB|^YD|^ISO|^信息(?:安全)?技术|^[^公司]{2,8}(?:省|市|自治区)[^公司]*(?:条例|规定|办法)$"
)
_STANDARD = re.compile(r"GB|YD|DL|ISO|IEC|T/|〔\d{4}〕|号令|令第|第\d+号|国发|财库|发改|建市|人社部")
_FROM_STATE = re.compile(
    r"(?:国家|国务院|(?:财政|工信|工业和信息化|人社|人力资源和?社会保障|住建|交通运输|商务|公安|教育|科技)部|发展改革委|市场监管总局|部委|监管部门|(?<!直接)(?<!直属)(?<!其)上级(?!填|评|签|审|核|考)|[省市县区](?:政府|人民政府|[\u4e00-\u9fff]{2,8}[局厅委]))"
    r"(?:[^，。；《》]{0,6}(?:发布|印发|颁布|制定|出台|发出))?[^，。；《》]{0,3}$"
    r"|(?:招标人|甲方|客户|采购人|业主)的?[^，。；《》]{0,2}$|(?:GB|YD|ISO|DL|国家标准|行业标准|标准)[/T \d.:—-]*$"
)
_NOT_YET = re.compile(
    r"(?:编制|起草|制定|修订|拟订|编写|撰写|出台|形成|发布|印发|编印|另行制定|提交|出具|签订|签署|颁发|取得|建立|草拟|拟写|输出|提供|递交|订立|签|签收)(?:[^，。；《》]{0,6})$"
)
# What is signed on the company's own form must be there, unlike a contract that two parties make.
_OWN_FORM = re.compile(
    r"(?:签订|签署|签|提交|递交|填写|出具)[^，。；《》]{0,6}[^，。；]{2,20}(?:承诺书|责任书|责任状|保证书|告知书|确认书|确认单|声明书|登记表|申请表|审批表|评估表|量表|审批单|申请单)$"
)
_ABROAD = re.compile(
    r"另行|届时|待[^，。；]{0,6}(?:后|发布|印发)|已(?:于[^，。；]*)?(?:废止|停止)|作者|出版|教材|小说|一书|书籍|阅读|文章|歌|电影|论文|期刊|杂志"
)


@rule("K602", "dangling-title", "《》所指的文件不存在", needs="《")
def dangling_title(content: Content) -> Iterator[Finding]:
    """《》里的办法、表单、手册，在工作目录的文档、本文件的附件和标题、国家法律标准里都找不到。

    为什么：制度里写“见《岗位绩效考核表》”而没有这张表，考核就无法执行。
    不好：按《员工奖惩细则》处理（没有这份文件）
    好：补上这份文件或附件；不在本工作目录的，写进 docgen.yaml 的 checks.titles。
    来源：制度文件的通常检查项。
    """
    known: set[str] | None = None
    for found in _TITLE.finditer(content.text):
        title = found[1].strip()
        if not _OWN_KIND.search(title) or _is_national(title, found["after"] or ""):
            continue
        known = known if known is not None else _titles(content)
        name = _plain(title)
        if name in known or any(len(other) > 3 and (other.endswith(name) or name.endswith(other)) for other in known):
            continue
        before = content.text[max(0, found.start() - 16) : found.start()].rpartition("\n")[2]
        sentence = content.sentence(found.start(), found.end())
        if (
            _FROM_STATE.search(before)
            or (_NOT_YET.search(before) and not _OWN_FORM.search(before + title))
            or _ABROAD.search(sentence)
        ):
            continue
        fact = f"找不到《{title}》：工作目录里没有这份文件，本文件里也没有这个附件"
        yield Finding(fact, "核对名称；文件在别处的，写进 docgen.yaml 的 checks.titles", found.start(), found.end())


def _is_national(title: str, after: str) -> bool:
    return bool(_NATIONAL.search(title) or _STANDARD.search(after) or _plain(title) in _national())


@cache
def _national() -> frozenset[str]:
    return words("titles_known") | {name for name, *_rest in rows("laws_abolished")}


def _plain(title: str) -> str:
    """Without 中华人民共和国, brackets and spaces: 《办法（试行）》 and 《办法》 are one."""
    return re.sub(r"[（(][^（）()]*[）)]|[\s　]|^中华人民共和国", "", title)


def _titles(content: Content) -> set[str]:
    titles = {_plain(title) for title in content.known.titles}
    titles |= {_plain(text) for text in content.whole_texts if len(text) < 50}
    for block in walk(content.document.blocks if content.document else ()):
        match block:
            case Heading():
                titles.add(
                    _plain(
                        re.sub(
                            r"^附[件录表][ ]?[\dA-Z一二三四五六七八九十]*[ 　：:、.]*",
                            "",
                            plain_text(block.children).strip(),
                        )
                    )
                )
            case Table() | Figure() if block.caption:
                titles.add(_plain(plain_text(block.caption)))
    titles |= {
        _plain(name)
        for name in re.findall(
            r"附[件表录][ ]?[\d一二三四五六七八九十]*[：:、.][ ]?《?([^《》\n，。；]{2,40})", content.text
        )
    }
    titles.discard("")
    return titles


# --- organisations ---
