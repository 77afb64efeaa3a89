"""docs/approval.md does what it says: its commands run from first to last, and the screen shows what the page shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "approval.md"
_BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_OWN = re.compile(r"export (\w+)=\$\((docgen .*)\)(?:\s+#.*)?")
_FAILS = re.compile(r"\s+# 退出码 (\d)$")


class Terminal:
    """Runs the lines of a page as a user would type them; docgen's own in this process, which has its libraries loaded."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        patch.chdir(folder)
        for name in ("DOCGEN_PERSON", "DOCGEN_SEAL", "DOCGEN_SEAL_COMMAND", "DOCGEN_DATABASE_URL"):
            patch.delenv(name, raising=False)

    def run(self, line: str) -> str:
        """A line's output; the code it exits with must be the one the page names."""
        found = _FAILS.search(line)
        expected, command = (int(found[1]), line[: found.start()]) if found else (0, line)
        code, output = self._docgen(command) if command.startswith("docgen ") else self._shell(command)
        assert code == expected, f"{command}\n{output}"
        return output

    def _docgen(self, command: str) -> tuple[int, str]:
        words = [os.path.expandvars(word) for word in shlex.split(command)[1:]]
        result = CliRunner().invoke(main, words)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    def _shell(self, command: str) -> tuple[int, str]:
        if command.startswith("cd "):
            self._patch.chdir(command.removeprefix("cd "))
            return 0, ""
        name = command.removeprefix("export ").split("=")[0] if command.startswith("export ") else ""
        if own := _OWN.fullmatch(command):
            code, output = self._docgen(own[2])
            self._patch.setenv(own[1], output.strip())
            return code, output
        script = f'{command}; printf %s "${name}"' if name else command
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
        if name:
            assert done.stdout, f"{command}\n{done.stderr}"
            self._patch.setenv(name, done.stdout)
        return done.returncode, done.stdout + done.stderr


def shown(output: str, expected: str) -> None:
    """The lines of a text block stand in the output, in their order; … is anything."""
    rest = output.split("\n")
    for line in filter(None, map(str.strip, expected.split("\n"))):
        pattern = re.compile(".*?".join(map(re.escape, line.split("…"))))
        at = next((place for place, text in enumerate(rest) if pattern.search(text)), None)
        assert at is not None, f"not on the screen: {line}\n" + "\n".join(rest)
        rest = rest[at + 1 :]


def test_the_tour_of_the_approval_runs_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(tmp_path, monkeypatch)
    output = ""
    blocks = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert len(blocks) >= 20
    for sort, text in blocks:
        if sort == "sh":
            output = "".join(terminal.run(line) for line in text.splitlines())
        else:
            shown(output, text)
    folder = Path.cwd()
    made = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in (".pdf", ".docx", ".csv", ".zip")
    }
    assert {
        "issued/policies/pay-policy/V1.0/pay-policy-V1.0.pdf", "issued/policies/pay-policy/V1.1/pay-policy-V1.1.docx", "修订/pay-policy-修订对照表.pdf",
        "output/copies/pay-policy-V1.0-副本001.pdf", "output/receipts/pay-policy-V1.0-签收单-1.docx", "登记簿/文件登记簿.csv", "archive/pay-policy-V1.1.zip",
    } <= made  # fmt: skip
