"""What requests say of parts, as the domain takes it. `given` is what chassis.messages.values makes of a part's message."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from pipeline.domain.contract_parts import ContractState, MilestoneDraft, PartyDraft, PartyRole
from pipeline.domain.history import ContractHistory, OpportunityHistory, PastMilestone
from pipeline.domain.milestone import MilestoneKind
from pipeline.domain.opportunity_parts import OpportunityLine, OpportunityLineDraft, OpportunityState
from pipeline.domain.order_parts import LotDraft
from pipeline.domain.priced_line import LineDraft
from pipeline.domain.process import StageDraft

Given = Mapping[str, Any]
Products = Mapping[UUID, Row[Any] | None]
_ONE, _NOTHING = Decimal(1), Decimal(0)


def or_else(value: Decimal | None, otherwise: Decimal) -> Decimal:
    """Zero is said, nothing is not."""
    return otherwise if value is None else value


def stages(given: Iterable[Given]) -> list[StageDraft]:
    return [StageDraft(**{**each, "probability": or_else(each["probability"], _NOTHING)}) for each in given]


def opportunity_lines(given: Iterable[Given]) -> list[OpportunityLineDraft]:
    return [OpportunityLineDraft(**{**each, "quantity": or_else(each["quantity"], _ONE)}) for each in given]


def opportunity_history(given: Given) -> OpportunityHistory:
    return OpportunityHistory(**{**given, "state": OpportunityState(given["state"] or OpportunityState.OPEN)})


def parties(given: Iterable[Given]) -> list[PartyDraft]:
    return [PartyDraft(role=PartyRole(each["role"]), account_id=each["account_id"]) for each in given]


def priced_lines(given: Iterable[Given], products: Products) -> list[LineDraft]:
    """Unit, tax code and rate are those of the product where nothing is said."""
    return [_priced_line(each, products.get(each["product_id"])) for each in given]


def _priced_line(given: Given, product: Row[Any] | None) -> LineDraft:
    rate = given["tax_rate"] if product is None or given["tax_rate"] is not None else product.tax_rate
    return LineDraft(
        code=given["code"],
        product_id=given["product_id"],
        description=given["description"],
        unit=given["unit"] or (product.unit if product else ""),
        quantity=or_else(given["quantity"], _ONE),
        unit_price=or_else(given["unit_price"], _NOTHING),
        tax_code=given["tax_code"] or (product.tax_code if product else ""),
        tax_rate=or_else(rate, _NOTHING),
    )


def lines_of_opportunity(lines: Iterable[OpportunityLine]) -> list[Given]:
    """What a contract takes over: products, quantities and prices; a line without a price waits for one."""
    nothing_said = {"code": "", "description": "", "unit": "", "tax_code": "", "tax_rate": None}
    return [{**nothing_said, "product_id": line.product_id, "quantity": line.quantity, "unit_price": line.unit_price} for line in lines]


def lots(given: Iterable[Given]) -> list[LotDraft]:
    return [LotDraft(**{**each, "quantity": or_else(each["quantity"], _NOTHING)}) for each in given]


def milestone(given: Given) -> MilestoneDraft:
    return MilestoneDraft(kind=MilestoneKind(given["kind"]), code=given["code"], name=given["name"], planned_date=given["planned_date"])


def contract_history(given: Given) -> ContractHistory:
    past = tuple(PastMilestone(**{**each, "kind": MilestoneKind(each["kind"])}) for each in given["milestones"])
    return ContractHistory(**{**given, "state": ContractState(given["state"] or ContractState.DRAFT), "milestones": past})
