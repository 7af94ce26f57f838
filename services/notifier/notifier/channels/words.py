"""What channels say by themselves, in both languages."""

from dataclasses import dataclass

from chassis.money import Money, digits
from notifier.channels.message import Language, Line, Message

_SIGNS = {"CNY": "¥", "USD": "US$", "EUR": "€", "GBP": "£", "HKD": "HK$", "JPY": "JP¥"}


@dataclass(frozen=True, slots=True)
class Words:
    amount: str
    open: str
    colon: str
    urgent: str
    footer: str


_WORDS = {
    Language.ZH: Words(amount="金额", open="查看详情", colon="：", urgent="紧急", footer="此消息由系统自动发送，请勿直接回复。"),
    Language.EN: Words(
        amount="Amount", open="Open", colon=": ", urgent="Urgent", footer="This message was sent automatically; please do not reply."
    ),
}


def words(message: Message) -> Words:
    return _WORDS[message.language]


def said(line: Line, message: Message) -> str:
    """ "客户：..."; the text alone where it has no label."""
    return f"{line.label}{words(message).colon}{line.text}" if line.label else line.text


def headline(message: Message) -> str:
    """The title, with what it calls for in front."""
    return f"【{words(message).urgent}】{message.title}" if message.urgent else message.title


def money_text(money: Money) -> str:
    """¥300,000.01; currencies without a well-known sign by their code."""
    sign, places = _SIGNS.get(money.currency), digits(money.currency)
    minus = "-" if money.minor < 0 else ""
    figures = f"{abs(money.amount):,.{places}f}"
    return f"{minus}{sign}{figures}" if sign else f"{minus}{money.currency} {figures}"
