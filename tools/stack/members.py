"""The table of members. A new service is one line here."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.stack.certificates import AUTHORITIES, CERTIFICATE, KEY
from tools.stack.databases import DatabaseUrls
from tools.stack.folder import DataFolder
from tools.stack.keys import INSTALLATION_KEY, MASTER_KEY, signing_key_file
from tools.stack.ports import HOST

ROOT = Path(__file__).resolve().parents[2]

# A change here restarts every member.
SHARED_SOURCES = ("chassis", "proto/generated/crm", "requirements.lock")


@dataclass(frozen=True)
class Member:
    """One process: `python -m <module> migrate`, then `serve`."""

    name: str
    module: str
    # The service whose database it works on.
    service: str
    # A change in one of these restarts it.
    sources: tuple[str, ...]


MEMBERS = (
    Member("leads", "leads.service", "leads", ("services/leads",)),
    Member("accounts", "accounts.service", "accounts", ("services/accounts",)),
    Member("pipeline", "pipeline.service", "pipeline", ("services/pipeline",)),
    Member("receivables", "receivables.service", "receivables", ("services/receivables",)),
    Member("notifier", "notifier.service", "notifier", ("services/notifier",)),
    Member("gateway", "edge.main", "identity", ("gateway/edge", "gateway/identity")),
)

# The one that is reached from outside.
DOOR = "gateway"


def peers(of: Member, members: Sequence[Member], ports: Mapping[str, int]) -> str:
    """Where the services of the other members answer."""
    return ",".join(f"{member.service}={HOST}:{ports[f'{member.name}.grpc']}" for member in members if member != of)


def issuers(members: Sequence[Member]) -> dict[str, list[str]]:
    """The names that each member signs with: the gateway in its own and in that of the service inside it."""
    return {member.name: sorted({member.name, member.service}) for member in members}


def environment(
    member: Member, members: Sequence[Member], *, folder: DataFolder, ports: Mapping[str, int], databases: DatabaseUrls, nats_url: str
) -> dict[str, str]:
    """The settings of one member, under the names that it has in every installation."""
    settings = {
        "DAOZHANG_DATABASE_OWNER_URL": databases.owner,
        "DAOZHANG_DATABASE_APP_URL": databases.app,
        "DAOZHANG_DATABASE_WORKER_URL": databases.worker,
        "DAOZHANG_NATS_URL": nats_url,
        "DAOZHANG_GRPC_LISTEN": f"{HOST}:{ports[f'{member.name}.grpc']}",
        "DAOZHANG_OPS_LISTEN": f"{HOST}:{ports[f'{member.name}.ops']}",
        "DAOZHANG_SIGNING_KEY_FILE": str(folder.secrets / signing_key_file(member.name)),
        "DAOZHANG_TRUSTED_KEYS_DIR": str(folder.trusted),
        "DAOZHANG_MASTER_KEY_FILE": str(folder.secrets / MASTER_KEY),
        "DAOZHANG_PEERS": peers(member, members, ports),
    }
    if member.name == "notifier":
        settings["DAOZHANG_PUBLIC_URL"] = f"http://{HOST}:{ports['http']}"
    if member.name == DOOR:
        settings |= {
            "DAOZHANG_HTTP_LISTEN": f"{HOST}:{ports['http']}",
            "DAOZHANG_INSTALLATION_KEY_FILE": str(folder.secrets / INSTALLATION_KEY),
            "DAOZHANG_ATTACHMENTS": str(folder.attachments),
            # Browsers keep __Host- cookies for https alone; one machine is reached by plain http.
            "DAOZHANG_SECURE_COOKIES": "false",
        }
    return settings


def certified(member: Member, folder: DataFolder, *, own_nats: bool) -> dict[str, str]:
    """The settings of a member that talks to others by certificates. Whoever names a NATS of their own says by what it is known."""
    place = folder.certificates / member.name
    settings = {
        "DAOZHANG_TLS_CERTIFICATE_FILE": str(place / CERTIFICATE),
        "DAOZHANG_TLS_KEY_FILE": str(place / KEY),
        "DAOZHANG_TLS_CA_FILE": str(place / AUTHORITIES),
    }
    return settings | ({"DAOZHANG_NATS_CA_FILE": str(place / AUTHORITIES)} if own_nats else {})


def code_version(member: Member) -> str:
    """Changes with the code of a member: it is migrated anew then."""
    digest = hashlib.sha256()
    for place in (*SHARED_SOURCES, *member.sources):
        digest.update(_fingerprint(ROOT / place).encode())
    return digest.hexdigest()[:16]


def version(member: Member, settings: Mapping[str, str]) -> str:
    """Changes with the code and the settings of a member: it is started anew then."""
    return hashlib.sha256(f"{code_version(member)}{sorted(settings.items())}".encode()).hexdigest()[:16]


@cache
def _fingerprint(place: Path) -> str:
    digest = hashlib.sha256()
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    for file in files:
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
