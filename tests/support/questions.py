"""Every RPC that takes a permission, as a question whose answer depends on who asks: read from the proto files.

A question knows the table whose rows decide, and how it is asked of one row or of all of them. What decides nothing by rows says why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from google.protobuf.message import Message

from chassis.descriptors import descriptor_of, is_output_only, is_required, message_of
from chassis.names import snake
from chassis.pipeline import Rpc, rpcs_of
from chassis.service import Service
from crm.receivables.v1 import adjustments_pb2 as adjustments
from tests.contract.lists import Shown, shown_by
from tests.contract.samples import sample
from tests.support.crowded import is_scoped


class Way(StrEnum):
    """How rows decide what an RPC answers."""

    LIST = "list"
    # One row, by its id.
    ONE = "one"
    # One row, by the key of another system.
    EXTERNAL = "external"
    # What lies beneath one row, or what is done with it.
    BENEATH = "beneath"
    # Sums of rows.
    REPORT = "report"
    # Refused to everybody whose permission reaches less than the company.
    COMPANY_WIDE = "company_wide"
    # Rows without an owner: whoever has the permission sees them all.
    WHOLE = "whole"
    # Makes something, by itself or beneath what its body names.
    MAKES = "makes"


# What the proto files cannot say. Reports: the table whose rows they sum up.
REPORTS = {
    "ReportFunnel": "opportunity",
    "ReportAgeing": "instalment",
    "ReportKeyFigures": "instalment",
    "ReportCollectionPath": "instalment",
    "ReportUnapplied": "receipt",
    "ReportBills": "bill",
    "ReportCredit": "credit_limit",
    "ReportCommissions": "commission_entry",
    "ReportStatementAnswers": "account_statement",
    "ReportContactTime": "interaction",
}
COMPANY_WIDE = {
    *("ListAuditEntries", "ListLedgerEntries", "ReportProof", "ReportChannelReturns"),
    *("ReportPeriodChecklist", "ReportPeriodSummary", "GetPeriodClose"),
    *("SignOffPeriodItem", "WithdrawPeriodSignOff", "CloseFiscalPeriod"),
    *("ReportProvision", "GetProvisionRun", "ListProvisionRuns", "PrepareProvision"),
    *("PostProvision", "ReverseProvision", "DiscardProvision"),
    *("ReportExchange", "GetExchangeRun", "ListExchangeRuns", "PrepareExchange"),
    *("PostExchange", "ReverseExchange", "DiscardExchange"),
}
# What must be said besides of what is made beneath a record, by the field that names it.
SAID_BESIDES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("CreateAdjustment", "receipt_id"): {"kind": adjustments.ADJUSTMENT_KIND_REFUND},
    ("CreateAdjustment", "instalment_id"): {"kind": adjustments.ADJUSTMENT_KIND_WRITE_OFF},
}
# These name no record: they try something on, or look for what is alike and say little of what they find.
MAKES = {
    *("AssessInteraction", "CheckDuplicates", "TryAssignmentRules", "PreviewTemplate", "TrainScoreModel"),
    *("ImportBankStatement", "ProposeCash", "CloseCommissionMonth", "LoadOpeningBalance", "ImportInvoices"),
    # These tell of a customer, which must be in reach, as a whole.
    *("ReportExposure", "ReportCreditVerdict"),
}
# Rows of a scoped table that have no owner yet.
NOBODYS = {"ListClaimableReceipts"}
_MAKING = ("Create", "BatchCreate", "Upsert", "BatchCheck")
# A list that is asked by another name than that of the column.
_WITHIN = {"referrer_account_id": "account_id"}


@dataclass(frozen=True, kw_only=True)
class Question:
    service: Service
    rpc: Rpc
    way: Way
    # The scoped table whose rows decide.
    table: str = ""
    # The field of the request that names a row, or the value that rows of a list must have.
    field: str = ""
    # The column that this value stands in.
    column: str = ""
    shown: Shown | None = None

    @property
    def name(self) -> str:
        return f"{self.service.name}.{self.rpc.descriptor.name}"

    def request(self, **fields: Any) -> Any:
        """With these fields; what else is required has a made-up value."""
        made, filled = self.rpc.request_class(), sample(self.rpc.request_class)
        changes = self.rpc.descriptor.name.startswith("Update")
        for field in self.rpc.descriptor.input_type.fields:
            if not is_required(field) or field.name in fields:
                continue
            if changes and field.message_type is not None:
                # Nothing is changed, so nothing need be said of it.
                getattr(made, field.name).SetInParent()
            else:
                made.MergeFrom(_only(filled, field.name))
        for name, value in fields.items():
            setattr(made, name, value)
        return made

    def beneath(self, body: str, named: str, id: UUID) -> Any:
        """What makes something of which nothing is said but what must be, and where it hangs."""
        made = self.request()
        part = getattr(made, body)
        for field in part.DESCRIPTOR.fields:
            if not is_required(field):
                part.ClearField(field.name)
        for name, value in {**SAID_BESIDES.get((self.rpc.descriptor.name, named), {}), named: str(id)}.items():
            setattr(part, name, value)
        return made

    def hangs_on(self) -> Iterator[tuple[str, str, str]]:
        """Of what makes something: the body of the request, its field that names a record of the service, and the table of that."""
        scoped = {table.name for table in self.service.metadata.sorted_tables if is_scoped(table)}
        for body in self.rpc.descriptor.input_type.fields:
            if body.message_type is None or body.is_repeated:
                continue
            for field in body.message_type.fields:
                table = body.name if field.name == "parent_id" else field.name.removesuffix("_id")
                if field.name.endswith("_id") and table in scoped and not is_output_only(field):
                    yield body.name, field.name, table


def _only(message: Message, name: str) -> Message:
    """The message with this one field."""
    part = type(message)()
    part.CopyFrom(message)
    for field in part.DESCRIPTOR.fields:
        if field.name != name:
            part.ClearField(field.name)
    return part


def questions(service: Service) -> list[Question]:
    """All of a service. Raises LookupError for an RPC of which nobody has said how rows decide it."""
    shown = {each.name: each for each in shown_by(service)}
    found = []
    for name, rpc in rpcs_of(service).items():
        if rpc.access.permission:
            found.append(_question(service, name, rpc, shown.get(name)))
    return found


def _question(service: Service, name: str, rpc: Rpc, shown: Shown | None) -> Question:
    scoped = {table.name for table in service.metadata.sorted_tables if is_scoped(table)}
    asked = [field.name for field in rpc.descriptor.input_type.fields]
    kinds = {resource.message.DESCRIPTOR.name: resource.name for resource in service.resources}
    if name in NOBODYS:
        return Question(service=service, rpc=rpc, way=Way.WHOLE)
    if name in COMPANY_WIDE:
        return Question(service=service, rpc=rpc, way=Way.COMPANY_WIDE)
    if name in REPORTS:
        return Question(service=service, rpc=rpc, way=Way.REPORT, table=REPORTS[name])
    if shown is not None and shown.listing.table.name in scoped:
        column = next(iter(shown.within), "")
        field = _WITHIN.get(column) or next((each for each in asked if each.endswith(column)), "") if column else ""
        return Question(service=service, rpc=rpc, way=Way.LIST, table=shown.listing.table.name, field=field, column=column, shown=shown)
    of = snake(name.removeprefix("Get").removesuffix("ByExternal"))
    of = kinds.get(name.removeprefix("Get").removesuffix("ByExternal"), of)
    if name.startswith("Get") and of in scoped:
        way = Way.EXTERNAL if name.endswith("ByExternal") else Way.ONE
        return Question(service=service, rpc=rpc, way=way, table=of, field="" if way is Way.EXTERNAL else _id_of(of, asked))
    if name.startswith("Create") and name.removeprefix("Create") in kinds and f"{kinds[name.removeprefix('Create')]}_id" in asked:
        # Whoever calls says by which id.
        return Question(service=service, rpc=rpc, way=Way.MAKES)
    if beneath := [each for each in asked if each.removesuffix("_id") in scoped and each.endswith("_id")]:
        return Question(service=service, rpc=rpc, way=Way.BENEATH, table=beneath[0].removesuffix("_id"), field=beneath[0])
    if name.startswith(_MAKING) or name in MAKES:
        return Question(service=service, rpc=rpc, way=Way.MAKES)
    if _speaks_of_whole(service, name, asked, shown):
        return Question(service=service, rpc=rpc, way=Way.WHOLE)
    raise LookupError(f"{service.name}: nobody says which rows decide what {name} answers; see tests/support/questions.py.")


def _id_of(table: str, asked: Iterable[str]) -> str:
    return next(each for each in asked if each == f"{table}_id" or each.endswith(f"{table}_id"))


def _speaks_of_whole(service: Service, name: str, asked: list[str], shown: Shown | None) -> bool:
    """Whether it is about records that nobody owns: settings, catalogues, colleagues."""
    if shown is not None:
        return True
    whole = {table.name for table in service.metadata.sorted_tables if not is_scoped(table)}
    named = {each.removesuffix("_id") for each in asked if each.endswith("_id")}
    about = snake(name.removeprefix("Get").removeprefix("Update"))
    return bool(named & whole) or about in whole or about == "score_features"


def ids(reply: Message) -> list[UUID]:
    """Of the rows of a list, in its order."""
    rows = next(field for field in descriptor_of(reply).fields if field.is_repeated)
    name = "id" if "id" in message_of(rows).fields_by_name else "lead_id"
    return [UUID(getattr(row, name)) for row in getattr(reply, rows.name)]
