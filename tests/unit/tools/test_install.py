"""`make install` and `make proto`, as far as they can be looked at without installing anything."""

from pathlib import Path

import pytest

from tools.install import InstallError, fingerprint, locked, package_folders, uv_environment
from tools.proto import bring_over


def test_uv_is_fetched_with_the_hashes_of_the_lock() -> None:
    lines = locked("uv").splitlines()
    assert lines[0].startswith("uv==")
    assert sum("--hash=sha256:" in line for line in lines) > 5
    assert not any(line[0].isalpha() for line in lines[1:])


def test_a_package_that_the_lock_does_not_know_is_named() -> None:
    with pytest.raises(InstallError, match="no left-pad"):
        locked("left-pad")


def test_every_package_folder_is_found() -> None:
    names = {folder.name for folder in package_folders()}
    assert {"proto", "chassis", "gateway", "leads", "accounts", "pipeline", "receivables", "notifier"} <= names


def test_the_same_clone_has_the_same_fingerprint() -> None:
    assert fingerprint() == fingerprint()


def test_what_uv_was_told_itself_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://packages.example/simple")
    monkeypatch.setenv("PIP_INDEX_URL", "https://other.example/simple")
    assert uv_environment()["UV_DEFAULT_INDEX"] == "https://packages.example/simple"


def test_uv_follows_pips_index_where_it_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    assert uv_environment()["UV_DEFAULT_INDEX"] == "https://packages.example/simple"


def test_generated_files_that_did_not_change_are_not_touched_and_old_ones_go(tmp_path: Path) -> None:
    fresh, into = tmp_path / "fresh", tmp_path / "into"
    for folder, files in (
        (fresh, {"crm/a.py": "1", "crm/b.py": "new"}),
        (into, {"crm/a.py": "1", "crm/b.py": "old", "crm/gone/c.py": "3"}),
    ):
        for name, content in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content)
    before = (into / "crm" / "a.py").stat().st_mtime_ns
    bring_over(fresh, into)
    assert {str(path.relative_to(into)) for path in into.rglob("*") if path.is_file()} == {"crm/a.py", "crm/b.py"}
    assert (into / "crm" / "b.py").read_text() == "new"
    assert (into / "crm" / "a.py").stat().st_mtime_ns == before
    assert not (into / "crm" / "gone").exists()
