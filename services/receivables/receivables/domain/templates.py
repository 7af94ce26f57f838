"""The payment terms that come with the product. A contract names one, or states its own."""

from decimal import Decimal

from chassis.errors import invalid
from crm.common.v1 import payment_terms_pb2 as pb
from receivables.domain.terms import Gate, Layer, ShareBase, Term, Terms, clause_of, rule_of, term_of
from receivables.domain.triggers import Anchor, Credit, MilestoneKind, Offset, OffsetUnit, Trigger

_DAYS, _WORKING_DAYS, _MONTHS = OffsetUnit.DAYS, OffsetUnit.WORKING_DAYS, OffsetUnit.MONTHS


def _term(
    name: str,
    share: int,
    milestone: MilestoneKind,
    *,
    later: Offset | None = None,
    credit: Credit | None = None,
    layer: Layer = Layer.NORMAL,
    gate: Gate | None = None,
) -> Term:
    trigger = Trigger((Anchor(milestone_kind=milestone, offset=later),))
    return Term(name=name, share=Decimal(share), share_base=ShareBase.CONTRACT, trigger=trigger, credit=credit, layer=layer, gate=gate)


def _template(name: str, *terms: Term) -> tuple[str, Terms]:
    return name, Terms(terms=terms, template=name)


_RETENTION = _term("质保金", 10, MilestoneKind.FINAL_ACCEPTANCE, later=Offset(12, _MONTHS), layer=Layer.RETENTION)

TEMPLATES: dict[str, Terms] = dict(
    (
        _template(
            "30/30/30/10",
            _term("预付款", 30, MilestoneKind.EFFECTIVE),
            _term("发货款", 30, MilestoneKind.SHIPPED),
            _term("验收款", 30, MilestoneKind.FINAL_ACCEPTANCE),
            _RETENTION,
        ),
        _template(
            "30/60/10",
            _term("预付款", 30, MilestoneKind.EFFECTIVE),
            _term("验收款", 60, MilestoneKind.FINAL_ACCEPTANCE),
            _RETENTION,
        ),
        _template(
            "50/50",
            _term("首付款", 50, MilestoneKind.EFFECTIVE),
            _term("尾款", 50, MilestoneKind.EFFECTIVE, later=Offset(30, _DAYS)),
        ),
        _template(
            "月结60天",
            _term("月结款", 100, MilestoneKind.ARRIVED, credit=Credit(end_of_month=True, offset=Offset(60, _DAYS))),
        ),
        _template(
            "款到发货",
            _term("全款", 100, MilestoneKind.READY_TO_SHIP, layer=Layer.ADVANCE, gate=Gate.SHIPMENT),
        ),
        # The customer pays the first part, the leasing company the rest once the customer has signed for the machine.
        _template(
            "融资租赁",
            _term("首付款", 30, MilestoneKind.EFFECTIVE),
            _term("租赁放款", 70, MilestoneKind.PRELIMINARY_ACCEPTANCE, credit=Credit(offset=Offset(15, _WORKING_DAYS))),
        ),
    )
)


def terms_of(message: pb.PaymentTerms) -> Terms:
    """The terms that a contract states or, where it only names a template, those of the template."""
    rule = rule_of(message.non_working_day_rule)
    clause = clause_of(message.late_interest, "late_interest") if message.HasField("late_interest") else None
    if message.terms:
        stated = tuple(term_of(term, f"terms.{index}") for index, term in enumerate(message.terms))
        return Terms(terms=stated, template=message.template, non_working_day_rule=rule, late_interest=clause)
    if message.template not in TEMPLATES:
        raise invalid(
            "template",
            f"There are no payment terms, and no template {message.template!r}; known are {', '.join(TEMPLATES)}.",
            "TEMPLATE_UNKNOWN",
            template=message.template,
        )
    return Terms(terms=TEMPLATES[message.template].terms, template=message.template, non_working_day_rule=rule, late_interest=clause)
