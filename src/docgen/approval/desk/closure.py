"""The closure of a paper: everything that can change a printed mark or a duty, as a list that an approver can read.

When a paper is handed in, every file that was read or asked for is named with its SHA-256 and kept
(`desk.kept_files`); beside them stand the fonts that a page may take, docgen's own source and libraries, and what the
paper looked like. The list's own SHA-256 is in the submission, which its drafter signs. Issuing builds from the kept bytes.

What is not in the list is named in `NOT_BOUND`, each with the reason why it can change no mark and no duty, or with what
finds it out. Nothing else is read: rooms that read get their files from the snapshot alone.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from docgen.app.batch.inputs import program
from docgen.app.snapshot import Snapshot
from docgen.approval.desk.kept_files import KeptFiles
from docgen.approval.desk.messages import CLOSURE_DAMAGED, CLOSURE_MISSING
from docgen.approval.desk.policies import name_of, path_of
from docgen.approval.desk.reading_copy import ReadingCopy, read_copy
from docgen.approval.ledger.digests import sha256
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location
from docgen.fonts.font_set import FontSet
from docgen.foreign import read_json
from docgen.kinds.kind_cache import KindCache
from docgen.reading import AsRead, file_digest

FORMAT = "docgen-closure-1"
VARIABLES = ("SOURCE_DATE_EPOCH", "DOCGEN_FONTS")  # of the environment; that fix a file's date, and which fonts count
# What a paper is not bound to, and why that can change no mark and no duty.
NOT_BOUND: tuple[tuple[str, str], ...] = (
    ("时钟", "没有哪一步读它；签发日期由审批流程写进编号、日期、版本的位置"),
    ("时区、语言环境、散列种子、其他环境变量", "送审时在另一个进程里换掉这些再生成一遍，不同就不收"),
    ("处理器个数、先后次序", "分几个进程排版，结果逐字节相同"),
    ("操作系统和机器", "签发前按留存的文件重建送审稿，正文、文字、每页的样子与送审时不同就不签"),
    ("内容里没有引用的文件", "没有读过；送审以后新加的同名文件也不读：签发只用留存的文件"),
    ("docgen check 的规则", "只提出意见，不改内容，不决定路线"),
    ("审批记录、密钥、名册", "只决定谁签了字，印在审批单上的每一项都来自签名的记录"),
    ("水印、校验码、审批单、修订记录", "由审批流程在签发时加上，不在送审稿里；种类由文种决定，已在清单里"),
)


@dataclass(frozen=True, slots=True)
class Closure:
    """The list as it was handed in. `digest` is that of its bytes, `content`."""

    content: bytes
    data: dict[str, Any]
    reading: ReadingCopy

    @property
    def digest(self) -> str:
        return sha256(self.content)

    @property
    def files(self) -> dict[str, str]:
        """SHA-256 of each file, by its name in the workspace."""
        return {str(entry["name"]): str(entry["sha256"]) for entry in self.data["files"]}

    def lines(self) -> list[str]:
        """For people: every file with what it is and its SHA-256, then what the machine gave, then what is not bound and why."""
        lines = [f"{entry['part']}  {entry['name']}  {entry['sha256']}" for entry in self.data["files"]]
        lines += [f"字体  {name}  {digest}" for name, digest in self.data["fonts"]]
        lines += [f"程序  {name}  {version}" for name, version in self.data["program"].items()]
        lines += [f"环境变量  {name}  {value or '没有设'}" for name, value in self.data["environment"].items()]
        lines.append(f"送审稿  {len(self.reading.pages)} 页  {self.reading.digest}")
        lines += [f"不在清单里：{what}（{why}）" for what, why in NOT_BOUND]
        return lines


def closure_of(snapshot: Snapshot, reading: ReadingCopy) -> Closure:
    """The list of a paper that was read and built."""
    workspace, read = snapshot.workspace, snapshot.files.as_read()

    def name(path: Path) -> str:
        return name_of(workspace, path)

    digests = snapshot.files.digests()
    files = sorted(
        (name(path), part_of(name(path), name(snapshot.path)), digest, len(read.contents[path]))
        for path, digest in digests.items()
    )
    data = {
        "format": FORMAT,
        "paper": name(snapshot.path),
        "files": [dict(zip(("name", "part", "sha256", "bytes"), entry, strict=True)) for entry in files],
        "links": sorted([name(path), name(real)] for path, real in read.links.items()),
        "listings": sorted(
            [name(folder), pattern, [name(path) for path in found]]
            for (folder, pattern), found in read.listings.items()
        ),
        "fonts": fonts_in_use(workspace),
        "program": program_parts(),
        "environment": {variable: os.environ.get(variable, "") for variable in VARIABLES},
        "reading": reading.plain,
    }
    content = (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    return Closure(content, data, reading)


def keep(store: KeptFiles, closure: Closure, snapshot: Snapshot) -> None:
    """Put the list and the bytes of its files into the store; fonts are compared by their hashes, not kept. Raises B101."""
    read = snapshot.files.as_read()
    store.put([closure.content, *(content for path, content in read.contents.items() if not _is_font(path))])


def load(workspace: Workspace, digest: str, place: str) -> Closure:
    """The list of this digest. Raises DocgenError A351 where it is not kept, A352 where it cannot be read."""
    content = KeptFiles(workspace).get(digest) if digest else None
    if content is None:
        raise DocgenError(CLOSURE_MISSING.at(Location(place), names="清单"))
    try:
        data = read_json(content)
        return Closure(content, data, read_copy(data["reading"]))
    except (ValueError, LookupError, TypeError) as error:
        raise DocgenError(CLOSURE_DAMAGED.at(Location(place))) from error


def handed_in(workspace: Workspace, closure: Closure, place: str) -> Snapshot:
    """The paper as it was handed in, from the kept bytes alone. A file that is kept no more is taken from its place, if it is
    still the same byte for byte. Raises DocgenError A351 where one is nowhere."""
    store = KeptFiles(workspace)
    contents: dict[Path, bytes] = {}
    lost: list[str] = []
    for name, digest in closure.files.items():
        path = path_of(workspace, name)
        if _is_font(path):
            continue
        content = store.get(digest)
        if content is None and file_digest(path) == digest:
            content = path.read_bytes()
        if content is None:
            lost.append(name)
        else:
            contents[path] = content
    if lost:
        raise DocgenError(CLOSURE_MISSING.at(Location(place), names="、".join(lost[:12])))
    links = {path_of(workspace, path): path_of(workspace, real) for path, real in closure.data["links"]}
    listings = {
        (path_of(workspace, folder), str(pattern)): tuple(path_of(workspace, name) for name in found)
        for folder, pattern, found in closure.data["listings"]
    }
    files = AsRead(contents, links, listings)
    return Snapshot(workspace, path_of(workspace, str(closure.data["paper"])), files=files, kinds=KindCache())


def fonts_in_use(workspace: Workspace) -> list[list[str]]:
    """File name and SHA-256 of every font that a page may take, the workspace's own among them."""
    return sorted([file.name, file_digest(file)] for file in FontSet(workspace.fonts).files())


def program_parts() -> dict[str, str]:
    """What prints: docgen's own source as one SHA-256 (its bundled files with it), the libraries by their versions."""
    names = (
        "docxtpl",
        "fonttools",
        "jinja2",
        "lxml",
        "markdown-it-py",
        "pillow",
        "pydyf",
        "pypdfium2",
        "python-docx",
        "weasyprint",
    )
    found = {"docgen": metadata.version("docgen"), "docgen 的源码": program(), "Python": platform.python_version()}
    return found | {name: _version(name) for name in names}


def part_of(name: str, paper: str) -> str:
    """What a file is to its paper."""
    if name == paper:
        return "内容"
    for start, part in _PARTS:
        if name.startswith(start):
            return part
    return _BY_SUFFIX.get(Path(name).suffix.lower(), "引入的文件")


def differing_fonts(closure: Closure, now: Iterable[list[str]]) -> list[str]:
    """The names of fonts that are others than those of the list."""
    was, here = {tuple(entry) for entry in closure.data["fonts"]}, {tuple(entry) for entry in now}
    return sorted({name for name, _digest in was ^ here})


_PARTS = (
    ("content/organisation.yaml", "人员名单"),
    ("content/library/", "资料库"),
    ("templates/word/", "Word 模板"),
    ("templates/", "文种"),
    ("package:", "扩展包的文种"),
    ("fonts/", "工作目录的字体"),
    ("docgen.yaml", "设置"),
)
_BY_SUFFIX = dict.fromkeys((".png", ".jpg", ".jpeg", ".svg"), "图片") | dict.fromkeys((".csv", ".xlsx"), "数据表")


def _is_font(path: Path) -> bool:
    return path.suffix.lower() in (".ttf", ".otf", ".ttc", ".otc")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
