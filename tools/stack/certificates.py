"""Certificates of one installation: its own authority, and what it certifies. `make up` makes anew what has a third of its life left;
whoever shows it takes the new one without a restart.
"""

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tools.stack.folder import DataFolder
from tools.stack.trouble import Trouble, explained

AUTHORITY = "authority"
CERTIFICATE, KEY, AUTHORITIES = FILES = ("tls.crt", "tls.key", "ca.crt")
# Nobody renews them by the clock on one machine, so they outlive a season without `make up`.
LIFE = timedelta(days=365)
LIFE_OF_AUTHORITY = timedelta(days=3650)
# Clocks differ.
BEFORE = timedelta(hours=1)


class Authority:
    """Of one installation. Whoever has the folder of secrets has it, so it certifies nobody outside."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._certificate, self._key = folder.secrets / f"{AUTHORITY}.crt", folder.secrets / f"{AUTHORITY}.key"

    def keep(self, owner: str, names: Sequence[str], *, now: datetime | None = None) -> Path:
        """The folder with the certificate of a member or a server under these names, in the form of a Kubernetes secret; made anew where it
        is time to, where the names are others, and where the authority is another.
        """
        place, now = self._folder.certificates / owner, now or datetime.now(UTC)
        self._make(now)
        if not self._is_good(place, names, now):
            with explained(f"making {place}"):
                place.mkdir(parents=True, exist_ok=True)
                place.chmod(0o700)
            certificate, key = self._certify(names, now)
            for file, content in zip(FILES, (certificate, key, self._certificate.read_bytes()), strict=True):
                self._folder.write(place / file, content)
        return place

    def _make(self, now: datetime) -> None:
        """The certificate follows the key, so that a run which was interrupted between the two is repaired."""
        if self._certificate.exists() and self._key.exists():
            return
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"daozhang {self._folder.path.name}")])
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        made = (
            _builder(name, name, key.public_key(), now, LIFE_OF_AUTHORITY)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .sign(key, SHA256())
        )
        self._certificate.unlink(missing_ok=True)
        self._folder.write(self._key, _private(key))
        self._folder.write(self._certificate, made.public_bytes(Encoding.PEM))

    def _is_good(self, place: Path, names: Sequence[str], now: datetime) -> bool:
        files = [place / file for file in FILES]
        if not all(file.exists() for file in files) or files[2].read_bytes() != self._certificate.read_bytes():
            return False
        try:
            known = x509.load_pem_x509_certificate(files[0].read_bytes())
            key = load_pem_private_key(files[1].read_bytes(), password=None)
        except ValueError:
            return False
        named = known.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        fits = key.public_key() == known.public_key() and set(named) == set(_names(names))
        return fits and now < known.not_valid_after_utc - LIFE / 3

    def _certify(self, names: Sequence[str], now: datetime) -> tuple[bytes, bytes]:
        authority, signing = x509.load_pem_x509_certificate(self._certificate.read_bytes()), self._signing_key()
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        made = (
            _builder(subject, authority.subject, key.public_key(), now, LIFE)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName(_names(names)), critical=False)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
            .sign(signing, SHA256())
        )
        return made.public_bytes(Encoding.PEM), _private(key)

    def _signing_key(self) -> ec.EllipticCurvePrivateKey:
        key = load_pem_private_key(self._key.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise Trouble(f"{self._key} holds another kind of key; delete it, and the next `make up` makes a new authority")
        return key


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _names(names: Sequence[str]) -> list[x509.GeneralName]:
    return [_name(name) for name in names]


def _name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
