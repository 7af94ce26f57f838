"""`make chart`: what of the chart follows from elsewhere, written anew. A contract test says when that was forgotten.

files/members.json     who calls whom, whose events each follows, the newest migrations: from the services
files/nats-users.conf  what the users of NATS may do: from the same
README.md              from values.yaml and from what the chart renders
tests/contract/chart/rendered    a hash per object of every example
"""

import json
import sys
from pathlib import Path

from tools.chart.helm import HelmError
from tools.chart.members import facts
from tools.chart.readme import readme
from tools.chart.render import CHART, EXAMPLES, SUMMARIES, summary
from tools.stack.nats_users import rights_of_members, users, variables

MEMBERS = CHART / "files" / "members.json"
README = CHART / "README.md"
NATS_USERS = CHART / "files" / "nats-users.conf"

NATS_HEAD = """\
# Written by `make chart`: who may publish and subscribe to what. In the configuration of nats-server: include "nats-users.conf".
# Passwords come from its environment, in quotes (LEADS_PASSWORD='"..."'), else it may take one for a number. Nobody here looks at streams:
# whoever operates the broker adds a user of their own.

"""


def main() -> int:
    try:
        write(MEMBERS, members_text())
        rights_of_members.cache_clear()
        write(NATS_USERS, users_text())
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


def users_text() -> str:
    """For nats-server. Passwords are variables, which it takes from its environment."""
    passwords = {member: f"${member.upper()}_PASSWORD" for member in rights_of_members()}
    return f"{NATS_HEAD}{variables()}\n\nauthorization {{\n  users: [\n{users(passwords)}\n  ]\n}}\n"


def write(file: Path, text: str) -> None:
    """Says what changed."""
    if not file.exists() or file.read_text() != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        print(f"chart: wrote {file.relative_to(CHART.parents[2])}")


if __name__ == "__main__":
    sys.exit(main())
