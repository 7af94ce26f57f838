"""Dumps of single databases, as operators without a backup of the whole cluster have them."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.stack.installation import Installation
from tools.stack.postgres import programs


def dump(installation: Installation, service: str, folder: Path) -> None:
    """The database of a service as it is at this moment."""
    _run(installation, "pg_dump", "--format=custom", f"--file={folder / service}", service)


def restore(installation: Installation, service: str, folder: Path) -> None:
    """Replaces the database by the dump; nobody may be connected."""
    installation.postgres.databases.drop(service)
    installation.postgres.databases.create(service)
    _run(installation, "pg_restore", "--exit-on-error", f"--dbname={service}", str(folder / service))


def _run(installation: Installation, program: str, *arguments: str) -> None:
    url = urlsplit(installation.postgres.administrator_url)
    access = {
        "PGHOST": url.hostname or "",
        "PGPORT": str(url.port),
        "PGUSER": url.username or "",
        "PGPASSWORD": unquote(url.password or ""),
    }
    done = subprocess.run([programs() / program, *arguments], env=os.environ | access, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
