"""K603, K604: names of organisations, others and misspelt ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.rule import rule

# --- near duplicates ---


_COMPANY = re.compile(r"有限(?:责任)?公司(?:[\u4e00-\u9fff]{2,6}分公司)?")


_GROUP = re.compile(
    r"集团(?:公司)?(?![\u4e00-\u9fff]{0,2}(?:客户|用户|业务|专线|军|号码|短号|网|化|层面|总部|内部|级|管控|审批|制度|要求|规定|各|下属|成员|统一|有限|股份))"
)


_BEFORE_COMPANY = re.compile(r"[\u4e00-\u9fff（）A-Za-z]{2,30}$")


_BEFORE_GROUP = re.compile(r"[\u4e00-\u9fff]{2,8}$")


_CUT = re.compile(
    r".*(?:感谢|委托|邀请|授权|关于|对于|根据|按照|由于|由|向|与|和|及|在|对|为|是|经|给|致|同|系|被|以|将|把|从|到|于|即|称|得到|参加|作为|成为|通过|选择|加入|负责|担任|就职|任职|服务|推荐|取得|获得|采用|使用|购买|采购|供应商|制造商|客户|甲方|乙方|招标人|投标人|中标人|业主|其中|以及|或者?|我们|我司|本公司|公司|这里|曾|原|现|至|请|凡|如|等|的|了|各|每|该|本|一家|两家|承诺|代表|致函|兹|接受|联系|合作伙伴|经过|隶属|属于|来自|包括|例如|拥有|具有|具备|成立|注册|依法|设立|独立|法人|资格|中国|第一|竞争对手|：)(?=.{3,}$)"
)


_NO_NAME = frozenset(
    {
        "股份",
        "责任",
        "集团",
        "子",
        "分",
        "母",
        "总",
        "控股",
        "参股",
        "本",
        "该",
        "各",
        "我",
        "贵",
        "其他",
        "其它",
        "国有",
        "民营",
        "外资",
        "合资",
        "有限",
        "企业",
        "大型",
        "通信",
        "全资",
        "下属",
        "省",
        "市",
        "跨国",
        "上市",
        "股份制",
    }
)


def _proper_name(words: str) -> str:
    """What is left of the words before 有限公司 when the sentence around the name is cut off; "" if they end with it."""
    if _ENDS_SENTENCE.search(words):
        return ""
    cut = _CUT.match(words)
    name = words[cut.end() :] if cut else words
    return "" if _GENERIC.fullmatch(name) else name


_GENERIC = re.compile(
    r"(?:国有|独资|民营|外资|合资|全资|控股|股份|责任|中外|上市|集团|一人|中小|小型|大型|微型|普通|其他|相关|有关|合作)+"
)


_ENDS_SENTENCE = re.compile(
    r"(?:报送|上报|呈报|抄送|移交|提交|上交|上缴|报请|转交|服从|配合|协助|经由|交由|报经|隶属|归属|由|向|到|对|经|至|从|给|于|的|为|和|或|或者|各|等|与|及|以及|是|在|该|本|每|设立|成立|类)$"
)


def _company_names(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, full name, its own part) of companies in running text."""
    for found in _COMPANY.finditer(text):
        start = found.start() - 2 * (text[max(0, found.start() - 2) : found.start()] in ("股份", "责任"))
        before = _BEFORE_COMPANY.search(text[max(0, start - 30) : start])
        name = _proper_name(before[0]) if before else ""
        if len(name) >= 2 and name.strip("（）") not in _NO_NAME:
            yield start - len(name), found.end(), name + text[start : found.end()], name
    for found in _GROUP.finditer(text):
        before = _BEFORE_GROUP.search(text[max(0, found.start() - 8) : found.start()])
        name = _proper_name(before[0]) if before else ""
        if 2 <= len(name) <= 6 and name not in _NO_NAME and not re.search(r"[的各该本大类行业家级企个一两几]", name):
            yield found.start() - len(name), found.end(), name + found[0], name


@rule("K603", "other-organisation", "出现了别的单位的名称", needs="司团")
def other_organisation(content: Content) -> Iterator[Finding]:
    """文中出现了本公司、客户和资料库里都没有的单位名称。

    为什么：套用别的项目的文字时留下的单位名称，是废标和泄密的常见原因。
    不好：感谢南天网络有限公司的支持（招标人是另一家）
    好：换成本项目的单位；确实要提到的单位，写进资料库或 docgen.yaml 的 checks.organisations。
    来源：投标文件的通常检查项。
    """
    known: set[str] | None = None
    for start, end, full, own in _company_names(content.text):
        if content.piece_at(start).text.strip() == full or full in content.known.organisations:
            continue
        known = known if known is not None else _organisations(content)
        if any(name.endswith(full) or full.endswith(name) or own in name for name in known):
            continue
        if _misspelt(full, known) or any(mark in full for mark in "XxX×某"):
            continue
        fact = f"出现了别的单位：“{full}”"
        yield Finding(
            fact,
            "核对是不是套用别处文字时留下的；确实要提到的，写进 docgen.yaml 的 checks.organisations",
            start,
            end,
        )
    for name in content.known.foreign:
        start = content.text.find(name)
        while start >= 0:
            yield Finding(
                f"出现了不该有的名称：“{name}”",
                "删去或改成本项目的名称",
                start,
                start + len(name),
            )
            start = content.text.find(name, start + len(name))


def _organisations(content: Content) -> set[str]:
    """Names known from the workspace, from whole values of this document, and from its definitions."""
    known = set(content.known.organisations)
    known |= {
        text
        for text in content.whole_texts
        if re.search(r"(?:公司|集团|局|院|银行|中心|大学|协会)$", text) and len(text) < 40
    }
    if "简称" in content.text:
        known |= set(re.findall(r"([\u4e00-\u9fff（）]{4,30}公司)[（(](?:以下)?简称", content.text))
    return known


def _misspelt(full: str, known: set[str]) -> str:
    """The known name that this one nearly is."""
    for name in known:
        if (
            name != full
            and abs(len(name) - len(full)) <= 2
            and 82 <= ratio(name, full) < 100
            and name[-4:] == full[-4:]
        ):
            return name
    return ""


@rule("K604", "organisation-misspelt", "单位名称与别处不一致", severity="error", needs="司团")
def organisation_misspelt(content: Content) -> Iterator[Finding]:
    """单位名称与已知的名称只差一两个字：星河通讯技术有限公司／星河通信技术有限公司。

    为什么：投标人、招标人的名称处处一致是形式评审的第一条。
    不好：投标人：星河通讯技术有限公司
    好：投标人：星河通信技术有限公司
    来源：评标办法前附表的形式评审标准。
    """
    known = content.known.organisations
    for start, end, full, _own in _company_names(content.text):
        if full in known:
            continue
        if near := _misspelt(full, known):
            yield Finding(f"“{full}”与“{near}”只差一两个字", "核对单位全称", start, end)
