"""What is known of an opportunity that a score may ask for. The names are those of the score model (/v1/scoreFeatures)."""

from datetime import date

from chassis.scoring import Features, custom_features
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityState


def opportunity_features(opportunity: Opportunity, today: date) -> Features:
    """Unknown is None."""
    amount, closes = opportunity.expected_amount, opportunity.expected_close_date
    is_open = opportunity.state == OpportunityState.OPEN
    return {
        "region": opportunity.region or None,
        "product_line": opportunity.product_line or None,
        "state": None if is_open else str(opportunity.state),
        "stage_probability": opportunity.stage_probability if is_open else None,
        "estimated_amount": amount.amount if amount else None,
        "days_to_close": (closes - today).days if closes and is_open else None,
        **{f"question_{name}": answer for name, answer in opportunity.questions.items()},
        **custom_features(opportunity.custom),
    }
