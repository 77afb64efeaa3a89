"""K3xx, language: half-width marks, known slips, spaces, digits; `punctuation` holds repeated and unpaired marks."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache

from docgen.check.content import Content, Piece
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.tables import rows
from docgen.check.words import Words, together

HAN = "\u4e00-\u9fff"
_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_HALF = re.compile(r"[,;!?:.]")
_BEFORE = re.compile(rf"[{HAN}”》）％〉」’]")
_OPENS = re.compile(rf"[{HAN}“《（「‘]")
_LATIN_THEN_HAN = re.compile(rf"[0-9A-Za-z][^,;\n]*[{HAN}]")
_BRACKETED = re.compile(
    rf"(?<=[{HAN}”》])\(([^()\n（）]*[{HAN}][^()\n（）]*)\)|\(([{HAN}][^()\n（）]*[{HAN}])\)(?=[{HAN}，。；、])"
)
_STRAIGHT = re.compile(
    rf"\"([{HAN}][^\"\n]{{0,60}})\"(?=[{HAN}，。；、：！？]|$)|(?<=[{HAN}])\"([^\"\n]{{1,60}}[{HAN}])\"", re.MULTILINE
)
_CODE = re.compile(r"https?://[^\s\u4e00-\u9fff]+|`[^`\n]*`|[\w.]+@[\w.]+|\]\([^)\n]*\)|<[a-zA-Z/][^>\n]*>|\{[^}\n]*\}")


@rule("K301", "half-width-punctuation", "中文里的半角标点", fixable=True, needs=',;:!?()."')
def half_width(content: Content) -> Iterator[Finding]:
    """中文之间用了半角的逗号、分号、冒号、问号、叹号、句点、括号或直引号。

    为什么：半角标点在中文里太窄，挤在一起；断行也不对。数字、代码、网址里的半角标点不算。
    不好：负责客户的开发,维护和回访。
    好：负责客户的开发，维护和回访。
    来源：GB/T 15834—2011。
    """
    text = content.text
    skipped = (
        [found.span() for found in _CODE.finditer(text)]
        if content.characters & frozenset("`@<{]") or "://" in text
        else []
    )

    def free(place: int) -> bool:
        return not any(start <= place < end for start, end in skipped)

    hint = "改成全角标点；docgen check --fix 可以改正"
    for found in _HALF.finditer(text):
        if _between_chinese(text, found.start()) and free(found.start()):
            mark = found[0]
            full = "。" if mark == "." else mark.translate(_FULL)
            start = found.start() - (text[found.start() - 1] == " ")
            end = found.end() + (
                text[found.end() : found.end() + 1] == " "
                and mark != "."
                and text[found.end() + 1 : found.end() + 2] != "\n"
            )
            yield Finding(f"中文里用了半角“{mark}”", hint, start, end, full)
    if not content.characters & frozenset('("'):
        return
    for found in _BRACKETED.finditer(text):
        if free(found.start()):
            inner = found[1] if found[1] is not None else found[2]
            yield Finding(f"中文里用了半角括号“({inner})”", hint, found.start(), found.end(), f"（{inner}）")
    for found in _STRAIGHT.finditer(text):
        if free(found.start()):
            inner = found[1] or found[2]
            yield Finding("中文里用了直引号", "改成“ ”", found.start(), found.end(), f"“{inner}”")


def _between_chinese(text: str, place: int) -> bool:
    """True for a half-width mark with Chinese on both sides, or after Chinese at a line's end."""
    mark, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if mark == ".":
        if _TYPED_NUMBER.search(text, max(0, place - 5), place):
            return False  # 二.投标文件的组成 is a number, of which K201 speaks
        return _is_han(before) and (not after or after == "\n" or _is_han(after))
    if before == " ":
        before = text[place - 2 : place - 1]
    if after == " ":
        after = text[place + 2 : place + 3]
    chinese_before, chinese_after = bool(_BEFORE.match(before)), bool(_OPENS.match(after))
    if chinese_before and chinese_after:
        return True
    if mark in ",;!?" and (not after or after == "\n"):
        return bool(re.match(rf"[{HAN}”》）]", before))
    if mark not in ",;":
        return False
    if chinese_after and re.match(rf"[{HAN}0-9a-zA-Z%”》）]", before):
        return True
    return _is_han(before) and _LATIN_THEN_HAN.match(text, place + 1) is not None


_TYPED_NUMBER = re.compile(r"(?:^|\n)[ 　]*[一二三四五六七八九十]{1,3}$")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


_Slip = tuple[str, str, frozenset[str], frozenset[str], bool]


@cache
def _slips() -> tuple[_Slip, ...]:
    """Wrong, right, what may not stand before and after it, whether the correction is certain."""
    made = []
    for wrong, right, *rest in rows("slips"):
        before, after, fix = [*rest, "", "", ""][:3]
        made.append((wrong, right, frozenset(before), frozenset(after), fix == "fix"))
    return tuple(made)


@cache
def _slips_by_beginning() -> tuple[Words, dict[int | str, list[int]]]:
    """The wrong words, and the numbers of the slips that begin with a pair of characters, or are one character."""
    words = Words(one[0] for one in _slips())
    numbers: dict[int | str, list[int]] = {}
    for number, (wrong, *_rest) in enumerate(_slips()):
        for beginning in Words((wrong,)).pairs or (wrong,):
            numbers.setdefault(beginning, []).append(number)
    return words, numbers


def _slips_at(content: Content) -> list[_Slip]:
    """The slips that may stand in the text, in the table's order."""
    words, numbers = _slips_by_beginning()
    met: set[int] = set()
    for pair in content.beginnings(words):
        met.update(numbers[pair])
    for character in words.singles & content.characters:
        met.update(numbers[character])
    slips = _slips()
    return [slips[number] for number in sorted(met)]


@rule("K302", "slip", "常见的错别字", fixable=True)
def slip(content: Content) -> Iterator[Finding]:
    """常见的错别字和重字：竟聘、对予、的的、及及、帐目、布署、0SI……

    为什么：这些是制度、标书和竞聘材料里反复出现的错字；错字表在 check/data/slips.tsv，只收有把握的。
    不好：参加竟聘，对予帐目做到帐实相符。
    好：参加竞聘，对于账目做到账实相符。
    来源：现代汉语词典（第 7 版）；第一批异形词整理表。
    """
    text, characters = content.text, content.characters
    taken: set[int] = set()
    hits: list[tuple[int, int, _Slip]] = []
    for one in _slips_at(content):
        if (start := text.find(one[0])) >= 0:
            hits.append((-len(one[0]), start, one))
    for _length, start, (wrong, right, before, after, certain) in sorted(hits, key=lambda hit: hit[:2]):
        if wrong.startswith("登陆") and "登录" in text:
            continue  # two spellings in one paper: K606 speaks of them
        while start >= 0:
            end = start + len(wrong)
            outer = text[start - 1 : start], text[end : end + 1]
            if (
                not (outer[0] and outer[0] in before)
                and not (outer[1] and outer[1] in after)
                and taken.isdisjoint(range(start, end))
            ):
                taken.update(range(start, end))
                hint = (
                    "docgen check --fix 可以改正" if certain else "核对原意；确实无误时注明 # docgen: ignore K302 原因"
                )
                yield Finding(
                    f"“{wrong}”应为“{right}”",
                    hint,
                    start,
                    end,
                    right if certain else None,
                )
            start = text.find(wrong, end)
    for found in _BARE_BOTH.finditer(text) if "既" in characters else ():
        yield Finding("“既可”应为“即可”", "“既”要与“又、也”呼应；核对原意", found.start(), found.end())
    for found in _UP_TO.finditer(text) if "截" in characters else ():
        yield Finding(
            f"“{found[0]}”应为“截至”",
            "docgen check --fix 可以改正",
            found.start(),
            found.end(),
            "截至",
        )
    yield from _latin_slips(content)


# 截止 ends something (报名截止); up to a time is 截至.
_UP_TO = re.compile(
    r"(?:^|(?<=[，。；、：\n]))截止(?:到|至)?(?=目前|今天|今日|上月|本月|上年|本年|年底|月底|\d{4}年|\d{1,2}月)",
    re.MULTILINE,
)
# 既可 without 又 or 也 after it is 即可.
_BARE_BOTH = re.compile(r"既可(?!以|能)(?![^。；\n]*(?:又|也|还|亦|且|更|并))")


_WITHIN_WORD = re.compile(r"[A-Za-z0-9]")


@cache
def _latin_wrongs() -> Words:
    return Words(wrong for wrong, _right in rows("latin_slips"))


def _latin_slips(content: Content) -> Iterator[Finding]:
    """0 for O, l for I, in words of capitals."""
    if not content.characters & frozenset("01lO") or not content.may_hold_any(_latin_wrongs()):
        return
    text = content.text
    for wrong, right in rows("latin_slips"):
        start = text.find(wrong)
        while start >= 0:
            end = start + len(wrong)
            if not _WITHIN_WORD.match(text[start - 1 : start]) and not _WITHIN_WORD.match(text[end : end + 1]):
                fact = f"“{wrong}”应为“{right}”：数字与字母混了"
                yield Finding(fact, "docgen check --fix 可以改正", start, end, right)
            start = text.find(wrong, end)


_SPACE = re.compile(rf"(?<=[{HAN}])[ \u00a0]+(?=[{HAN}])")
_BLANK = frozenset(" \u00a0")
_AFTER_NUMBER = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]+[章节条款编篇部分项期页]|[一二三四五六七八九十]+|附[录件图表][A-Z\d一二三四五六七八九十]*|[图表]|例如|比如|譬如)$"
)


@rule("K303", "inner-space", "词语里夹了空格或断行", fixable=True, needs=" \u00a0\n")
def inner_space(content: Content) -> Iterator[Finding]:
    """汉字之间夹了空格（总 则、回 笼），或者一句话被拆成两段。

    为什么：从网页或扫描件复制来的文字常把词拆开，搜索不到，断行也不对。编号之后、并列的词语之间的空格不算；标题要拉开距离用样式。
    不好：做好货款回 笼工作。
    好：做好货款回笼工作。
    来源：GB/T 15834—2011；通行的排版规范。
    """
    yield from _broken_lines(content)
    for piece in _pieces_with(content, _SPACE) if content.characters & _BLANK else ():
        for line_start, line in _lines(piece):
            found = list(_SPACE.finditer(line))
            if not found or not _is_prose(line, found):
                continue
            kept = [keep.span() for keep in _KEPT_SPACES.finditer(line)]
            for gap in found:
                if any(left <= gap.start() < right for left, right in kept):
                    continue
                before, after = line[: gap.start()], line[gap.end() :]
                left, right = re.split("[ \u00a0]", before)[-1], re.split("[ \u00a0]", after)[0]
                if _AFTER_NUMBER.search(before.strip()) or re.match(r"[^，。；]{1,10}[：:]", after):
                    continue
                if not _splits_word(line, found, left, right):
                    continue
                word = f"{before[-2:]}{gap[0]}{after[:2]}"
                start = line_start + gap.start()
                hint = "删去空格；docgen check --fix 可以改正"
                yield Finding(f"汉字之间有空格：“{word}”", hint, start, start + len(gap[0]), "")


# 大 中 小 is a choice; a standard's title parts its subject from its name: 《信息安全技术 网络安全等级保护基本要求》.
_KEPT_SPACES = re.compile(
    rf"[：:（【][{HAN}](?:[ ]+[{HAN}]){{2,}}(?=[】）。；，]|$)|《[{HAN}]{{4,}}(?:[ ][{HAN}]{{4,}})+》"
)
# 每月 / 汇总成简报: a paragraph that ends inside a clause, and the next one that goes on with it.
_BROKEN = re.compile(rf"(?P<left>[，；][{HAN}]{{1,6}})\n[ 　]*\n[ 　]*(?P<right>[{HAN}][^\n]{{3,}}[。；])")
_NO_CONTINUATION = re.compile(
    r"第[一二三四五六七八九十\d]|[一二三四五六七八九十]{1,2}[、.是]|其[一二三四]|附|注|此致|敬礼|特此|以上|首先|其次|最后|综上|总之"
)


def _broken_lines(content: Content) -> Iterator[Finding]:
    for found in _BROKEN.finditer(content.text) if "\n\n" in content.text else ():
        if _NO_CONTINUATION.match(found["right"]):
            continue
        fact = "一句话被拆成两段：“{left}／{right}”".format(left=found["left"][1:], right=found["right"][:6])
        yield Finding(fact, "把两段接起来", found.start("left") + 1, found.end("left"))


def _pieces_with(content: Content, pattern: re.Pattern[str]) -> Iterator[Piece]:
    seen = -1
    for found in pattern.finditer(content.text):
        piece = content.piece_at(found.start())
        if piece.start != seen:
            seen = piece.start
            yield piece


def _lines(piece: Piece) -> Iterator[tuple[int, str]]:
    start = piece.start
    for line in piece.text.split("\n"):
        yield start, line
        start += len(line) + 1


def _is_prose(line: str, gaps: list[re.Match[str]]) -> bool:
    """Table lines and fields laid out by spaces are not prose."""
    return not line.lstrip().startswith("|") and not any(len(gap[0]) > 3 for gap in gaps)


_NEW_ITEM = re.compile(r"(?:了解|熟悉|掌握|理解|运用|第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、)")


def _splits_word(line: str, gaps: list[re.Match[str]], left: str, right: str) -> bool:
    """One space in a sentence splits a word; words parted by spaces (语音 数据 互联网) are a list."""
    tail, head = re.split(r"[，。；：、！？（）《》“”]", left)[-1], re.split(r"[，。；：、！？（）《》“”]", right)[0]
    if _NEW_ITEM.match(right):
        return False
    if len(gaps) > 1 and min(len(tail), len(head)) > 1:
        return False
    if not re.search(r"[，。；、：]", line) and len(tail) > 1 and len(head) > 1:
        return len(gaps) == 1 and len(line) > 12
    return True


_WIDE = "".join(chr(ord(mark) + 0xFEE0) for mark in string.digits + string.ascii_letters)
_WIDE_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:[．％／－＋][０-９Ａ-Ｚａ-ｚ]*)*")


@rule("K304", "full-width-digit", "全角的数字和字母", fixable=True, needs=_WIDE)
def full_width_digit(content: Content) -> Iterator[Finding]:
    """数字或西文字母是全角的：１０家、ＶＰＮ。

    为什么：全角数字宽窄不一，不能按数查找和核算；数字应用半角。
    不好：每天回访不少于１０家
    好：每天回访不少于10家
    来源：GB/T 15835—2011。
    """
    for found in _WIDE_RUN.finditer(content.text):
        half = "".join(chr(ord(character) - 0xFEE0) for character in found[0])
        hint = f"改成“{half}”；docgen check --fix 可以改正"
        yield Finding(f"“{found[0]}”是全角的", hint, found.start(), found.end(), half)


_YEAR = re.compile(r"(?<![\d〇○零一二三四五六七八九０-９])[\d〇○零一二三四五六七八九０-９]{4}[ ]?$")
_MIXED_DAY = re.compile(r"\d{1,2}月[一二三四五六七八九十]{1,3}日|[一二三四五六七八九十]{1,2}月\d{1,2}日")
_CHINESE_MONTH = together("一二三四五六七八九十", "月")
_CHINESE_DIGIT = re.compile("[〇○零一二三四五六七八九]")
_DIGIT = re.compile("[0-9０-９]")


@rule("K307", "mixed-numeral", "汉字数字与阿拉伯数字混写", needs="年月")
def mixed_numeral(content: Content) -> Iterator[Finding]:
    """一个年份或日期里，汉字数字和阿拉伯数字混着写：二○○9年、3月十五日。

    为什么：同一个数只用一种写法。
    不好：二○○9年
    好：2009年，或二〇〇九年
    来源：GB/T 15835—2011。
    """
    place = content.text.find("年")
    while place >= 0:
        start = max(0, place - 6)
        before = content.text[start:place]
        found = _YEAR.search(before) if _DIGIT.search(before) else None
        if found and _CHINESE_DIGIT.search(found[0]) and _DIGIT.search(found[0]):
            yield Finding(f"“{found[0]}年”混用了两种数字", "只用一种写法", start + found.start(), place)
        place = content.text.find("年", place + 1)
    for day in (
        _MIXED_DAY.finditer(content.text)
        if content.may_hold_any(_CHINESE_MONTH) or "月" in content.after_digits
        else ()
    ):
        yield Finding(f"“{day[0]}”混用了两种数字", "只用一种写法", day.start(), day.end())
