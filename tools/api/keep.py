"""What a program remembers between its runs: with which sign-ins it made its company. Readable by its owner alone."""

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from tools.stack.folder import write_private
from tools.stack.trouble import Trouble, explained

FILE = "sign-ins.json"


@dataclass
class Keep:
    """The folder of one company."""

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
        with explained(f"writing {self.folder / FILE}"):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_private(self.folder / FILE, json.dumps({"passwords": self.passwords}, indent=2))
