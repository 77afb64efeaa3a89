"""Numbers in words for the text formats of w:numFmt (ECMA-376 part 1 §17.18.59): English, Korean, Hindi, Thai, Vietnamese.

Each takes a number from 1 and gives None beyond what it can say.
"""

from __future__ import annotations

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_ENDS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
_KOREAN_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_KOREAN_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_THAI = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_THAI_UNITS = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_VIETNAMESE = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# Every number to 100 has a word of its own.
_HINDI = [
    "एक",
    "दो",
    "तीन",
    "चार",
    "पाँच",
    "छः",
    "सात",
    "आठ",
    "नौ",
    "दस",
    "ग्यारह",
    "बारह",
    "तेरह",
    "चौदह",
    "पन्द्रह",
    "सोलह",
    "सत्रह",
    "अठारह",
    "उन्नीस",
    "बीस",
    "इक्कीस",
    "बाईस",
    "तेईस",
    "चौबीस",
    "पच्चीस",
    "छब्बीस",
    "सत्ताईस",
    "अट्ठाईस",
    "उनतीस",
    "तीस",
    "इकतीस",
    "बत्तीस",
    "तैंतीस",
    "चौंतीस",
    "पैंतीस",
    "छत्तीस",
    "सैंतीस",
    "अड़तीस",
    "उनतालीस",
    "चालीस",
    "इकतालीस",
    "बयालीस",
    "तैंतालीस",
    "चौवालीस",
    "पैंतालीस",
    "छियालीस",
    "सैंतालीस",
    "अड़तालीस",
    "उनचास",
    "पचास",
    "इक्यावन",
    "बावन",
    "तिरेपन",
    "चौवन",
    "पचपन",
    "छप्पन",
    "सत्तावन",
    "अट्ठावन",
    "उनसठ",
    "साठ",
    "इकसठ",
    "बासठ",
    "तिरेसठ",
    "चौंसठ",
    "पैंसठ",
    "छियासठ",
    "सड़सठ",
    "अड़सठ",
    "उनहत्तर",
    "सत्तर",
    "इकहत्तर",
    "बहत्तर",
    "तिहत्तर",
    "चौहत्तर",
    "पचहत्तर",
    "छिहत्तर",
    "सतहत्तर",
    "अठहत्तर",
    "उन्यासी",
    "अस्सी",
    "इक्यासी",
    "बयासी",
    "तिरासी",
    "चौरासी",
    "पचासी",
    "छियासी",
    "सत्तासी",
    "अट्ठासी",
    "नवासी",
    "नब्बे",
    "इक्यानबे",
    "बानबे",
    "तिरानबे",
    "चौरानबे",
    "पंचानबे",
    "छियानबे",
    "सत्तानबे",
    "अट्ठानबे",
    "निन्यानबे",
    "सौ",
]


def english_cardinal(number: int) -> str | None:
    """Twenty-one, One hundred five."""
    words = _english(number)
    return None if words is None else words[0].upper() + words[1:]


def english_ordinal(number: int) -> str | None:
    """Twenty-first, One hundredth."""
    words = _english(number)
    if words is None:
        return None
    head, last = words[: max(words.rfind(" "), words.rfind("-")) + 1], words.replace("-", " ").split()[-1]
    last = _ORDINAL_ENDS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + last)[0].upper() + (head + last)[1:]


def english_ordinal_digits(number: int) -> str:
    """1st, 12th, 23rd."""
    end = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def english_dollars(number: int) -> str | None:
    """One and 00/100."""
    words = english_cardinal(number)
    return None if words is None else f"{words} and 00/100"


def _english(number: int) -> str | None:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    for worth, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= worth:
            count, rest = divmod(number, worth)
            if count >= 1_000:
                return None
            return f"{_english(count)} {name}" + (f" {_english(rest)}" if rest else "")
    return None


def korean_native(number: int) -> str | None:
    """하나, 열하나, 아흔아홉: native words end at 99."""
    return _KOREAN_TENS[number // 10] + _KOREAN_ONES[number % 10] if number < 100 else None


def hindi(number: int) -> str | None:
    """एक … निन्यानबे, सौ."""
    return _HINDI[number - 1] if number <= len(_HINDI) else None


def thai(number: int) -> str | None:
    """สิบเอ็ด, ยี่สิบเอ็ด, หนึ่งร้อย: one after tens is เอ็ด, two tens are ยี่สิบ."""
    if number >= 10**6:
        return None
    text = ""
    for power in range(5, -1, -1):
        digit = number // 10**power % 10
        if not digit:
            continue
        if power == 1 and digit < 3:
            text += ("", "ยี่")[digit - 1]
        elif power == 0 and digit == 1 and number > 10:
            text += "เอ็ด"
            continue
        else:
            text += _THAI[digit]
        text += _THAI_UNITS[power]
    return text


def vietnamese(number: int) -> str | None:
    """một, mười, mười một, hai mười một: to 99."""
    if number >= 100:
        return None
    tens, ones = divmod(number, 10)
    words = [_VIETNAMESE[tens] if tens > 1 else "", "mười" if tens else "", _VIETNAMESE[ones]]
    return " ".join(word for word in words if word)
