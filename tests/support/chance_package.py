"""A stranger's extension whose functions answer otherwise in another process, another place or another hour."""

from __future__ import annotations

import locale
import os
import time
from collections.abc import Callable, Mapping
from importlib.metadata import EntryPoint
from typing import Any

from docgen.extension import GROUP, Extension, Extensions, Rendering


class Chance(Extension):
    """See the module."""

    def functions(self, rendering: Rendering) -> Mapping[str, Callable[..., Any]]:
        return {
            "order": lambda: "、".join({"甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方", "辛方"}),
            "hour": lambda: time.strftime("%H时 %z"),
            "user": lambda: os.environ.get("DOCGEN_AMOUNT", "1500"),
            "place": lambda: str(locale.setlocale(locale.LC_ALL, None)) + os.environ.get("LC_ALL", ""),
            "hashed": lambda: str(hash("押金") % 100_000),
        }


def installed() -> Extensions:
    """Extensions as of a Python in which this one is installed as `chance`."""
    return Extensions([EntryPoint("chance", "chance_package:Chance", GROUP)])
