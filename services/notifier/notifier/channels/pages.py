"""Pages of the web app by what they show."""

from collections.abc import Sequence

from notifier.domain.notification import Line

_PAGES = {
    "lead": "/leads/{id}",
    "account": "/customers/{id}",
    "contact": "/customers",
    "opportunity": "/deals/{id}",
    "contract": "/contracts/{id}",
    "sales_order": "/orders/{id}",
    "instalment": "/receivables?instalment={id}",
    "payment_plan": "/receivables?plan={id}",
}
# Where what is to be done today stands: for what has no page of its own, and for several things at once.
TODAY = "/today"


def page(lines: Sequence[Line]) -> str:
    """The page of the one thing that all lines are about."""
    subjects = {(line["subject_type"], line["subject_id"]) for line in lines}
    kind, id = subjects.pop() if len(subjects) == 1 else ("", "")
    return _PAGES[kind].format(id=id) if id and kind in _PAGES else TODAY
