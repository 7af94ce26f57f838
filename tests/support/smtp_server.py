"""A mail server that insists on TLS and on a password, keeps what it takes, and refuses what a test tells it to."""

import asyncio
import email
import email.policy
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "notices@daozhang.example", "correct horse battery"


@dataclass
class MailServer:
    """`answers` are said instead of "250", one for each attempt; "" hangs up after the mail was taken, "hang" never answers."""

    port: int = 0
    received: list[EmailMessage] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    attempts: int = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's name
        self.attempts += 1
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "hang":
            await asyncio.sleep(3600)
        if answer in ("", "250 OK"):
            assert isinstance(envelope.content, bytes)
            made = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(made, EmailMessage)
            self.received.append(made)
        if answer == "" and server.transport is not None:
            server.transport.close()
        return answer or "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=known, handled=known or mechanism not in ("LOGIN", "PLAIN"))

    def distinct(self) -> set[str]:
        """Message-IDs: a mail that came twice counts once."""
        return {str(mail["Message-ID"]) for mail in self.received}


@asynccontextmanager
async def mail_server(certificate: ssl.SSLContext, *, implicit: bool = False) -> AsyncIterator[MailServer]:
    """On a free port of this machine: TLS from the first byte where `implicit`, else by STARTTLS alone."""
    kept = MailServer()

    def protocol() -> SMTP:
        return SMTP(
            kept,
            hostname="mail.example",
            tls_context=None if implicit else certificate,
            require_starttls=not implicit,
            auth_require_tls=not implicit,
            auth_required=True,
            authenticator=kept.authenticate,
            loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, ssl=certificate if implicit else None)
    kept.port = server.sockets[0].getsockname()[1]
    try:
        yield kept
    finally:
        server.close()
