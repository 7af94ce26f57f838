"""Mail: text and HTML that say the same, and headers that every server reads."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from notifier.channels.message import Language, Message, Recipient
from notifier.channels.words import headline, money_text, said, words

_LOCALES = {Language.ZH: "zh-CN", Language.EN: "en"}
_FONT = "font-family:-apple-system,'PingFang SC','Microsoft YaHei',Helvetica,Arial,sans-serif"
_PAGE = """<!DOCTYPE html>
<html lang="{locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7;{font};color:#1f2329">
<table role="presentation" width="100%" style="max-width:600px;margin:0 auto;background:#fff;border-radius:8px">
<tr><td style="padding:24px">
<h1 style="margin:0 0 16px;font-size:18px;line-height:1.4">{title}</h1>
{amount}<table role="presentation" style="border-collapse:collapse;font-size:14px;line-height:1.6">{lines}</table>
{link}<p style="margin:24px 0 0;font-size:12px;color:#8f959e">{footer}</p>
</td></tr></table></body></html>
"""


def mail(message: Message, recipient: Recipient, *, sender: Address, key: str, at: datetime) -> EmailMessage:
    """The whole mail. `key` becomes its Message-ID: servers and readers recognise one that is sent again."""
    made = EmailMessage(policy=SMTP)
    made["From"] = sender
    made["To"] = Address(display_name=recipient.name, addr_spec=recipient.email)
    made["Subject"] = headline(message)
    made["Date"] = at
    made["Message-ID"] = f"<{key}@{sender.domain}>"
    # No answers of absent people, and no loops of machines.
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    if message.urgent:
        made["Importance"] = "high"
    made.set_content(text(message), cte="base64")
    made.add_alternative(html(message), subtype="html", cte="base64")
    # Last: setting content forgets what was said of it before.
    made["Content-Language"] = _LOCALES[message.language]
    return made


def text(message: Message) -> str:
    amount = [f"{words(message).amount}{words(message).colon}{money_text(message.amount)}"] if message.amount is not None else []
    link = ["", f"{words(message).open}{words(message).colon}{message.link}"] if message.link else []
    lines = [said(line, message) for line in message.lines]
    return "\n".join([headline(message), "", *amount, *lines, *link, "", "-- ", words(message).footer, ""])


def html(message: Message) -> str:
    """Tables and styles in place: what mail programs show alike. Every word of the message is escaped."""
    return _PAGE.format(
        locale=_LOCALES[message.language],
        font=_FONT,
        title=escape(headline(message)),
        amount=_amount(message),
        lines="".join(_row(line.label, line.text) for line in message.lines),
        link=_button(message),
        footer=escape(words(message).footer),
    )


def _amount(message: Message) -> str:
    if message.amount is None:
        return ""
    return f'<p style="margin:0 0 16px;font-size:24px;font-weight:600">{escape(money_text(message.amount))}</p>\n'


def _row(label: str, line: str) -> str:
    if not label:
        return f'<tr><td colspan="2" style="padding:2px 0">{escape(line)}</td></tr>'
    return f'<tr><td style="padding:2px 16px 2px 0;color:#646a73;white-space:nowrap">{escape(label)}</td><td>{escape(line)}</td></tr>'


def _button(message: Message) -> str:
    if not message.link:
        return ""
    style = "display:inline-block;margin-top:20px;padding:10px 20px;border-radius:6px;background:#1456f0;color:#fff;text-decoration:none"
    return f'<a href="{escape(message.link)}" style="{style}">{escape(words(message).open)}</a>\n'
