"""DingTalk (钉钉): the robot of a group.

open.dingtalk.com/document/robots/custom-robot-access: the request is signed with its time in milliseconds, which may be off by an hour
(base64 of HMAC-SHA256 over "<timestamp>\\n<secret>" under the secret); 20 messages a minute, otherwise ten minutes of silence; a message
of 20,000 bytes at most. A card with one button where there is a page to open; markdown where somebody is mentioned: cards mention nobody.
Codes: -1 busy, 130101 and 410100 too often, 310000 signature, time or keyword, 300001 and 400101 no such robot, 400102 stopped.
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import datetime
from urllib.parse import urlencode

import orjson

from notifier.channels.cutting import cut, fit
from notifier.channels.message import Message, Recipient
from notifier.channels.outcome import Outcome
from notifier.channels.robots import Answer, Dialect, Request, json_size, mentioned
from notifier.channels.words import headline, money_text, said, words

HOSTS = ("oapi.dingtalk.com",)
ROBOT_PATH = "/robot/send"
MOST_BYTES = 20_000
# What stands around the text: names of fields, title, address.
_AROUND = 5_000
MOST_TITLE = 512
SILENCE_SECONDS = 600.0

_ANSWERS = Dialect(
    code="errcode", words="errmsg", waits={130101: SILENCE_SECONDS, 410100: SILENCE_SECONDS}, again=frozenset((-1, 34015, 34016))
)
_PLAIN = str.maketrans("<>[]*`#_~@", "＜＞［］＊｀＃＿～＠")


def robot_request(url: str, secret: str, message: Message, recipient: Recipient, at: datetime) -> Request:
    """`secret` is empty where the robot is guarded by keyword or address instead."""
    signed = f"{url}&{urlencode(signature(secret, at))}" if secret else url
    return Request(signed, orjson.dumps(_body(message, mentioned(recipient))))


def signature(secret: str, at: datetime) -> dict[str, str]:
    timestamp = str(int(at.timestamp() * 1000))
    code = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    return {"timestamp": timestamp, "sign": b64encode(code).decode()}


def _body(message: Message, user: str) -> dict[str, object]:
    title = cut(headline(message), MOST_TITLE)
    if message.link and not user:
        card = {"title": title, "text": markdown(message, ""), "singleTitle": words(message).open, "singleURL": message.link}
        return {"msgtype": "actionCard", "actionCard": card}
    links = [f"[{words(message).open}]({message.link})"] if message.link else []
    tail = "\n\n".join([*links, *([f"@{user}"] if user else [])])
    return {
        "msgtype": "markdown",
        "markdown": {"title": title, "text": markdown(message, tail)},
        "at": {"atUserIds": [user] if user else [], "isAtAll": False},
    }


def markdown(message: Message, tail: str) -> str:
    """Items of a list, for DingTalk joins lines that stand under each other."""
    lines = [f"- {plain(said(line, message))}" for line in message.lines]
    if message.amount is not None:
        lines.insert(0, f"- {words(message).amount}{words(message).colon}**{money_text(message.amount)}**")
    return fit(f"#### {cut(plain(headline(message)), MOST_TITLE)}\n", lines, f"\n{tail}" if tail else "", MOST_BYTES - _AROUND, json_size)


def plain(text: str) -> str:
    """A text that means nothing to the dialect: no link, no picture, no mention of its own."""
    return text.translate(_PLAIN)


def robot_outcome(answer: Answer) -> Outcome:
    return _ANSWERS.outcome(answer)
