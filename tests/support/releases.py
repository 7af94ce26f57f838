"""The release before this one, out of the project's own history: its code beside ours, run by the same Python."""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tools.stack.members import ROOT

# Name and commit: a clone may come without tags.
LAST_RELEASE = ("v0.1.0", "bad1bb4")
_PACKAGES = (
    "chassis",
    "proto/generated",
    "gateway/edge",
    "gateway/identity",
    *(f"services/{path.name}" for path in (ROOT / "services").iterdir()),
)


def last_release(folder: Path) -> dict[str, str]:
    """Unpacks it there, and gives what the environment of its processes needs besides. Skips a test in a clone that has no history."""
    name, commit = LAST_RELEASE
    archive = folder / "release.tar"
    made = subprocess.run(["git", "archive", f"--output={archive}", commit], cwd=ROOT, capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"{name} is not in the history of this clone, so nothing is known of upgrades from it: {made.stderr.strip()}")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    subprocess.run([sys.executable, str(folder / "tools" / "proto.py")], check=True, capture_output=True)
    return {"PYTHONPATH": os.pathsep.join(str(folder / package) for package in _PACKAGES)}
