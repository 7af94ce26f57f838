"""What credit can be. Values are those of the API in lower case, without prefix."""

from enum import StrEnum


class CreditKind(StrEnum):
    """授信额度, 临时放行, 担保."""

    LIMIT = "limit"
    RELEASE = "release"
    COLLATERAL = "collateral"


class CreditState(StrEnum):
    REQUESTED = "requested"
    # It holds, up to its last day.
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    ENDED = "ended"


class ExposureComponent(StrEnum):
    """In the order in which they are added up."""

    RECEIVABLE = "receivable"
    RETENTION = "retention"
    SHIPPED = "shipped"
    RELEASED_ORDERS = "released_orders"
    BILLS = "bills"
    ADVANCES = "advances"
    COLLATERAL = "collateral"


class CreditStanding(StrEnum):
    WITHIN = "within"
    NEAR = "near"
    EXCEEDED = "exceeded"
    EXPIRED = "expired"


class CreditOccasion(StrEnum):
    ORDER = "order"
    SHIPMENT = "shipment"


class CreditDecision(StrEnum):
    ALLOWED = "allowed"
    HELD = "held"
