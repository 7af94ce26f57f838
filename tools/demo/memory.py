"""What is remembered of the demo company between two runs, beside the other secrets: its password, its Monday, whether it is complete."""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from tools.stack.folder import write_private
from tools.stack.trouble import Trouble

FILE = "demo.json"
# The services remember what was asked for a day; a run that was interrupted goes on within that time.
GOES_ON_FOR = timedelta(hours=20)


@dataclass(frozen=True)
class Memory:
    """Everybody in the company signs in with the one password."""

    password: str
    monday: date
    begun: datetime
    scale: float = 1.0
    complete: bool = False

    @classmethod
    def fresh(cls, monday: date, now: datetime, scale: float) -> "Memory":
        return cls(secrets.token_urlsafe(12), monday, now, scale)

    @classmethod
    def read(cls, folder: Path) -> "Memory | None":
        """Raises Trouble where the file holds something else."""
        file = folder / FILE
        if not file.exists():
            return None
        try:
            told = json.loads(file.read_text())
            told |= {"monday": date.fromisoformat(told["monday"]), "begun": datetime.fromisoformat(told["begun"])}
            return cls(**told)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Trouble(f"{file} cannot be read; delete it, and the demo company with `make reset`") from error

    def write(self, folder: Path) -> None:
        told = asdict(self) | {"monday": self.monday.isoformat(), "begun": self.begun.isoformat()}
        write_private(folder / FILE, json.dumps(told, indent=2))

    def done(self) -> "Memory":
        return replace(self, complete=True)

    def is_stale(self, now: datetime) -> bool:
        """It was interrupted too long ago to go on."""
        return not self.complete and now - self.begun > GOES_ON_FOR

    @staticmethod
    def forget(folder: Path) -> None:
        (folder / FILE).unlink(missing_ok=True)
