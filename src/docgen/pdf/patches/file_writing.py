"""A PDF file from the objects that WeasyPrint has made of a document, in one pass: what pydyf.PDF.write does, without its cost.

The file is that of pydyf with compression (objects in an object stream, a cross-reference stream: ISO 32000-1 §7.5.7 and
§7.5.8), except that streams are packed at zlib's usual level, for a twentieth more of size and a fifth of the time.
A `Packed` keeps packed streams from one file to the next.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b, md5
from math import ceil, log
from typing import Any, BinaryIO

import pydyf

from docgen.pdf.patches.declaration import PYDYF, Use

LEVEL = 6
_HEADER = b"%%PDF-%b\n%%\xf0\x9f\x96\xa4\n"  # four bytes above 127: the file is binary (ISO 32000-1 §7.5.2)


class Packed:
    """Streams as they were packed for the file before: what is not used again is dropped."""

    def __init__(self) -> None:
        self._before: dict[bytes, bytes] = {}
        self._now: dict[bytes, bytes] = {}

    def begin(self) -> None:
        """A new file: only what the last one used is still there."""
        self._before, self._now = self._now, {}

    def pack(self, content: bytes) -> bytes:
        """The content at zlib's LEVEL."""
        key = blake2b(content, digest_size=16).digest()
        found = self._now.get(key) or self._before.get(key) or zlib.compress(content, LEVEL)
        self._now[key] = found
        return found


def write_by_ourselves(pdf: Any, packed: Packed | None = None) -> None:
    """Have a pydyf.PDF write itself by `write`: for a finisher of WeasyPrint's `Document.write_pdf`.

    pydyf's way stays for what `write` does not do: files without compression.
    """
    stock = pdf.write

    def write_pdf(output: BinaryIO, version: Any = b"1.7", identifier: Any = False, compress: bool = False) -> None:
        if compress:
            write(pdf, output, version or b"1.7", identifier, packed or Packed())
        else:
            stock(output, version, identifier, compress)

    pdf.write = write_pdf


def write(pdf: Any, output: BinaryIO, version: str | bytes, identifier: Any, packed: Packed) -> None:
    """Write the objects of a pydyf.PDF as a file. `version` is 1.5 or later; `identifier` as pydyf takes it: bytes or text,
    True for one made of the content, or nothing."""
    packed.begin()
    if pdf.info:
        pdf.add_object(pdf.info)
    pieces = [_HEADER % (version if isinstance(version, bytes) else version.encode("ascii"))]
    position = len(pieces[0])
    digest = md5(usedforsecurity=False)  # of the objects in their order, as pydyf names a file
    entries: list[tuple[int, int, int]] = []
    gathered: list[tuple[int, bytes]] = []
    stream_number = len(pdf.objects)
    for item in pdf.objects:
        if item.free == "f":
            entries.append((0, 0, item.generation))
            continue
        data = _stream(item.stream, item.extra, packed, item.compress) if isinstance(item, pydyf.Stream) else item.data
        if identifier:
            digest.update(data)
        if item.compressible:
            entries.append((2, stream_number, len(gathered)))
            gathered.append((item.number, data))
        else:
            entries.append((1, position, item.generation))
            pieces.append(b"%d %d obj\n%b\nendobj\n" % (item.number, item.generation, data))
            position += len(pieces[-1])
    entries.append((1, position, 0))
    together = _together(gathered, packed)
    if identifier:
        digest.update(together)
    pieces.append(b"%d 0 obj\n%b\nendobj\n" % (stream_number, together))
    position += len(pieces[-1])
    entries.append((1, position, 0))
    name = _name(identifier, digest.hexdigest().encode())
    references = _references(pdf, entries, position, len(gathered), name, packed)
    pieces.append(b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream_number + 1, references, position))
    output.writelines(pieces)


def to_bytes(item: Any) -> bytes:
    """A value as pydyf writes it into a stream or an array: the usual kinds at once, others as an array's only member."""
    kind = type(item)
    if kind is bytes:
        return bytes(item)
    if kind is int:
        return b"%d" % item
    if kind is str:
        return str(item).encode("ascii")
    made: bytes = pydyf.Array([item]).data
    return made[1:-1]


def _stream(parts: list[Any], extra: Any, packed: Packed, compress: Any) -> bytes:
    """A stream object: its dictionary, and the content packed (ISO 32000-1 §7.3.8)."""
    content = b"\n".join([part if type(part) is bytes else to_bytes(part) for part in parts])
    told = pydyf.Dictionary(dict(extra))
    if compress:
        told["Filter"] = "/FlateDecode"
        content = packed.pack(content)
    told["Length"] = len(content)
    return b"%b\nstream\n%b\nendstream" % (told.data, content)


def _together(gathered: list[tuple[int, bytes]], packed: Packed) -> bytes:
    """The object stream of all objects that may stand in one (§7.5.7)."""
    places, position = [], 0
    for number, data in gathered:
        places += [number, position]
        position += len(data) + 1
    opening = " ".join(map(str, places)).encode("ascii")
    extra = {"Type": "/ObjStm", "N": len(gathered), "First": len(opening) + 1}
    return _stream([opening, *(data for _number, data in gathered)], extra, packed, compress=True)


def _references(
    pdf: Any, entries: list[tuple[int, int, int]], position: int, together: int, name: tuple[bytes, bytes] | None, packed: Packed
) -> bytes:  # fmt: skip
    """The cross-reference stream, which is the trailer too (§7.5.8)."""
    most = max(together, *(entry[2] for entry in entries if entry[0] != 2), *(item.generation for item in pdf.objects))
    lengths = (1, ceil(log(position + 1, 256)), ceil(log(most + 1, 256)))
    table = b"".join(
        value.to_bytes(length, "big") for entry in entries for length, value in zip(lengths, entry, strict=True)
    )
    extra: dict[str, Any] = {
        "Type": "/XRef",
        "Index": pydyf.Array((0, len(entries))),
        "W": pydyf.Array(lengths),
        "Size": len(entries),
        "Root": pdf.catalog.reference,
    }
    if pdf.info:
        extra["Info"] = pdf.info.reference
    if name:
        extra["ID"] = pydyf.Array((pydyf.String(name[0]).data, pydyf.String(name[1]).data))
    return _stream([table], extra, packed, compress=True)


def _name(identifier: Any, digest: bytes) -> tuple[bytes, bytes] | None:
    """The file's two identifiers (§14.4): the first stays when a file is changed, the second tells this one."""
    if not identifier:
        return None
    if identifier is True:
        return digest, digest
    return identifier if isinstance(identifier, bytes) else str(identifier).encode("ascii"), digest


DECLARED = (
    Use(
        target="pydyf:PDF.write",
        why="says what a file of these objects is; files without compression are still written by it",
        versions=PYDYF,
        source="242cd38f92ec",
    ),
)
