"""A member's certificate as Kubernetes mounts it: links to a folder that is swapped for the next one at a stroke."""

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import trustme

from chassis.tls import Certificates, OwnFiles, TlsSettings

NAMES = ("tls.crt", "tls.key", "ca.crt")


class Mounted:
    """The folder of one member. Whom it believes is who made its own certificate, unless `believing` says otherwise."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder, self.names = folder, names
        self._numbers = count()
        folder.mkdir()
        for name in NAMES:
            (folder / name).symlink_to(f"..data/{name}")

    @property
    def files(self) -> OwnFiles:
        return OwnFiles(*(self.folder / name for name in NAMES))

    def certificates(self, *, of_servers: bool = False) -> Certificates:
        """Also what PostgreSQL and NATS are known by, where they are to be asked for certificates."""
        servers = self.files.authorities if of_servers else None
        return Certificates(TlsSettings(self.files, database_authorities=servers, nats_authorities=servers))

    def renew(self, authority: trustme.CA, *, lasting: timedelta = timedelta(days=30), believing: bytes = b"") -> None:
        """Another certificate, which has run out already where `lasting` is less than nothing."""
        end = datetime.now(UTC) + lasting
        made = authority.issue_cert(*self.names, not_before=end - timedelta(days=60), not_after=end)
        chain = b"".join(pem.bytes() for pem in made.cert_chain_pems)
        self.put(chain, made.private_key_pem.bytes(), believing or authority.cert_pem.bytes())

    def put(self, certificate: bytes, key: bytes, authorities: bytes) -> None:
        fresh = self.folder / f"..{next(self._numbers)}"
        fresh.mkdir()
        for name, content in zip(NAMES, (certificate, key, authorities), strict=True):
            (fresh / name).write_bytes(content)
        beside = self.folder / "..data.new"
        beside.symlink_to(fresh.name)
        beside.replace(self.folder / "..data")
