"""What only the notifier is told from outside: where it may send, and where the web app is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chassis.environment import Address, Environment, existing_file, flag, web_address
from notifier.channels.outside import Policy


def extras(variables: Mapping[str, str]) -> dict[str, Any]:
    """Raises SettingsError."""
    environment = Environment(variables)
    policy = Policy(
        public_url=environment.parsed("PUBLIC_URL", web_address, ""),
        send_outside=environment.parsed("SEND_OUTSIDE", flag, "true"),
        allowed=environment.parsed("ALLOWED_HOSTS", places, ""),
        catchers=environment.parsed("CATCHER_HOSTS", places, ""),
        ca_file=environment.parsed("CA_FILE", _file, ""),
    )
    environment.check()
    return {"outside": policy}


def places(text: str) -> frozenset[str]:
    """ "mail.example.internal:25,127.0.0.1:1025"."""
    return frozenset(str(Address.parse(part.strip())).lower() for part in text.split(",") if part.strip())


def _file(text: str) -> Path | None:
    return existing_file(text) if text else None
