"""What the product itself says as a reason why an opportunity or a contract changes hands."""

from chassis.reasons import Sentence

LEAD_CONVERTED = Sentence("LEAD_CONVERTED", "线索转化", "Converted from a lead")
