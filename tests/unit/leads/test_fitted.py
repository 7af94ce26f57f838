import pytest

from leads.domain.fitted import Fitted

MODEL = Fitted.read(
    {
        "intercept": "-1",
        "terms": [
            {"feature": "channel", "values": ["Referral"], "weight": "2"},
            {"feature": "channel", "rest": True, "weight": "-0.5"},
            {"feature": "channel", "unknown": True, "weight": "0"},
            {"feature": "product_views", "below": "3", "weight": "-1"},
            {"feature": "product_views", "at_least": "3", "weight": "1.5"},
        ],
    }
)


def test_a_likelihood_adds_up_the_first_term_of_each_feature() -> None:
    assert MODEL.likelihood({"channel": "referral", "product_views": 3}) == pytest.approx(0.924, abs=0.001)
    assert MODEL.likelihood({"channel": "cold call", "product_views": 0}) == pytest.approx(0.076, abs=0.001)
    assert MODEL.likelihood({}) == pytest.approx(0.269, abs=0.001)


@pytest.mark.capability("L-10")
def test_the_reasons_say_in_words_what_moved_the_likelihood_and_how_far() -> None:
    reasons = MODEL.reasons({"channel": "referral", "product_views": 1})
    assert [(reason.code, reason.points, reason.text) for reason in reasons] == [
        ("channel", 38, "渠道：referral"),
        ("product_views", -23, "30 天内看产品页 1 次"),
    ]
    assert MODEL.reasons({}) == ()
