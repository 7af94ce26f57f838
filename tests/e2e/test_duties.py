"""Separation of duties (不相容岗位分离): maker and checker are two persons, whatever roles, keys or batches they act through.

Everybody here may do everything that has to do with money; only who they are differs.
"""

from typing import Any

import pytest
import pytest_asyncio

from chassis.scope import Reach
from identity.domain.permissions import ADMINISTRATION, KNOWN
from tests.support.papers import upload
from tests.support.signing import body, within
from tests.support.world import Company, Person, World

pytestmark = pytest.mark.capability("X-17")
_ADMINISTERS = {*ADMINISTRATION, "role.archive", "tenant.remove", "user.view_as"}


async def all_powerful(company: Company, name: str) -> Person:
    """Somebody with every role but that of an administrator."""
    if "everything" not in company.roles:
        reach = f"REACH_{Reach.COMPANY.name}"
        grants = [{"permission": permission, "reach": reach} for permission in sorted(KNOWN - _ADMINISTERS)]
        role = await company.admin.post("/v1/roles", {"key": "everything", "name": "什么都能", "grants": grants})
        company.roles["everything"] = role["id"]
    return await company.person("everything", name)


class Duties:
    """`owner` sells to a customer; `second` and `third` are two others. Each has an API key besides."""

    def __init__(self, company: Company) -> None:
        self.company, self.world = company, company.world

    async def open(self) -> "Duties":
        self.owner, self.second, self.third = [await all_powerful(self.company, name) for name in ("甲", "乙", "丙")]
        self.customer = str((await self.owner.post("/v1/accounts", {"name": "杭州为民"}))["id"])
        await self.world.settle()
        return self

    async def key_of(self, person: Person) -> Person:
        """A program that acts for the person."""
        key = await person.post("/v1/apiKeys", {"name": "erp"})
        return Person(person.id, f"{person.name}的程序", await self.world.client(key["secret"]))

    async def refused(self, person: Person, path: str, body: Any = None, method: str = "POST") -> None:
        """To the person, and to the key of the person."""
        for who in (person, await self.key_of(person)):
            await who.refused(403, "MAKER_IS_CHECKER", method, path, {} if body is None else body)

    def money(self, **fields: Any) -> dict[str, Any]:
        day = self.world.clock.today(self.company.tenant_id).isoformat()
        amount = {"currencyCode": "CNY", "amount": "100.00"}
        receipt = {"legalEntityId": self.company.legal_entity_id, "tender": "TENDER_BANK", "amount": amount, "receivedDate": day}
        return receipt | {"customerId": self.customer} | fields

    async def contract(self) -> str:
        """Returned with both seals, owned by the owner."""
        draft = body(self.customer, "1000.00", [within(7, "1000.00")])
        path = f"/v1/contracts/{(await self.owner.post('/v1/contracts', draft))['id']}"
        await self.second.post(f"{path}:approve")
        await self.second.post(f"{path}:seal")
        scan = await upload(self.second, "contract", path.rpartition("/")[2], "contract_scan")
        await self.second.post(f"{path}:recordReturn", {"scanAttachmentId": scan})
        return path

    async def plan(self) -> Any:
        path = await self.contract()
        await self.second.post(f"{path}:makeEffective")
        await self.world.settle()
        (plan,) = (await self.owner.get("/v1/paymentPlans", filter=f'contract_id = "{path.rpartition("/")[2]}"'))["paymentPlans"]
        return plan


@pytest_asyncio.fixture(loop_scope="module")
async def duties(earth: World) -> Duties:
    return await Duties(await earth.company()).open()


async def test_who_owns_a_contract_does_not_make_it_effective_and_nothing_is_reached_without_evidence(duties: Duties) -> None:
    path = await duties.contract()
    await duties.refused(duties.owner, f"{path}:makeEffective")
    await duties.second.post(f"{path}:makeEffective")
    milestone = await duties.owner.post(f"{path}/milestones", {"kind": "MILESTONE_KIND_CUSTOM", "code": "到港", "name": "到港"})
    reach = f"{path}/milestones/{milestone['id']}:reach"
    for who in (duties.owner, duties.third):
        problem = (await who.ask("POST", reach, {"actualDate": duties.money()["receivedDate"]})).json()
        assert problem["reason"] == "EVIDENCE_MISSING", problem


async def test_money_is_entered_allocated_and_taken_back_by_different_persons(duties: Duties) -> None:
    owner, second, third = duties.owner, duties.second, duties.third
    (instalment,) = (await duties.plan())["instalments"]
    # Who sells enters no money of their own customer, by whatever way it comes in.
    await duties.refused(owner, "/v1/receipts", duties.money())
    await duties.refused(owner, "/v1/receipts/byExternal/bank/1", duties.money(), method="PUT")
    rows = [{"receipt": duties.money()}, {"receipt": duties.money(customerId="")}]
    verdicts = (await owner.post("/v1/receipts:batchCreate", {"requests": rows}))["verdicts"]
    assert [each.get("problem", {}).get("reason", "") for each in verdicts] == ["MAKER_IS_CHECKER", ""]
    # Nor do they say that unknown money is their customer's.
    await duties.refused(owner, f"/v1/receipts/{verdicts[1]['id']}:identify", {"customerId": duties.customer})

    receipt = f"/v1/receipts/{(await second.post('/v1/receipts', duties.money()))['id']}"
    lines = {"lines": [{"instalmentId": instalment["id"], "amount": {"currencyCode": "CNY", "amount": "100.00"}}]}
    await duties.refused(second, f"{receipt}:allocate", lines)
    await duties.refused(owner, f"{receipt}:allocate", lines)
    paid = await third.post(f"{receipt}:allocate", lines)

    asked = {"allocationIds": [paid["allocations"][0]["id"]], "reason": "对方付错了"}
    await duties.refused(owner, f"{receipt}:reverse", asked)
    await third.post(f"{receipt}:reverse", asked)
    approve = f"{receipt}:approveReversal"
    await duties.refused(third, approve)
    await duties.refused(owner, approve)
    await second.post(approve)


async def test_a_plan_changes_by_three_persons(duties: Duties) -> None:
    plan = await duties.plan()
    lines = [{"instalmentId": each["id"], "term": within(30, "1000.00")} for each in plan["instalments"]]
    asked = await duties.second.post("/v1/planRevisions", {"paymentPlanId": plan["id"], "lines": lines, "reason": "补充协议"})
    path = f"/v1/planRevisions/{asked['id']}"
    fourth = await all_powerful(duties.company, "丁")
    for person in (duties.owner, duties.second):
        await duties.refused(person, f"{path}:approve")
        await duties.refused(person, f"{path}:confirm")
    await duties.third.post(f"{path}:approve")
    await duties.refused(duties.third, f"{path}:confirm")
    await fourth.post(f"{path}:confirm")


async def test_a_dispute_is_decided_by_another_than_who_noted_it(duties: Duties) -> None:
    (instalment,) = (await duties.plan())["instalments"]
    amount = {"currencyCode": "CNY", "amount": "20.00"}
    noted = {"instalmentId": instalment["id"], "amount": amount, "reason": "DISPUTE_REASON_QUALITY", "detail": "漏液"}
    path = f"/v1/disputes/{(await duties.third.post('/v1/disputes', noted))['id']}:resolve"
    decision = {"outcome": "DISPUTE_OUTCOME_UNJUSTIFIED", "resolution": "已补货"}
    await duties.refused(duties.third, path, decision)
    await duties.second.post(path, decision)


async def test_neither_administrators_nor_who_borrows_eyes_post_money(duties: Duties) -> None:
    admin, company = duties.company.admin, duties.company
    both = await company.person("administrator", "兼职")
    await admin.patch(f"/v1/users/{both.id}", {"roleIds": [company.roles["administrator"], company.roles["cashier"]]})
    await both.refused(403, "PERMISSION_DENIED", "POST", "/v1/receipts", duties.money())
    await admin.post(f"/v1/users/{duties.second.id}:viewAs", {"reason": "他问为什么看不到"})
    await admin.refused(403, "VIEWING_AS_ANOTHER", "POST", "/v1/receipts", duties.money())
