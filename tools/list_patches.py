"""docs/patches.md from the declarations: which functions of other people's libraries docgen replaces or calls, and why.

python tools/list_patches.py writes the page; with --digests it prints what the installed libraries' sources give, for
whoever has read what changed in a new release and declares it known.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from docgen.pdf import patches
from docgen.pdf.patches.declaration import Patch, Use, digest, place, signature, source

PAGE = Path(__file__).parents[1] / "docs" / "patches.md"

_HEAD = """# Patches

What docgen changes in other people's libraries, and which of their private functions it calls. Made by
`python tools/list_patches.py` from the declarations in `src/docgen/pdf/patches`; a test holds that it is current.
Each is checked when PDF building starts (version, signature, digest of the source): a library that differs is refused
with L110, and `pyproject.toml` caps the libraries to the versions that were read.

A patch acts on renders that carry docgen's `Setting` alone: other documents that WeasyPrint makes in the same process
come out as WeasyPrint makes them.
"""


def page(declared: Iterable[Patch | Use]) -> str:
    """The whole page."""
    declared = tuple(declared)
    laid = [one for one in declared if isinstance(one, Patch)]
    used = [one for one in declared if not isinstance(one, Patch)]
    lines = [_HEAD, f"## Replaced functions ({len(laid)})", ""]
    lines += ["| function | versions | why | goes when | upstream could take |", "| --- | --- | --- | --- | --- |"]
    for patch in laid:
        why = f"{patch.why} (speed)" if patch.speed else patch.why
        lines.append(
            f"| `{_name(patch)}` | {patch.versions.requirement} | {why} | {patch.retired} | {patch.offer or '—'} |"
        )
    lines += [
        "",
        f"## Private functions that are called ({len(used)})",
        "",
        "| function | versions | for |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{_name(one)}` | {one.versions.requirement} | {one.why} |" for one in used]
    return "\n".join(lines) + "\n"


def _name(one: Use) -> str:
    return one.target.replace(":", ".")


def main() -> None:
    if "--digests" in sys.argv:
        for one in patches.declared():
            owner, name = place(one.target)
            found = owner.__dict__[name]
            print(one.target, digest(source(found) or ""), signature(found))
    else:
        PAGE.write_text(page(patches.declared()), encoding="utf-8")


if __name__ == "__main__":
    main()
