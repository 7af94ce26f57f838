"""Every alert fires when it should and only then, its rules are what lies in deploy/, and whoever is called has a page to read."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from tools.observability.__main__ import BOARDS, ROOT, RULES, main, stale
from tools.observability.__main__ import RUNBOOKS as PAGES
from tools.observability.alerts import ALERTS, Alert
from tools.observability.rules import Rules, alerting, recording, unit_test
from tools.stack.prometheus import program

RUNBOOKS = ROOT / PAGES
PARTS = ("What it means", "What it does to people", "Finding the cause", "What to do")
pytestmark = pytest.mark.capability("M-63")
each_alert = pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: "-".join([alert.name, *alert.labels.values()]))


def test_what_lies_in_deploy_is_what_the_definitions_say() -> None:
    assert not stale()
    assert main(["--check"]) == 0


def test_a_changed_a_missing_and_a_foreign_file_are_not_current(tmp_path: Path) -> None:
    for folder in (RULES, BOARDS, PAGES):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    assert not stale(tmp_path)
    (tmp_path / RULES / "alerts.yaml").write_text("groups: []\n")
    (tmp_path / BOARDS / "overview.json").unlink()
    (tmp_path / BOARDS / "mine.json").write_text("{}")
    assert stale(tmp_path) == [f"{BOARDS}/mine.json", f"{BOARDS}/overview.json", f"{RULES}/alerts.yaml"]


def test_prometheus_takes_the_rules() -> None:
    said = promtool("check", "rules", *map(str, sorted((ROOT / RULES).iterdir())))
    assert f"{len(ALERTS)} rules found" in said


@each_alert
def test_an_alert_fires_when_it_should_and_is_quiet_when_it_should(alert: Alert, tmp_path: Path) -> None:
    files = ["recording.yaml", "alert.yaml"]
    for name, rules in zip(files, (recorded_for(alert), alerting([alert])), strict=True):
        (tmp_path / name).write_text(yaml.safe_dump(rules))
    for name, example, fires in (("fires.yaml", alert.fires, True), ("quiet.yaml", alert.quiet, False)):
        (tmp_path / name).write_text(yaml.safe_dump(unit_test(alert, example, fires=fires, rule_files=files), sort_keys=False))
    promtool("test", "rules", str(tmp_path / "fires.yaml"), str(tmp_path / "quiet.yaml"))


def recorded_for(alert: Alert) -> Rules:
    """The recordings that the alert asks for: the others would only take time."""
    groups = recording()["groups"]
    return {"groups": [{**group, "rules": [rule for rule in group["rules"] if rule["record"] in alert.expr]} for group in groups]}


@each_alert
def test_an_example_of_quiet_is_about_the_same_series(alert: Alert) -> None:
    assert set(alert.fires.series) <= set(alert.quiet.series)


def test_a_pair_of_windows_is_left_to_the_faster_ones_by_none() -> None:
    """Each objective has all four, two that call somebody and two that do not."""
    for objective in ("availability", "latency"):
        mine = [alert for alert in ALERTS if alert.labels.get("objective") == objective]
        assert [(alert.labels["window"], alert.severity) for alert in mine] == [
            ("1h", "page"), ("6h", "page"), ("1d", "ticket"), ("3d", "ticket"),
        ]  # fmt: skip


# --- runbooks ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted({alert.name for alert in ALERTS}))
def test_an_alert_has_a_page_that_says_what_it_means_and_what_to_do(name: str) -> None:
    text = (RUNBOOKS / f"{name}.md").read_text()
    assert text.startswith(f"# {name}\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == list(PARTS)
    for part in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]:
        assert len(part.split()) >= 10, part


def test_a_page_belongs_to_an_alert_and_the_index_names_all() -> None:
    pages = {file.stem for file in RUNBOOKS.glob("*.md")} - {"README"}
    names = {alert.name for alert in ALERTS}
    index = (RUNBOOKS / "README.md").read_text()
    assert pages == names
    assert set(re.findall(r"\]\((\w+)\.md\)", index)) == names


def commands() -> list[str]:
    """Every line that the pages say to run, once."""
    blocks = [block for file in sorted(RUNBOOKS.glob("*.md")) for block in re.findall(r"```sh\n(.*?)```", file.read_text(), re.DOTALL)]
    lines = (line.split("#")[0].strip() for block in blocks for line in block.splitlines())
    return sorted({line for line in lines if line})


def test_the_commands_of_the_pages_are_there() -> None:
    """Those of the members with every option that is named; `make` has the target; other programs are those of everybody."""
    asked = commands()
    assert asked
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in asked:
        match line.split():
            case ["python", "-m", module, command, *options]:
                assert find_spec(module), line
                offered = offers(module, command)
                for option in options:
                    if option.startswith("--"):
                        assert option.partition("=")[0] in offered, line
            case ["make", target, *_]:
                assert target in targets, line
            case [program, *_]:
                assert program in {"curl", "kubectl", "psql"}, line


_OFFERED: dict[tuple[str, str], str] = {}


def offers(module: str, command: str) -> str:
    """What the command says of itself; all services have the same command line."""
    family = "edge.main" if module == "edge.main" else "leads.service"
    if (family, command) not in _OFFERED:
        done = subprocess.run([sys.executable, "-m", family, command, "--help"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        _OFFERED[family, command] = done.stdout
    return _OFFERED[family, command]


def promtool(*arguments: str) -> str:
    done = subprocess.run([str(program("promtool")), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
