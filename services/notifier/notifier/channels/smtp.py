"""Handing a mail to the server of the company, always over TLS."""

from __future__ import annotations

import ssl
from email.message import EmailMessage

import aiosmtplib

from chassis.telemetry import redacted
from notifier.channels.outcome import Outcome
from notifier.channels.outside import WHOLE_SECONDS, Way
from notifier.domain.channel import MailSecurity

_MOST_WORDS = 300


async def send_mail(way: Way, mail: EmailMessage, *, host: str, port: int, security: MailSecurity, user: str, password: str) -> Outcome:
    """Raises Barred. What the server says is told without addresses."""
    try:
        connection = await way.connect(host, port)
        client = aiosmtplib.SMTP(
            hostname=host,
            sock=connection,
            use_tls=security == MailSecurity.TLS,
            start_tls=security == MailSecurity.STARTTLS,
            tls_context=way.outside.tls,
            timeout=WHOLE_SECONDS,
            # The name of the machine is nobody's business, and looking it up may take long.
            local_hostname="localhost",
        )
        async with client:
            if user:
                await client.login(user, password)
            _, words = await client.send_message(mail)
    except aiosmtplib.SMTPRecipientsRefused as error:
        return _by_code(error.recipients[0].code, error.recipients[0].message)
    except aiosmtplib.SMTPResponseException as error:
        return _by_code(error.code, error.message)
    except aiosmtplib.SMTPNotSupported as error:
        return Outcome.refused("NOT_SUPPORTED", redacted(str(error)))
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        return _of_network(error)
    return Outcome.sent(_told(words))


def _by_code(code: int, words: str) -> Outcome:
    """RFC 5321: what begins with 4 may go another time, what begins with 5 never."""
    return (Outcome.refused if code >= 500 else Outcome.unknown)(code, _told(words))


def _of_network(error: BaseException) -> Outcome:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Outcome.refused("CERTIFICATE", f"The certificate of the mail server does not hold: {cause.verify_message}.")
        cause = cause.__cause__ or cause.__context__
    return Outcome.unknown(type(error).__name__, "The mail server was not reached, or did not answer in time.")


def _told(words: str) -> str:
    return redacted(" ".join(words.split()))[:_MOST_WORDS]
