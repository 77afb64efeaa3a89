"""What is wrong with a form's tags, all of it at once, before anything is rendered (W200…W206)."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from jinja2 import Environment, TemplateSyntaxError

from docgen.errors import Location, Problem
from docgen.template.forms.tags import Scanned, Tag

BLOCKS = {
    "for": ("else",),
    "if": ("elif", "else"),
    "set": (),
    "with": (),
    "filter": (),
    "macro": (),
    "call": (),
    "raw": (),
    "autoescape": (),
}
_OWN = ("vm", "hm", "colspan", "cellbg")  # docxtpl's own statements
_OUTSIDE = ("include", "import", "from", "extends", "block")
_SCOPE_NAMES = {"tr": "表格行", "tc": "表格单元格"}


def check_tags(scanned: Scanned, location: Location, environment: Environment) -> list[Problem]:
    """The faults of one part's tags: unclosed, out of place, unpaired, unreadable."""
    problems = [_unclosed(tag, location) for tag in scanned.tags if not tag.closed]
    problems += [_stray(text, place, location) for text, place in scanned.strays]
    tags = _outside_raw([tag for tag in scanned.tags if tag.closed])
    problems += _scopes(tags, location)
    problems += _pairs(tags, location)
    for tag in tags:
        problems += _readable(tag, location, environment)
    return list(dict.fromkeys(problems))


def _outside_raw(tags: Sequence[Tag]) -> list[Tag]:
    """The tags without those that {% raw %} … {% endraw %} prints as they are."""
    found: list[Tag] = []
    raw = False
    for tag in tags:
        raw = raw and tag.word != "endraw"
        if not raw:
            found.append(tag)
        raw = raw or tag.word == "raw"
    return found


def _unclosed(tag: Tag, location: Location) -> Problem:
    closing = {"{{": "}}", "{%": "%}", "{#": "#}"}[tag.kind]
    fact = f"{tag.place}：标签没有写完：{_short(tag.text)}"
    return Problem(location, "W200", fact, f"在同一段里用 {closing} 收尾")


def _stray(text: str, place: str, location: Location) -> Problem:
    fact = f"{place}：多出来的 {text}，前面没有与它配对的开头"
    hint = "补上开头的 {opening}，或删去它；照原样印出来时不必理会".format(opening="{{" if text == "}}" else "{%")
    return Problem(location, "W200", fact, hint, "warning")


def _scopes(tags: Sequence[Tag], location: Location) -> list[Problem]:
    """Tags with tr, tc, p: where they cannot work, and where one swallows another."""
    problems: list[Problem] = []
    scoped: dict[int, list[Tag]] = {}
    for tag in tags:
        if tag.scope in _SCOPE_NAMES and not tag.in_table:
            fact = f"{tag.place}：{_short(tag.text)} 只能写在{_SCOPE_NAMES[tag.scope]}里"
            problems.append(Problem(location, "W202", fact, "移进表格；正文里的整段标签写 {%p … %}"))
        if tag.scope == "p":
            scoped.setdefault(tag.paragraph, []).append(tag)
    for several in scoped.values():
        if len(several) > 1:
            fact = "{place}：一段里有 {n} 个整段标签：{tags}".format(
                place=several[0].place, n=len(several), tags=" ".join(_short(tag.text) for tag in several)
            )
            problems.append(Problem(location, "W202", fact, "每个 {%p … %} 单独成段；同一段里用不带 p 的 {% … %}"))
    return problems


def _pairs(tags: Sequence[Tag], location: Location) -> list[Problem]:
    """for without endfor, endif without if, an else that belongs to nothing."""
    problems: list[Problem] = []
    open_tags: list[Tag] = []
    for tag in tags:
        if tag.kind != "{%":
            continue
        word = tag.word
        if open_tags and open_tags[-1].word == "raw" and word != "endraw":
            continue
        if word in BLOCKS and not (word == "set" and "=" in tag.inner):
            open_tags.append(tag)
        elif word in ("else", "elif"):
            if not open_tags or word not in BLOCKS[open_tags[-1].word]:
                problems.append(_unpaired(tag, f"{{% {word} %}} 不在 if 或 for 里面", location))
        elif word.startswith("end") and word[3:] in BLOCKS:
            problems += _close(tag, open_tags, location)
    for tag in open_tags:
        fact = f"{{% {tag.word} %}} 没有配对的 {{% end{tag.word} %}}"
        problems.append(_unpaired(tag, fact, location))
    return problems


def _close(tag: Tag, open_tags: list[Tag], location: Location) -> list[Problem]:
    """Close the innermost block of the end tag's kind; what stands open inside it is unpaired."""
    wanted = tag.word[3:]
    if not any(opened.word == wanted for opened in open_tags):
        fact = f"{{% {tag.word} %}} 前面没有 {{% {wanted} %}}"
        return [_unpaired(tag, fact, location)]
    problems = []
    while open_tags[-1].word != wanted:
        opened = open_tags.pop()
        fact = f"{{% {opened.word} %}} 没有配对的 {{% end{opened.word} %}}"
        problems.append(_unpaired(opened, fact, location))
    open_tags.pop()
    return problems


def _unpaired(tag: Tag, fact: str, location: Location) -> Problem:
    text = f"{tag.place}：{_short(tag.text)}：{fact}"
    return Problem(location, "W203", text, "补上缺的一半，或删去多的一半；整段、整行的标签要成对地带 p、tr")


def _readable(tag: Tag, location: Location, environment: Environment) -> list[Problem]:
    """Whether Jinja can read this tag taken by itself."""
    snippet = _snippet(tag)
    if snippet is None:
        return []
    try:
        environment.compile(snippet, raw=True)  # parse alone would let unknown filters pass
        return []
    except TemplateSyntaxError as error:
        words = [*BLOCKS, "else", "elif", *(f"end{name}" for name in BLOCKS), *_OWN]
        if tag.kind == "{%" and tag.word not in words:
            return [_unknown(tag, words, location)]
        fact = "{place}：看不懂标签 {tag}（{reason}）".format(
            place=tag.place, tag=_short(tag.text), reason=error.message or ""
        )
        return [Problem(location, "W201", fact, "检查拼写、引号和括号是否成对")]


def _unknown(tag: Tag, words: Sequence[str], location: Location) -> Problem:
    if tag.word in _OUTSIDE:
        fact = f"{tag.place}：{_short(tag.text)}：表单模板不能引用别的模板"
        return Problem(location, "W201", fact, "把内容直接写进这个模板")
    near = difflib.get_close_matches(tag.word, words, n=1, cutoff=0.5)
    fact = f"{tag.place}：{_short(tag.text)}：没有“{tag.word}”这个语句"
    hint = f"是不是“{near[0]}”？" if near else "可用的有 if、for、set、with；印出内容写 {{ 名称 }}"
    return Problem(location, "W201", fact, hint)


def _snippet(tag: Tag) -> str | None:
    """A whole little template around the tag, or None where there is nothing to read."""
    if tag.kind == "{#":
        return None
    if tag.kind == "{{":
        return f"{{{{ {tag.inner} }}}}"
    word = tag.word
    if word in ("vm", "hm", "else", "raw") or (word.startswith("end") and word[3:] in BLOCKS):
        return None
    if word in ("colspan", "cellbg"):
        return f"{{{{ {tag.inner[len(word) :]} }}}}"
    if word == "elif":
        return f"{{% if {tag.inner[4:]} %}}{{% endif %}}"
    if word in BLOCKS and not (word == "set" and "=" in tag.inner):
        return f"{{% {tag.inner} %}}{{% end{word} %}}"
    return f"{{% {tag.inner} %}}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
