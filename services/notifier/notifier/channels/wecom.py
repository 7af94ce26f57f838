"""WeCom (企业微信): the robot of a group, and messages of an own application to a person.

Robot: developer.work.weixin.qq.com/document/path/91770: markdown up to 4,096 bytes of UTF-8, `<@userid>` mentions, 20 messages a minute.
Application: .../path/90236: text cards, `enable_duplicate_check` drops an equal request within four hours.
Codes: .../path/90313: -1 busy, 45009 too often, 45033 too many at once, 93000 no such robot, 40058 wrong content.
"""

from urllib.parse import urlencode

import orjson

from notifier.channels.cutting import cut, fit, utf8
from notifier.channels.message import Message, Recipient
from notifier.channels.outcome import Outcome
from notifier.channels.robots import MINUTE, Answer, Dialect, Request, json_of, mentioned
from notifier.channels.words import headline, money_text, said, words

HOSTS = ("qyapi.weixin.qq.com",)
ROBOT_PATH = "/cgi-bin/webhook/send"
MOST_BYTES = 4096
# Of the title, so that there is always room for what follows.
MOST_TITLE = 512
CARD_TITLE, CARD_DESCRIPTION, TEXT_BYTES = 128, 512, 2048
# The longest that WeCom remembers: four hours.
REMEMBERED_SECONDS = 4 * 3600
# The token of an application ended or was replaced: the next attempt asks for a new one.
TOKEN_GONE = frozenset((40014, 42001))

_ANSWERS = Dialect(code="errcode", words="errmsg", waits={45009: MINUTE, 45033: 5.0}, again=frozenset((-1, 6000)) | TOKEN_GONE)
# It knows no escapes, so what would mean something is said by its full-width twin.
_PLAIN = str.maketrans("<>[]*`#", "＜＞［］＊｀＃")


def robot_request(url: str, message: Message, recipient: Recipient) -> Request:
    body = {"msgtype": "markdown", "markdown": {"content": markdown(message, recipient)}}
    return Request(url, orjson.dumps(body))


def markdown(message: Message, recipient: Recipient) -> str:
    """The message in WeCom's dialect, within its 4,096 bytes."""
    lines = [f"> {plain(said(line, message))}" for line in message.lines]
    if message.amount is not None:
        amount = f'<font color="warning">{money_text(message.amount)}</font>'
        lines.insert(0, f"> {words(message).amount}{words(message).colon}{amount}")
    tail = [f"[{words(message).open}]({message.link})"] if message.link else []
    if user := mentioned(recipient):
        tail.append(f"<@{user}>")
    return fit(f"**{cut(plain(headline(message)), MOST_TITLE)}**", lines, "\n".join(tail), MOST_BYTES)


def plain(text: str) -> str:
    """A text that means nothing to the dialect: no link, no mention, no font of its own."""
    return text.translate(_PLAIN)


def robot_outcome(answer: Answer) -> Outcome:
    return _ANSWERS.outcome(answer)


# --- messages of an application ------------------------------------------------------------------


def token_url(base: str, corp_id: str, secret: str) -> str:
    return f"{base}/cgi-bin/gettoken?{urlencode({'corpid': corp_id, 'corpsecret': secret})}"


def token_of(answer: Answer) -> tuple[str, Outcome]:
    """The access token, for two hours; or none, and why."""
    outcome = _ANSWERS.outcome(answer)
    found = json_of(answer) or {}
    return str(found.get("access_token", "")), outcome


def app_request(base: str, token: str, agent_id: int, message: Message, recipient: Recipient, key: str) -> Request:
    """`key` makes a repeated send an equal request, which WeCom drops, and another message a different one."""
    body = {
        "touser": recipient.user_id,
        "agentid": agent_id,
        **(_card(message, key) if message.link else _text(message)),
        "enable_duplicate_check": 1,
        "duplicate_check_interval": REMEMBERED_SECONDS,
    }
    return Request(f"{base}/cgi-bin/message/send?{urlencode({'access_token': token})}", orjson.dumps(body))


def _card(message: Message, key: str) -> dict[str, object]:
    description = fit(_amount_or_first(message), [plain(said(line, message)) for line in message.lines], "", CARD_DESCRIPTION, len)
    return {
        "msgtype": "textcard",
        "textcard": {
            "title": cut(headline(message), CARD_TITLE, len),
            "description": description.strip() or headline(message)[:CARD_DESCRIPTION],
            "url": f"{message.link}#{key}",
            "btntxt": words(message).open[:4],
        },
    }


def _text(message: Message) -> dict[str, object]:
    lines = [_amount_or_first(message), *(said(line, message) for line in message.lines)]
    content = fit(cut(headline(message), MOST_TITLE), [line for line in lines if line], "", TEXT_BYTES, utf8)
    return {"msgtype": "text", "text": {"content": content}}


def _amount_or_first(message: Message) -> str:
    return f"{words(message).amount}{words(message).colon}{money_text(message.amount)}" if message.amount else ""


def app_outcome(answer: Answer) -> Outcome:
    """Also when WeCom took the message and says that its only reader is unknown."""
    outcome = _ANSWERS.outcome(answer)
    found = json_of(answer) or {}
    if outcome == Outcome.sent(outcome.words) and found.get("invaliduser"):
        return Outcome.refused("invaliduser", "WeCom does not know this person, or the application is not visible to them.")
    return outcome


def token_is_gone(outcome: Outcome) -> bool:
    return outcome.code in {str(code) for code in TOKEN_GONE}
