"""The fonts that docgen looks for, by name: Word's names with what stands for them, and what prints the rest.

A font whose name is not here is not used, unless its file lies in the workspace's
`fonts/`: what else happens to be installed on a machine changes no page.
"""

from __future__ import annotations

_SONG = ("SimSun", "宋体", "Songti SC", "STSong", "Source Han Serif SC", "Noto Serif CJK SC", "FandolSong")
_HEI = ("SimHei", "黑体", "Heiti SC", "STHeiti", "Source Han Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
_KAI = ("KaiTi", "楷体", "Kaiti SC", "STKaiti", "FandolKai", "LXGW WenKai", "AR PL UKai CN", "AR PL KaitiM GB")
_FANG = ("FangSong", "仿宋", "STFangsong", "FZFangSong-Z02", "FandolFang", "Zhuque Fangsong", "Noto Serif CJK SC")
_XIAOBIAO = (
    "方正小标宋简体",
    "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK",
    "FZXiaoBiaoSong-B05",
    "Noto Serif CJK SC",
    "SimSun",
)
_TIMES = ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman", "DejaVu Serif")
_ARIAL = ("Arial", "Liberation Sans", "Arimo", "Nimbus Sans", "DejaVu Sans")
_COURIER = ("Courier New", "Liberation Mono", "Cousine", "Nimbus Mono PS", "DejaVu Sans Mono")

# Word's name → stand-ins, best first
STAND_INS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("宋体", "SimSun", "NSimSun", "新宋体", "宋体-简", "华文宋体", "STSong", "仿宋_GB2312 宋"), _SONG),
    **dict.fromkeys(("方正小标宋简体", "方正小标宋_GBK", "小标宋", "FZXiaoBiaoSong-B05S"), _XIAOBIAO),
    **dict.fromkeys(
        ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian", "方正黑体_GBK", "华文细黑"), _HEI
    ),
    **dict.fromkeys(("楷体", "楷体_GB2312", "KaiTi", "KaiTi_GB2312", "华文楷体", "STKaiti", "方正楷体_GBK"), _KAI),
    **dict.fromkeys(
        ("仿宋", "仿宋_GB2312", "FangSong", "FangSong_GB2312", "华文仿宋", "STFangsong", "方正仿宋_GBK"), _FANG
    ),
    **dict.fromkeys(("Times New Roman", "Times", "Cambria", "Georgia"), _TIMES),
    **dict.fromkeys(("Arial", "Helvetica", "Calibri", "Verdana", "Tahoma"), _ARIAL),
    **dict.fromkeys(("Courier New", "Courier", "Consolas"), _COURIER),
}
NAMES = ("仿宋", "宋体", "黑体", "楷体", "方正小标宋简体", "Times New Roman", "Arial")

# What set-up brings (tools/setup.sh): in these the samples and the tests are printed.
BROUGHT = (
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "FandolFang",
    "FandolKai",
    "LXGW WenKai",
    "AR PL KaitiM GB",
    "Liberation Serif",
    "Liberation Sans",
    "Liberation Mono",
    "DejaVu Serif",
    "DejaVu Sans",
    "DejaVu Sans Mono",
)

# Used under their own names where Windows, macOS, Office, WPS or the company has put them; nothing stands for them.
OTHERS = (
    *("宋体-繁", "Songti TC", "MingLiU", "PMingLiU", "Source Han Serif CN", "思源宋体", "思源宋体 CN", "Noto Serif SC"),
    *("微软雅黑 Light", "Microsoft YaHei Light", "Microsoft YaHei UI", "等线 Light", "DengXian Light", "苹方-简"),
    *("PingFang SC", "Hiragino Sans GB", "冬青黑体简体中文", "Source Han Sans CN", "思源黑体", "思源黑体 CN"),
    *("Noto Sans SC", "STXihei", "华文黑体", "方正黑体简体", "FZHei-B01", "FZHei-B01S", "FandolHei"),
    *("方正楷体简体", "FZKai-Z03", "FZKai-Z03S", "方正仿宋简体", "FZFangSong-Z02S", "朱雀仿宋", "FandolSong"),
    *("方正书宋_GBK", "方正书宋简体", "FZShuSong-Z01", "FZShuSong-Z01S", "方正大标宋_GBK", "方正大标宋简体"),
    *("FZDaBiaoSong-B06", "FZDaBiaoSong-B06S", "华文中宋", "STZhongsong", "隶书", "LiSu", "幼圆", "YouYuan"),
    *("华文新魏", "STXinwei", "华文行楷", "STXingkai", "华文隶书", "STLiti", "华文琥珀", "STHupo", "华文彩云"),
    *("STCaiyun", "方正姚体", "FZYaoti", "方正舒体", "FZShuTi", "霞鹜文楷", "文泉驿正黑", "WenQuanYi Micro Hei"),
    *("Arial Black", "Arial Narrow", "Book Antiqua", "Bookman Old Style", "Candara", "Century", "Century Gothic"),
    *("Constantia", "Corbel", "Franklin Gothic Book", "Garamond", "Helvetica Neue", "Palatino Linotype", "Segoe UI"),
    *("Trebuchet MS", "Lucida Console", "Menlo", "Monaco", "Carlito", "Caladea"),
)

# A character that the fonts of its text do not have is printed by the first of these that has it.
FALLBACKS = (
    *("Noto Serif CJK SC", "Noto Sans CJK SC", "SimSun", "Songti SC", "DejaVu Serif", "DejaVu Sans"),
    *("Liberation Serif", "Liberation Sans", "LXGW WenKai", "FandolFang", "FandolKai", "AR PL KaitiM GB"),
    *("SimHei", "Microsoft YaHei", "Heiti SC", "SimSun-ExtB", "Segoe UI Symbol", "Cambria Math", "Apple Symbols"),
    *("Arial Unicode MS", "DejaVu Sans Mono", "Liberation Mono"),
)
# Among these, such a character is looked for in a sans serif first.
SANS_SERIF = (_HEI, _ARIAL, _COURIER)
GENERIC = {"serif": "DejaVu Serif", "sans-serif": "DejaVu Sans", "monospace": "DejaVu Sans Mono"}


def known_families(*, brought_only: bool = False) -> tuple[str, ...]:
    """Every family that may be used where it is installed, sorted; with `brought_only` those of set-up alone."""
    if brought_only:
        return tuple(sorted(BROUGHT))
    stand_ins = {family for families in STAND_INS.values() for family in families}
    return tuple(sorted({*STAND_INS, *stand_ins, *BROUGHT, *OTHERS, *FALLBACKS}))
