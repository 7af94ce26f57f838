"""What banks call the columns of the lists that they offer: one small file each, beside this one."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from receivables.statements.cells import header


@dataclass(frozen=True)
class Profile:
    """`columns` names, for each of our words, what this bank may call it, the most telling first; `memo` is all of its columns together.

    Amounts stand in `credit` and `debit`, or in `amount` with `direction` beside it, or signed in `amount` alone.
    """

    key: str
    name: str
    columns: Mapping[str, Sequence[str]]
    incoming: frozenset[str] = frozenset()
    outgoing: frozenset[str] = frozenset()

    def places(self, row: Sequence[str]) -> dict[str, list[int]] | None:
        """Where each column is, if this row is this bank's headers."""
        at: dict[str, int] = {}
        for place, cell in enumerate(row):
            at.setdefault(header(cell), place)
        found = {word: [at[header(name)] for name in names if header(name) in at] for word, names in self.columns.items()}
        has_amount = (found.get("credit") and found.get("debit")) or (found.get("amount") and (not self.incoming or found.get("direction")))
        return found if found.get("day") and has_amount and self._is_its_own(found) else None

    def _is_its_own(self, found: Mapping[str, Sequence[int]]) -> bool:
        """Days and amounts every bank has; who it came from is called by each in its own way."""
        return any(found.get(word) for word in ("payer_name", "serial", "payer_account"))


@cache
def profiles() -> Mapping[str, Profile]:
    """Those that are shipped, by their keys. Raises KeyError for a file that lacks what a profile must have."""
    folder = files("receivables.statements").joinpath("profiles")
    found = {}
    for each in sorted(folder.iterdir(), key=lambda file: file.name):
        if each.name.endswith(".toml"):
            said = tomllib.loads(each.read_text(encoding="utf-8"))
            key = each.name.removesuffix(".toml")
            words = {name: frozenset(said.get("direction", {}).get(name, ())) for name in ("incoming", "outgoing")}
            found[key] = Profile(key, said["name"], said["columns"], words["incoming"], words["outgoing"])
    return found
