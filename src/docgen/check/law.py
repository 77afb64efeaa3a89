"""K5xx, people and law: conditions of recruiting that the law forbids, and laws no longer in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.rule import rule
from docgen.check.tables import rows
from docgen.check.words import Words

# A sentence that forbids or denies the condition is the opposite of one that sets it.
_DENIED = re.compile(
    r"不(?:涉及|含|包含|写|看重|限|论|分|问|得以|得因|因|以|作为|得(?:询问|限制|设置|规定|歧视|以|因|将|把|含有|包含|出现|涉及)|设|要求|考虑|看|歧视)|(?<![的者])不予考虑|均可|皆可|"
    r"禁止|严禁|无(?:性别|年龄|婚育|相貌|户籍)?限制|平等|歧视|无关|杜绝|取消|违反|除法律"
)


def _conditions(
    content: Content, pattern: re.Pattern[str], *, denied: re.Pattern[str] = _DENIED
) -> Iterator[tuple[int, int, str]]:
    """Matches in requirements, and elsewhere in sentences about hiring; not where the sentence denies the condition."""
    find = content.texts.finder(pattern)
    for stretch, stretch_end in content.hiring:
        # A stretch begins a sentence and ends one: no pattern of these rules looks beyond.
        for begin, stop in find(content.text[stretch:stretch_end]):
            start, end = stretch + begin, stretch + stop
            matched = content.text[start:end]
            clause = _clause(content.sentence(start, end), matched)
            if not denied.search(clause):
                yield start, end, matched


def _clause(sentence: str, matched: str) -> str:
    """The clause with the match and the one before it: 不得询问婚育情况."""
    parts = re.split(r"(?<=[，,；;])", sentence)
    for _index, part in enumerate(parts):
        if matched in part or matched[:2] in part:
            return part
    return sentence


_SEX = re.compile(
    r"(?:仅限|只限|限|限招|只招|只收|只要|仅招|仅要|招收?|招聘|需|要求|须|应为|必须是|须为|聘用|欢迎|优先录用|优先考虑|优选)[ ]?(?:\d+名)?(?:男|女)(?:性|士|生|员工|青年|职工|工|文员|秘书|司机|助理|销售|客服|前台|经理|业务员|业务|同志)?(?!女|装|鞋|厕|性用品|性市场|性客户|士用品|人节|职工委员|子)"
    r"|性别(?:要求|限制|条件)?[ ]?[：:为须应是]+[ ]?(?:男|女)(?!女|、|/|或|均|不)"
    r"|(?:男|女)(?:性|士|生|同志)?(?:者)?(?:优先|为主|为佳|尤佳|最佳|为宜|佳|从优)"
    r"|(?:^|(?<=[，。；、：\n（(]))(?:男|女)(?:性|士)?(?=[，。；、）)\n]|$)"
    r"|(?:^|(?<=[，。；、：\n（(]))(?:男|女)(?:性|士|生)?[ ]?(?:不超过|应|须|要求|年龄|身高|\d{2}[ ]?(?:周?岁|-|~|～|至))"
    r"|(?:最好|必须|只能|一律)(?:是|为|要)?(?:男|女)(?:性|士|生|的)?"
    r"|(?:男|女)(?:性|士|生)?(?:员工|文员|秘书|司机|助理|销售|客服|前台|业务员|保安|工人|主管)[ ]?(?:\d+|[一二两三四五六七八九十])[ ]?[名人位]"
    r"|(?:适合|宜)(?:男|女)(?:性|士|生)(?!用|市|客)"
    r"|(?:男|女)(?:性|生|士)?[ ]?\d+[ ]?[名人位]|\d+[ ]?[名位](?:男|女)(?:性|生|士)?(?:员工)?(?=，|。|；|、|$)",
    re.MULTILINE,
)


@rule("K501", "sex-in-hiring", "招聘条件限定性别", severity="error", needs="男女")
def sex_in_hiring(content: Content) -> Iterator[Finding]:
    """任职条件或招聘条件里限定性别，或者某一性别优先。

    为什么：除国家另有规定外，不得限定为男性或者规定男性优先，不得以性别为由拒绝录用妇女；由人力资源社会保障部门责令改正，拒不改正的处一万元以上五万元以下罚款。限女性同样是性别限制。
    不好：限男性，能适应长期出差
    好：能适应长期出差
    来源：就业促进法第二十七条；妇女权益保障法（2022 年修订）第四十三条第一项；人社部发〔2019〕17 号第二条。
    """
    for start, end, text in _conditions(content, _SEX):
        fact = f"招聘条件限定性别：“{text.strip()}”"
        yield Finding(fact, "删去；违反就业促进法第二十七条、妇女权益保障法第四十三条", start, end)


_MARRIAGE = re.compile(
    r"(?:已|未)(?:婚|育|生育|结婚)(?:已育|未育)?|单身|离异|婚育|(?:婚姻|生育)(?:状况|情况|状态|史)|(?:无|没有|暂无|不)(?:打算|准备|考虑|想)?[ ]?(?:婚育|生育|怀孕|结婚|生孩子|要孩子|二胎|三胎|二孩)(?:计划|打算|安排)?|"
    r"(?:生育|结婚|怀孕|二胎|二孩|备孕)(?:计划|打算|安排)|(?:怀孕|妊娠|孕检|早孕)(?:检测|测试|检查|试验)?(?:报告|证明)?|(?:不得|不能|不准|不许|不可|禁止|推迟|延后)[^，。；]{0,6}(?:结婚|怀孕|生育|恋爱)|"
    r"孩子(?:已|满|上)[^，。；]{0,4}(?:岁|学)|(?:家庭|婚姻)(?:美满|稳定)|计划内怀孕"
)
_MARRIAGE_DENIED = re.compile(
    r"不(?:涉及|含|包含|写|限|论|问|作为|得(?:询问|以|因|将|把|要求|限制|查|收集|提出|设置|了解|含有|涉及)|因|以|要求|考虑(?:其|婚|应聘)|影响)|无关|歧视|均可|平等|保险|津贴|待遇|产假|孕期|产期|哺乳|登记|保护|假|"
    r"不得(?:在|安排|进行|组织|开展|实施|增设)|禁止(?:询问|将|把|以|安排|在)|严禁(?:询问|将|以|安排|在)"
)


@rule("K502", "marriage-in-hiring", "招聘条件涉及婚育", severity="error", needs="婚育孕娠孩单离胎恋庭")
def marriage_in_hiring(content: Content) -> Iterator[Finding]:
    """任职条件或招聘条件涉及婚姻、生育：已婚已育优先、无生育计划、妊娠检测。

    为什么：不得询问婚育情况，不得将妊娠测试作为入职体检项目，不得将限制结婚、生育或者婚育状况作为录用条件。
    不好：已婚已育者优先
    好：删去
    来源：妇女权益保障法（2022 年修订）第四十三条第二、三、四项；就业促进法第二十七条第三款；人社部发〔2019〕17 号第二条。
    """
    for start, end, text in _conditions(content, _MARRIAGE, denied=_MARRIAGE_DENIED):
        fact = f"招聘条件涉及婚育：“{text}”"
        yield Finding(fact, "删去；违反妇女权益保障法第四十三条、就业促进法第二十七条", start, end)


_C = r"[一二三四五六七八九十]{1,4}"
_AGE = re.compile(
    rf"(?:\d{{2}}|{_C})[ ]?(?:周岁|岁)?[ ]?(?:-|—|~|～|–|至|到|—)[ ]?(?:\d{{2}}|{_C})[ ]?(?:周岁|岁)(?:之间)?"
    rf"|(?<!满)(?:\d{{2}}|{_C})[ ]?(?:周岁|岁)(?:及|\(含\)|（含）|含)?(?:以下|以内|以里|之内|之下|左右|封顶|为限|以前)"
    r"|(?<!满)(?<!满[ ])(?:19|[2-9]\d)[ ]?(?:周岁|岁)(?:及|\(含\)|（含）|含)?(?:以上|起)"
    rf"|年龄[^，。；\n]{{0,8}}?(?:不(?:超过|大于|得超过|高于)|小于|低于|≤|<|在|[：:]|以|限|控制在|要求)[^，。；\n]{{0,4}}?(?:\d{{2}}|{_C})[ ]?(?:周岁|岁)?(?:以下|以内)?"
    rf"|(?:不超过|不大于|小于|低于|≤)[ ]?(?:\d{{2}}|{_C})[ ]?(?:周岁|岁)"
    r"|(?<!\d)(?:[6-9]0|00|95|85|75)[ ]?后(?![^，。；]{0,4}(?:客户|用户|消费|市场|人群|群体))|年轻(?:者|人|化)?优先|年富力强|(?:19|20)\d{2}年[^，。；]{0,8}(?:以后|之后|后)出生"
)
_AGE_DENIED = re.compile(
    r"不限|不写|不涉及|不含|不看|不设|不作|不得|不因|不以|无限制|歧视|年满1[68]|满[ ]?1[68]|未满|未成年|退休|法定|老年|客户|用户|人群|老人|儿童|学生|子女|以上老"
)


@rule("K503", "age-in-hiring", "招聘条件限定年龄", needs="岁龄后轻富生")
def age_in_hiring(content: Content) -> Iterator[Finding]:
    """任职条件或招聘条件限定年龄（警告）。年满 18 周岁等法定下限不算。

    为什么：法律没有逐项列出年龄，但与岗位能力无关的年龄限制容易引起就业歧视的争议，也缩小了选人的范围。
    不好：年龄 35 岁以下
    好：写能力与经验，例如“能适应倒班和登高作业”
    来源：就业促进法第三条、第二十六条（平等就业，不得实施就业歧视）。
    """
    for start, end, text in _conditions(content, _AGE, denied=_AGE_DENIED):
        fact = f"招聘条件限定年龄：“{text}”"
        yield Finding(fact, "改写成能力、经验或身体条件的要求；确有法定依据的，注明忽略的原因", start, end)


_LOOKS = re.compile(
    r"五官(?:端正|清秀|精致)?|相貌|容貌|样貌|长相|外貌|颜值|面容|面貌(?:端正|姣好|良好)|仪表(?:堂堂|端庄|端正)|仪态端庄|外形[^，。；]{0,4}(?:好|佳|靓|端|优)|(?:身高|净高|个头|体重|三围|身材|体型|体态|肤色|腰围)[^，。；]{0,8}(?:\d|一米|米|公斤|斤|以上|以下|匀称|均匀|良好|好|佳|高挑|标准|适中|苗条|偏瘦|白皙)|"
    r"形象(?:、|和|与)?(?:气质)?(?:较|良|姣|俱|均|条件|也|要|甜|清)?(?:好|佳|出众|良好|端正|端庄|上佳|俱佳|美|姣好|甜美|阳光|清新)|(?<!的)气质(?:较|良|形象|要|俱)?(?:好|佳|出众|良好|优雅|高雅|端庄|大方)|(?:无|没有)(?:明显)?(?:纹身|疤痕|口吃|斜视)|靓丽|俊朗|漂亮|帅气|面相|长得|声音甜美"
)
_LOOKS_DENIED = re.compile(
    r"不(?:写|涉及|含|限|论|得|因|以|看|作|要求)|无要求|歧视|企业形象|公司形象|品牌形象|单位形象|产品|机柜|设备|货物|包裹|铁塔|文档|界面|图像|维护[^，。；]{0,4}形象|树立|展示|建立|代表公司|客户"
)


@rule(
    "K504",
    "looks-in-hiring",
    "招聘条件涉及相貌身高",
    needs="官貌相样颜面仪外身个体三形气纹疤斜靓俊漂帅长声腰肤净容没无",
)
def looks_in_hiring(content: Content) -> Iterator[Finding]:
    """任职条件或招聘条件涉及相貌、身高、气质（警告）。

    为什么：与岗位能力无关的外貌条件容易引起就业歧视的争议。着装整洁、维护公司形象是行为要求，不算。
    不好：五官端正，形象气质佳
    好：着装整洁，用语文明
    来源：就业促进法第三条、第二十六条。
    """
    for start, end, text in _conditions(content, _LOOKS, denied=_LOOKS_DENIED):
        yield Finding(
            f"招聘条件涉及相貌身高：“{text}”",
            "改写成行为要求，例如着装整洁、用语文明",
            start,
            end,
        )


_PERSONAL = re.compile(
    r"(?:限|仅限|只限|只招|须为|应为|必须是|须是|必须为|为|要求)[ ]?(?:汉族|少数民族)|汉族(?:优先|者)|(?:乙肝|乙型肝炎|病毒携带者?|残疾人?|传染病)[^，。；]{0,8}(?:不予|不得|不能|不可)(?:录用|聘用|报名|招聘|应聘|入职)|(?:无|没有|不信仰?)宗教信仰|(?:不得|不能)(?:信仰|信教)[^，。；]{0,4}|(?:无|非|没有|不得携带|不是)[^，。；]{0,4}(?:乙肝|乙型肝炎|大三阳|小三阳|病原携带)[^，。；]{0,6}|"
    r"(?:乙肝|两对半|HIV|艾滋病)[^，。；]{0,4}(?:阴性|检测|检查|筛查|合格)|(?:非残疾人|无残疾|残疾人勿扰|谢绝残疾)|(?:不招|不要|不收|谢绝|拒绝)[^，。；]{0,8}(?:残疾|少数民族|农村户口|农民工|外地人|乙肝)|(?:限|仅限|须为|要求)[ ]?(?:非农业?户口|城镇户口)"
)


@rule(
    "K505",
    "protected-ground-in-hiring",
    "招聘条件涉及民族、宗教、残疾或病原携带",
    severity="error",
    needs="族教信肝阳残农外镇携H艾",
)
def protected_ground(content: Content) -> Iterator[Finding]:
    """任职条件或招聘条件涉及民族、宗教信仰、残疾、乙肝等病原携带或农村户口。

    为什么：就业促进法逐项禁止以这些为由拒绝录用；入职体检不得检测乙肝项目。
    不好：无乙肝，汉族优先
    好：删去；岗位确有卫生行政部门规定的禁忌的，写明规定。
    来源：就业促进法第三条、第二十八条至第三十一条；人社部发〔2010〕12 号。
    """
    denied = re.compile(
        r"不(?:限|论|得以|得因|因|以|作为)|均可|平等|歧视|禁止(?:检测|询问|以)|不得(?:要求|检测|查|拒绝)"
    )
    for start, end, text in _conditions(content, _PERSONAL, denied=denied):
        fact = f"招聘条件涉及法律禁止的区别对待：“{text}”"
        yield Finding(fact, "删去；违反就业促进法第二十八条至第三十一条", start, end)


_ORIGIN = re.compile(
    r"(?:限|仅限|只限|只招|须为|须有|须具有|具有|要求)?[ ]?(?:本市|本地|本省|本县|京籍|沪籍|北京|上海|当地)(?:户口|户籍|人)(?:者)?(?:优先|为佳|录用)?|(?:户口|户籍|籍贯)(?:要求|限|所在地)?[ ]?[：:为限须在][^，。；]{0,8}|(?:生肖|属相|星座|血型)[^，。；]{0,8}"
)


@rule("K506", "origin-in-hiring", "招聘条件涉及户籍、籍贯、属相", needs="户籍肖相座型本当")
def origin_in_hiring(content: Content) -> Iterator[Finding]:
    """任职条件或招聘条件涉及户籍、籍贯，或者生肖、星座、血型（警告）。

    为什么：与岗位能力无关，容易引起就业歧视的争议。
    不好：本市户口优先
    好：能在本市长期工作
    来源：就业促进法第三条、第二十六条。
    """
    wanted = re.compile(r"户|籍|生肖|属相|星座|血型|优先|限|录用")
    for start, end, text in _conditions(content, _ORIGIN):
        if wanted.search(text) and not re.search(r"管理|业务|政策|办理|手续|迁移", content.sentence(start, end)):
            yield Finding(f"招聘条件涉及户籍或籍贯：“{text}”", "删去，或改写成工作地点的要求", start, end)


@cache
def _abolished() -> tuple[tuple[str, str, str, str, re.Pattern[str]], ...]:
    # A bare name must not be the tail of another law (劳动合同法) nor go on (合同法律效力).
    return tuple(
        (
            name,
            day,
            instead,
            basis,
            re.compile(
                rf"(?<!劳动)(?<!集体)(?<!经济)(?<!技术)(?<!涉外)(?<!军)(?<!新)(?<![买卖采购销售服务租赁施工]){name}(?![律院官规定学理人庭案务]|实施)"
            ),
        )
        for name, day, instead, basis in rows("laws_abolished")
    )


@cache
def _abolished_names() -> Words:
    return Words(name for name, *_rest in _abolished())


_PAST = re.compile(
    r"废止|失效|取代|代替|替代|原《|原合同法|旧法|曾|历史|施行前|实施前|时期|已被|修订为|纳入|吸收|编入|并入|不再|过去|当时|以前的"
)


@rule("K507", "abolished-law", "引用了已经废止的法律", needs="法则定例")
def abolished_law(content: Content) -> Iterator[Finding]:
    """引用了已经废止的法律、法规：合同法、物权法、民法通则、企业职工奖惩条例……

    为什么：依据不存在，条款的效力就有疑问。名单和废止日期在 check/data/laws_abolished.tsv；说明沿革（“已由民法典取代”）不算。
    不好：根据《中华人民共和国合同法》
    好：根据《中华人民共和国民法典》合同编
    来源：民法典第一千二百六十条等，见名单。
    """
    for name, day, instead, basis, pattern in _abolished() if content.may_hold_any(_abolished_names()) else ():
        if name not in content.text:
            continue
        for found in pattern.finditer(content.text):
            longer = content.text[max(0, found.start() - 2) : found.start()] + name
            if any(longer.endswith(other) and other != name for other, *_rest in _abolished()):
                continue
            if _PAST.search(content.sentence(found.start(), found.end())):
                continue
            fact = f"“{name}”已于 {day} 废止"
            yield Finding(fact, f"改引{instead}（{basis}）", found.start(), found.end())
