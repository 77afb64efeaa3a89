"""Ordinals as text in every format that a Word page can show: 一百二十, ①, AA, iv, 12.

One table, `FORMATS`, by the names of w:numFmt (ECMA-376 part 1 §17.18.59). Headings, lists, captions, page numbers and
what is read of other people's files print from it. A number that a format cannot write is printed in digits, as Word does.

Where Word prints something else than the standard's text says, Word wins ([MS-OI29500] §2.1.540, [MS-DOCX] §2.4):
ideographEnclosedCircle is ㈠ and not ㊀, hindiVowels are consonants and the other way round, bahtText is decimal,
aiueo begins again after its last character. Word's text formats (cardinalText, ordinal …) follow the language of the
run; here they are English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from docgen.text import ordinal_words
from docgen.text.numerals import grouped

OrdinalFormat = Literal[
    "chineseCountingThousand", "decimal", "lowerLetter", "upperLetter", "decimalEnclosedCircle", "bullet"
]  # those that docgen's own schemes use

_Writer = Callable[[int], str | None]  # a number from 1 → its text; None where the format has none
_LARGEST = 10**16  # what Chinese units can say
_ROUNDS = 30  # Word's letters end at 780

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_HEBREW = (
    (900, "ץ"), (800, "ף"), (700, "ן"), (600, "ם"), (500, "ך"), (400, "ת"), (300, "ש"), (200, "ר"), (100, "ק"),
    (90, "צ"), (80, "פ"), (70, "ע"), (60, "ס"), (50, "נ"), (40, "מ"), (30, "ל"), (20, "כ"), (10, "י"),
    (9, "ט"), (8, "ח"), (7, "ז"), (6, "ו"), (5, "ה"), (4, "ד"), (3, "ג"), (2, "ב"), (1, "א"),
)  # fmt: skip
_HEBREW_LETTERS = "אבגדהוזחטיכלמנסעפצקרשת"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_COUNTING = "一二三四五六七八九"
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RUSSIAN = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"
_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_HALF_WIDTH = dict(zip(map(ord, _AIUEO), (*range(0xFF71, 0xFF9D), 0xFF66, 0xFF9D), strict=True))
_ARABIC_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_THAI = "".join(map(chr, (0xE01, 0xE02, 0xE04, *range(0xE07, 0xE24), 0xE25, *range(0xE27, 0xE2F))))
_DEVANAGARI = "".join(map(chr, range(0x915, 0x93A)))
_DEVANAGARI_VOWELS = (*map(chr, range(0x905, 0x915)), "अं", "अः")


def ordinal(number: int, form: str, custom: str = "") -> str:
    """`number` as a page shows it in a w:numFmt; digits where the format is not known or has nothing for it.

    `custom` is the w:format of numFmt="custom" ("001, 002, 003, ..."). "bullet" and "none" print nothing: what a bullet
    shows is its level's text.
    """
    if form in ("bullet", "none"):
        return ""
    if form == "custom":
        return _custom(number, custom)
    write = FORMATS.get(form)
    first = 0 if form in _WITH_ZERO else 1
    text = write(number) if write is not None and first <= number < _LARGEST else None
    return str(number) if text is None else text


def field_format(switch: str) -> str:
    r"""The w:numFmt that a field's \* switch names (ECMA-376 part 1 §17.16.4.3.1), "" for none: `roman` → lowerRoman."""
    return _SWITCHES.get(switch) or _SWITCHES.get(switch.upper(), "")


# --- ways of writing ---


def _repeated(symbols: str | tuple[str, ...]) -> _Writer:
    """a … z, aa, bb: the same symbol once more in each round, up to Word's thirty."""

    def write(number: int) -> str | None:
        rounds, place = divmod(number - 1, len(symbols))
        return symbols[place] * (rounds + 1) if rounds < _ROUNDS else None

    return write


def _cyclic(symbols: str | tuple[str, ...]) -> _Writer:
    return lambda number: symbols[(number - 1) % len(symbols)]


def _fixed(symbols: str) -> _Writer:
    return lambda number: symbols[number - 1] if number <= len(symbols) else None


def _digits(symbols: str) -> _Writer:
    """Digit by digit: 105 → 一〇五."""
    return lambda number: "".join(symbols[int(digit)] for digit in str(number))


def _chinese(digits: str, units: str, large: str) -> _Writer:
    """As spoken, with one 零 for a gap: 105 → 一百零五."""

    def write(number: int) -> str:
        text = grouped(number, digits, ("", *units), (large[0], large[1]))
        return text[1:] if text.startswith("一十") else text

    return write


def _spoken_to_99(digits: str) -> _Writer:
    """十, 二十一, and from 100 on digit by digit: 一○五. `digits` begin with the zero."""
    spoken, plain = _chinese(digits, "十百千", "万亿"), _digits(digits)
    return lambda number: spoken(number) if number < 100 else plain(number)


def _units(digits: str, units: str, *, ones: bool) -> _Writer:
    """Units without zeros for gaps: 205 → 二百五; `ones` False: 百 and not 一百."""

    def write(number: int) -> str | None:
        if number >= 10**8:
            return None
        high, low = divmod(number, 10_000)
        if high:
            return (write(high) or "") + units[3] + ((write(low) or "") if low else "")
        text = ""
        for power in (3, 2, 1, 0):
            digit = number // 10**power % 10
            if digit:
                text += digits[digit - 1] if ones or digit > 1 or power == 0 else ""
                text += units[power - 1] if power else ""
        return text

    return write


def _additive(values: tuple[tuple[int, str], ...], below: int) -> _Writer:
    """Signs for values, largest first: XIX."""

    def write(number: int) -> str | None:
        if number >= below:
            return None
        text = ""
        for worth, sign in values:
            count, number = divmod(number, worth)
            text += sign * count
        return text

    return write


def _lower(write: _Writer) -> _Writer:
    return lambda number: None if (text := write(number)) is None else text.lower()


def _half_width(write: _Writer) -> _Writer:
    """Full-width katakana → half-width ones; ヰ and ヱ have none."""
    return lambda number: (write(number) or "").translate(_HALF_WIDTH)


def _hebrew(number: int) -> str | None:
    """Values of letters; 15 and 16 as 9 + 6 and 9 + 7, since 10 + 5 and 10 + 6 would spell the Name."""
    text = _additive(_HEBREW, 1000)(number)
    return None if text is None else text.replace("יה", "טו").replace("יו", "טז")


def _hebrew_letters(number: int) -> str | None:
    rounds, letter = divmod(number - 1, len(_HEBREW_LETTERS))
    if rounds >= _ROUNDS:
        return None
    return _HEBREW_LETTERS[-1] * rounds + _HEBREW_LETTERS[letter]


def _enclosed(first: int, count: int) -> _Writer:
    return _fixed("".join(map(chr, range(first, first + count))))


def _zodiac(number: int) -> str:
    """甲子, 乙丑 … 癸亥: sixty, then again."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


_roman = _additive(_ROMAN, 2**15)
_iroha = _cyclic(_IROHA)
_aiueo = _cyclic(_AIUEO)
_japanese_units, _korean_units = "十百千万", "십백천만"

FORMATS: Mapping[str, _Writer] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 10),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "upperRoman": _roman,
    "lowerRoman": _lower(_roman),
    "upperLetter": _repeated(_LATIN),
    "lowerLetter": _repeated(_LATIN.lower()),
    "chicago": _repeated("*†‡§"),
    "ordinal": ordinal_words.english_ordinal_digits,
    "cardinalText": ordinal_words.english_cardinal,
    "ordinalText": ordinal_words.english_ordinal,
    "dollarText": ordinal_words.english_dollars,
    "bahtText": str,
    # Chinese
    "chineseCounting": _spoken_to_99("○" + _COUNTING),
    "chineseCountingThousand": _chinese("零" + _COUNTING, "十百千", "万亿"),
    "chineseLegalSimplified": _chinese("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "萬億"),
    "taiwaneseCounting": _spoken_to_99("○" + _COUNTING),
    "taiwaneseCountingThousand": _chinese("零" + _COUNTING, "十百千", "萬億"),
    "taiwaneseDigital": _digits("○" + _COUNTING),
    "ideographLegalTraditional": _chinese("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬億"),
    "ideographDigital": _digits("〇" + _COUNTING),
    "ideographEnclosedCircle": _enclosed(0x3220, 10),
    "ideographTraditional": _fixed(_STEMS),
    "ideographZodiac": _fixed(_BRANCHES),
    "ideographZodiacTraditional": _zodiac,
    # Japanese and Korean
    "japaneseCounting": _units(_COUNTING, _japanese_units, ones=False),
    "japaneseLegal": _units("壱弐参四伍六七八九", "拾百阡萬", ones=True),
    "japaneseDigitalTenThousand": _digits("〇" + _COUNTING),
    "aiueo": _half_width(_aiueo),
    "aiueoFullWidth": _aiueo,
    "iroha": _half_width(_iroha),
    "irohaFullWidth": _iroha,
    "ganada": _cyclic("가나다라마바사아자차카타파하"),
    "chosung": _cyclic("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零" + _COUNTING),
    "koreanCounting": _units("일이삼사오육칠팔구", _korean_units, ones=False),
    "koreanLegal": ordinal_words.korean_native,
    # other scripts
    "russianLower": _repeated(_RUSSIAN.lower()),
    "russianUpper": _repeated(_RUSSIAN),
    "hebrew1": _hebrew,
    "hebrew2": _hebrew_letters,
    "arabicAlpha": _repeated(_ARABIC_ALPHA),
    "arabicAbjad": _repeated(_ARABIC_ABJAD),
    "hindiVowels": _repeated(_DEVANAGARI),
    "hindiConsonants": _repeated(_DEVANAGARI_VOWELS),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "hindiCounting": ordinal_words.hindi,
    "thaiLetters": _repeated(_THAI),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "thaiCounting": ordinal_words.thai,
    "vietnameseCounting": ordinal_words.vietnamese,
}

# Formats that go on writing in their own way at 0, where a first page may be counted from.
_WITH_ZERO = frozenset({
    "decimalFullWidth", "decimalFullWidth2", "decimalZero", "numberInDash", "taiwaneseDigital", "ideographDigital",
    "japaneseDigitalTenThousand", "koreanDigital", "koreanDigital2", "hindiNumbers", "thaiNumbers",
})  # fmt: skip

# Names of a field's number formats (§17.16.4.3.1); those that depend on the language are taken as Chinese.
_SWITCHES: Mapping[str, str] = {
    "Arabic": "decimal", "ARABIC": "decimal", "ARABICDASH": "numberInDash", "ArabicDash": "numberInDash",
    "ALPHABETIC": "upperLetter", "alphabetic": "lowerLetter", "ROMAN": "upperRoman", "Roman": "upperRoman",
    "roman": "lowerRoman", "ORDINAL": "ordinal", "CARDTEXT": "cardinalText", "ORDTEXT": "ordinalText", "HEX": "hex",
    "DOLLARTEXT": "dollarText", "BAHTTEXT": "bahtText", "CHINESENUM1": "chineseCounting",
    "CHINESENUM2": "chineseLegalSimplified", "CHINESENUM3": "chineseCountingThousand", "GB1": "decimalEnclosedFullstop",
    "GB2": "decimalEnclosedParen", "GB3": "decimalEnclosedCircleChinese", "GB4": "ideographEnclosedCircle",
    "CIRCLENUM": "decimalEnclosedCircle", "DBCHAR": "decimalFullWidth", "SBCHAR": "decimalHalfWidth",
    "DBNUM1": "ideographDigital", "DBNUM2": "chineseCountingThousand", "DBNUM3": "chineseLegalSimplified",
    "DBNUM4": "japaneseDigitalTenThousand", "ZODIAC1": "ideographTraditional", "ZODIAC2": "ideographZodiac",
    "ZODIAC3": "ideographZodiacTraditional", "AIUEO": "aiueoFullWidth", "IROHA": "irohaFullWidth", "GANADA": "ganada",
    "CHOSUNG": "chosung", "HEBREW1": "hebrew1", "HEBREW2": "hebrew2", "ARABICALPHA": "arabicAlpha",
    "ARABICABJAD": "arabicAbjad", "HINDIARABIC": "hindiNumbers", "HINDICARDTEXT": "hindiCounting",
    "HINDILETTER1": "hindiConsonants", "HINDILETTER2": "hindiVowels", "THAIARABIC": "thaiNumbers",
    "THAICARDTEXT": "thaiCounting", "THAILETTER": "thaiLetters", "VIETCARDTEXT": "vietnameseCounting",
}  # fmt: skip

_PADDED = re.compile(r"\s*(0+)1\s*(?:,|，|$)")


def _custom(number: int, pattern: str) -> str:
    """numFmt="custom" ([MS-DOCX] §2.4): "001, 002, 003, ..." by its zeros, another list by the format that begins so."""
    padded = _PADDED.match(pattern)
    if padded:
        return f"{number:0{len(padded[1]) + 1}d}"
    return ordinal(number, _beginning_with(pattern))


@cache
def _beginning_with(pattern: str) -> str:
    firsts = [item.strip() for item in re.split(r"[,，]", pattern)[:3]]
    for name in FORMATS:
        if firsts in ([ordinal(n, name) for n in (1, 2, 3)], [ordinal(n, name) for n in (1, 10, 100)]):
            return name
    return "decimal"
