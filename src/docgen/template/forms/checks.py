"""What is wrong with a form's tags, all of it at once, before anything is rendered (W200…W206)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2 import Environment, TemplateSyntaxError

from docgen.errors import Location, Problem
from docgen.template.forms import messages
from docgen.template.forms.slips import meant_word, shortened, slip
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
_WORDS = (*BLOCKS, "else", "elif", *(f"end{name}" for name in BLOCKS), *_OWN)
_SCOPE_NAMES = {"p": "段落", "tr": "表格行", "tc": "表格单元格"}


def check_tags(scanned: Scanned, location: Location, environment: Environment) -> list[Problem]:
    """The faults of one part's tags: unclosed, out of place, unpaired, unreadable."""
    problems = [_unclosed(tag, location) for tag in scanned.tags if not tag.closed]
    problems += [
        messages.STRAY.at(location, place=place, mark=mark, opening="{{" if mark == "}}" else "{%")
        for mark, place in scanned.strays
    ]
    problems += [_near(text, place, location) for text, place in scanned.near]
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
    message = messages.UNCLOSED
    if re.search(r"[｝}][\s\u3000]*｝|｝[\s\u3000]*\}|\}\s+\}|[%％][\s\u3000]*｝|％\s*\}|%\s+\}", tag.text):
        message = messages.UNCLOSED_WIDE
    elif re.search(r"[^}]\}(?!\})|%(?!\})", tag.text[2:]):
        message = messages.UNCLOSED_HALF
    return message.at(location, place=tag.place, tag=shortened(tag.text), closing=closing)


def _near(text: str, place: str, location: Location) -> Problem:
    wide = re.match(r"(?:[｛{％%\s\u3000])*", text)
    message = messages.WIDE_BRACES if wide and re.search("[｛％]", wide[0]) else messages.SPACED_BRACES
    return message.at(location, place=place, tag=shortened(text)[:24])


def _scopes(tags: Sequence[Tag], location: Location) -> list[Problem]:
    """Tags with tr, tc, p: where they cannot work, and where one swallows another or a text."""
    problems: list[Problem] = []
    scoped: dict[tuple[str, int], list[Tag]] = {}
    for tag in tags:
        short = shortened(tag.text)
        scope = _SCOPE_NAMES.get(tag.scope, "")
        if tag.scope in ("tr", "tc") and not tag.in_table:
            problems.append(messages.OUTSIDE_TABLE.at(location, place=tag.place, tag=short, scope=scope))
        elif tag.beside and sum(_place(other) == _place(tag) for other in tags) == 1:
            beside = shortened(tag.beside)
            problems.append(messages.SWALLOWED.at(location, place=tag.place, tag=short, scope=scope, beside=beside))
        if scope and tag.group >= 0:
            scoped.setdefault(_place(tag), []).append(tag)
    for (kind, _group), several in scoped.items():
        if len(several) > 1:
            names = " ".join(shortened(tag.text) for tag in several)
            found = messages.SEVERAL_IN_ONE.at(
                location, place=several[0].place, scope=_SCOPE_NAMES[kind], count=len(several), tags=names, kind=kind
            )
            problems.append(found)
    return problems


def _place(tag: Tag) -> tuple[str, int]:
    """The paragraph, row or cell that the tag takes the place of."""
    return tag.scope, tag.group


def _pairs(tags: Sequence[Tag], location: Location) -> list[Problem]:
    """for without endfor, endif without if, an else that belongs to nothing."""
    problems: list[Problem] = []
    opened: list[tuple[str, Tag]] = []
    for tag in tags:
        if tag.kind != "{%":
            continue
        word = meant_word(tag, _WORDS)
        if opened and opened[-1][0] == "raw" and word != "endraw":
            continue
        if word in BLOCKS and not (word == "set" and "=" in tag.inner):
            opened.append((word, tag))
        elif word in ("else", "elif"):
            if not opened or word not in BLOCKS[opened[-1][0]]:
                problems.append(_unpaired(tag, f"{{% {word} %}} 不在 if 或 for 里面", location))
        elif word.startswith("end") and word[3:] in BLOCKS:
            problems += _close(tag, word[3:], opened, location)
    return problems + [_unclosed_block(word, tag, location) for word, tag in opened]


def _close(tag: Tag, wanted: str, opened: list[tuple[str, Tag]], location: Location) -> list[Problem]:
    """Close the innermost block of the end tag's kind; what stands open inside it is unpaired."""
    if not any(word == wanted for word, _tag in opened):
        return [_unpaired(tag, f"{{% end{wanted} %}} 前面没有 {{% {wanted} %}}", location)]
    problems = []
    while opened[-1][0] != wanted:
        problems.append(_unclosed_block(*opened.pop(), location))
    opened.pop()
    return problems


def _unclosed_block(word: str, tag: Tag, location: Location) -> Problem:
    return _unpaired(tag, f"{{% {word} %}} 没有配对的 {{% end{word} %}}", location)


def _unpaired(tag: Tag, fact: str, location: Location) -> Problem:
    return messages.UNPAIRED.at(location, place=tag.place, tag=shortened(tag.text), fact=fact)


def _readable(tag: Tag, location: Location, environment: Environment) -> list[Problem]:
    """Whether Jinja can read this tag taken by itself."""
    snippet = _snippet(tag)
    if snippet is None:
        return []
    try:
        environment.compile(snippet, raw=True)  # parse alone would let unknown filters pass
        return []
    except TemplateSyntaxError as error:
        return [slip(tag, error, environment, _WORDS, location)]
    except RecursionError:
        return [messages.TOO_DEEP.at(location, part=tag.place, reason=shortened(tag.text))]


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
