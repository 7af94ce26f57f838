"""A company that wins its customers by a form on its page, and tells its people by mail."""

from dataclasses import dataclass, field
from uuid import uuid4

from tests.support.smtp_server import PASSWORD as MAIL_PASSWORD
from tests.support.smtp_server import USER, MailServer
from tests.support.world import Company, Person

FIELDS = [
    {"key": "who", "target": "FORM_FIELD_TARGET_NAME", "label": "姓名", "required": True},
    {"key": "company", "target": "FORM_FIELD_TARGET_COMPANY_NAME", "label": "公司"},
    {"key": "tel", "target": "FORM_FIELD_TARGET_PHONE", "label": "电话", "required": True},
]


@dataclass
class Marketing:
    """A company that sends mails, and a form on its page."""

    company: Company
    mail: MailServer
    people: dict[str, Person] = field(default_factory=dict)

    async def begin(self) -> "Marketing":
        for role in ("sales", "marketing", "operations"):
            self.people[role] = await self.company.person(role)
        rule = {"name": "都归销售", "method": "ASSIGNMENT_METHOD_ROUND_ROBIN", "personIds": [self.people["sales"].id]}
        await self.people["operations"].post("/v1/assignmentRules", rule)
        channel = {"name": "邮件", "kind": "CHANNEL_KIND_MAIL", "mailHost": "127.0.0.1", "mailPort": self.mail.port, "mailUser": USER}
        await self.company.admin.post("/v1/channels", {**channel, "secret": MAIL_PASSWORD, "fromAddress": USER, "fromName": "到账"})
        sources = (await self.people["marketing"].get("/v1/sources"))["sources"]
        body = {"name": "官网咨询", "sourceId": sources[0]["id"], "fields": FIELDS, "consentText": "同意联系我"}
        self.form = await self.people["marketing"].post("/v1/captureForms", body)
        await self.company.world.settle()
        self.mail.received.clear()
        return self

    async def submit(self, name: str, phone: str, **headers: str) -> str:
        """Somebody fills in the form; the trace of the request."""
        anonymous = await self.company.world.client()
        answers = {"who": name, "company": "青禾农机有限公司", "tel": phone}
        body = {"formKey": self.form["formKey"], "fields": answers, "consent": True}
        path = f"/v1/forms/{self.form['id']}/submissions"
        answer = await anonymous.post(path, json=body, headers={"idempotency-key": str(uuid4()), **headers})
        assert answer.status_code == 200, answer.text
        return str(answer.headers["trace-id"])
