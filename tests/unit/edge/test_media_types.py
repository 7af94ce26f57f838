import io
import zipfile

import pytest

from edge.attachments.media_types import HEAD_BYTES, MEDIA_TYPES, TAIL_BYTES, declared

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def archive(*members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for member in members:
            made.writestr(member, "x" * 5000)
    return content.getvalue()


def fits(name: str, content: bytes) -> bool:
    return MEDIA_TYPES[name].fits(content[:HEAD_BYTES], content[-TAIL_BYTES:])


GOOD = {
    "application/pdf": b"%PDF-1.7\n",
    "image/png": b"\x89PNG\r\n\x1a\n\x00",
    "image/jpeg": b"\xff\xd8\xff\xe0",
    "image/webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    WORD: archive("[Content_Types].xml", "word/document.xml"),
    EXCEL: archive("[Content_Types].xml", "xl/workbook.xml"),
    "application/ofd": archive("OFD.xml", "Doc_0/Document.xml"),
    "text/csv": "客户,金额\n江海机械,300000.01\n".encode(),
    "text/plain": "到账".encode("gb18030"),
}


@pytest.mark.parametrize("name", MEDIA_TYPES)
def test_a_file_of_each_kind_is_known_by_its_content(name: str) -> None:
    assert fits(name, GOOD[name])


@pytest.mark.parametrize(
    ("name", "other"), [(a, b) for a in MEDIA_TYPES for b in GOOD if a != b and not (a.startswith("text") and b.startswith("text"))]
)
def test_no_kind_passes_for_another(name: str, other: str) -> None:
    assert not fits(name, GOOD[other]) or (name.startswith("text") and other == "application/pdf")


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"\x7fELF\x02", b"<?php\x00", b"\x00" * 20])
@pytest.mark.parametrize("name", MEDIA_TYPES)
def test_programs_and_noise_are_nothing_that_is_taken(name: str, content: bytes) -> None:
    assert not fits(name, content)


def test_an_archive_must_be_whole() -> None:
    assert not fits(WORD, GOOD[WORD][:-30])


def test_a_character_cut_by_the_end_of_the_head_is_no_fault() -> None:
    assert fits("text/plain", ("a" + "账" * 3000).encode())


def test_who_does_not_know_the_type_is_helped_by_the_name() -> None:
    assert declared("application/octet-stream", "发票.OFD") is MEDIA_TYPES["application/ofd"]
    assert declared("", "setup.exe") is None
    assert declared("text/html", "page.txt") is None
    assert declared("Application/PDF; charset=binary", "x") is MEDIA_TYPES["application/pdf"]
