"""K3xx, what copying leaves behind or takes away: words of a web page, sentences cut off, characters lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.check.content import Content, Piece
from docgen.check.finding import Finding
from docgen.check.markers import marker_of
from docgen.check.rule import rule
from docgen.check.words import Words

HAN = "\u4e00-\u9fff"

# Words of which a text must hold one, and the pattern; a rule of plain words is found faster than a large pattern.
_WEB: tuple[tuple[Words, re.Pattern[str]], ...] = (
    (Words(("字体", "字号")), re.compile(r"【?字[体号][：: ]*[【\[]?大[ 　]*中[ 　]*小[】\]]?】?")),
    (
        Words(("来源",)),
        re.compile(
            r"(?:本文|文章|稿件|信息|资料)来源(?:于)?(?:[：: ]*(?:网络|互联网|网上)|[：:][^。\n]{0,12}(?:网|文库|公众号|论坛))|来源[：: ]*(?:网络|互联网|百度\w*)|来源于网络"
        ),
    ),
    (
        Words(("点击",)),
        re.compile(
            r"点击(?:下载|此处|这里|查看更多|查看全文|阅读全文|进入下载|收藏|关注|加载)|点击(?:数|率|次数)?[：:][ ]?\d+"
        ),
    ),
    (
        Words(("推荐", "相关", "延伸", "热门", "猜你", "更多")),
        re.compile(
            r"推荐阅读[：:】]|推荐阅读$|(?:相关|推荐|热门|精彩|更多|延伸)(?:文章|阅读|推荐|范文|内容推荐|资讯|热词)(?=[：:】]|推荐|阅读|$|\n| )|猜你喜欢|更多(?:精彩|相关)[^，。\n]{0,10}(?:请|尽在|关注|点击|访问)",
            re.MULTILINE,
        ),
    ),
    (Words(("一篇",)), re.compile(r"[上下前后]一篇[：: ]")),
    (
        Words(("篇",)),
        re.compile(
            rf"[（(【\[](?:[{HAN}]{{0,6}}?)\d{{1,3}}篇[）)】\]]|(?:精选|通用|热门|实用|优秀|最新|推荐|集锦|合集|必备|范文|模板)[（(]?(?:大全)?\d{{1,3}}篇|(?:^|\n)[^\n，。]{{2,20}}[ 　]?篇[一二三四五六七八九十\d]{{1,2}}(?=[：:\n]|$)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("范文", "样本", "模板")),
        re.compile(
            r"范文大全|范文网|(?:优秀|精选|最新)范文|模板下载|范文[（(]?(?:[一二三四五六七八九十]|\d{1,2})(?:[：:\n）)]|$)|文档下载|Word版下载",
            re.MULTILINE,
        ),
    ),
    (Words(("小编",)), re.compile(r"小编")),
    (
        Words(("转载",)),
        re.compile(
            r"(?:欢迎|严禁|禁止|谢绝|未经[^，。]{0,6})?转载(?:请(?:注明|保留|联系)|自[：:]?|于[：:])|未经(?:授权|许可|允许)[，]?(?:请勿|不得|严禁|禁止)转载"
        ),
    ),
    (
        Words(("编辑：", "编辑:")),
        re.compile(r"(?:责任|本文|文字)编辑[：:]|编辑[：:](?=[^，。\n]{0,8}(?:\n|$|来源|作者))", re.MULTILINE),
    ),
    (
        Words(("浏览", "阅读", "人气")),
        re.compile(
            r"(?:浏览|阅读|访问|人气)(?:次数|量|数)?[：:][ ]?\d+|\d+[ ]?(?:次浏览|人阅读|人浏览|次阅读)|阅读原文|阅读全文|展开全文|展开阅读|继续阅读(?=[：:\n]|$)|点击阅读",
            re.MULTILINE,
        ),
    ),
    (Words(("作者：", "作者:")), re.compile(r"作者[：:][ ]?(?:佚名|网友|匿名|未知|admin)")),
    (Words(("佚名",)), re.compile(r"佚名")),
    (
        Words(("下载",)),
        re.compile(
            r"(?:免费|立即|全文|文档|附件|高速|VIP|会员)下载(?=[：:！!\n]|$|次数|地址|链接)|下载(?:文档|本文档|全文|次数|积分|券)|(?:下载|收藏)(?:收藏|打印)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("公众号", "扫一扫", "扫码", "长按")),
        re.compile(
            r"(?:关注|搜索)[^，。\n]{0,10}(?:微信)?公众号[^，。\n]{0,10}(?:获取|领取|了解更多|回复|查看)|扫一扫[^，。\n]{0,6}(?:关注|下载|分享)|长按[^，。\n]{0,6}(?:识别|二维码)"
        ),
    ),
    (
        Words(("当前位置", "返回", "首页", "分享", "打印", "关闭", "收藏本", "加入收藏", "设为首页", "回到顶部")),
        re.compile(
            r"当前位置[：:]|返回(?:顶部|首页|列表|目录)(?=[】\]\n ]|$)|首页[ ]?[>＞»][ ]?|分享(?:到|至)[：:]|【打印】|【关闭】|【收藏】|打印本[页文]|关闭窗口|收藏本[页站文]|加入收藏|设为首页|回到顶部",
            re.MULTILINE,
        ),
    ),
    (
        Words(("网友", "点赞", "评论")),
        re.compile(r"网友评论|发表评论|我要评论|暂无评论|\d+条评论|点赞[ ]?\d+|赞[（(]\d+[）)]"),
    ),
    (
        Words(("希望",)),
        re.compile(r"希望[^。\n]{0,12}(?:对|给|能帮)[^。\n]{0,6}(?:你|您|大家)[^。\n]{0,4}(?:有所|有)?帮助"),
    ),
    (
        Words(("以上就是", "以上是")),
        re.compile(r"以上(?:就)?是[^。\n]{0,10}(?:为(?:您|大家|你)|全部内容|的(?:相关)?介绍)"),
    ),
    (
        Words(("&n", "&l", "&g", "&q", "&a", "&#")),
        re.compile(r"&(?:nbsp|lt|gt|quot|ldquo|rdquo|hellip|mdash|middot|#\d{2,5});"),
    ),
    (
        Words(("<b", "</", "<p", "<d", "<s", "<f", "<t")),
        re.compile(r"</?(?:br|p|div|span|font|td|tr|table|strong)(?:[ ][^<>\n]*)?/?>", re.IGNORECASE),
    ),
    (Words(("锟斤", "\ufffd\ufffd", "烫烫", "â€")), re.compile("锟斤拷|\ufffd{2,}|烫烫烫|â€")),
)


@rule("K308", "web-noise", "网页上的残留文字")
def web_noise(content: Content) -> Iterator[Finding]:
    """从网页复制时带来的文字：【字体：大 中 小】、上一篇、相关文章推荐阅读、（精选12篇）、&nbsp;……

    为什么：正式文件里出现网站的导航和广告，一眼就看出是抄来的。
    不好：销售人员岗位职责（精选12篇）
    好：销售人员岗位职责
    来源：导入旧文稿时的常见毛病。
    """
    taken: set[int] = set()
    for needs, pattern in _WEB:
        if not content.may_hold_any(needs):
            continue
        for found in pattern.finditer(content.text):
            start, end = found.span()
            if not taken.isdisjoint(range(start, end)) or _in_code(content.text, start):
                continue
            taken.update(range(start, end))
            fact = f"网页上的残留文字：“{found[0].strip()}”"
            yield Finding(fact, "删去", start, end)


def _in_code(text: str, place: int) -> bool:
    return text.count("`", text.rfind("\n", 0, place) + 1, place) % 2 == 1


# --- sentences cut off ---

_END = "。！？；：…”》）】〕」』.!?;:)\"'|`—～"
# Words that wait for another; before some of them stands a character with which they make a word of their own.
_WAITS = re.compile(
    r"(?:(?<![目标端众有真是似])的|(?<![总温饱缓柔亲平谦调共中祥])和|(?<![参给赠授])与|(?<![普涉遍触顾危推波论企])及|以及|(?<![间])或|或者|(?<![合一归兼吞])并|并且|而且|而|因为|由于|"
    r"(?<![大小干名主健老武])将|(?<![打])把|(?<!不)被|按照|(?<![签批查])按|(?<![理自事缘来根案路])由|(?<![方去意流导走动志趋取风面双单定转内外横纵朝反倾])向|(?<![服听遵依跟随])从|"
    r"(?<![应核面校配绝针反查比相不成])对|对于|关于|其中|[措须该]|(?<![尤与极])其|(?<![人天年月日])每|虽然|但是|如果|以便|从而|使得|又|(?<![而并况尚暂姑])且|、)$"
)
# The last characters of those words.
_MAY_WAIT = frozenset("的和与及或者并且又而为于将把被照按由向从对中措须该其每然是果便得、责规办制任质")
_HALF_WORD = re.compile(
    rf"[{HAN}]{{2}}(?:(?:领导|管理|主要|直接|连带|赔偿|法律|监督|经济|首要|次要|全部|相应|安全)责|(?:采取|落实|有关|相关|整改|防护|保障|安全|管理)措|(?:按照|有关|相关|下列|上述|符合|遵守)规|(?:考核|管理|实施|暂行)办|(?:各项|规章|管理|相关)制|(?:销售|营销|考核|年度|工作)任|(?:提高|提升|保证|确保)质)$"
)


@rule("K309", "truncation", "句子没有写完")
def truncation(content: Content) -> Iterator[Finding]:
    """段落或条目在半句话上断了：以“的”“和”“对”、顿号结尾，或者只剩半个词；前面几句、别的条目都有句号，唯独它没有。

    为什么：复制时漏了后半句，职责和条款就不完整。
    不好：做好分部工程的
    好：做好分部工程的验收。
    来源：导入旧文稿时的常见毛病。
    """
    alone = {
        piece.start: siblings
        for siblings in content.siblings
        if len(siblings) > 1
        for piece in siblings
        if piece.text[-1:] in _MAY_WAIT
    }
    for piece in content.pieces:
        if len(piece.text) < 8 or piece.text[-1] in _END:
            continue
        text = piece.text.rstrip()
        if not text or not (text[-1] in _MAY_WAIT or "。" in text):
            continue
        paragraph = text.rpartition("\n")[2].strip()
        if (
            len(paragraph) < 8
            or paragraph[0] in "|#>"
            or not ("\u4e00" <= paragraph[-1] <= "\u9fff" or paragraph[-1] == "、")
        ):
            continue
        if (
            _waits(paragraph, alone.get(piece.start, []), piece)
            or _HALF_WORD.search(paragraph)
            or _after_sentences(paragraph, text)
        ):
            yield _unfinished(piece, paragraph, text)
    for siblings in content.siblings:
        if (
            len(siblings) > 2
            and (open_ended := [piece for piece in siblings if piece.text[-1:] != "。"])
            and len(open_ended) == 1
        ):
            piece = open_ended[0]
            text = piece.text.rstrip()
            if len(text) > 9 and "\u4e00" <= text[-1] <= "\u9fff" and not _WAITS.search(text) and "。" not in text:
                yield _unfinished(piece, text.rpartition("\n")[2].strip(), text)


def _unfinished(piece: Piece, paragraph: str, text: str) -> Finding:
    end = piece.start + len(text)
    return Finding(
        f"“{paragraph[-12:]}”没有写完",
        "补上后半句，或补上句号",
        end - min(len(paragraph), 12),
        end,
    )


def _waits(paragraph: str, siblings: list[Piece], piece: Piece) -> bool:
    """True if the last word wants another. 去掉不需要的，补上缺少的 and the cases of a rule (旷工三天的) are whole."""
    if not _WAITS.search(paragraph):
        return False
    if not paragraph.endswith("的"):
        return True
    others = (other.text.rstrip("；;。， ") for other in siblings if other.start != piece.start)
    return (
        not re.search("的[，；]", paragraph)
        and not any(other.endswith("的") for other in others)
        and not re.search("的[；。]?\n", piece.text)
    )


def _after_sentences(paragraph: str, text: str) -> bool:
    """A sentence without its mark after sentences that have theirs."""
    if len(paragraph) <= 12 or not re.search("[，。]", paragraph) or marker_of(paragraph):
        return False
    return "。" in paragraph or text[: len(text) - len(paragraph)].rstrip().endswith("。")


# --- characters lost ---

_LOST: tuple[tuple[Words, re.Pattern[str]], ...] = (
    (
        Words(("分之",)),
        re.compile(r"(?:百|千|万|[二三四五六七八九十])分之(?![ ]?[\d一二三四五六七八九十百零〇点几两半多若X_＿（]|某)"),
    ),
    (
        Words(
            (
                "每班",
                "每餐",
                "每趟",
                "每人",
                "每月",
                "每天",
                "每日",
                "每次",
                "每台",
                "每户",
                "每年",
                "每公里",
                "每件",
                "/月",
                "/天",
                "标准为",
                "单价",
            )
        ),
        re.compile(
            r"(?:(?:津贴|补贴|补助|工资|奖金|奖励|餐费|话费|费用?|租金|单价|报价|保证金|违约金)(?:标准)?(?:为|是|按|：)?[ ]?(?:人民币)?(?:每[人月天日次台户年件套条个公里班餐趟]{1,3}){1,2}(?:为)?[ ]?|"
            r"(?:津贴|补贴|补助|工资|奖金|餐费|话费|单价|报价)(?:标准)?(?:为|是|：)[ ]?(?:人民币)?)(?P<place>\d[\d,]*(?:\.\d+)?)(?=[，。；、）]|$|\n)",
            re.MULTILINE,
        ),
    ),
    (
        Words(("少于", "低于", "超过", "高于", "大于", "小于", "至少", "多于")),
        re.compile(
            r"(?:不少于|不低于|不超过|不高于|不大于|不小于|不多于|至少|最多)(?:次|家|万?元|人|天|日|年|个月|小时|分钟|[%％]|台|户|份|个工作日)(?=[，。；、]|的|以上|$|\n)",
            re.MULTILINE,
        ),
    ),
)
# 由基本工资 岗位津贴 绩效奖金相加: words parted by spaces where the sentence wants signs between them.
_PARTS = re.compile(
    rf"(?:由|包括|分为|[=＝：])(?P<place>[{HAN}]{{2,8}}(?:[ 　][{HAN}]{{2,12}}){{1,8}}?)(?:相加|相乘|组成|构成|之和|三部分|两部分|四部分|等|合计|得出|之积|[，。；]|$)",
    re.MULTILINE,
)
_BEFORE_PARTS = Words(("由", "包括", "分为", "=", "＝", "："))


@rule("K310", "lost-character", "漏了字、单位或符号")
def lost_character(content: Content) -> Iterator[Finding]:
    """复制时漏了字：金额没有单位、“百分之”后面没有数、“不少于次”没有数、并列的词之间没有顿号或加号。

    为什么：标准没有单位，发放时就没有依据；多半是从网页或扫描件复制时丢的。
    不好：外勤津贴标准为每人每月150，不参与考核
    好：外勤津贴标准为每人每月150元，不参与考核
    来源：薪酬制度的通常检查项。
    """
    for needs, pattern in _LOST:
        for found in content.near(needs, pattern, 30):
            yield _missing(found)
    for found in content.near(_BEFORE_PARTS, _PARTS, 2) if content.characters & {" ", "　"} else ():
        if "工资" in found[0] or "奖" in found[0] or re.search("相加|相乘|之和|之积|得出|组成|构成", found[0]):
            yield _missing(found)


def _missing(found: re.Match[str]) -> Finding:
    group = "place" if found.groupdict().get("place") else 0
    fact = f"“{found[0].strip()[-20:]}”这里可能漏了字、单位或符号"
    return Finding(fact, "对照原文补上", found.start(group), found.end(group))
