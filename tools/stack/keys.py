"""What members prove themselves with, and what data is sealed with. Each key is made once and then left alone."""

import base64
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

from tools.stack.folder import DataFolder
from tools.stack.trouble import Trouble

MASTER_KEY = "master.key"
INSTALLATION_KEY = "installation.key"


def signing_key_file(member: str) -> str:
    return f"{member}.signing.pem"


def make_keys(folder: DataFolder, issuers: Mapping[str, Sequence[str]]) -> None:
    """A pair of keys per member, the public one under each name that it signs with in the folder that every member trusts; the master key;
    the installation key.
    """
    for member, names in issuers.items():
        _make_pair(folder, member, [folder.trusted / f"{name}.pem" for name in names])
    master = folder.secrets / MASTER_KEY
    if not master.exists():
        folder.write(master, base64.b64encode(secrets.token_bytes(32)))
    folder.secret(INSTALLATION_KEY)


def _make_pair(folder: DataFolder, member: str, public: Sequence[Path]) -> None:
    """Public follows private, so that a run which was interrupted between the two is repaired."""
    private = folder.secrets / signing_key_file(member)
    if private.exists() and all(file.exists() for file in public):
        return
    if not private.exists():
        fresh = Ed25519PrivateKey.generate()
        folder.write(private, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(private.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Trouble(f"{private} holds another kind of key; delete it, and the next `make up` makes a new one")
    for file in public:
        folder.write(file, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
