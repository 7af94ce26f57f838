"""'Why can I (not) see this?', asked of the whole installation."""

from typing import Any
from uuid import uuid4

import pytest

from tests.support.world import Company, Person, World

PATH = "/v1/access:explain"
pytestmark = pytest.mark.capability("M-52", "S-11")


async def explained(who: Person, id: str, **more: str) -> Any:
    return await who.post(PATH, {"subjectType": "account", "subjectId": id, **more})


def told(answer: Any) -> list[tuple[bool, str]]:
    return [(each["holds"], each["why"]["code"]) for each in answer["findings"]]


async def role(company: Company, key: str, *permissions: str, **limits: list[str]) -> str:
    """A role of the company's own."""
    limited = {"limits": limits} if limits else {}
    grants = [{"permission": permission, "reach": "REACH_COMPANY", **limited} for permission in permissions]
    made = await company.admin.post("/v1/roles", {"key": key, "name": key, "grants": grants})
    company.roles[key] = str(made["id"])
    return company.roles[key]


async def test_one_is_told_why_one_sees_a_record_and_of_a_hidden_one_nothing(earth: World) -> None:
    company = await earth.company()
    east, west = await company.team("华东"), await company.team("华西")
    mine, other = await company.person("sales", "张三", team_id=east), await company.person("sales", "李四", team_id=west)
    account = (await mine.post("/v1/accounts", {"name": "杭州为民"}))["id"]

    answer = await explained(mine, account)
    assert (answer["verdict"], told(answer)) == ("ACCESS_VERDICT_ALLOWED", [(True, "ACCESS_OWNER")])
    assert answer["summary"]["text"] == "张三有权限 account.read，且这条记录在其数据范围内"
    assert [(role["name"], role["grant"]["reach"]) for role in answer["roles"]] == [("销售", "REACH_OWN")]

    hidden, missing = await explained(other, account), await explained(other, str(uuid4()))
    assert hidden == missing
    assert (hidden["verdict"], hidden["findings"], hidden["remedies"]) == ("ACCESS_VERDICT_UNTOLD", [], [])
    assert "本人负责、协同或催收" in hidden["summary"]["text"]
    # What clients say of the record is not listened to.
    lie = {"subject": {"ownerId": other.id}}
    assert await other.post(PATH, {"subjectType": "account", "subjectId": account, **lie}) == hidden


async def test_who_administers_roles_asks_for_others_and_nobody_else_does(earth: World) -> None:
    company = await earth.company()
    east, west = await company.team("华东"), await company.team("华西")
    mine, other = await company.person("sales", "张三", team_id=east), await company.person("sales", "李四", team_id=west)
    account = (await mine.post("/v1/accounts", {"name": "杭州为民", "region": "华东"}))["id"]
    ask = {"subjectType": "account", "subjectId": account, "personId": mine.id}
    await other.refused(403, "PERMISSION_DENIED", "POST", PATH, ask)

    # Who administers people but reads no customers learns how far the other sees, and nothing of the customer.
    reads = {each["permission"] for each in (await company.admin.get("/v1/me"))["permissions"]}
    unseen = await explained(company.admin, account, personId=other.id)
    assert (unseen["verdict"] == "ACCESS_VERDICT_UNTOLD") is ("account.read" not in reads)

    await role(company, "supervisor", "role.update", "account.read", "user.read", "team.read")
    supervisor = await company.person("supervisor")
    answer = await explained(supervisor, account, personId=other.id)
    assert (answer["verdict"], told(answer)) == (
        "ACCESS_VERDICT_DENIED",
        [(False, "ACCESS_OTHER_OWNER"), (False, "ACCESS_NOT_SHARED")],
    )
    assert [each["code"] for each in answer["remedies"]] == ["ACCESS_ASK_OWNER", "ACCESS_ASK_FOR_REACH"]
    assert answer["remedies"][0]["text"] == "张三或其经理可以加李四为协同人，或移交"
    archive = await explained(supervisor, account, personId=mine.id, permission="account.archive")
    assert (archive["verdict"], archive["summary"]["code"]) == ("ACCESS_VERDICT_DENIED", "ACCESS_NO_GRANT")

    await company.admin.patch(f"/v1/users/{other.id}", {"roleIds": [await role(company, "south", "account.read", regions=["华南"])]})
    limited = await explained(supervisor, account, personId=other.id)
    assert told(limited) == [(True, "ACCESS_COMPANY"), (False, "ACCESS_BEYOND_LIMIT")]
    assert limited["findings"][1]["why"]["text"] == "区域是“华东”，只限 华南"


async def test_what_there_is_no_record_or_permission_of_is_refused(earth: World) -> None:
    person = await (await earth.company()).person("sales")
    ask = {"subjectType": "ghost", "subjectId": str(uuid4())}
    await person.refused(400, "SUBJECT_TYPE_UNKNOWN", "POST", PATH, ask)
    ask |= {"subjectType": "account", "permission": "account.fly"}
    await person.refused(400, "PERMISSION_UNKNOWN", "POST", PATH, ask)
