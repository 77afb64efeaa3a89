"""A PDF that LibreOffice made, as it follows from the Word file alone: the same bytes however often it is exported."""

from __future__ import annotations

import hashlib
import io
import os
import re
import time
from typing import Any

_MILLENNIUM = 946_684_800  # the date of a file whose content tells none: 2000-01-01
_CLOCK = re.compile(rb"(?<=/CreationDate\(D:)\d{14}")
_SAVED = re.compile(rb"(?<=/ModDate \(D\\072)\d{14}")  # as pyHanko notes it, with the colon escaped
_CHANCE = re.compile(rb"\b[0-9a-f]{32}\b")  # in the trailer: both identifiers


def repeatable(pdf: bytes, docx: bytes) -> bytes:
    """The PDF as it follows from the Word file alone.

    LibreOffice's clock and chance are replaced, digit by digit; and it writes fonts in an order that hangs on addresses in
    its memory, so that the objects are numbered anew in the order in which the document's root leads to them.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    digest = hashlib.sha256(docx).hexdigest().encode()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    date = time.strftime("%Y%m%d%H%M%S", time.gmtime(int(epoch) if epoch.isdecimal() else _MILLENNIUM)).encode()
    start = pdf.rfind(b"trailer")
    output = io.BytesIO()
    writer: Any = copy_into_new_writer(PdfFileReader(io.BytesIO(_CLOCK.sub(date, pdf[:start]) + pdf[start:])))
    writer.write(output)
    ordered = output.getvalue()
    start = ordered.rfind(b"trailer")
    return _SAVED.sub(date, ordered[:start]) + _CHANCE.sub(digest[:32], ordered[start:])
