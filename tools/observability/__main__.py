"""`python -m tools.observability`: writes rules, dashboards and the list of runbooks anew. With `--check` it says instead which are not
current."""

import argparse
import sys
from pathlib import Path

import yaml

from tools.observability.alerts import ALERTS
from tools.observability.dashboards import DASHBOARDS
from tools.observability.rules import alerting, recording
from tools.observability.runbooks import index

ROOT = Path(__file__).resolve().parents[2]
RULES, BOARDS, RUNBOOKS = "deploy/observability/rules", "deploy/observability/dashboards", "docs/runbooks"
_HEAD = "# Written by `python -m tools.observability`; change tools/observability instead.\n"


def files() -> dict[str, str]:
    """What belongs where, by its place in the repository."""
    rules = {"recording": recording(), "alerts": alerting(ALERTS)}
    found = {
        f"{RULES}/{name}.yaml": _HEAD + yaml.safe_dump(content, sort_keys=False, width=140, allow_unicode=True)
        for name, content in rules.items()
    }
    found |= {f"{BOARDS}/{dashboard.name}.json": dashboard.json() for dashboard in DASHBOARDS}
    return found | {f"{RUNBOOKS}/README.md": index(ALERTS)}


def stale(root: Path = ROOT) -> list[str]:
    """Files that are missing, differ, or do not belong there."""
    wanted = files()
    there = {f"{folder}/{file.name}" for folder in (RULES, BOARDS) for file in (root / folder).iterdir()}
    differ = [place for place, text in wanted.items() if not (root / place).exists() or (root / place).read_text("utf-8") != text]
    return sorted({*differ, *(there - wanted.keys())})


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.observability", description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args(arguments).check:
        for place in (found := stale()):
            print(f"{place} is not current; run python -m tools.observability", file=sys.stderr)
        return 1 if found else 0
    for place, text in files().items():
        file = ROOT / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
