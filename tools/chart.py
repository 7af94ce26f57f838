"""`make chart`: what of the chart follows from elsewhere, written anew. A contract test says when that was forgotten.

files/members.json     who calls whom, whose events each follows, the newest migrations: from the services
README.md              from values.yaml and from what the chart renders
tests/contract/chart/rendered    a hash per object of every example
"""

import json
import sys
from pathlib import Path

from tools.chart_members import facts
from tools.chart_readme import readme
from tools.chart_render import CHART, EXAMPLES, SUMMARIES, summary
from tools.helm import HelmError

MEMBERS = CHART / "files" / "members.json"
README = CHART / "README.md"


def main() -> int:
    try:
        write(MEMBERS, members_text())
        write(README, readme())
        for left in SUMMARIES.glob("*.txt"):
            if left.stem not in EXAMPLES:
                left.unlink()
        for example in EXAMPLES:
            write(SUMMARIES / f"{example}.txt", summary(example))
    except (HelmError, ValueError) as error:
        print(f"chart: {error}", file=sys.stderr)
        return 1
    return 0


def members_text() -> str:
    return json.dumps(facts(), indent=2) + "\n"


def write(file: Path, text: str) -> None:
    """Says what changed."""
    if not file.exists() or file.read_text() != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        print(f"chart: wrote {file.relative_to(CHART.parents[2])}")


if __name__ == "__main__":
    sys.exit(main())
