"""What members prove themselves with, and what data is sealed with. Each key is made once and then left alone."""

import base64
import secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

from tools.stack.folder import DataFolder
from tools.stack.trouble import Trouble

MASTER_KEY = "master.key"
INSTALLATION_KEY = "installation.key"


def signing_key_file(issuer: str) -> str:
    return f"{issuer}.signing.pem"


def make_keys(folder: DataFolder, issuers: list[str]) -> None:
    """A pair of keys per issuer, the public one in the folder that every member trusts; the master key; the installation key."""
    for issuer in issuers:
        _make_pair(folder, issuer)
    master = folder.secrets / MASTER_KEY
    if not master.exists():
        folder.write(master, base64.b64encode(secrets.token_bytes(32)))
    folder.secret(INSTALLATION_KEY)


def _make_pair(folder: DataFolder, issuer: str) -> None:
    """Public follows private, so that a run which was interrupted between the two is repaired."""
    private, public = folder.secrets / signing_key_file(issuer), folder.trusted / f"{issuer}.pem"
    if private.exists() and public.exists():
        return
    if not private.exists():
        fresh = Ed25519PrivateKey.generate()
        folder.write(private, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = load_pem_private_key(private.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise Trouble(f"{private} holds another kind of key; delete it, and the next `make up` makes a new one")
    folder.write(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
