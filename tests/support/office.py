"""Two sales teams, everybody else who has to do with money, and what they hear.

A message is written as its customer and its lines: "为民: preparation 60,000.00 + reminder 500,000.00".
"""

import re
from datetime import date, datetime
from typing import Any

from tests.support.signing import body, sign
from tests.support.world import ZONE, Company, Person

AMOUNT = re.compile(r"¥([\d,]+\.\d\d)")
# Accounts are looked after elsewhere: no silence is noticed.
NO_CLOCKS = {**dict.fromkeys(("tierADays", "activeDays", "tierBDays", "tierCDays"), 730), "churnMonths": 24}


class Office:
    """Two representatives with a manager each, and everybody else who has to do with money."""

    def __init__(self, company: Company) -> None:
        self.company, self.world = company, company.world
        self.customers: dict[str, str] = {}
        self.seen: set[str] = set()

    async def staff(self) -> "Office":
        company = self.company
        await company.admin.patch("/v1/accountSettings", NO_CLOCKS)
        self.rep, self.manager = await self.team("华东", "张三", "王经理")
        self.li, self.head = await self.team("华南", "李四", "刘经理")
        self.commercial = await company.newcomer("commercial", "商务小陈")
        self.cashier = await company.newcomer("cashier", "出纳小林")
        self.accountant = await company.newcomer("receivables_accountant", "会计小赵")
        self.controller = await company.newcomer("finance_manager", "财务钱总")
        self.operations = await company.newcomer("operations", "运营小孙")
        self.boss = await company.newcomer("executive", "总经理")
        await self.world.settle()
        await company.facts()
        return self

    async def team(self, name: str, rep: str, manager: str) -> tuple[Person, Person]:
        team = await self.company.team(name)
        people = [await self.company.newcomer(role, who, team_id=team) for role, who in (("sales", rep), ("sales_manager", manager))]
        await self.company.admin.patch(f"/v1/teams/{team}", {"managerId": people[1].id})
        return people[0], people[1]

    async def account(self, owner: Person, name: str, **fields: Any) -> str:
        made = await owner.post("/v1/accounts", {"name": f"{name}机械有限公司", **fields})
        await self.world.settle()
        self.customers[made["id"]] = name
        return str(made["id"])

    async def sells(self, owner: Person, account_id: str, total: str, *terms: dict[str, Any]) -> list[Any]:
        """The instalments of a contract that was signed today."""
        manager = self.manager if owner is self.rep else self.head
        contract = await sign(owner, manager, self.commercial, body(account_id, total, list(terms)))
        await self.world.settle()
        return await self.instalments(contract)

    async def instalments(self, contract_id: str) -> list[Any]:
        (plan,) = (await self.accountant.get("/v1/paymentPlans", filter=f'contract_id = "{contract_id}"'))["paymentPlans"]
        found: list[Any] = (await self.accountant.get(f"/v1/paymentPlans/{plan['id']}"))["instalments"]
        return found

    # --- what is heard ------------------------------------------------------------------------------

    async def morning(self, day: date, *facts: str, **heard: list[str]) -> None:
        """At nine exactly these messages go, and since the last look exactly these facts and nothing else."""
        await self.world.advance(self.company, day)
        await self.expect(*facts, **heard)

    async def expect(self, *facts: str, **heard: list[str]) -> None:
        """`finance` are the accountant and the controller."""
        everybody = {name: [getattr(self, name)] for name in heard if name != "finance"}
        people = everybody | ({"finance": [self.accountant, self.controller]} if "finance" in heard else {})
        told = sum(len(messages) * len(people[name]) for name, messages in heard.items())
        await self.company.expect_facts(*facts, f"{told} NotificationDelivered")
        found = {name: [await self.fresh(person) for person in persons] for name, persons in people.items()}
        assert found == {name: [sorted(messages)] * len(people[name]) for name, messages in heard.items()}

    async def fresh(self, who: Person) -> list[str]:
        """What a person was told since the last look, all of it this morning."""
        today = self.world.clock.now(self.company.tenant_id).astimezone(ZONE)
        messages = [each for each in (await who.get("/v1/notifications"))["notifications"] if each["id"] not in self.seen]
        self.seen.update(each["id"] for each in messages)
        for each in messages:
            sent = datetime.fromisoformat(each["sentTime"]).astimezone(ZONE)
            assert (sent.date(), sent.hour) == (today.date(), 9), f"{who.name}: {each['title']} went {sent}"
        return sorted(self.short(each) for each in messages)

    def short(self, message: Any) -> str:
        about = self.customers.get(message["subjectId"]) or message["kind"].removeprefix("NOTIFICATION_KIND_").lower()
        return f"{about}: {' + '.join(sorted(_line(line) for line in message['lines']))}"

    async def decisions(self, about: Person, day: date, **fields: str) -> list[tuple[str, str, str]]:
        """Why the person did or did not get messages on this day, as an administrator may ask: outcome, reason and rule."""
        asked = {"owner_id": about.id, "decision_date": day.isoformat(), **fields}
        filter = " AND ".join(f'{name} = "{value}"' for name, value in asked.items())
        rows = (await self.company.admin.get("/v1/decisions", filter=filter, orderBy="create_time"))["decisions"]
        return [(row["outcome"].removeprefix("DECISION_OUTCOME_"), row["reason"], row["rule"]) for row in rows]

    # --- what people do -----------------------------------------------------------------------------

    async def pays(self, instalment: Any, amount: str) -> None:
        receipt = await self.cashier.post(
            "/v1/receipts",
            {
                "legalEntityId": self.company.legal_entity_id,
                "customerId": instalment["customerId"],
                "tender": "TENDER_BANK",
                "amount": {"currencyCode": "CNY", "amount": amount},
                "receivedDate": self.world.clock.today(self.company.tenant_id).isoformat(),
            },
        )
        line = {"instalmentId": instalment["id"], "amount": {"currencyCode": "CNY", "amount": amount}}
        await self.accountant.post(f"/v1/receipts/{receipt['id']}:allocate", {"lines": [line]})

    async def promises(self, instalment: Any, day: date) -> Any:
        body = {
            "lines": [{"instalmentId": instalment["id"]}],
            "promiseDate": day.isoformat(),
            "medium": "PROMISE_MEDIUM_PHONE",
            "speaker": "财务王姐",
        }
        return await self.rep.post("/v1/promises", body)

    async def disputes(self, instalment: Any, amount: str) -> None:
        body = {
            "instalmentId": instalment["id"],
            "amount": {"currencyCode": "CNY", "amount": amount},
            "reason": "DISPUTE_REASON_QUALITY",
            "detail": "有一台漏液",
        }
        await self.rep.post("/v1/disputes", body)

    async def states(self, customer_id: str) -> Any:
        """A balance confirmation of what the customer owes today."""
        body = {
            "kind": "STATEMENT_KIND_CONFIRMATION",
            "customerId": customer_id,
            "legalEntityId": self.company.legal_entity_id,
            "currency": "CNY",
        }
        return await self.accountant.post("/v1/accountStatements", body)


def _line(line: Any) -> str:
    amount = AMOUNT.search(line["title"] + line["body"])
    return f"{line['rule'].removeprefix('instalment_')} {amount[1] if amount else ''}".strip()
