"""Papers that people scan."""

from tests.support.world import Person

SCAN = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


async def upload(who: Person, subject_type: str, subject_id: str, category: str) -> str:
    """A scan as evidence; gives the id of the attachment."""
    about = {
        "subjectType": subject_type,
        "subjectId": subject_id,
        "category": f"ATTACHMENT_CATEGORY_{category.upper()}",
        "fileName": "scan.pdf",
    }
    response = await who.client.post("/v1/attachments", params=about, content=SCAN, headers={"content-type": "application/pdf"})
    assert response.status_code == 201, response.text
    return str(response.json()["id"])
