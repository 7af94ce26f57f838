"""Variables of the environment as values: addresses, files, addresses of databases. Says all that is wrong at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import urlsplit

PREFIX = "DAOZHANG_"
T = TypeVar("T")


class SettingsError(Exception):
    """The environment does not say what the member needs to know. `problems` are lines for the person who starts it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(["The settings are not complete:", *(f"  {problem}" for problem in problems)]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Address:
    """Where something listens. Port 0 lets the system choose."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Takes "127.0.0.1:7101" and "[::]:7101". Raises ValueError."""
        host, colon, port = text.rpartition(":")
        if not colon or not host or not port.isdecimal() or int(port) > 65535:
            raise ValueError("host:port is expected")
        return cls(host.removeprefix("[").removesuffix("]"), int(port))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Environment:
    """Reads variables and remembers what is missing or wrong; `check` says it."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self.problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        return self.parsed(name, str, default)

    def parsed(self, name: str, parse: Callable[[str], T], default: str | None = None) -> T:
        """A variable as something else; what `parse` raises as ValueError becomes part of the problem, the value does not.

        What is returned after a problem is never seen: `check` raises before.
        """
        text = self._variables.get(PREFIX + name, "").strip() or default
        try:
            if text is None:
                raise ValueError("is missing")
            return parse(text)
        except ValueError as error:
            self.problems.append(f"{PREFIX}{name}: {error}")
            return None  # type: ignore[return-value]

    def check(self) -> None:
        """Raises SettingsError with all problems."""
        if self.problems:
            raise SettingsError(self.problems)


# --- what a variable may be; each raises ValueError with what is expected ------------------------


def postgresql(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "postgresql" or not parts.hostname or not parts.path.strip("/"):
        raise ValueError("postgresql://role:password@host:port/database is expected")
    return text


def existing_file(text: str) -> Path:
    if not Path(text).is_file():
        raise ValueError(f"there is no file {text}")
    return Path(text)


def file_if_named(text: str) -> Path | None:
    return existing_file(text) if text else None


def existing_folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError(f"there is no folder {text}")
    return Path(text)


def folder_if_named(text: str) -> Path | None:
    return existing_folder(text) if text else None


def web_address(text: str) -> str:
    if text and urlsplit(text).scheme not in ("http", "https"):
        raise ValueError("http://host:port is expected")
    return text.rstrip("/")


def flag(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError("true or false is expected")
    return text.lower() == "true"


def share(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1
    if not 0 <= found <= 1:
        raise ValueError("a number from 0 to 1 is expected")
    return found


def pairs(text: str) -> Mapping[str, str]:
    """ "accounts=127.0.0.1:7101,pipeline=127.0.0.1:7102"."""
    found: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, _, address = part.partition("=")
        if not name or name in found:
            raise ValueError("name=host:port, separated by commas, each name once, is expected")
        found[name] = str(Address.parse(address))
    return found
