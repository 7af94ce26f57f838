"""The passwords of the two servers."""

import json
import secrets
from pathlib import Path


class Passwords:
    """Random passwords by role, in a file that only its owner may read."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, role: str) -> str:
        """The password of a role, made when first asked for."""
        known: dict[str, str] = json.loads(self._file.read_text()) if self._file.exists() else {}
        if role not in known:
            known[role] = secrets.token_urlsafe(24)
            beside = self._file.with_suffix(".new")
            beside.touch(mode=0o600)
            beside.write_text(json.dumps(known, indent=2))
            beside.replace(self._file)
        return known[role]
