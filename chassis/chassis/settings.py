"""What a member is told from outside: read from the environment in `main`, and nowhere else.

Every reader says at once all that is missing or wrong. A process that migrates needs the owner of the schema and nothing else; one that
serves never learns the owner's password.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from chassis.environment import (
    PREFIX,
    Address,
    Environment,
    SettingsError,
    existing_file,
    existing_folder,
    file_if_named,
    flag,
    folder_if_named,
    pairs,
    postgresql,
    share,
    web_address,
)
from chassis.principal import Signer, Verifier
from chassis.tls import OwnFiles, TlsSettings

MASTER_KEY_BYTES = 32


def tls(environment: Environment) -> TlsSettings:
    """Where certificates lie. A certificate comes with its key and with those who certify the others, or not at all."""
    certificate, key, authorities = own = [
        environment.parsed(f"TLS_{name}_FILE", file_if_named, "") for name in ("CERTIFICATE", "KEY", "CA")
    ]
    if any(own) and not all(own):
        environment.problems.append(f"{PREFIX}TLS_CERTIFICATE_FILE, _KEY_FILE and _CA_FILE: all three are needed, or none")
    return TlsSettings(
        OwnFiles(certificate, key, authorities) if certificate and key and authorities else None,
        database_authorities=environment.parsed("DATABASE_CA_FILE", file_if_named, ""),
        nats_authorities=environment.parsed("NATS_CA_FILE", file_if_named, ""),
    )


@dataclass(frozen=True)
class MigrationSettings:
    """For `migrate`: the role that owns the schema."""

    owner_url: str = field(repr=False)
    tls: TlsSettings = field(default_factory=TlsSettings)

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        environment = Environment(variables)
        settings = cls(environment.parsed("DATABASE_OWNER_URL", postgresql), tls(environment))
        environment.check()
        return settings


@dataclass(frozen=True)
class DatabaseSettings:
    """The two roles of a member that serves."""

    app_url: str = field(repr=False)
    worker_url: str = field(repr=False)


@dataclass(frozen=True)
class KeySettings:
    """Where keys lie: one's own, those of others, and the one that personal data is sealed with."""

    signing_key_file: Path
    trusted_keys_dir: Path
    master_key_file: Path

    def signer(self, issuer: str) -> Signer:
        return Signer.read(issuer, self.signing_key_file)

    def verifier(self, member: str) -> Verifier:
        return Verifier.read(self.trusted_keys_dir, member)

    def master_key(self) -> bytes:
        """Raises SettingsError unless the file holds 32 bytes in base64."""
        try:
            key = base64.b64decode(self.master_key_file.read_bytes().strip(), validate=True)
        except binascii.Error:
            key = b""
        if len(key) != MASTER_KEY_BYTES:
            raise SettingsError([f"{PREFIX}MASTER_KEY_FILE: the file does not hold {MASTER_KEY_BYTES} bytes in base64"])
        return key


@dataclass(frozen=True)
class ServiceSettings:
    """For `serve`."""

    database: DatabaseSettings
    keys: KeySettings
    nats_url: str = field(repr=False)
    grpc_listen: Address
    ops_listen: Address
    # gRPC addresses of services by name.
    peers: Mapping[str, str]
    # An OTLP/HTTP receiver of traces; empty for none.
    otlp_endpoint: str = ""
    # How many of the traces that begin here are recorded.
    trace_share: float = 1.0
    # Working days that the product does not know, `<name>-<year>.csv` each.
    calendars_dir: Path | None = None
    tls: TlsSettings = field(default_factory=TlsSettings)

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        environment = Environment(variables)
        settings = cls.take(environment)
        environment.check()
        return settings

    @classmethod
    def take(cls, environment: Environment) -> Self:
        """For members with more settings: takes these and leaves the check to the caller."""
        return cls(
            database=DatabaseSettings(
                app_url=environment.parsed("DATABASE_APP_URL", postgresql),
                worker_url=environment.parsed("DATABASE_WORKER_URL", postgresql),
            ),
            keys=KeySettings(
                signing_key_file=environment.parsed("SIGNING_KEY_FILE", existing_file),
                trusted_keys_dir=environment.parsed("TRUSTED_KEYS_DIR", existing_folder),
                master_key_file=environment.parsed("MASTER_KEY_FILE", existing_file),
            ),
            nats_url=environment.text("NATS_URL"),
            grpc_listen=environment.parsed("GRPC_LISTEN", Address.parse),
            ops_listen=environment.parsed("OPS_LISTEN", Address.parse),
            peers=environment.parsed("PEERS", pairs, ""),
            otlp_endpoint=environment.parsed("OTLP_ENDPOINT", web_address, ""),
            trace_share=environment.parsed("TRACE_SHARE", share, "1"),
            calendars_dir=environment.parsed("CALENDARS_DIR", folder_if_named, ""),
            tls=tls(environment),
        )


@dataclass(frozen=True)
class GatewaySettings:
    """For the member that is reached from outside."""

    service: ServiceSettings
    http_listen: Address
    installation_key_file: Path
    # A folder, or s3://bucket/prefix.
    attachments: str
    # Off only where browsers come by plain http, as to one machine.
    secure_cookies: bool
    # Proxies whose X-Forwarded-For is believed: addresses or networks, "*" for any.
    trusted_proxies: str

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> Self:
        environment = Environment(variables)
        settings = cls(
            service=ServiceSettings.take(environment),
            http_listen=environment.parsed("HTTP_LISTEN", Address.parse),
            installation_key_file=environment.parsed("INSTALLATION_KEY_FILE", existing_file),
            attachments=environment.text("ATTACHMENTS"),
            secure_cookies=environment.parsed("SECURE_COOKIES", flag, "true"),
            trusted_proxies=environment.text("TRUSTED_PROXIES", "127.0.0.1"),
        )
        environment.check()
        return settings
