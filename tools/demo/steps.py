"""The steps, in their order. History goes in by batches; what is of these days is done by the people whose work it is."""

import asyncio
import time
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.api.batches import at_once
from tools.api.client import Client, Json
from tools.api.signing_in import as_user
from tools.demo import adjusting, bills, organisation, paying, trusting
from tools.demo.book import Book
from tools.demo.customers import competitor_rows
from tools.demo.marketing import rule_rows, source_rows
from tools.demo.ordering import Order
from tools.demo.organisation import ADMINISTRATOR, BANK_ACCOUNTS, CAST, CODE, ENTITIES, TEAMS
from tools.demo.paying import Owed
from tools.demo.rows import Row, resolved
from tools.demo.sales import STAGES, Deal
from tools.demo.sending import Sender
from tools.demo.upkeep import VISITORS, handover, visitors
from tools.demo.visiting import Charge
from tools.stack.trouble import Trouble

# Rows whose storing takes long go in smaller batches.
SLOW = 50
PATIENCE = 90.0
BETWEEN_LOOKS = 0.3
# Before a contract can take effect; what it must have gone through to be in a state.
ORDER = ("draft", "approved", "sealed", "returned", "signed")
# What shows that a contract came back, or goods arrived.
PAPERS = {"contract": "CONTRACT_SCAN", "sales_order": "DELIVERY_NOTE"}
SCAN = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass
class Steps:
    """Makes one book. `clients` are those who are signed in, by their keys."""

    book: Book
    sender: Sender
    door: Client
    clients: dict[str, Client]
    password: str

    async def run(self) -> None:
        """Raises Trouble, or Refused, when it cannot go on."""
        await self._people()
        await self._sign_in(["operations"])
        await self._settings()
        await self._customers()
        others = [person.key for person in CAST if person.key != "operations"]
        await together(self._marketing(), self._deals(), self._sign_in(others))
        await together(
            self._leads(), self._money(), self._under_way(), self._orders(), self._walked("/v1/serviceCharges", self.book.charges)
        )
        await self._talks()
        await self._these_days()
        await self._books()
        await self._upkeep()

    # --- people ----------------------------------------------------------------------------------

    async def _people(self) -> None:
        chief, sender = self.clients[ADMINISTRATOR], self.sender
        await self._legal_entities(chief)
        await sender.learn(chief, "/v1/roles", "roles", lambda role: f"role/{role['key']}")
        step = sender.step("/v1/teams", len(TEAMS))
        for generation in organisation.team_rows():
            await sender.batch(chief, "/v1/teams", generation, historical=False, step=step)
        await sender.batch(chief, "/v1/users", organisation.user_rows(), historical=False)

        async def put_in_charge(team: organisation.Team) -> None:
            path, manager = f"/v1/teams/{sender.ids[team.key]}", sender.ids[f"user/{team.manager}"]
            if (await chief.get(path))["managerId"] != manager:
                await chief.patch(path, {"managerId": manager})

        await at_once(put_in_charge, TEAMS)

    async def _legal_entities(self, chief: Client) -> None:
        """The one that was there from the beginning gets its name; the second makes both of them seen."""
        (first, name), (second, other) = ENTITIES.items()
        there = {entity["name"]: entity["id"] for entity in await chief.everything("/v1/legalEntities", "legalEntities")}
        if name not in there:
            there[name] = there[organisation.NAME]
            await chief.patch(f"/v1/legalEntities/{there[name]}", {"name": name})
        self.sender.ids[first] = there[name]
        if other in there:
            self.sender.ids[second] = there[other]
        else:
            await self.sender.each(chief, "/v1/legalEntities", [Row(second, {"name": other})])
        for key, accounts in BANK_ACCOUNTS.items():
            await chief.patch(f"/v1/legalEntities/{self.sender.ids[key]}", {"bankAccounts": list(accounts)})

    async def _sign_in(self, keys: list[str]) -> None:
        step, chief = self.sender.bars.step("sign-ins", len(keys)), self.clients[ADMINISTRATOR]

        async def one(key: str) -> None:
            user = {"id": self.sender.ids[f"user/{key}"], "email": organisation.BY_KEY[key].email}
            self.clients[key] = await as_user(self.door, chief, CODE, user, self.password)
            step.done(1)

        await at_once(one, keys, limit=2)

    async def _settings(self) -> None:
        """Messages go at any hour: somebody may look on a Sunday evening."""
        told = {"workingHoursStart": "00:00", "workingHoursEnd": "23:59", "workingDaysOnly": False}
        await self.clients["operations"].patch("/v1/notificationSettings", told)

    # --- what it sells, to whom ------------------------------------------------------------------

    async def _customers(self) -> None:
        operations, sender = self.clients["operations"], self.sender
        await sender.batch(operations, "/v1/products", self.book.product_rows())
        step = sender.step("/v1/accounts", len(self.book.accounts))
        for generation in self.book.account_rows():
            await sender.batch(operations, "/v1/accounts", generation, step=step)
        await sender.batch(operations, "/v1/contacts", self.book.contact_rows())

    async def _marketing(self) -> None:
        operations, sender = self.clients["operations"], self.sender
        # Every company begins with some of them.
        await sender.learn(operations, "/v1/sources", "sources", lambda source: f"source/{source['name']}")
        await sender.batch(operations, "/v1/sources", [row for row in source_rows() if row.key not in sender.ids])
        await sender.batch(operations, "/v1/campaigns", self.book.campaign_rows())
        costs = self.book.campaign_costs()
        step = sender.bars.step("campaign costs", sum(map(len, costs.values())))
        for key, lines in costs.items():
            body = {"costs": resolved(lines, sender.ids)}
            await sender.ask(operations, f"/v1/campaigns/{sender.ids[key]}:recordCosts", body)
            step.done(len(lines))
        rules = rule_rows()
        step = sender.step("/v1/assignmentRules", len(rules))
        # They are tried in this order.
        for row in rules:
            await sender.each(operations, "/v1/assignmentRules", [row], step)

    async def _deals(self) -> None:
        operations, sender, book = self.clients["operations"], self.sender, self.book
        await self._process(operations)
        reasons = await operations.everything("/v1/lossReasons", "lossReasons")
        sender.ids |= {f"loss_reason/{number}": row["id"] for number, row in enumerate(reasons)}
        await sender.batch(operations, "/v1/opportunities", book.opportunity_rows(fresh=False))
        await sender.batch(operations, "/v1/contracts", [*book.contract_rows(book.contracts), *book.frame_rows()])
        await sender.batch(operations, "/v1/opportunities", book.opportunity_rows(fresh=True), historical=False)

    async def _process(self, operations: Client) -> None:
        """The stages of the process that opportunities take where none is named."""
        processes = await operations.everything("/v1/salesProcesses", "salesProcesses")
        stages = [stage for process in processes if process["isDefault"] for stage in process["stages"]]
        self.sender.ids |= {f"stage/{number}": stages[min(number, len(stages) - 1)]["key"] for number in range(STAGES)}

    async def _leads(self) -> None:
        operations, sender, book = self.clients["operations"], self.sender, self.book
        await sender.batch(operations, "/v1/leads", book.lead_rows(fresh=False), size=SLOW)
        await sender.batch(operations, "/v1/leads", book.lead_rows(fresh=True), historical=False)
        await sender.batch(operations, "/v1/touches", book.touch_rows())

    async def _talks(self) -> None:
        operations = self.clients["operations"]
        await self.sender.each(operations, "/v1/competitors", competitor_rows())
        await self.sender.batch(operations, "/v1/interactions", self.book.talk_rows(), size=SLOW)
        await self.sender.each(operations, "/v1/doNotDisturbs", self.book.do_not_disturb_rows())
        await self.sender.each(operations, "/v1/careDates", self.book.care_date_rows())

    # --- money -----------------------------------------------------------------------------------

    async def _money(self) -> None:
        sender, book = self.sender, self.book
        await sender.each(self.clients["finance"], "/v1/commissionPlans", trusting.commission_rows(book.days))
        owed = paying.owed(book.contracts, await self._plans(book.contracts))
        await sender.batch(self.clients["accountant"], "/v1/invoices", book.invoice_rows(owed), size=SLOW)
        await sender.batch(self.clients["cashier"], "/v1/receipts", book.receipt_rows(owed))
        disputed, promised, spoken_of = book.unpaid(owed)
        await sender.each(self.clients["accountant"], "/v1/disputes", paying.dispute_rows(disputed))
        await sender.each(self.clients["commercial"], "/v1/promises", paying.promise_rows(promised, book.days))
        await sender.each(self.clients["commercial"], "/v1/intents", paying.intent_rows(spoken_of, book.days))
        await self._bills()
        unapplied = book.unapplied_rows()
        await sender.each(self.clients["cashier"], "/v1/receipts", unapplied)
        await self._arrivals(book.arriving(owed))
        asked = [*adjusting.write_off_rows(promised), *(adjusting.refund_row(row) for row in unapplied[1:2])]
        await sender.each(self.clients["accountant"], "/v1/adjustments", asked)
        await self._credit(trusting.credit_rows(promised))
        await self._statements(paying.statement_rows(paying.overdue(owed, book.days), book.days))
        for each in disputed[1::3]:
            path = f"/v1/disputes/{sender.ids[f'dispute/{each.key}']}:resolve"
            body = {"outcome": "DISPUTE_OUTCOME_WITHDRAWN", "resolution": "客户确认清单无误，撤回争议。"}
            await sender.ask(self.clients["finance"], path, body)

    async def _arrivals(self, late: list[Owed]) -> None:
        """Entered by the cashier, allocated by an accountant: it counts for the month, and brings commission."""
        rows, sender = paying.arrival_rows(late, self.book.days), self.sender
        await sender.each(self.clients["cashier"], "/v1/receipts", rows)
        for each, row in zip(late, rows, strict=True):
            lines = [{"instalmentId": each.instalment["id"]}]
            await sender.ask(self.clients["accountant"], f"/v1/receipts/{sender.ids[row.key]}:allocate", {"lines": lines})

    async def _credit(self, rows: list[Row]) -> None:
        """Asked for by accounting, approved by finance, and large ones confirmed by an executive; the last one waits."""
        sender = self.sender
        await sender.each(self.clients["accountant"], "/v1/creditLimits", rows)
        for row in rows[:-1]:
            path = f"/v1/creditLimits/{sender.ids[row.key]}"
            approved = await sender.ask(self.clients["finance"], f"{path}:approve", {})
            if approved["needsConfirmation"]:
                await sender.ask(self.clients["executive"], f"{path}:confirm", {})

    async def _bills(self) -> None:
        held = await self.clients["accountant"].everything("/v1/bills", "bills")
        entities = await self.clients["accountant"].everything("/v1/legalEntities", "legalEntities")
        accounts = {entity["id"]: entity["bankAccounts"][0]["id"] for entity in entities}
        for who, path, body in bills.acts(held, self.book.days.monday, accounts):
            await self.sender.ask(self.clients[who], f"/v1/bills/{path}", body)

    async def _statements(self, rows: list[Row]) -> None:
        """Statements of account, most of them sent; the first customers answered on paper, one with a dispute."""
        accountant, sender = self.clients["accountant"], self.sender
        await sender.each(accountant, "/v1/accountStatements", rows)
        for number, row in enumerate(rows):
            path = f"/v1/accountStatements/{sender.ids[row.key]}"
            if number < len(rows) - 1:
                await sender.ask(accountant, f"{path}:send", {"sentTo": paying.SENT_TO[number % len(paying.SENT_TO)]})
            if number < paying.ANSWERED:
                items = (await accountant.get(path))["items"]
                await sender.ask(accountant, f"{path}:recordAnswer", paying.statement_answer(items, disputes=number == 1))

    async def _plans(self, contracts: list[Deal]) -> Mapping[str, Json]:
        """The payment plans, by the keys of their contracts, once all of them are there. Raises Trouble where one does not come."""
        keys = {self.sender.ids[deal.contract_key]: deal.contract_key for deal in contracts}
        step, end, found = self.sender.bars.step("payment plans", len(keys)), time.monotonic() + PATIENCE, dict[str, Json]()
        while True:
            plans = await self.clients["accountant"].everything("/v1/paymentPlans", "paymentPlans")
            now = {keys[plan["contractId"]]: plan for plan in plans if plan["contractId"] in keys}
            step.done(len(now) - len(found))
            found = now
            if len(found) == len(keys):
                return found
            if time.monotonic() > end:
                raise Trouble(f"{len(keys) - len(found)} contracts have no payment plan; `make logs MEMBER=receivables` may tell why")
            await asyncio.sleep(BETWEEN_LOOKS)

    # --- these days ------------------------------------------------------------------------------

    async def _under_way(self) -> None:
        """Contracts on their way from the draft to the first claim, each step by who may do it."""
        deals = self.book.under_way
        await self.sender.batch(self.clients["commercial"], "/v1/contracts", self.book.contract_rows(deals), historical=False)
        step = self.sender.bars.step("contracts to sign", len(deals))

        async def walk(deal: Deal) -> None:
            for state in ORDER[1 : ORDER.index(deal.state) + 1]:
                await self._walk(deal, state)
            step.done(1)

        await at_once(walk, deals)

    async def _walk(self, deal: Deal, state: str) -> None:
        id, commercial, ask = self.sender.ids[deal.contract_key], self.clients["commercial"], self.sender.ask
        path = f"/v1/contracts/{id}"
        match state:
            case "approved":
                await ask(self.clients["director"], f"{path}:approve", {})
            case "sealed":
                await ask(commercial, f"{path}:seal", {})
            case "returned":
                await ask(commercial, f"{path}:recordReturn", {"scanAttachmentId": await self._paper(commercial, "contract", id)})
            case _:
                await ask(commercial, f"{path}:makeEffective", {"effectiveDate": self.book.days.day(0)})

    async def _orders(self) -> None:
        """Call-offs of frame contracts; and what a dollar was worth."""
        await self.sender.each(self.clients["accountant"], "/v1/exchangeRates", self.book.rate_rows())
        await self._walked("/v1/orders", self.book.orders)

    async def _walked(self, path: str, documents: Sequence[Order | Charge]) -> None:
        """Each as far as it came, by those whose work that is."""
        sender, step = self.sender, self.sender.step(path, len(documents))

        async def walk(document: Order | Charge) -> None:
            body = resolved(document.row(self.book.days).body, sender.ids)
            made = await sender.ask(self.clients[document.enters], path, body)
            for who, verb in document.acts:
                client = self.clients[who]
                note = {} if verb != "deliver" else {"evidenceAttachmentId": await self._paper(client, "sales_order", made["id"])}
                await sender.ask(client, f"{path}/{made['id']}:{verb}", note)
            step.done(1)

        await at_once(walk, documents)

    async def _paper(self, client: Client, subject: str, id: str) -> str:
        """The scan that shows it: of a contract with both seals, or of the note that a customer signed."""
        there = await client.everything("/v1/attachments", "attachments", subjectType=subject, subjectId=id)
        if there:
            return str(there[0]["id"])
        about = {"subjectType": subject, "subjectId": id, "category": f"ATTACHMENT_CATEGORY_{PAPERS[subject]}", "fileName": "scan.pdf"}
        made = await client.upload("/v1/attachments", SCAN, "application/pdf", **about)
        return str(made["id"])

    async def _these_days(self) -> None:
        sender, talks, todos = self.sender, self.book.fresh_talk_rows(), self.book.own_todo_rows()
        step = sender.bars.step("talks of these days", sum(map(len, talks.values())))
        await together(*(sender.each(self.clients[key], "/v1/interactions", rows, step) for key, rows in talks.items()))
        step = sender.bars.step("own to-dos", sum(map(len, todos.values())))
        await together(*(sender.each(self.clients[key], "/v1/todos", rows, step) for key, rows in todos.items()))

    async def _books(self) -> None:
        """Fiscal periods of this year and the one before, which finance closes month by month."""
        finance = self.clients["finance"]
        for key in ENTITIES:
            periods = f"/v1/legalEntities/{self.sender.ids[key]}/fiscalPeriods"
            there = {each["startDate"][:4] for each in await finance.everything(periods, "fiscalPeriods")}
            for year in (self.book.monday.year - 1, self.book.monday.year):
                if str(year) not in there:
                    await finance.post(f"{periods}:createYear", {"year": year})

    async def _upkeep(self) -> None:
        """Begun and not ended: no record is changed by it."""
        chief = self.clients[ADMINISTRATOR]
        step = self.sender.bars.step("upkeep", 2)
        there = await chief.everything("/v1/imports", "imports")
        read = there or [await chief.upload("/v1/imports", visitors(self.book.leads), "text/csv", resource="leads", fileName=VISITORS)]
        if read[0]["state"] == "IMPORT_STATE_UPLOADED":
            await chief.post(f"/v1/imports/{read[0]['id']}:check", {})
        step.done(1)
        if not await chief.everything("/v1/transfers", "transfers"):
            await self.sender.ask(chief, "/v1/transfers", resolved(handover(), self.sender.ids))
        step.done(1)


async def together(*acts: Coroutine[Any, Any, None]) -> None:
    """All at once. The first failure ends the others and is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            for act in acts:
                group.create_task(act)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
