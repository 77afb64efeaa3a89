"""Compiled templates kept for the next document: an environment lives for one document, its templates' code longer."""

from __future__ import annotations

from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from docgen.kinds.undefined import Reporter

TemplateCode = dict[str, tuple[str, CodeType]]  # template file → digest of its source, code


class Compiled(BytecodeCache):
    """Jinja's own place for compiled code, in memory; Jinja asks for it by the template's file and its source's digest."""

    def __init__(self, reporter: Reporter, code: TemplateCode) -> None:
        self._reporter = reporter
        self._code = code

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._code.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        # Jinja computes constant expressions while it compiles: what they reported would be missed the next time.
        if bucket.code is not None and not self._reporter.problems:
            self._code[bucket.key] = (bucket.checksum, bucket.code)
