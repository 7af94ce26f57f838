"""What keeps an account out of every pool, whatever its owner does: somebody must look after it."""

from enum import StrEnum


class Exemption(StrEnum):
    """A tender needs no word of its own: it is an open opportunity."""

    RECEIVABLE = "receivable"
    CONTRACT = "contract"
    OPPORTUNITY = "opportunity"
    WARRANTY = "warranty"
    TIER = "tier"
    TAG = "tag"


WORDS = {
    Exemption.RECEIVABLE: "money is owed",
    Exemption.CONTRACT: "a contract runs",
    Exemption.OPPORTUNITY: "an opportunity is open",
    Exemption.WARRANTY: "a warranty lasts",
    Exemption.TIER: "its tier is exempt",
    Exemption.TAG: "one of its tags is exempt",
}
