"""Personal values on their way from one service to another, inside a fact.

Each service seals what it keeps under keys of its own that it can delete; a fact lies in outboxes and in JetStream, so it carries neither
clear values nor such a key. On the way they are sealed under a key that every service of the installation derives from the master key,
for one tenant and one subject, and used for nothing else. It cannot be deleted, so an erasure reaches a sealed text only as far as the
fact itself does: it is gone with the outbox and the stream after 14 days, and the owner deletes its own outbox row at once.
"""

import base64
import json
import os
from collections.abc import Mapping
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.personal import PersonalDataCorrupt

_VERSION = b"\x01"
_NONCE = 12
_KEY = 32


def seal_for_transit(master_key: bytes, tenant_id: UUID, subject_id: UUID, values: Mapping[str, str]) -> str:
    """One text for all values; nothing where there are none."""
    if not values:
        return ""
    nonce = os.urandom(_NONCE)
    sealed = _cipher(master_key, tenant_id).encrypt(nonce, json.dumps(dict(values)).encode(), _bound(tenant_id, subject_id))
    return base64.b64encode(_VERSION + nonce + sealed).decode()


def open_from_transit(master_key: bytes, tenant_id: UUID, subject_id: UUID, text: str) -> dict[str, str]:
    """The values again. Raises PersonalDataCorrupt when the text was sealed for another subject, or is none of ours."""
    if not text:
        return {}
    data = base64.b64decode(text)
    nonce, sealed = data[1 : 1 + _NONCE], data[1 + _NONCE :]
    try:
        opened = _cipher(master_key, tenant_id).decrypt(nonce, sealed, _bound(tenant_id, subject_id))
    except (InvalidTag, ValueError) as error:
        raise PersonalDataCorrupt("The text was not sealed for this subject, or by another installation.") from error
    return {str(name): str(value) for name, value in json.loads(opened).items()}


def _cipher(master_key: bytes, tenant_id: UUID) -> AESGCM:
    return AESGCM(HKDF(SHA256(), _KEY, salt=None, info=b"daozhang/transit/1/" + tenant_id.bytes).derive(master_key))


def _bound(tenant_id: UUID, subject_id: UUID) -> bytes:
    return _VERSION + tenant_id.bytes + subject_id.bytes
