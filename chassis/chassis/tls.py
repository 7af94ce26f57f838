"""Certificates: what a member shows, and by what it knows others. They are read again when their files change, without a restart.

Members show theirs to each other on every call; PostgreSQL and NATS show theirs to members, and get one where they ask for it. What does
not fit is not taken: a half-written file, a key of another certificate, one that has run out while the one in use has not.
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from chassis.clock import Clock

# Between two looks at the files.
SECONDS = 5.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Where a member's own certificate lies, with what follows up to the authority; its key; and those who certify the other members."""

    certificate: Path
    key: Path
    authorities: Path


@dataclass(frozen=True, slots=True)
class TlsSettings:
    """What is named is used: without `own` members talk in the clear, without authorities of a server so do they with that server."""

    own: OwnFiles | None = None
    database_authorities: Path | None = None
    nats_authorities: Path | None = None

    def files(self) -> list[Path]:
        own = [self.own.certificate, self.own.key, self.own.authorities] if self.own else []
        return [*own, *filter(None, (self.database_authorities, self.nats_authorities))]


@dataclass(frozen=True)
class Identity:
    """What one generation of the own files held."""

    certificate: bytes
    key: bytes
    authorities: bytes
    begin: datetime
    expiry: datetime

    @classmethod
    def of(cls, certificate: bytes, key: bytes, authorities: bytes) -> Self:
        """Raises ValueError when they are not whole, or do not belong together."""
        shown, private = x509.load_pem_x509_certificates(certificate)[0], load_pem_private_key(key, password=None)
        if _public(shown.public_key()) != _public(private.public_key()):
            raise ValueError("the key is not that of the certificate")
        x509.load_pem_x509_certificates(authorities)
        return cls(certificate, key, authorities, shown.not_valid_before_utc, shown.not_valid_after_utc)

    def serves(self, now: datetime) -> bool:
        return self.begin <= now < self.expiry


class Certificates:
    """Those of one process. `generation` rises with each change; `database` and `nats` are contexts for connections to those servers, None
    where they are reached in the clear.

    Raises ValueError or OSError when what is there at first does not fit.
    """

    def __init__(self, settings: TlsSettings | None = None) -> None:
        self._settings = settings or TlsSettings()
        self.own: Identity | None = None
        self.generation = 0
        self.database = _context(self._settings.database_authorities)
        self.nats = _context(self._settings.nats_authorities)
        self._taken = self._refused = _marks(self._settings.files())
        self._take()

    async def run(self) -> None:
        """Until cancelled."""
        told = False
        while True:
            expired = self.own is not None and not self.own.serves(Clock.real())
            if self.own is not None and expired and not told:
                _log.error("tls: the certificate serves from %s to %s: others refuse it now", self.own.begin, self.own.expiry)
            told = expired
            await asyncio.sleep(SECONDS)
            self.look()

    def look(self) -> None:
        """Takes what is new, if it fits; what does not is looked at again, for it may be half written."""
        marks = _marks(self._settings.files())
        if marks == self._taken:
            return
        try:
            self._take()
        except (ValueError, OSError) as error:
            if marks != self._refused:
                _log.warning("tls: the new certificates are not taken: %s", error)
            self._refused = marks
        else:
            self._taken = marks

    def seconds_left(self) -> float:
        """Until the own certificate runs out; less than nothing when it has."""
        return (self.own.expiry - Clock.real()).total_seconds() if self.own else float("inf")

    def server_credentials(self) -> grpc.ServerCredentials:
        """For a server that speaks to members alone, each handshake with the newest certificate. Raises ValueError without one."""
        served = self.generation

        def newer() -> grpc.ServerCertificateConfiguration | None:
            nonlocal served
            if served == self.generation:
                return None
            served = self.generation
            return self._configuration()

        return grpc.dynamic_ssl_server_credentials(self._configuration(), newer, require_client_authentication=True)  # type: ignore[arg-type]

    def channel_credentials(self) -> grpc.ChannelCredentials:
        """For calls to members, with the certificate of this moment. Raises ValueError without one."""
        own = self._demand()
        return grpc.ssl_channel_credentials(own.authorities, own.key, own.certificate)

    def _configuration(self) -> grpc.ServerCertificateConfiguration:
        own = self._demand()
        return grpc.ssl_server_certificate_configuration([(own.key, own.certificate)], own.authorities)

    def _demand(self) -> Identity:
        if self.own is None:
            raise ValueError("There is no certificate.")
        return self.own

    def _take(self) -> None:
        files, now = self._settings.own, Clock.real()
        own = Identity.of(*(file.read_bytes() for file in (files.certificate, files.key, files.authorities))) if files else None
        if own is not None and self.own is not None and self.own.serves(now) and not own.serves(now):
            raise ValueError(f"it serves from {own.begin} to {own.expiry}, and the one in use still does")
        for context, authorities in ((self.database, self._settings.database_authorities), (self.nats, self._settings.nats_authorities)):
            if context is None or authorities is None:
                continue
            # Contexts are kept by pools and clients, so they are changed and not replaced. What is no authority any more is forgotten by
            # the next process.
            context.load_verify_locations(authorities)
            if files is not None:
                context.load_cert_chain(files.certificate, files.key)
        if own is not None and own != self.own:
            _log.info("tls: the certificate serves until %s", own.expiry)
        self.own, self.generation = own, self.generation + 1


def names(auth_context: Mapping[str, Iterable[bytes]]) -> frozenset[str]:
    """Whom the certificate of a caller names."""
    return frozenset(name.decode() for name in auth_context.get("x509_subject_alternative_name", ()))


def _context(authorities: Path | None) -> ssl.SSLContext | None:
    """For a server that must show a certificate of these authorities, and for the name that it was asked by."""
    return ssl.create_default_context(cafile=authorities) if authorities else None


def _marks(files: Iterable[Path]) -> list[tuple[int, int, int] | None]:
    """What changes with a file, also when a link to it or to its folder is laid anew, as Kubernetes does."""
    return [_mark(file) for file in files]


def _mark(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _public(key: object) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined, no-any-return]
