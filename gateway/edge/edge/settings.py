"""What the HTTP side can be told from outside; read from the environment in `main` only."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rate:
    """A token bucket: so many requests at once, refilled by so many a second."""

    burst: int
    per_second: float


@dataclass(frozen=True)
class Limits:
    """How much one caller may ask for, per replica of the gateway."""

    # Before it is known who asks; offices share one address.
    address: Rate = Rate(400, 200)
    # Sessions of people.
    session: Rate = Rate(120, 40)
    # Programs: imports and ERP systems.
    api_key: Rate = Rate(600, 300)
    # Attempts to sign in, per address and mail; each costs a password hash.
    sign_in: Rate = Rate(10, 0.1)
    # Forms on pages of other sites, per address: a stand at a trade fair has many visitors and one address.
    form: Rate = Rate(30, 0.5)
    # Statements that customers open by a link, per address: pages, answers, documents and scans together.
    shared: Rate = Rate(30, 0.5)
    body_bytes: int = 2 * 1024 * 1024
    attachment_bytes: int = 25 * 1024 * 1024
    # The scan of a stamped paper, from somebody who is not signed in.
    scan_bytes: int = 10 * 1024 * 1024
    # A file to import is read in memory.
    import_bytes: int = 25 * 1024 * 1024
    # Of one request, handed on to the services.
    deadline_seconds: float = 30


@dataclass(frozen=True)
class EdgeSettings:
    """Everything but addresses and keys."""

    # Cookies are bound to https; only a machine that is reached by plain http, as `make up` is, turns it off.
    secure_cookies: bool = True
    # Proxies whose X-Forwarded-For is believed: addresses or networks, "*" for any.
    trusted_proxies: str = "127.0.0.1"
    limits: Limits = field(default_factory=Limits)
