"""`python -m tools.observability`: writes deploy/observability anew. With `--check` it says instead what there is not current."""

import argparse
import sys
from pathlib import Path

import yaml

from tools.observability.alerts import ALERTS
from tools.observability.dashboards import DASHBOARDS
from tools.observability.rules import alerting, recording

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "observability"
_HEAD = "# Written by `python -m tools.observability`; change tools/observability instead.\n"


def files() -> dict[str, str]:
    """What belongs into the folder, by its place in there."""
    rules = {"rules/recording.yaml": recording(), "rules/alerts.yaml": alerting(ALERTS)}
    found = {place: _HEAD + yaml.safe_dump(content, sort_keys=False, width=140, allow_unicode=True) for place, content in rules.items()}
    return found | {f"dashboards/{dashboard.name}.json": dashboard.json() for dashboard in DASHBOARDS}


def stale(folder: Path = FOLDER) -> list[str]:
    """Files that are missing, differ, or do not belong there."""
    wanted = files()
    there = {str(file.relative_to(folder)): file for part in ("rules", "dashboards") for file in sorted((folder / part).glob("*"))}
    differ = [place for place, text in wanted.items() if place not in there or there[place].read_text("utf-8") != text]
    return differ + [place for place in there if place not in wanted]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.observability", description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args(arguments).check:
        for place in (found := stale()):
            print(f"deploy/observability/{place} is not current; run python -m tools.observability", file=sys.stderr)
        return 1 if found else 0
    for place, text in files().items():
        file = FOLDER / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
