"""What was decided about a message that somebody might get, and why, in words."""

from dataclasses import dataclass
from enum import StrEnum


class DecisionOutcome(StrEnum):
    SENT = "sent"
    MERGED = "merged"
    DEFERRED = "deferred"
    SUPPRESSED = "suppressed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, and the same in words; `{detail}` says what exactly."""

    code: str
    zh: str
    en: str

    def text(self, detail: str = "") -> str:
        return self.zh.format(detail=detail)

    def text_en(self, detail: str = "") -> str:
        return self.en.format(detail=detail)


SENT = Why("SENT", "已发送", "Sent")
SAME_MESSAGE = Why("SAME_MESSAGE", "与其他提醒合并为一条消息", "Said in one message with others")
SAME_EVENT = Why("SAME_EVENT", "同一件事已在这条消息里说过", "The same event is told in this message already")
WAITS = {
    "DELAY": Why("DELAY", "规则要求延后发送", "The rule holds it back"),
    "OUTSIDE_WORKING_HOURS": Why(
        "OUTSIDE_WORKING_HOURS", "不在工作时间，等到上班后发送", "Outside working hours; it waits for the morning"
    ),
    "QUIET_HOURS": Why("QUIET_HOURS", "在本人的免打扰时段内", "Within the person's quiet hours"),
    "DIGEST": Why("DIGEST", "收入汇总", "Collected into the digest"),
}
TOLD_TODAY = Why(
    "TOLD_TODAY", "当天已就该客户发过消息，顺延到下一个工作日", "Told of this customer today; it waits for the next working day"
)
CAP = Why("CAP", "当天消息已达上限，收入次日汇总", "The day's messages are used up; it goes into the next digest")
DO_NOT_DISTURB = Why("DO_NOT_DISTURB", "客户处于免打扰期", "The customer must not be disturbed")
SETTLED = Why("SETTLED", "事情已经解决：{detail}", "It has settled itself: {detail}")
OWNER_CHANGED = Why("OWNER_CHANGED", "已由他人负责", "Somebody else looks after it now")
PERSON_LEFT = Why("PERSON_LEFT", "此人已离职", "The person has left")
NO_LONGER_MEANT = Why("NO_LONGER_MEANT", "此事不再由本人负责", "This is no longer the person's concern")
RULE_OFF = Why("RULE_OFF", "规则已停用", "The rule was switched off")
MUTED = Why("MUTED", "本人关闭了此类提醒", "The person has muted this")
CHANNEL = Why("CHANNEL", "渠道发送失败：{detail}", "The channel could not deliver it: {detail}")
