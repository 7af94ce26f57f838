"""A database and its roles per service, on any PostgreSQL server that somebody may administer."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from tools.stack.passwords import Passwords
from tools.stack.trouble import Trouble

ROLES = ("owner", "app", "worker")

CREATE = (
    "CREATE DATABASE {name} OWNER {service}_owner TEMPLATE template0 STRATEGY FILE_COPY ENCODING 'UTF8' "
    "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
)
COPY = "CREATE DATABASE {name} OWNER {service}_owner TEMPLATE {template} STRATEGY FILE_COPY"


@dataclass(frozen=True)
class DatabaseUrls:
    """The three ways into a service's database: `owner` migrates, `app` serves requests, `worker` relays and finds due timers."""

    name: str
    owner: str
    app: str
    worker: str


class Databases:
    """The databases of one server."""

    def __init__(self, psql: Path, administrator_url: str, passwords: Passwords) -> None:
        self._psql = psql
        self._url = urlsplit(administrator_url)
        self._passwords = passwords

    def create(self, service: str, *, name: str | None = None, template: str | None = None) -> DatabaseUrls:
        """Makes the database of a service with its roles, or finds it; `template` is a database of the same service to copy."""
        database = name or service
        urls = self.urls(service, database)
        roles = [f"{service}_{role}" for role in ROLES]
        existing = set(self.sql("SELECT rolname FROM pg_roles UNION SELECT '/' || datname FROM pg_database").split())
        statements = [
            f"{'ALTER' if role in existing else 'CREATE'} ROLE {role} LOGIN PASSWORD '{self._passwords.of(role)}'"
            for role in roles
            if role not in existing or not template
        ]
        if f"/{database}" not in existing:
            statements.append(f"GRANT {service}_owner TO CURRENT_USER")
            statements.append((COPY if template else CREATE).format(name=database, service=service, template=template))
        statements.append(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")
        statements.append(f"GRANT CONNECT ON DATABASE {database} TO {', '.join(roles)}")
        self.sql(*statements)
        return urls

    def identities(self) -> dict[str, str]:
        """A number per database that another database of the same name would not have."""
        return dict(line.split("|") for line in self.sql("SELECT datname, oid FROM pg_database").split())

    def drop(self, name: str) -> None:
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def urls(self, service: str, database: str | None = None) -> DatabaseUrls:
        name = database or service
        owner, app, worker = (self._url_of(f"{service}_{role}", self._passwords.of(f"{service}_{role}"), name) for role in ROLES)
        return DatabaseUrls(name, owner, app, worker)

    def sql(self, *statements: str, database: str = "") -> str:
        """Runs statements as the administrator, each in a transaction of its own; gives what they print, unaligned, without headers."""
        command = [str(self._psql), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"]
        command += [f"--command={statement}" for statement in statements]
        environment = os.environ | {
            "PGHOST": self._url.hostname or "127.0.0.1",
            "PGPORT": str(self._url.port or 5432),
            "PGUSER": unquote(self._url.username or "postgres"),
            "PGPASSWORD": unquote(self._url.password or ""),
            "PGDATABASE": database or self._url.path.lstrip("/") or "postgres",
            "PGCONNECT_TIMEOUT": "10",
        }
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Trouble(
                f"PostgreSQL at {self._url.hostname}:{self._url.port} refused an administrator's statement: {done.stderr.strip()}"
            )
        return done.stdout

    def _url_of(self, role: str, password: str, database: str) -> str:
        return f"postgresql://{role}:{quote(password, safe='')}@{self._url.hostname}:{self._url.port or 5432}/{database}"
