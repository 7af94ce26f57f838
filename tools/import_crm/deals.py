"""Opportunities as they stood, and a contract for each that was won."""

from collections.abc import Sequence

from tools.api.batches import Verdict, at_once, batches, store
from tools.api.client import Client
from tools.api.progress import Bars, Step
from tools.import_crm.bodies import Bodies
from tools.import_crm.book import Book, Deal
from tools.import_crm.findings import Findings, Rejected


async def make_deals(operations: Client, book: Book, bodies: Bodies, findings: Findings, bars: Bars) -> None:
    """Goes through the book in parts, several at a time; contracts follow their opportunities, so that plans are made meanwhile."""
    making = _Deals(operations, bodies, findings, bars.step("opportunities", len(book.deals)), bars.step("contracts", len(book.contracts)))
    await at_once(making.make, list(batches(book.deals)))


class _Deals:
    def __init__(self, operations: Client, bodies: Bodies, findings: Findings, opportunities: Step, contracts: Step) -> None:
        self._operations, self._bodies, self._findings = operations, bodies, findings
        self._opportunities, self._contracts = opportunities, contracts
        self._file = bodies.mapping.sheets["opportunities"].file

    async def make(self, part: Sequence[Deal]) -> None:
        ids = self._bodies.ids
        sold = [deal for deal in part if self._is_known(deal)]
        verdicts = await store(self._operations, "/v1/opportunities", [self._bodies.opportunity(deal) for deal in sold], historical=True)
        ids.opportunities |= self._stored(sold, verdicts, "")
        self._opportunities.done(len(part))
        won = [deal for deal in sold if deal.id in ids.opportunities and deal.is_contract and deal.account in ids.accounts]
        verdicts = await store(self._operations, "/v1/contracts", [self._bodies.contract(deal) for deal in won], historical=True)
        ids.contracts |= self._stored(won, verdicts, "no contract: ")
        self._contracts.done(sum(deal.is_contract for deal in part))

    def _is_known(self, deal: Deal) -> bool:
        """Whether what was sold is there; says what is wrong with the rest of it."""
        ids = self._bodies.ids
        if deal.product not in ids.products:
            self._reject(deal, "product", deal.product, "this product was refused")
            return False
        if deal.account and deal.account not in ids.accounts:
            self._reject(deal, "account", deal.account, "this account was refused; the opportunity waits for another one")
        if deal.state == "won" and not deal.account:
            self._reject(deal, "account", "", "no contract: it was won, but nobody says by whom; the opportunity waits for an account")
        return True

    def _stored(self, deals: Sequence[Deal], verdicts: Sequence[Verdict], what: str) -> dict[str, str]:
        """The ids by the deal's; refused ones are rejected."""
        for deal, verdict in zip(deals, verdicts, strict=True):
            if not verdict.id:
                self._reject(deal, verdict.pointer, deal.id, what + verdict.reason, theirs=True)
        return {deal.id: verdict.id for deal, verdict in zip(deals, verdicts, strict=True) if verdict.id}

    def _reject(self, deal: Deal, field: str, value: str, reason: str, *, theirs: bool = False) -> None:
        column = field if theirs else self._bodies.mapping.sheets["opportunities"].columns[field]
        self._findings.rejected.append(Rejected(self._file, deal.line, column, value, reason))
