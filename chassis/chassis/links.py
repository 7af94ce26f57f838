"""Links that open one record without sign-in: a token that nobody guesses or alters, of which only the hash is kept.

It holds the tenant that it belongs to (nobody is signed in who could say so), 24 random bytes, and a code by which a token that
the product never made is refused before anything is looked up.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.errors import DomainError, forbidden

_TENANT, _SECRET, _CODE = 16, 24, 16


def new_token(master_key: bytes, tenant_id: UUID) -> str:
    content = tenant_id.bytes + secrets.token_bytes(_SECRET)
    return urlsafe_b64encode(content + _code(master_key, content)).decode().rstrip("=")


def tenant_of(master_key: bytes, token: str) -> UUID:
    """Raises LINK_UNKNOWN for what is no token of ours."""
    try:
        content = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (NotBase64, ValueError):
        content = b""
    said, code = content[: _TENANT + _SECRET], content[_TENANT + _SECRET :]
    if len(code) != _CODE or not hmac.compare_digest(code, _code(master_key, said)):
        raise link_unknown()
    return UUID(bytes=said[:_TENANT])


def token_hash(token: str) -> bytes:
    """What is stored. The token is random enough for a plain hash."""
    return hashlib.sha256(token.encode()).digest()


def link_unknown() -> DomainError:
    """The same whether it never was, ended, or was taken back: who tries tokens learns nothing."""
    return forbidden("LINK_UNKNOWN", "This link does not open anything, or not any more; ask who sent it for a new one.")


def _code(master_key: bytes, content: bytes) -> bytes:
    key = HKDF(SHA256(), 32, salt=None, info=b"daozhang/links/1").derive(master_key)
    return hmac.new(key, content, hashlib.sha256).digest()[:_CODE]
