"""Why money may pay something, and how much each reason says."""

from enum import StrEnum


class Reason(StrEnum):
    # Who paid.
    CUSTOMER_SAID = "customer_said"
    PAYER_ACCOUNT_KNOWN = "payer_account_known"
    PAYER_NAME_KNOWN = "payer_name_known"
    PAYER_NAME_EQUAL = "payer_name_equal"
    PAYER_NAME_ALIKE = "payer_name_alike"
    # What the payer refers to.
    CONTRACT_SAID = "contract_said"
    CONTRACT_NAMED = "contract_named"
    ORDER_NAMED = "order_named"
    # What the amount is.
    AMOUNT_EXACT = "amount_exact"
    AMOUNT_ALL = "amount_all"
    AMOUNT_SUM = "amount_sum"
    AMOUNT_TOGETHER = "amount_together"
    AMOUNT_NEAR = "amount_near"
    AMOUNT_MORE = "amount_more"
    AMOUNT_PART = "amount_part"
    # When.
    DUE_NEAR = "due_near"
    # What speaks against it.
    SEVERAL_FIT = "several_fit"
    RETENTION = "retention"
    PAYER_ANOTHER = "payer_another"
    REFERENCE_ANOTHER = "reference_another"

    @property
    def is_exact(self) -> bool:
        return self in (Reason.AMOUNT_EXACT, Reason.AMOUNT_ALL, Reason.AMOUNT_SUM)


PAYER = {
    Reason.CUSTOMER_SAID: 60,
    Reason.PAYER_ACCOUNT_KNOWN: 60,
    Reason.PAYER_NAME_KNOWN: 55,
    Reason.PAYER_NAME_EQUAL: 50,
    Reason.PAYER_NAME_ALIKE: 30,
}
REFERENCE = {Reason.CONTRACT_SAID: 30, Reason.CONTRACT_NAMED: 30, Reason.ORDER_NAMED: 25}
AMOUNT = {
    Reason.AMOUNT_EXACT: 35,
    Reason.AMOUNT_ALL: 32,
    Reason.AMOUNT_SUM: 30,
    Reason.AMOUNT_TOGETHER: 28,
    Reason.AMOUNT_NEAR: 20,
    Reason.AMOUNT_MORE: 10,
    Reason.AMOUNT_PART: 5,
}
REST = {Reason.DUE_NEAR: 5, Reason.SEVERAL_FIT: -10, Reason.RETENTION: -5, Reason.PAYER_ANOTHER: -15, Reason.REFERENCE_ANOTHER: -15}


def confidence(reasons: frozenset[Reason]) -> int:
    """From 1 to 100: the strongest reason of each kind, and what else speaks for it and against it."""
    strongest = sum(max((weights[each] for each in reasons if each in weights), default=0) for weights in (PAYER, REFERENCE, AMOUNT))
    return max(1, min(100, strongest + sum(REST[each] for each in reasons if each in REST)))
