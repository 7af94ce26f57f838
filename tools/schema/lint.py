"""Whether migrations only expand: https://squawkhq.com/docs/rules says what each rule is about and what to write instead.

A statement that takes away what no release needs any more says so above itself: `-- squawk-ignore ban-drop-column`, and why.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from chassis.migration import OUTSIDE, named, script
from chassis.service import Service

# What made the tables of the first release met no release before it, and no rows.
FIRST = "0001"
NOT_OURS = (
    # Of style: this project has identity columns, bounded text, integers of 32 bits where they fit.
    *("prefer-robust-stmts", "prefer-text-field", "prefer-bigint-over-int", "prefer-bigint-over-smallint", "prefer-identity"),
    # Every migration runs with a limit for locks, and as long as it takes.
    *("require-lock-timeout", "require-statement-timeout"),
)
OPTIONS = ("--pg-version=18.0", "--reporter=json", *(f"--exclude={rule}" for rule in NOT_OURS))
SQUAWK = Path(sys.executable).with_name("squawk")


def complaints(service: Service) -> list[str]:
    """Of all migrations after the first."""
    migrations = sorted((service.migrations / "versions").glob("*.sql"))
    return [complaint for path in migrations if not path.name.startswith(FIRST) for complaint in complaints_about(path, service.name)]


def complaints_about(migration: Path, service: str) -> list[str]:
    """Like "0002_lots.sql:12 adding-required-field: ...", in the order of lines."""
    up, _ = script(str(migration))
    in_transaction = [] if up.startswith(OUTSIDE) else ["--assume-in-transaction"]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(named(up, service))
        file.flush()
        done = subprocess.run([SQUAWK, *OPTIONS, *in_transaction, file.name], capture_output=True, text=True, check=False)
    if not done.stdout:
        raise RuntimeError(f"squawk could not read {migration.name}: {done.stderr.strip()}")
    return [f"{migration.name}:{each['line'] + 1} {each['rule_name']}: {each['message']}" for each in json.loads(done.stdout)]
