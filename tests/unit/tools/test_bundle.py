"""Whether an offline bundle came whole is told file by file."""

import subprocess
from pathlib import Path

import pytest

from tools.bundle import SUMS, complaints, write_sums


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "daozhang.whl").write_bytes(b"code")
    (tmp_path / "images.tar.gz").write_bytes(b"layers")
    write_sums(tmp_path)
    return tmp_path


@pytest.mark.capability("M-62")
def test_a_bundle_that_came_whole_has_nothing_to_complain_of(bundle: Path) -> None:
    assert complaints(bundle) == []


def test_its_sums_are_those_that_sha256sum_reads(bundle: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=bundle, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count(": OK")) == (0, 2)


def test_what_is_damaged_missing_or_too_much_is_named(bundle: Path) -> None:
    (bundle / "images.tar.gz").write_bytes(b"layerz")
    (bundle / "wheels" / "daozhang.whl").unlink()
    (bundle / "wheels" / "other.whl").write_bytes(b"")
    assert complaints(bundle) == [
        "wheels/daozhang.whl is missing",
        "wheels/other.whl is not in SHA256SUMS",
        "images.tar.gz is damaged",
    ]


def test_a_folder_without_sums_is_none(tmp_path: Path) -> None:
    assert complaints(tmp_path) == [f"{tmp_path} has no {SUMS}"]
