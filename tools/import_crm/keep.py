"""What an import remembers between its runs: with which sign-ins it made its company. Readable by its owner alone."""

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from tools.stack.trouble import Trouble, explained

FILE = "sign-ins.json"


@dataclass
class Keep:
    """The folder of one company's import."""

    folder: Path
    # By mail address.
    passwords: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> "Keep":
        """Raises Trouble where the folder holds something else."""
        file = folder / FILE
        if not file.exists():
            return cls(folder)
        try:
            told = json.loads(file.read_text())
            return cls(folder, dict(told["passwords"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Trouble(f"{file} cannot be read; delete it and sign in to the company instead (SIGN_IN=...)") from error

    def password(self, email: str) -> str:
        """The password of a person, made up when it is first asked for, and kept before anybody uses it."""
        if email not in self.passwords:
            self.passwords[email] = secrets.token_urlsafe(18)
            self._write()
        return self.passwords[email]

    def _write(self) -> None:
        beside = self.folder / f".{FILE}.new"
        with explained(f"writing {self.folder / FILE}"):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside.unlink(missing_ok=True)
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as handle:
                json.dump({"passwords": self.passwords}, handle, indent=2)
            beside.replace(self.folder / FILE)
