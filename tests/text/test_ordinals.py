"""Every number format of a Word page: literal values from the standard's text (ECMA-376 part 1 §17.18.59), and LibreOffice as judge.

Where Word is known to differ from the text ([MS-OI29500] §2.1.540), the value is Word's.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bare_word import definition, instance, level, override, para, saved_docx
from docgen.text.numerals import chinese_number
from docgen.text.ordinals import FORMATS, field_format, ordinal
from office import libreoffice_file

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV XXVI XXVII XXVIII XXIX XXX"
_LETTERS = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z AA BB CC DD"
_CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一 二十二 二十三 二十四 二十五 二十六 二十七 二十八 二十九 三十"
_DIGITAL = "一 二 三 四 五 六 七 八 九 一{0} 一一 一二 一三 一四 一五 一六 一七 一八 一九 二{0} 二一 二二 二三 二四 二五 二六 二七 二八 二九 三{0}"
_PLAIN = " ".join(map(str, range(1, 31)))

# format → what stands for 1 … 30
FIRST_THIRTY = {
    "decimal": _PLAIN,
    "decimalHalfWidth": _PLAIN,
    "bahtText": _PLAIN,
    "decimalFullWidth": "１ ２ ３ ４ ５ ６ ７ ８ ９ １０ １１ １２ １３ １４ １５ １６ １７ １８ １９ ２０ ２１ ２２ ２３ ２４ ２５ ２６ ２７ ２８ ２９ ３０",
    "decimalFullWidth2": "１ ２ ３ ４ ５ ６ ７ ８ ９ １０ １１ １２ １３ １４ １５ １６ １７ １８ １９ ２０ ２１ ２２ ２３ ２４ ２５ ２６ ２７ ２８ ２９ ３０",
    "decimalZero": "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
    "decimalEnclosedCircle": "① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⑪ ⑫ ⑬ ⑭ ⑮ ⑯ ⑰ ⑱ ⑲ ⑳ 21 22 23 24 25 26 27 28 29 30",
    "decimalEnclosedCircleChinese": "① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
    "decimalEnclosedFullstop": "⒈ ⒉ ⒊ ⒋ ⒌ ⒍ ⒎ ⒏ ⒐ ⒑ ⒒ ⒓ ⒔ ⒕ ⒖ ⒗ ⒘ ⒙ ⒚ ⒛ 21 22 23 24 25 26 27 28 29 30",
    "decimalEnclosedParen": "⑴ ⑵ ⑶ ⑷ ⑸ ⑹ ⑺ ⑻ ⑼ ⑽ ⑾ ⑿ ⒀ ⒁ ⒂ ⒃ ⒄ ⒅ ⒆ ⒇ 21 22 23 24 25 26 27 28 29 30",
    "hex": "1 2 3 4 5 6 7 8 9 A B C D E F 10 11 12 13 14 15 16 17 18 19 1A 1B 1C 1D 1E",
    "upperRoman": _ROMAN,
    "lowerRoman": _ROMAN.lower(),
    "upperLetter": _LETTERS,
    "lowerLetter": _LETTERS.lower(),
    "chicago": "* † ‡ § ** †† ‡‡ §§ *** ††† ‡‡‡ §§§ **** †††† ‡‡‡‡ §§§§ ***** ††††† ‡‡‡‡‡ §§§§§ ****** †††††† ‡‡‡‡‡‡ §§§§§§ ******* ††††††† ‡‡‡‡‡‡‡ §§§§§§§ ******** ††††††††",
    "ordinal": "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th 13th 14th 15th 16th 17th 18th 19th 20th 21st 22nd 23rd 24th 25th 26th 27th 28th 29th 30th",
    "cardinalText": "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen Twenty Twenty-one Twenty-two Twenty-three Twenty-four Twenty-five Twenty-six Twenty-seven Twenty-eight Twenty-nine Thirty",
    "ordinalText": "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth Twenty-first Twenty-second Twenty-third Twenty-fourth Twenty-fifth Twenty-sixth Twenty-seventh Twenty-eighth Twenty-ninth Thirtieth",
    "chineseCounting": _CHINESE,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCounting": _CHINESE,
    "taiwaneseCountingThousand": _CHINESE,
    "japaneseCounting": _CHINESE,
    "chineseLegalSimplified": "壹 贰 叁 肆 伍 陆 柒 捌 玖 壹拾 壹拾壹 壹拾贰 壹拾叁 壹拾肆 壹拾伍 壹拾陆 壹拾柒 壹拾捌 壹拾玖 贰拾 贰拾壹 贰拾贰 贰拾叁 贰拾肆 贰拾伍 贰拾陆 贰拾柒 贰拾捌 贰拾玖 叁拾",
    "ideographLegalTraditional": "壹 貳 參 肆 伍 陸 柒 捌 玖 壹拾 壹拾壹 壹拾貳 壹拾參 壹拾肆 壹拾伍 壹拾陸 壹拾柒 壹拾捌 壹拾玖 貳拾 貳拾壹 貳拾貳 貳拾參 貳拾肆 貳拾伍 貳拾陸 貳拾柒 貳拾捌 貳拾玖 參拾",
    "japaneseLegal": "壱 弐 参 四 伍 六 七 八 九 壱拾 壱拾壱 壱拾弐 壱拾参 壱拾四 壱拾伍 壱拾六 壱拾七 壱拾八 壱拾九 弐拾 弐拾壱 弐拾弐 弐拾参 弐拾四 弐拾伍 弐拾六 弐拾七 弐拾八 弐拾九 参拾",
    "ideographDigital": _DIGITAL.format("〇"),
    "japaneseDigitalTenThousand": _DIGITAL.format("〇"),
    "taiwaneseDigital": _DIGITAL.format("○"),
    "koreanDigital2": _DIGITAL.format("零"),
    "ideographEnclosedCircle": "㈠ ㈡ ㈢ ㈣ ㈤ ㈥ ㈦ ㈧ ㈨ ㈩ 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
    "ideographTraditional": "甲 乙 丙 丁 戊 己 庚 辛 壬 癸 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
    "ideographZodiac": "子 丑 寅 卯 辰 巳 午 未 申 酉 戌 亥 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30",
    "ideographZodiacTraditional": "甲子 乙丑 丙寅 丁卯 戊辰 己巳 庚午 辛未 壬申 癸酉 甲戌 乙亥 丙子 丁丑 戊寅 己卯 庚辰 辛巳 壬午 癸未 甲申 乙酉 丙戌 丁亥 戊子 己丑 庚寅 辛卯 壬辰 癸巳",
    "aiueo": "ｱ ｲ ｳ ｴ ｵ ｶ ｷ ｸ ｹ ｺ ｻ ｼ ｽ ｾ ｿ ﾀ ﾁ ﾂ ﾃ ﾄ ﾅ ﾆ ﾇ ﾈ ﾉ ﾊ ﾋ ﾌ ﾍ ﾎ",
    "aiueoFullWidth": "ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ",
    "iroha": "ｲ ﾛ ﾊ ﾆ ﾎ ﾍ ﾄ ﾁ ﾘ ﾇ ﾙ ｦ ﾜ ｶ ﾖ ﾀ ﾚ ｿ ﾂ ﾈ ﾅ ﾗ ﾑ ｳ ヰ ﾉ ｵ ｸ ﾔ ﾏ",
    "irohaFullWidth": "イ ロ ハ ニ ホ ヘ ト チ リ ヌ ル ヲ ワ カ ヨ タ レ ソ ツ ネ ナ ラ ム ウ ヰ ノ オ ク ヤ マ",
    "ganada": "가 나 다 라 마 바 사 아 자 차 카 타 파 하 가 나 다 라 마 바 사 아 자 차 카 타 파 하 가 나",
    "chosung": "ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅅ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅅ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ ㄱ ㄴ",
    "koreanDigital": "일 이 삼 사 오 육 칠 팔 구 일영 일일 일이 일삼 일사 일오 일육 일칠 일팔 일구 이영 이일 이이 이삼 이사 이오 이육 이칠 이팔 이구 삼영",
    "koreanCounting": "일 이 삼 사 오 육 칠 팔 구 십 십일 십이 십삼 십사 십오 십육 십칠 십팔 십구 이십 이십일 이십이 이십삼 이십사 이십오 이십육 이십칠 이십팔 이십구 삼십",
    "koreanLegal": "하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열 열하나 열둘 열셋 열넷 열다섯 열여섯 열일곱 열여덟 열아홉 스물 스물하나 스물둘 스물셋 스물넷 스물다섯 스물여섯 스물일곱 스물여덟 스물아홉 서른",
    "russianLower": "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ы э ю я аа",
    "russianUpper": "А Б В Г Д Е Ж З И К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ы Э Ю Я АА",
    "hebrew1": "א ב ג ד ה ו ז ח ט י יא יב יג יד טו טז יז יח יט כ כא כב כג כד כה כו כז כח כט ל",
    "hebrew2": "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת תא תב תג תד תה תו תז תח",
    "arabicAlpha": "أ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي أأ بب",
    "arabicAbjad": "أ ب ج د ه و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ أأ بب",
    "hindiVowels": "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न ऩ प फ ब भ म य र ऱ ल",
    "hindiConsonants": "अ आ इ ई उ ऊ ऋ ऌ ऍ ऎ ए ऐ ऑ ऒ ओ औ अं अः अअ आआ इइ ईई उउ ऊऊ ऋऋ ऌऌ ऍऍ ऎऎ एए ऐऐ",
    "hindiNumbers": "१ २ ३ ४ ५ ६ ७ ८ ९ १० ११ १२ १३ १४ १५ १६ १७ १८ १९ २० २१ २२ २३ २४ २५ २६ २७ २८ २९ ३०",
    "hindiCounting": "एक दो तीन चार पाँच छः सात आठ नौ दस ग्यारह बारह तेरह चौदह पन्द्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस",
    "thaiLetters": "ก ข ค ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม",
    "thaiNumbers": "๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙ ๑๐ ๑๑ ๑๒ ๑๓ ๑๔ ๑๕ ๑๖ ๑๗ ๑๘ ๑๙ ๒๐ ๒๑ ๒๒ ๒๓ ๒๔ ๒๕ ๒๖ ๒๗ ๒๘ ๒๙ ๓๐",
    "thaiCounting": "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง สิบสาม สิบสี่ สิบห้า สิบหก สิบเจ็ด สิบแปด สิบเก้า ยี่สิบ ยี่สิบเอ็ด ยี่สิบสอง ยี่สิบสาม ยี่สิบสี่ ยี่สิบห้า ยี่สิบหก ยี่สิบเจ็ด ยี่สิบแปด ยี่สิบเก้า สามสิบ",
}  # fmt: skip
# The same for formats whose words hold spaces.
SPACED = {
    "numberInDash": {1: "- 1 -", 10: "- 10 -", 30: "- 30 -", 0: "- 0 -"},
    "dollarText": {1: "One and 00/100", 12: "Twelve and 00/100", 30: "Thirty and 00/100"},
    "vietnameseCounting": {1: "một", 9: "chín", 10: "mười", 11: "mười một", 15: "mười năm", 20: "hai mười", 21: "hai mười một", 30: "ba mười"},
}  # fmt: skip
LARGE = {
    "decimal": {1000: "1000", 0: "0"},
    "decimalZero": {99: "99", 100: "100"},
    "upperRoman": {99: "XCIX", 400: "CD", 1999: "MCMXCIX", 4000: "MMMM"},
    "upperLetter": {52: "ZZ", 53: "AAA", 78: "ZZZ", 780: "Z" * 30, 781: "781"},
    "hex": {255: "FF", 4096: "1000"},
    "cardinalText": {100: "One hundred", 105: "One hundred five", 1999: "One thousand nine hundred ninety-nine"},
    "ordinalText": {100: "One hundredth", 140: "One hundred fortieth", 1001: "One thousand first"},
    "ordinal": {101: "101st", 111: "111th", 112: "112th", 1002: "1002nd"},
    "chineseCounting": {99: "九十九", 100: "一○○", 105: "一○五", 1010: "一○一○"},
    "taiwaneseCounting": {99: "九十九", 100: "一○○"},
    "chineseCountingThousand": {100: "一百", 101: "一百零一", 110: "一百一十", 1001: "一千零一", 1010: "一千零一十", 9999: "九千九百九十九", 10000: "一万"},
    "taiwaneseCountingThousand": {101: "一百零一", 10000: "一萬"},
    "chineseLegalSimplified": {105: "壹佰零伍", 1000: "壹仟"},
    "ideographLegalTraditional": {105: "壹佰零伍", 1000: "壹仟"},
    "japaneseCounting": {100: "百", 111: "百十一", 1000: "千", 10000: "一万"},
    "japaneseLegal": {100: "壱百", 1000: "壱阡", 10000: "壱萬"},
    "ideographDigital": {100: "一〇〇", 2026: "二〇二六"},
    "ideographZodiacTraditional": {60: "癸亥", 61: "甲子"},
    "aiueo": {44: "ﾜ", 45: "ｦ", 46: "ﾝ", 47: "ｱ"},
    "irohaFullWidth": {47: "ス", 48: "ン", 49: "イ"},
    "koreanCounting": {100: "백", 105: "백오", 1000: "천"},
    "koreanLegal": {99: "아흔아홉", 100: "100"},
    "hebrew1": {115: "קטו", 400: "ת", 999: "ץצט", 1000: "1000"},
    "hebrew2": {44: "תת", 45: "תתא"},
    "hindiVowels": {37: "ह", 38: "कक"},
    "hindiCounting": {50: "पचास", 99: "निन्यानबे", 100: "सौ", 101: "101"},
    "thaiLetters": {31: "ย", 32: "ร", 33: "ล", 34: "ว", 41: "ฮ", 42: "กก"},
    "thaiCounting": {100: "หนึ่งร้อย", 121: "หนึ่งร้อยยี่สิบเอ็ด"},
    "vietnameseCounting": {99: "chín mười chín", 100: "100"},
}  # fmt: skip
# What LibreOffice 7.4 writes as the standard says, up to the number given (0: as far as asked).
AGREED = {
    "decimal": 0, "decimalZero": 0, "upperRoman": 0, "lowerRoman": 0, "upperLetter": 780, "lowerLetter": 780, "chicago": 120,
    "ordinal": 0, "cardinalText": 999, "ordinalText": 999, "decimalEnclosedCircle": 20,
    "decimalEnclosedCircleChinese": 10, "chineseCounting": 99, "chineseCountingThousand": 0, "taiwaneseCounting": 99,
    "taiwaneseCountingThousand": 9999, "chineseLegalSimplified": 9999, "ideographLegalTraditional": 0,
    "japaneseCounting": 99, "ideographTraditional": 0, "ideographZodiac": 0, "aiueo": 0, "aiueoFullWidth": 0, "iroha": 0,
    "irohaFullWidth": 0, "ganada": 0, "chosung": 0, "koreanDigital": 0, "koreanDigital2": 0, "koreanCounting": 9999,
    "koreanLegal": 99, "russianLower": 29, "russianUpper": 29, "hebrew1": 499, "hebrew2": 22, "thaiLetters": 32,
}  # fmt: skip


def test_every_format_of_the_standard_has_its_values_here() -> None:
    assert set(FIRST_THIRTY) | set(SPACED) == set(FORMATS)


@pytest.mark.parametrize("form", sorted(FIRST_THIRTY))
def test_one_to_thirty_are_written_as_the_standard_says(form: str) -> None:
    assert [ordinal(number, form) for number in range(1, 31)] == FIRST_THIRTY[form].split()


@pytest.mark.parametrize("form", sorted(SPACED | LARGE))
def test_large_numbers_are_written_as_the_standard_says(form: str) -> None:
    values = SPACED.get(form, {}) | LARGE.get(form, {})
    assert {number: ordinal(number, form) for number in values} == values


@pytest.mark.parametrize("form", ["bullet", "none"])
def test_bullets_and_levels_without_numbers_write_none(form: str) -> None:
    assert ordinal(3, form) == ""


def test_an_unknown_format_and_a_number_that_a_format_has_no_sign_for_are_digits() -> None:
    assert (ordinal(3, "unheardOf"), ordinal(0, "upperLetter"), ordinal(-2, "lowerRoman")) == ("3", "0", "-2")


@pytest.mark.parametrize(
    ("pattern", "number", "text"),
    [
        ("01, 02, 03, ...", 7, "07"), ("001, 002, 003, ...", 7, "007"), ("0001, 0002, 0003, ...", 12345, "12345"),
        ("Α, Β, Γ, ...", 2, "2"), ("甲, 乙, 丙, ...", 4, "丁"), ("一, 十, 一百, ...", 101, "一百零一"),
    ],
)  # fmt: skip
def test_a_custom_format_is_read_by_its_first_numbers(pattern: str, number: int, text: str) -> None:
    assert ordinal(number, "custom", pattern) == text


@pytest.mark.parametrize(
    ("switch", "form"),
    [("roman", "lowerRoman"), ("ROMAN", "upperRoman"), ("alphabetic", "lowerLetter"), ("ArabicDash", "numberInDash"), ("CHINESENUM3", "chineseCountingThousand"), ("Ordinal", "ordinal"), ("CardText", "cardinalText"), ("MERGEFORMAT", "")],
)  # fmt: skip
def test_a_fields_switch_names_a_format(switch: str, form: str) -> None:
    assert field_format(switch) == form


@given(st.sampled_from(sorted(FORMATS)), st.integers(-5, 10**18))
def test_every_number_has_a_text_and_none_grows_without_end(form: str, number: int) -> None:
    assert 0 < len(ordinal(number, form)) < 200


@given(st.integers(1, 10**8))
def test_chinese_counting_is_the_spoken_number(number: int) -> None:
    assert ordinal(number, "chineseCountingThousand") == chinese_number(number)


def test_libreoffice_prints_the_same_where_it_knows_a_format(tmp_path: Path) -> None:
    numbers = [*range(1, 36), 46, 47, 48, 49, 61, 99, 100, 101, 105, 110, 498, 999, 1000, 1010, 9999]
    asked = [(form, number) for form, last in AGREED.items() for number in numbers if not last or number <= last]
    forms = list(AGREED)
    definitions = [definition(at, level(0, form, "%1", suffix="nothing")) for at, form in enumerate(forms)]
    instances = [instance(at, forms.index(form), override(0, number)) for at, (form, number) in enumerate(asked, 1)]
    body = "".join(para(f"|{form} {number}", number=at, level=0) for at, (form, number) in enumerate(asked, 1))
    file = saved_docx(tmp_path, body, numbering="".join((*definitions, *instances)))
    lines = libreoffice_file(file, tmp_path, "txt:Text (encoded):UTF8", "txt").read_text("utf-8-sig").splitlines()
    printed = [line.partition("|")[0].strip() for line in lines if "|" in line]
    assert printed == [ordinal(number, form) for form, number in asked]
