"""What the administrator has begun: a list of visitors that is checked and not written yet, and the handover of who is about to leave."""

import csv
import io
from collections.abc import Sequence

from tools.api.client import Json
from tools.demo.marketing import Lead
from tools.demo.names import company_names, person_name, phone
from tools.demo.organisation import SELLERS

VISITORS = "装备展访客名单.csv"
HEADINGS = ("公司", "姓名", "职务", "手机", "需求")
WANTED = ("询问立式加工中心", "计划采购上下料机器人", "想看光纤激光切割机", "现有设备要换代")
NEW, KNOWN = 9, 2
# Who leaves, and who takes over: of the same team.
LEAVER, SUCCESSOR = SELLERS[-1], SELLERS[-2]


def visitors(leads: Sequence[Lead]) -> bytes:
    """Mostly new ones; some are leads already, one stands there twice, and one cannot be called."""
    companies = company_names("visitor", ["machinery"] * (len(leads) + NEW))[len(leads) :]
    rows = [_visitor(company, phone(8, number), number) for number, company in enumerate(companies)]
    known = [_visitor(lead.company, phone(5 + lead.number // 1000, lead.number % 1000), NEW + lead.number) for lead in leads[-KNOWN:]]
    nobody = (companies[0], "", "", "", WANTED[0])
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows, *known, rows[0], nobody])
    return text.getvalue().encode()


def _visitor(company: str, number: str, at: int) -> tuple[str, ...]:
    return (company, person_name("visitor", at), "设备主管", number, WANTED[at % len(WANTED)])


def handover() -> Json:
    rules = [{"successorIds": [SUCCESSOR.ref]}]
    return {"fromId": LEAVER.ref, "reason": "TRANSFER_REASON_LEAVE", "rules": rules}
