"""Which files are taken, and how one sees that a file is what it says."""

from codecs import getincrementaldecoder
from collections.abc import Callable
from dataclasses import dataclass

# Enough for every signature below, and to tell text from noise.
HEAD_BYTES = 4096
# The directory of an archive lies at its end.
TAIL_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class MediaType:
    """A kind of file. `extensions` are those its name may end in."""

    name: str
    extensions: tuple[str, ...]
    begins: Callable[[bytes], bool]
    # For archives: a member that the kind always has; it is looked for in the directory, nothing is unpacked.
    member: str = ""

    def fits(self, head: bytes, tail: bytes) -> bool:
        """Whether a file with this beginning and this end may be one."""
        return self.begins(head) and (not self.member or (_DIRECTORY_END in tail and self.member.encode() in tail))


def _magic(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _is_webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


def _is_text(head: bytes) -> bool:
    """UTF-8 or GB 18030 without control characters; Chinese banks still export the latter."""
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    """A character that the end of the head cuts in two does not count."""
    try:
        getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


_ZIP = _magic(b"PK\x03\x04")
_DIRECTORY_END = b"PK\x05\x06"
_OFFICE = "application/vnd.openxmlformats-officedocument"

MEDIA_TYPES: dict[str, MediaType] = {
    kind.name: kind
    for kind in (
        MediaType("application/pdf", ("pdf",), _magic(b"%PDF-")),
        MediaType("image/png", ("png",), _magic(b"\x89PNG\r\n\x1a\n")),
        MediaType("image/jpeg", ("jpg", "jpeg"), _magic(b"\xff\xd8\xff")),
        MediaType("image/webp", ("webp",), _is_webp),
        MediaType(f"{_OFFICE}.wordprocessingml.document", ("docx",), _ZIP, "word/document.xml"),
        MediaType(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",), _ZIP, "xl/workbook.xml"),
        # Electronic invoices of China come as OFD (GB/T 33190).
        MediaType("application/ofd", ("ofd",), _ZIP, "OFD.xml"),
        MediaType("text/csv", ("csv",), _is_text),
        MediaType("text/plain", ("txt",), _is_text),
    )
}


def extension(file_name: str) -> str:
    return file_name.rpartition(".")[2].lower() if "." in file_name else ""


def declared(content_type: str, file_name: str) -> MediaType | None:
    """What the file is said to be; by its name where the sender does not know, as browsers do not know OFD."""
    name = content_type.partition(";")[0].strip().lower()
    if name in ("", "application/octet-stream"):
        return next((kind for kind in MEDIA_TYPES.values() if extension(file_name) in kind.extensions), None)
    return MEDIA_TYPES.get(name)
