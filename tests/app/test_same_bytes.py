"""Two builds of one content give the same bytes, whatever the hash seed, the time zone and the locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "papers",
    [
        ("key-account-office-manager.yaml", "chain-channel-manager.yaml"),
        pytest.param(("",), marks=pytest.mark.slow),  # all of them
    ],
)
def test_two_builds_give_the_same_bytes(tmp_path: Path, papers: tuple[str, ...]) -> None:
    paths = [f"content/jobs/{paper}" for paper in papers]
    settings = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C.UTF-8"},
    )
    found = []
    for number, setting in enumerate(settings):
        out = tmp_path / str(number)
        subprocess.run(
            [sys.executable, "-c", "from docgen.cli import main; main()", "build", *paths, "--out", str(out)],
            cwd=ROOT, env=os.environ | setting, check=True, capture_output=True,
        )  # fmt: skip
        found.append({file.relative_to(out): file.read_bytes() for file in sorted(out.rglob("*.*"))})
    assert len(found[0]) == (8 if papers == ("",) else 4)
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("standards", "expected"), [(("a-3u",), ("3U", None)), (("ua-1",), ("", "1")), (("a-3u", "ua-1"), ("3U", "1"))]
)
def test_the_pdf_declares_the_standards_asked_for(
    tmp_path: Path, standards: tuple[str, ...], expected: tuple[str, str | None]
) -> None:
    import io

    import pikepdf

    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace

    own = Workspace(ROOT)
    path = own.content / "jobs" / "key-account-office-manager.yaml"
    result = pipeline.build(own, path, ("pdf",), standards=standards)
    with pikepdf.open(io.BytesIO(result.outputs["pdf"])) as file, file.open_metadata() as metadata:
        assert (metadata.pdfa_status, metadata.get("pdfuaid:part")) == expected
