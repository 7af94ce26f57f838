"""Feishu (飞书, Lark elsewhere): the robot of a group.

open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: the body is signed with its time in seconds, which may be off by an hour (base64
of HMAC-SHA256 over nothing, under the key "<timestamp>\\n<secret>"); 100 messages a minute and 5 a second; a body of 20 KB at most.
The message is a card. Its texts are `plain_text`, so nothing in them needs escaping; only what we write ourselves is markdown.
Codes: 9499 wrong body, 11232 and 99991400 too often, 19001 no such robot, 19021 signature or time, 19022 address, 19024 keyword.
"""

import hashlib
import hmac
from base64 import b64encode
from datetime import datetime
from typing import Any

import orjson

from notifier.channels.cutting import cut
from notifier.channels.message import Message, Recipient
from notifier.channels.outcome import Outcome
from notifier.channels.robots import Answer, Dialect, Request, json_size, mentioned
from notifier.channels.words import headline, money_text, said, words

HOSTS = ("open.feishu.cn", "open.larksuite.com")
ROBOT_PATH = "/open-apis/bot/v2/hook/"
MOST_BYTES = 20 * 1024
_AROUND = 5_000
MOST_TITLE = 512
# "Too often" also comes at full hours, from their load and not from ours.
PAUSE_SECONDS = 15.0

_ANSWERS = Dialect(code="code", words="msg", waits={11232: PAUSE_SECONDS, 99991400: PAUSE_SECONDS}, again=frozenset((-1, 19999)))


def robot_request(url: str, secret: str, message: Message, recipient: Recipient, at: datetime) -> Request:
    """`secret` is empty where the robot is guarded by keyword or address instead."""
    body = {"msg_type": "interactive", "card": card(message, mentioned(recipient))}
    return Request(url, orjson.dumps({**(signature(secret, at) if secret else {}), **body}))


def signature(secret: str, at: datetime) -> dict[str, str]:
    timestamp = str(int(at.timestamp()))
    code = hmac.new(f"{timestamp}\n{secret}".encode(), digestmod=hashlib.sha256).digest()
    return {"timestamp": timestamp, "sign": b64encode(code).decode()}


def card(message: Message, user: str = "") -> dict[str, Any]:
    elements = [_text("plain_text", line) for line in _fitting(message)]
    if message.amount is not None:
        elements.insert(0, _text("lark_md", f"{words(message).amount}{words(message).colon}**{money_text(message.amount)}**"))
    if user:
        elements.append(_text("lark_md", f"<at id={user}></at>"))
    if message.link:
        button = {"tag": "button", "text": {"tag": "plain_text", "content": words(message).open}, "type": "primary", "url": message.link}
        elements.append({"tag": "action", "actions": [button]})
    return {
        "config": {"wide_screen_mode": True},
        "header": {
            "title": {"tag": "plain_text", "content": cut(headline(message), MOST_TITLE)},
            "template": "red" if message.urgent else "blue",
        },
        "elements": elements or [_text("plain_text", words(message).footer)],
    }


def _fitting(message: Message) -> list[str]:
    """The lines that fit, each with the element around it; the last one cut."""
    room, fitting = MOST_BYTES - _AROUND, []
    for line in (said(line, message) for line in message.lines):
        room -= len(orjson.dumps(_text("plain_text", ""))) + 1
        shown = cut(line, room, json_size) if room > 0 else ""
        if shown:
            fitting.append(shown)
            room -= json_size(shown)
        if shown != line:
            break
    return fitting


def _text(tag: str, content: str) -> dict[str, Any]:
    return {"tag": "div", "text": {"tag": tag, "content": content}}


def robot_outcome(answer: Answer) -> Outcome:
    return _ANSWERS.outcome(answer)
