"""Tags in the addresses that a part links to: `mailto:{{ 邮箱 }}` as the target of a hyperlink.

An address stands in the part's relationships (ECMA-376 part 2 §9.3), once,
and the document names it by its id, maybe in every turn of a loop. So the
address is moved into the place where the document names it, as a filter block
around what the address says; rendered, it leaves the id of a relationship of
its own. Word writes the braces of an address as %7B and %7D; they are read as tags too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import pass_context
from lxml import etree

from docgen.ooxml.names import PR
from docgen.ooxml.relationships import relationships_name

LINKS = "docgen_links"  # in the context: the Links of the part that is being rendered
FILTER = "docgen_link"
_TAGGED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_ENCODED = re.compile(r"%7[Bb](?:%7[Bb]|%25|%).*?(?:%7[Dd]|%25|%)%7[Dd]", re.DOTALL)
_UNSAFE = re.compile(r'[\s<>"{}|^`]')  # what an address cannot hold as it is (RFC 3987 §2.2); Chinese it can


def with_plain_tags(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts, tags in addresses written as tags where Word has encoded them."""
    made = dict(parts)
    for name, content in parts.items():
        if not name.endswith(".rels") or b"%7" not in content:
            continue
        root = etree.fromstring(content)
        changed = False
        for item in root.iter(f"{PR}Relationship"):
            target = item.get("Target", "")
            plain = _ENCODED.sub(lambda found: unquote(found[0]), target)
            if plain != target:
                item.set("Target", plain)
                changed = True
        if changed:
            made[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


# --- addresses with tags --------------------------------------------------


@dataclass(slots=True)
class Links:
    """The addresses that a rendered part asked for: (id in the template, address) → the new id."""

    taken: dict[tuple[str, str], str] = field(default_factory=dict)

    def take(self, identifier: str, address: str) -> str:
        key = identifier, address
        return self.taken.setdefault(key, f"{identifier}x{len(self.taken) + 1}")


@dataclass(frozen=True, slots=True)
class Addresses:
    """A part's relationships, those with tags taken out: `name` is their part, `types` gives id → type."""

    name: str
    before: str
    types: Mapping[str, str]

    def rendered(self, links: Links) -> bytes:
        """The relationships with those that a rendering asked for."""
        root = etree.fromstring(self.before.encode())
        for (identifier, address), new in links.taken.items():
            if identifier not in self.types:
                continue  # another part's, with an id of the same name
            item = etree.SubElement(root, f"{PR}Relationship")
            item.set("Id", new)
            item.set("Type", self.types[identifier])
            item.set("Target", address)
            item.set("TargetMode", "External")
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def tagged_addresses(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """id → address of the part's external relationships that hold tags."""
    content = parts.get(relationships_name(part), b"")
    if b"{{" not in content and b"{%" not in content:
        return {}
    return {
        item.get("Id", ""): item.get("Target", "")
        for item in etree.fromstring(content).iter(f"{PR}Relationship")
        if item.get("TargetMode") == "External" and _TAGGED.search(item.get("Target", ""))
    }


def move_addresses(xml: str, addresses: Mapping[str, str]) -> str:
    """The part's XML with each address in the place of its id."""
    for identifier, address in addresses.items():
        block = f"{{% filter {FILTER}('{identifier}') %}}{_as_markup(address)}{{% endfilter %}}"
        xml = xml.replace(
            f':id="{identifier}"', f':id="{block}"'
        )  # r:id of w:hyperlink, a:hlinkClick (§17.16.22, §20.1.2.2)
    return xml


def take_addresses(parts: Mapping[str, bytes], part: str) -> Addresses:
    """The part's relationships made ready for `Addresses.rendered`."""
    name = relationships_name(part)
    root = etree.fromstring(parts[name])
    types = {}
    for item in list(root.iter(f"{PR}Relationship")):
        if item.get("TargetMode") == "External" and _TAGGED.search(item.get("Target", "")):
            types[item.get("Id", "")] = item.get("Type", "")
            root.remove(item)
    return Addresses(name, etree.tostring(root, encoding="unicode"), types)


@pass_context
def link_filter(context: Any, address: Any, identifier: str) -> str:
    """Jinja's filter around an address: the id of the relationship that will lead to it."""
    links = context.get(LINKS)
    plain = _UNSAFE.sub(lambda found: quote(found[0]), unescape(str(address)).strip()) or "about:blank"
    return links.take(identifier, plain) if isinstance(links, Links) else identifier


def _as_markup(address: str) -> str:
    """The address as it may stand in an attribute; tags keep their signs, which `scan` reads."""
    return address.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
