"""What is filled in by clicking: content controls (ECMA-376 part 1 §17.5.2) and the older form fields (§17.16.7 …)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from docgen.ooxml.declared import INTEGER, ON_OFF, TEXT, Attribute, Child, Children, Toggle, Value, View
from docgen.ooxml.fields import Field
from docgen.ooxml.names import W14, W, plain

ControlKind = Literal["rich", "text", "checkbox", "list", "combo", "date", "picture", "group", "gallery", "section"]
TICKED, EMPTY = "☒", "☐"  # as Word draws the boxes of form fields

_KINDS: dict[str, ControlKind] = {
    "text": "text", "checkbox": "checkbox", "dropDownList": "list", "comboBox": "combo", "date": "date",
    "picture": "picture", "group": "group", "docPartObj": "gallery", "docPartList": "gallery", "richText": "rich",
    "repeatingSection": "section", "repeatingSectionItem": "section",
}  # fmt: skip


class ControlProperties(View, tag="sdtPr"):
    """§17.5.2.38. `placeholder`: what stands in the control is the prompt, nobody has filled it in."""

    tag_name = Value("tag", TEXT, "")
    title = Value("alias", TEXT, "")
    identifier = Value("id", TEXT, "")
    lock = Value("lock", TEXT, "")
    placeholder = Toggle("showingPlcHdr")


@dataclass(frozen=True, slots=True)
class Control:
    """A content control (w:sdt). `checked` is None for one that is no check box."""

    element: etree._Element
    kind: ControlKind = "rich"
    tag: str = ""
    title: str = ""
    placeholder: bool = False
    checked: bool | None = None


def read_control(element: etree._Element) -> Control:
    """The control of a w:sdt."""
    found = element.find(ControlProperties.tag)
    if found is None:
        return Control(element)
    properties = ControlProperties(found)
    names = [child for child in found if isinstance(child.tag, str) and plain(child.tag) in _KINDS]
    kind = _KINDS[plain(str(names[0].tag))] if names else "rich"
    checked = None
    if kind == "checkbox":
        state = names[0].find(f"{W14}checked")
        checked = state is not None and ON_OFF.read(state.get(f"{W14}val")) is True
    return Control(element, kind, properties.tag_name, properties.title, properties.placeholder, checked)


def is_prompt(control: Control | None) -> bool:
    """True in a control that nobody has filled in: what stands there is Word's prompt."""
    return control is not None and control.placeholder


# --- form fields ---


class ListEntry(View, tag="listEntry"):
    text = Attribute("val", TEXT, "")


class FormList(View, tag="ddList"):
    """§17.16.9."""

    result = Value("result", INTEGER, None)
    default = Value("default", INTEGER, 0)
    entries = Children(ListEntry)


class FormBox(View, tag="checkBox"):
    """§17.16.7. `checked` says what the reader has done, `default` what the author wanted; None: not said."""

    checked_element = f"{W}checked"
    default = Toggle("default")

    @property
    def checked(self) -> bool:
        found = self.element.find(self.checked_element)
        return self.default if found is None else ON_OFF.read(found.get(f"{W}val")) is True


class FormText(View, tag="textInput"):
    """§17.16.33."""

    default = Value("default", TEXT, "")
    kind = Value("type", TEXT, "regular")


class FormData(View, tag="ffData"):
    """§17.16.17."""

    name = Value("name", TEXT, "")
    enabled = Toggle("enabled", True)
    box = Child(FormBox)
    list = Child(FormList)
    text = Child(FormText)


def form_data(field: Field) -> FormData | None:
    """What a form field (FORMTEXT, FORMCHECKBOX, FORMDROPDOWN) holds; None for any other field."""
    mark = field.begin
    data = None if mark is None else mark.find(FormData.tag)
    return None if data is None else FormData(data)


def form_state(field: Field) -> str:
    """What a reader sees of a form field that keeps its value beside the text: ☒, ☐, or the chosen entry; "" for any other."""
    data = form_data(field)
    if data is None:
        return ""
    if data.box is not None:
        return TICKED if data.box.checked else EMPTY
    if data.list is not None:
        entries = data.list.entries
        chosen = data.list.default if data.list.result is None else data.list.result
        return entries[chosen].text if 0 <= chosen < len(entries) else ""
    return ""
