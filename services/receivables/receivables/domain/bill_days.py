"""The days of a bill.

The presentation period (提示付款期) of an electronic bill is ten days from its due date; where the last of them is no working day, it ends
on the next (电子商业汇票业务管理办法, People's Bank of China, order 2 of 2009). Whoever presents it later loses the recourse against
endorsers. It may be presented before it is due; the acceptor need not pay before that day, so earlier than ten days before is of no use.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from chassis.calendar import Calendar
from receivables.domain.states import BillNotice

PRESENTATION_DAYS = 10
# So many days before the due date it may be presented, and before the end of the period it is pressing.
EARLY_DAYS, CLOSING_DAYS = 10, 3


def first_day_to_present(due: date) -> date:
    return due - timedelta(days=EARLY_DAYS)


def last_day_to_present(due: date, calendar: Calendar) -> date:
    last = due + timedelta(days=PRESENTATION_DAYS)
    return last if calendar.is_working_day(last) else calendar.next_working_day(last)


def notices(due: date, presentation_end_date: date) -> Mapping[BillNotice, date]:
    """What is said of a bill that nobody has presented, and on which day."""
    return {
        BillNotice.PRESENTABLE: first_day_to_present(due),
        BillNotice.MATURED: due,
        BillNotice.CLOSING: presentation_end_date - timedelta(days=CLOSING_DAYS),
        BillNotice.LAPSED: presentation_end_date + timedelta(days=1),
    }
