"""Personal data at rest: ciphertext under a key of the person, an index that finds equal values, and a masked form.

Keys. The installation's master key gives each tenant a wrapping key and an index key (HKDF-SHA256). Each person has an own random
key, kept wrapped in a `person_key` row. Whoever deletes that row has erased the person: ciphertexts in tables, copies and
backups can no longer be opened. The index and the masked form are not encrypted, so erasure blanks them too (`ERASED`).
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.errors import DomainError, Kind, invalid
from chassis.personal_forms import PersonalKind, masked, normal, tail

_VERSION = b"\x01"
_KIND_BYTES = {PersonalKind.PHONE: b"p", PersonalKind.MAIL: b"m", PersonalKind.ID_NUMBER: b"i", PersonalKind.WECHAT: b"w"}
_HEADER = 1 + 1 + 16  # version, kind, person
_NONCE = 12
_KEY = 32


@dataclass(frozen=True, slots=True)
class Personal:
    """One personal value as it is stored. `ciphertext` names its person, so a value moved to another record is noticed."""

    ciphertext: bytes = field(repr=False)
    # HMAC of the normal form: equal values of one tenant have equal indexes.
    index: bytes = field(repr=False)
    masked: str
    # The last four characters, for finding by them; empty for mail and WeChat.
    tail: str = field(repr=False)

    @property
    def person_id(self) -> UUID | None:
        """Whose key opens it; None once it was erased."""
        return UUID(bytes=self.ciphertext[2:_HEADER]) if self.ciphertext else None


# What stays in place of a value whose person was erased.
ERASED = Personal(b"", b"", "***", "")


class PersonErased(DomainError):
    """The person's key is gone, on purpose and for good."""

    def __init__(self, person_id: UUID | None) -> None:
        known = {"person_id": str(person_id)} if person_id else {}
        super().__init__(
            Kind.PRECONDITION, "PERSON_ERASED", "The personal data of this person was erased; nobody can read it.", metadata=known
        )


class PersonalDataCorrupt(Exception):
    """A ciphertext does not open with the key of its person: it was changed, moved, or belongs to another tenant."""


def show_masked(value: Personal) -> str:
    """What everybody may see."""
    return value.masked


class PersonKey:
    """The opened key of one person; lives as long as one request."""

    def __init__(self, tenant_id: UUID, person_id: UUID, key: bytes, index_key: bytes) -> None:
        self.person_id = person_id
        self._tenant_id, self._cipher, self._index_key = tenant_id, AESGCM(key), index_key

    def seal(self, kind: PersonalKind, text: str, *, field: str = "") -> Personal:
        """Enciphers a value as it was typed. Raises DomainError naming `field` when it is no phone, address or number."""
        try:
            index = _index(self._index_key, kind, text)
        except ValueError as error:
            raise invalid(field or kind.value, str(error), f"NOT_A_{kind.name}") from error
        header = _VERSION + _KIND_BYTES[kind] + self.person_id.bytes
        nonce = os.urandom(_NONCE)
        sealed = self._cipher.encrypt(nonce, text.encode(), self._tenant_id.bytes + header)
        return Personal(header + nonce + sealed, index, masked(kind, text), tail(kind, text))

    def open(self, value: Personal) -> str:
        """The value as it was typed. Raises PersonErased, or PersonalDataCorrupt when it is not this person's."""
        if not value.ciphertext:
            raise PersonErased(self.person_id)
        header, nonce, sealed = (
            value.ciphertext[:_HEADER],
            value.ciphertext[_HEADER : _HEADER + _NONCE],
            value.ciphertext[_HEADER + _NONCE :],
        )
        if header[:1] != _VERSION or header[2:] != self.person_id.bytes:
            raise PersonalDataCorrupt("The value was sealed for another person or in an unknown form.")
        try:
            return self._cipher.decrypt(nonce, sealed, self._tenant_id.bytes + header).decode()
        except InvalidTag as error:
            raise PersonalDataCorrupt("The value does not open with the key of its person.") from error


class TenantKeys:
    """The keys of one tenant, derived from the installation's master key."""

    def __init__(self, master: bytes, tenant_id: UUID) -> None:
        if len(master) != _KEY:
            raise ValueError(f"The master key has {len(master)} bytes; it needs {_KEY}.")
        self.tenant_id = tenant_id
        self._wrap = AESGCM(_derive(master, tenant_id, b"wrap"))
        self._index_key = _derive(master, tenant_id, b"index")

    def new_person_key(self, person_id: UUID) -> bytes:
        """A fresh wrapped key for a `person_key` row."""
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._wrap.encrypt(nonce, os.urandom(_KEY), self._bound(person_id))

    def open_person_key(self, person_id: UUID, wrapped: bytes | None) -> PersonKey:
        """The key in a `person_key` row; None, where there is no row any more, raises PersonErased."""
        if not wrapped:
            raise PersonErased(person_id)
        nonce, sealed = wrapped[1 : 1 + _NONCE], wrapped[1 + _NONCE :]
        try:
            key = self._wrap.decrypt(nonce, sealed, self._bound(person_id))
        except InvalidTag as error:
            raise PersonalDataCorrupt(f"The key of person {person_id} does not open; is this the installation's master key?") from error
        return PersonKey(self.tenant_id, person_id, key, self._index_key)

    def index(self, kind: PersonalKind, text: str) -> bytes:
        """What stored values of the same normal form have as `index`. Raises ValueError when the text is none of the kind."""
        return _index(self._index_key, kind, text)

    def _bound(self, person_id: UUID) -> bytes:
        return _VERSION + self.tenant_id.bytes + person_id.bytes


def _derive(master: bytes, tenant_id: UUID, purpose: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt=None, info=b"daozhang/personal/1/" + purpose + b"/" + tenant_id.bytes).derive(master)


def _index(key: bytes, kind: PersonalKind, text: str) -> bytes:
    return hmac.new(key, _KIND_BYTES[kind] + normal(kind, text).encode(), hashlib.sha256).digest()
