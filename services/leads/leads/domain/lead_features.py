"""What is known of a lead that a score may ask for."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from chassis.scoring import Features, Value, custom_features, word
from leads.domain.lead import Lead
from leads.domain.score_features import WINDOW_DAYS
from leads.domain.touch import TouchType

_COUNTED: Mapping[str, tuple[TouchType, ...]] = {
    "product_views": (TouchType.PAGE_VIEWED,),
    "mail_opens": (TouchType.MAIL_OPENED,),
    "link_clicks": (TouchType.LINK_CLICKED,),
    "events": (TouchType.SEMINAR_ATTENDED, TouchType.EVENT_REGISTERED, TouchType.EVENT_ATTENDED),
    "enquiries": (TouchType.FORM_SUBMITTED, TouchType.DUPLICATE_ENQUIRY),
    "touches": tuple(TouchType),
}
# Known before anybody works on a lead. What is filled in while somebody does (its state, the five questions) tells the outcome rather than
# foretells it: a model that is fitted on it has seen the answer.
FORETELLING = frozenset(
    ("industry", "region", "source_type", "channel", "company_named", "ways_of_contact", "need_stated", "estimated_amount", *_COUNTED)
)


def lead_features(lead: Lead, source_kind: str, at: datetime) -> Features:
    """As a card of scores asks for them; what is unknown is None."""
    amount = lead.estimated_amount
    return {
        "industry": lead.industry or None,
        "region": lead.region or None,
        "source_type": source_kind or None,
        "channel": lead.channel or None,
        "company_named": word(bool(lead.company_name)),
        "credit_code_known": word(bool(lead.credit_code)),
        "ways_of_contact": sum(value is not None for value in (lead.phone, lead.email, lead.wechat)),
        "state": lead.state.value,
        "heat": lead.heat.value if lead.heat else None,
        "need_stated": word(bool(lead.need)),
        "estimated_amount": amount.amount if amount else None,
        **{f"question_{name}": answer for name, answer in lead.questions.items()},
        **_behaviour(lead, at),
        **custom_features(lead.custom),
    }


def _behaviour(lead: Lead, at: datetime) -> dict[str, Value]:
    """How often each kind of touch was seen in the last 30 days."""
    since = at - timedelta(days=WINDOW_DAYS)
    counted = Counter(touch["type"] for touch in lead.recent_touches if datetime.fromisoformat(touch["time"]) > since)
    return {name: sum(counted[each] for each in types) for name, types in _COUNTED.items()}
