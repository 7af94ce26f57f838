"""Evidence: uploaded whole, kept enciphered, read by who may see its subject."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from chassis.errors import DomainError, Kind, conflict, not_found
from chassis.ids import new_id
from crm.identity.v1 import identity_pb2 as pb
from edge.settings import EdgeSettings, Limits
from tests.support.edge import Door, door

pytestmark = pytest.mark.capability("S-13")

PDF = b"%PDF-1.7\n" + b"scan of a contract with both seals\n" * 20_000
TYPE = {"content-type": "application/pdf"}


class Kept:
    """Identity, as far as attachments go."""

    def __init__(self, edge: Door) -> None:
        self.attachments: dict[str, pb.Attachment] = {}
        edge.peer.answers |= {"CreateAttachment": self.create, "GetAttachment": self.get}

    def create(self, request: pb.CreateAttachmentRequest, _: Any) -> pb.Attachment:
        kept = pb.Attachment()
        kept.CopyFrom(request.attachment)
        kept.id, kept.media_type, kept.size, kept.sha256 = request.attachment_id, request.media_type, request.size, request.sha256
        kept.etag = "1"
        self.attachments[kept.id] = kept
        return kept

    def get(self, request: pb.GetAttachmentRequest, _: Any) -> pb.Attachment:
        return self.attachments[request.attachment_id]


@pytest.fixture
def kept(edge: Door) -> Kept:
    return Kept(edge)


def about(**other: str) -> dict[str, str]:
    return {
        "subjectType": "account",
        "subjectId": str(new_id()),
        "category": "ATTACHMENT_CATEGORY_CONTRACT_SCAN",
        "fileName": "合同 扫描件.pdf",
        **other,
    }


async def upload(edge: Door, content: Any = PDF, **headers: str) -> httpx.Response:
    return await edge.client.post("/v1/attachments", params=about(), content=content, headers={**TYPE, **headers})


def stored(edge: Door) -> list[Path]:
    return [path for path in edge.folder.rglob("*") if path.is_file()]


async def test_what_was_uploaded_comes_back_byte_for_byte(edge: Door, kept: Kept) -> None:
    response = await upload(edge)
    assert response.status_code == 201, response.text
    attachment = response.json()
    assert attachment["size"] == len(PDF)
    assert attachment["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert attachment["mediaType"] == "application/pdf"
    assert response.headers["location"] == f"/v1/attachments/{attachment['id']}"
    content = await edge.client.get(f"/v1/attachments/{attachment['id']}/content")
    assert content.content == PDF


async def test_it_is_handed_out_as_a_download_and_nothing_else(edge: Door, kept: Kept) -> None:
    id = (await upload(edge)).json()["id"]
    headers = (await edge.client.get(f"/v1/attachments/{id}/content")).headers
    assert headers["content-disposition"] == "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C%20%E6%89%AB%E6%8F%8F%E4%BB%B6.pdf"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("sandbox")
    assert headers["content-type"] == "application/pdf"


async def test_on_disk_it_is_enciphered(edge: Door, kept: Kept) -> None:
    await upload(edge)
    (file,) = stored(edge)
    assert b"scan of a contract" not in file.read_bytes()
    assert str(edge.tenant_id) in str(file)


async def test_a_file_that_was_changed_on_disk_is_not_handed_out(edge: Door, kept: Kept) -> None:
    id = (await upload(edge)).json()["id"]
    (file,) = stored(edge)
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    assert (await edge.client.get(f"/v1/attachments/{id}/content")).status_code == 500
    file.unlink()
    response = await edge.client.get(f"/v1/attachments/{id}/content")
    assert (response.status_code, response.json()["reason"]) == (404, "CONTENT_MISSING")


async def test_the_owner_of_the_subject_is_asked_as_the_caller(edge: Door, kept: Kept) -> None:
    await upload(edge)
    asked = edge.peer.last("GetAccount")
    assert edge.verifier.verify(asked.metadata["principal-bin"]).person_id == edge.person_id
    assert "idempotency-key" not in asked.metadata


async def test_who_may_not_see_the_subject_may_not_attach_read_list_or_archive(edge: Door, kept: Kept) -> None:
    id = (await upload(edge)).json()["id"]
    before = len(stored(edge))

    def hidden(request: Any, _: Any) -> Any:
        raise not_found("account", request.account_id)

    edge.peer.answers["GetAccount"] = hidden
    subject = {"subjectType": "account", "subjectId": str(new_id())}
    assert (await upload(edge)).status_code == 404
    for response in (
        await edge.client.get(f"/v1/attachments/{id}"),
        await edge.client.get(f"/v1/attachments/{id}/content"),
        await edge.client.get("/v1/attachments", params=subject),
        await edge.client.post(f"/v1/attachments/{id}:archive"),
    ):
        assert response.status_code == 404
        assert response.json()["metadata"]["type"] == "account"
    assert len(stored(edge)) == before
    assert not {"ArchiveAttachment", "ListAttachments"} & {call.method for call in edge.peer.asked}


async def test_nothing_is_attached_to_what_cannot_be_read_by_an_id(edge: Door, kept: Kept) -> None:
    for noun in ("nothing", "attachment", "session"):
        response = await edge.client.post("/v1/attachments", params=about(subjectType=noun), content=PDF, headers=TYPE)
        assert response.status_code == 400
        assert response.json()["reason"] == "SUBJECT_TYPE_UNKNOWN"
        assert "account" in response.json()["metadata"]["known"]


@pytest.mark.parametrize(
    ("name", "content_type", "content", "status", "reason"),
    [
        ("a.pdf", "application/pdf", b"MZ\x90\x00 a program", 400, "FILE_NOT_AS_DECLARED"),
        ("a.exe", "application/pdf", PDF, 400, "FILE_NAME_WRONG"),
        ("../../a.pdf", "application/pdf", PDF, 400, "FILE_NAME_WRONG"),
        ("a.html", "text/html", b"<script>", 415, "MEDIA_TYPE_UNSUPPORTED"),
        ("a.svg", "image/svg+xml", b"<svg/>", 415, "MEDIA_TYPE_UNSUPPORTED"),
        ("a.pdf", "application/x-www-form-urlencoded", PDF, 415, "MEDIA_TYPE_UNSUPPORTED"),
        ("a.pdf", "application/pdf", b"", 400, "FILE_EMPTY"),
    ],
)
async def test_only_files_that_are_what_they_say_are_taken(
    edge: Door, kept: Kept, name: str, content_type: str, content: bytes, status: int, reason: str
) -> None:
    response = await edge.client.post(
        "/v1/attachments", params=about(fileName=name), content=content, headers={"content-type": content_type}
    )
    assert (response.status_code, response.json()["reason"]) == (status, reason)
    assert stored(edge) == []
    assert kept.attachments == {}


@pytest.mark.parametrize("announced", [True, False])
async def test_a_file_that_is_too_large_leaves_nothing_behind(tmp_path: Path, announced: bool) -> None:
    async with door(tmp_path, EdgeSettings(secure_cookies=False, limits=Limits(attachment_bytes=100_000))) as edge:

        async def streamed() -> AsyncIterator[bytes]:
            for start in range(0, len(PDF), 65_536):
                yield PDF[start : start + 65_536]

        response = await upload(edge, PDF if announced else streamed())
        assert response.status_code == 413
        assert stored(edge) == []


async def test_what_is_said_of_a_file_is_checked(edge: Door, kept: Kept) -> None:
    missing = await edge.client.post("/v1/attachments", params={"fileName": "a.pdf", "colour": "red"}, content=PDF, headers=TYPE)
    assert missing.status_code == 400
    wrong = {error["parameter"] for error in missing.json()["errors"]}
    assert wrong == {"colour", "subjectType", "subjectId", "category"}
    unknown = await edge.client.post("/v1/attachments", params=about(category="SECRET"), content=PDF, headers=TYPE)
    assert unknown.json()["errors"][0]["parameter"] == "category"


async def test_when_identity_refuses_the_file_goes_again(edge: Door, kept: Kept) -> None:
    def refuse(*_: Any) -> Any:
        raise DomainError(Kind.FORBIDDEN, "PERMISSION_DENIED", "You lack the permission attachment.create.")

    edge.peer.answers["CreateAttachment"] = refuse
    assert (await upload(edge)).status_code == 403
    assert stored(edge) == []


async def test_the_same_upload_sent_twice_is_one_attachment(edge: Door, kept: Kept) -> None:
    params, key = about(), {"idempotency-key": "scan-7"}
    responses = [await edge.client.post("/v1/attachments", params=params, content=PDF, headers={**TYPE, **key}) for _ in range(2)]
    assert responses[0].json()["id"] == responses[1].json()["id"]
    requests = [call.request for call in edge.peer.asked if call.method == "CreateAttachment"]
    assert requests[0] == requests[1]
    assert len(stored(edge)) == 1


async def test_another_file_under_a_used_key_does_not_touch_the_first(edge: Door, kept: Kept) -> None:
    params, key = about(), {"idempotency-key": "scan-7"}
    first = (await edge.client.post("/v1/attachments", params=params, content=PDF, headers={**TYPE, **key})).json()["id"]

    def reused(*_: Any) -> Any:
        raise conflict("IDEMPOTENCY_KEY_REUSED", "The key came with another body.")

    edge.peer.answers["CreateAttachment"] = reused
    again = await edge.client.post("/v1/attachments", params=params, content=PDF + b"another", headers={**TYPE, **key})
    assert again.status_code == 409
    assert (await edge.client.get(f"/v1/attachments/{first}/content")).content == PDF


async def test_uploads_at_once_do_not_meet(edge: Door, kept: Kept) -> None:
    files = [PDF + bytes([number]) * 100_000 for number in range(6)]
    ids = [response.json()["id"] for response in await asyncio.gather(*(upload(edge, file) for file in files))]
    assert len({UUID(id) for id in ids}) == 6
    for id, file in zip(ids, files, strict=True):
        assert (await edge.client.get(f"/v1/attachments/{id}/content")).content == file
