"""What the product itself says as a reason why a lead changes hands."""

from chassis.reasons import Sentence

ENTERED_BY_ONESELF = Sentence("ENTERED_BY_ONESELF", "本人录入", "Entered by themselves")
CLAIMED = Sentence("CLAIMED", "从“{pool}”领取", "Claimed from {pool}")
NOT_FOLLOWED_UP = Sentence("NOT_FOLLOWED_UP", "{days} 天未跟进，自动回收", "No follow-up for {days} days")
NOBODY_SUITS = Sentence("NOBODY_SUITS", "没有合适的负责人", "Nobody suits")
IMPORTED_WITHOUT_OWNER = Sentence("IMPORTED_WITHOUT_OWNER", "历史导入，没有负责人", "Imported history without an owner")
TRY_AGAIN = Sentence("TRY_AGAIN", "约定的回访日到了；当时：{before}", "The day to try again has come; it was closed for: {before}")
# Chosen by an assignment rule, by its method.
LEAST_LOADED = Sentence(
    "RULE_LEAST_LOADED",
    "规则“{rule}”：{count} 人中 {person} 的进行中线索最少（{open_leads} 条）",
    "Rule {rule}: of {count} people {person} has the fewest open leads ({open_leads})",
)
TERRITORY = Sentence("RULE_TERRITORY", "规则“{rule}”：{territory} 由 {person} 负责", "Rule {rule}: {person} looks after {territory}")
IN_TURN = Sentence(
    "RULE_ROUND_ROBIN", "规则“{rule}”：{count} 人轮流，轮到 {person}", "Rule {rule}: it is {person}'s turn among {count} people"
)
