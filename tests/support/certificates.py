"""An authority of the tests' own, and what its servers show."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

import trustme


@dataclass
class Certificates:
    """Certificates for this machine's own address, and the file that makes a client believe them."""

    folder: Path
    authority: trustme.CA = field(default_factory=trustme.CA)

    @property
    def ca_file(self) -> Path:
        file = self.folder / "authority.pem"
        self.authority.cert_pem.write_to_path(str(file))
        return file

    def server(self, *names: str) -> ssl.SSLContext:
        """What a server under these names shows; 127.0.0.1 where none is given."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*(names or ("127.0.0.1", "localhost"))).configure_cert(context)
        return context
