"""What is sold, to whom, and in which steps."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from tools.api.batches import batches, store
from tools.api.client import Client, Json, key_of
from tools.api.progress import Bars, Step
from tools.import_crm.bodies import Bodies
from tools.import_crm.book import Account, Book, Product
from tools.import_crm.findings import Findings, Rejected

T = TypeVar("T", Account, Product)


async def make_catalogue(operations: Client, book: Book, bodies: Bodies, findings: Findings, bars: Bars) -> None:
    """Products, the sales process, and accounts: head companies before the companies below them."""
    ids, owners = bodies.ids, book.account_owners()
    file = bodies.mapping.sheets["products"].file
    step = bars.step("products", len(book.products))
    ids.products |= await _store(operations, "/v1/products", book.products, bodies.product, file, findings, step)
    ids.sales_process = await _sales_process(operations, bodies)
    file, step = bodies.mapping.sheets["accounts"].file, bars.step("accounts", len(book.accounts))
    for generation in book.generations():

        def body(account: Account) -> Json:
            return bodies.account(account, owners.get(account.name, ""))

        ids.accounts |= await _store(operations, "/v1/accounts", generation, body, file, findings, step)


async def _store(
    operations: Client, path: str, records: Sequence[T], body: Callable[[T], Json], file: str, findings: Findings, step: Step
) -> dict[str, str]:
    """The ids by name; refused records are rejected."""
    ids: dict[str, str] = {}
    for batch in batches(records):
        verdicts = await store(operations, path, [body(record) for record in batch], historical=True)
        for record, verdict in zip(batch, verdicts, strict=True):
            if verdict.id:
                ids[record.name] = verdict.id
            else:
                findings.rejected.append(Rejected(file, record.line, verdict.pointer, record.name, verdict.reason))
        step.done(len(batch))
    return ids


async def _sales_process(operations: Client, bodies: Bodies) -> str:
    """The process of that name; a new one where there is none."""
    body = bodies.sales_process()
    for process in await operations.everything("/v1/salesProcesses", "salesProcesses"):
        if process["name"] == body["name"]:
            return str(process["id"])
    made = await operations.post("/v1/salesProcesses", body, key=key_of("/v1/salesProcesses", body))
    return str(made["id"])
