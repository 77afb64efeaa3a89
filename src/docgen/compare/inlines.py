"""A paragraph's text compared: words, numbers, characters, and what stands among them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from docgen.compare.changes import Part, Status
from docgen.compare.stored import picture_hash
from docgen.compare.words import differences, pieces
from docgen.model.nodes import Blank, Checkbox, Footnote, Inline, LineBreak, Link, Picture, Reference, Text

Token = tuple[Hashable, Inline]


def compare_inlines(old: Sequence[Inline], new: Sequence[Inline]) -> tuple[Part, ...]:
    """The parts that both are made of, in reading order; what went comes before what came."""
    before, after = _tokens(old), _tokens(new)
    keys = [key for key, _inline in before], [key for key, _inline in after]
    made: list[Part] = []
    for span in differences(*keys, [_weight(inline) for _key, inline in before]):
        olds = [inline for _key, inline in before[span.old_start : span.old_end]]
        news = [inline for _key, inline in after[span.new_start : span.new_end]]
        if span.equal:
            made += _kept(olds, news)
            continue
        if olds:
            made.append(Part("deleted", _joined(olds), ()))
        if news:
            made.append(Part("added", (), _joined(news)))
    return tuple(made)


def fingerprint(children: Iterable[Inline]) -> str:
    """Equal for texts that say the same, whatever numbers their references and footnotes have."""
    return (
        "\x1f".join(str(key) for key, _inline in _tokens(children))
        + "\x1e"
        + str([_marks(child) for child in _joined(list(children))])
    )


def text_of(children: Iterable[Inline]) -> str:
    """The words of a text, notes and the names of pictures among them."""
    return "".join(_text(child) for child in children)


def _tokens(children: Iterable[Inline]) -> list[Token]:
    found: list[Token] = []
    for child in children:
        if isinstance(child, Text):
            found += [(piece, replace(child, text=piece)) for piece in pieces(child.text)]
        else:
            found.append((_key(child), child))
    return found


def _key(child: Inline) -> Hashable:
    """What an inline is to its reader, without the numbers that come of its place in the document."""
    match child:
        case Text():
            return child.text
        case LineBreak():
            return ("break",)
        case Link():
            return ("link", child.href, fingerprint(child.children))
        case Reference():
            return ("reference", child.target, child.form)
        case Footnote():
            return ("footnote", fingerprint(child.children))
        case Blank():
            return ("blank", child.size)
        case Checkbox():
            return ("box", child.checked)
        case Picture():
            return ("picture", picture_key(child))


def picture_key(picture: Picture) -> str:
    """What a picture shows and how large: the content of its file, not its name."""
    return f"{picture_hash(picture)} {picture.width_mm:g} {picture.alt}"


def _kept(olds: list[Inline], news: list[Inline]) -> list[Part]:
    """What stays, in stretches of the same look and of another."""
    made: list[Part] = []
    for restyled, pairs in groupby(zip(olds, news, strict=True), key=lambda pair: _marks(pair[0]) != _marks(pair[1])):
        both = list(pairs)
        status: Status = "restyled" if restyled else "kept"
        made.append(Part(status, _joined([old for old, _new in both]), _joined([new for _old, new in both])))
    return made


def _marks(child: Inline) -> tuple[str, ...]:
    return tuple(sorted(child.marks)) if isinstance(child, Text) else ()


def _joined(children: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts of one look as one."""
    made: list[Inline] = []
    for child in children:
        last = made[-1] if made else None
        if isinstance(child, Text) and isinstance(last, Text) and last.marks == child.marks:
            made[-1] = replace(last, text=last.text + child.text)
        else:
            made.append(child)
    return tuple(made)


def _weight(child: Inline) -> int:
    return max(len(child.text), 1) if isinstance(child, Text) else 2


def _text(child: Inline) -> str:
    match child:
        case Text() | Reference():
            return child.text
        case Link() | Footnote():
            return text_of(child.children)
        case Picture():
            return child.alt
        case _:
            return ""
