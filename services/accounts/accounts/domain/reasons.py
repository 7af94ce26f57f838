"""What the product itself says as a reason why a customer changes hands."""

from chassis.reasons import Sentence
from crm.common.v1 import types_pb2 as pb

NOT_FOLLOWED_UP = Sentence("NOT_FOLLOWED_UP", "{days} 天未跟进", "No follow-up for {days} days")
CLAIMED = Sentence("CLAIMED", "从“{pool}”领取", "Claimed from {pool}")
LEAD_CONVERTED = Sentence("LEAD_CONVERTED", "线索转化", "Converted from a lead")
# Of a transfer of customers, by its reason.
TRANSFERRED = {
    "leave": Sentence("TRANSFER_LEAVE", "离职移交 {number}", "Handed over by somebody who left, {number}"),
    "post_change": Sentence("TRANSFER_POST_CHANGE", "调岗移交 {number}", "Handed over by somebody who changed posts, {number}"),
    "holiday": Sentence("TRANSFER_HOLIDAY", "休假移交 {number}", "Handed over during a holiday, {number}"),
}
TRANSFER_UNDONE = Sentence("TRANSFER_UNDONE", "{transfer} 撤销: {reason}", "{transfer_en}, undone: {reason_en}")
HOLIDAY_OVER = Sentence("HOLIDAY_OVER", "休假结束", "The holiday is over")


def told(reason: str, why: pb.Reason) -> dict[str, str]:
    """A reason as lines of a timeline have it: in Chinese, in English, and by its code and parameters."""
    parameters = {f"reason_{name}": value for name, value in why.parameters.items()}
    return {"reason": reason, "reason_en": why.text_en, "reason_code": why.code, **parameters}
