"""One message in the dialect of each channel: what fits, what is neutralised, what is signed."""

import email
import email.policy
import json
from base64 import b64encode
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256
from hmac import new as hmac
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.money import Money
from notifier.channels import dingtalk, feishu, wecom
from notifier.channels.cutting import cut, fit, utf8
from notifier.channels.mail import mail
from notifier.channels.message import Language, Line, Message, Recipient
from notifier.channels.robots import with_keyword
from notifier.channels.words import money_text

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
URL = "https://crm.example/leads/1"
WANG = Recipient("王芳", "wang@example.com", "wangfang")
MESSAGE = Message("首期款逾期 7 天", (Line("华东精工", "客户"), Line("请今天联系。")), Money("CNY", 30000001), URL, urgent=True)
EVIL = Message(
    "<@all> [点我](https://evil.example)", (Line("**粗** `码` <font color='info'>x</font> @all ![](https://evil.example/p.png)"),)
)
LONG = Message("长" * 400, tuple(Line(f"第 {number} 行 👨‍👩‍👧 {'很长的文字' * 20}", "说明") for number in range(200)), link=URL)


def body(content: bytes) -> Any:
    return json.loads(content)


@pytest.mark.capability("N-02")
def test_wecom_is_told_in_its_markdown_with_the_amount_the_link_and_the_mention() -> None:
    request = wecom.robot_request("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", MESSAGE, WANG)
    assert body(request.content)["markdown"]["content"].splitlines() == [
        "**【紧急】首期款逾期 7 天**",
        '> 金额：<font color="warning">¥300,000.01</font>',
        "> 客户：华东精工",
        "> 请今天联系。",
        f"[查看详情]({URL})",
        "<@wangfang>",
    ]


@pytest.mark.capability("N-03")
def test_dingtalk_gets_a_card_to_open_and_markdown_where_somebody_is_mentioned() -> None:
    alone = body(dingtalk.robot_request("https://oapi.dingtalk.com/robot/send?access_token=t", "", MESSAGE, Recipient(), AT).content)
    assert (alone["msgtype"], alone["actionCard"]["singleURL"], alone["actionCard"]["singleTitle"]) == ("actionCard", URL, "查看详情")
    named = body(dingtalk.robot_request("https://oapi.dingtalk.com/robot/send?access_token=t", "", MESSAGE, WANG, AT).content)
    assert (named["msgtype"], named["at"]) == ("markdown", {"atUserIds": ["wangfang"], "isAtAll": False})
    assert named["markdown"]["text"].endswith(f"[查看详情]({URL})\n\n@wangfang")


def test_feishu_gets_a_card_whose_texts_need_no_escaping() -> None:
    card = body(feishu.robot_request("https://open.feishu.cn/open-apis/bot/v2/hook/t", "", MESSAGE, WANG, AT).content)["card"]
    assert card["header"] == {"title": {"tag": "plain_text", "content": "【紧急】首期款逾期 7 天"}, "template": "red"}
    said = [element["text"] for element in card["elements"] if element["tag"] == "div"]
    assert [text["tag"] for text in said] == ["lark_md", "plain_text", "plain_text", "lark_md"]
    assert said[-1]["content"] == "<at id=wangfang></at>"
    assert card["elements"][-1]["actions"][0]["url"] == URL


@pytest.mark.capability("S-17")
def test_dingtalk_signs_the_time_and_the_secret_under_the_secret() -> None:
    request = dingtalk.robot_request("https://oapi.dingtalk.com/robot/send?access_token=t", "SEC", MESSAGE, Recipient(), AT)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
    wanted = hmac(b"SEC", b"1772413200000\nSEC", sha256).digest()
    assert asked == {"access_token": "t", "timestamp": "1772413200000", "sign": b64encode(wanted).decode()}


@pytest.mark.capability("S-17")
def test_feishu_signs_nothing_under_the_time_and_the_secret() -> None:
    signed = body(feishu.robot_request("https://open.feishu.cn/open-apis/bot/v2/hook/t", "sec", MESSAGE, Recipient(), AT).content)
    assert signed["timestamp"] == "1772413200"
    assert signed["sign"] == b64encode(hmac(b"1772413200\nsec", b"", sha256).digest()).decode()


def test_no_text_is_a_link_a_mention_or_a_picture_of_its_own() -> None:
    told = wecom.markdown(EVIL, Recipient(user_id="x> <@all"))
    for forbidden in ("<@", "<font", "](", "**粗", "`"):
        assert forbidden not in told
    told = dingtalk.markdown(EVIL, "")
    for forbidden in ("](", "@all", "<font", "!["):
        assert forbidden not in told


@pytest.mark.parametrize("message", [LONG, Message("短", LONG.lines[:1]), Message("😀" * 3000)])
def test_what_is_too_long_is_cut_to_what_the_provider_takes_and_keeps_its_link(message: Message) -> None:
    told = wecom.markdown(message, WANG)
    assert utf8(told) <= wecom.MOST_BYTES
    assert told.endswith(f"[查看详情]({URL})\n<@wangfang>" if message.link else "<@wangfang>")
    assert len(dingtalk.robot_request("https://x?a=b", "SEC", message, WANG, AT).content) <= dingtalk.MOST_BYTES
    assert len(dingtalk.robot_request("https://x?a=b", "SEC", message, Recipient(), AT).content) <= dingtalk.MOST_BYTES
    assert len(feishu.robot_request("https://x", "sec", message, WANG, AT).content) <= feishu.MOST_BYTES


def test_a_card_of_an_application_fits_and_bears_the_key_that_makes_a_repetition_equal() -> None:
    first, again, other = (wecom.app_request("https://x", "token", 7, LONG, WANG, key).content for key in ("key-1", "key-1", "key-2"))
    assert first == again != other
    card = body(first)["textcard"]
    assert len(card["title"]) <= wecom.CARD_TITLE
    assert len(card["description"]) <= wecom.CARD_DESCRIPTION
    assert (body(first)["touser"], body(first)["enable_duplicate_check"], card["url"]) == ("wangfang", 1, f"{URL}#key-1")


@given(st.text(), st.integers(0, 60))
def test_a_cut_text_fits_and_is_the_beginning_of_the_whole(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert utf8(shown) <= limit
    assert shown == text or text.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize("whole", ["👨‍👩‍👧", "🇨🇳", "é", "👍🏽", "中"])
def test_what_looks_like_one_character_is_never_broken(whole: str) -> None:
    for limit in range(3, utf8(whole) + 3):
        assert cut(whole + "很长的文字", limit) in ("…", whole + "…")


@given(st.lists(st.text(max_size=40), max_size=8), st.integers(20, 200))
def test_head_and_tail_stay_whatever_the_lines_are(lines: list[str], limit: int) -> None:
    told = fit("HEAD", [line.replace("\n", " ") for line in lines], "TAIL", limit)
    assert told.startswith("HEAD\n")
    assert told.endswith("\nTAIL")
    assert utf8(told) <= limit


@pytest.mark.capability("N-01")
def test_a_mail_says_the_same_in_text_and_html_and_its_headers_survive_the_way() -> None:
    sender = Address(display_name="到账", addr_spec="notices@crm.example")
    long = Message("关于华东精工机械制造（集团）股份有限公司第三期进度款逾期三十天需要您今天处理的提醒", MESSAGE.lines, MESSAGE.amount, URL)
    sent = mail(long, WANG, sender=sender, key="0190-1", at=AT).as_bytes()
    assert sent.isascii()
    assert max(len(line) for line in sent.splitlines()) <= 998
    read = email.message_from_bytes(sent, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    assert str(read["Subject"]) == long.title
    assert (read["From"].addresses[0].display_name, read["To"].addresses[0].display_name) == ("到账", "王芳")
    assert (read["Message-ID"], read["Auto-Submitted"], read["Content-Language"]) == ("<0190-1@crm.example>", "auto-generated", "zh-CN")
    text, html = read.get_body(("plain",)), read.get_body(("html",))
    assert text is not None
    assert html is not None
    for word in ("华东精工", "¥300,000.01", URL, "请今天联系"):
        assert word in text.get_content()
        assert word in html.get_content()


def test_a_mail_executes_nothing_that_a_customer_is_called() -> None:
    evil = Message("<script>alert(1)</script>", (Line('"><img src=x onerror=1>', "<b>"),))
    html = mail(evil, WANG, sender=Address(addr_spec="a@b.example"), key="1", at=AT).get_body(("html",))
    assert html is not None
    assert "<script" not in html.get_content()
    assert "<img" not in html.get_content()


def test_a_line_break_in_a_title_makes_no_header() -> None:
    sent = mail(Message("标题\r\nBcc: evil@example.com"), WANG, sender=Address(addr_spec="a@b.example"), key="1", at=AT)
    assert sent["Bcc"] is None


def test_english_people_are_told_in_english() -> None:
    told = wecom.markdown(Message("Overdue", (Line("Acme", "Customer"),), Money("USD", 5), URL, Language.of("en-US")), Recipient())
    assert told.splitlines()[1:] == ['> Amount: <font color="warning">US$0.05</font>', "> Customer: Acme", f"[Open]({URL})"]


@pytest.mark.parametrize(
    ("money", "text"), [(Money("CNY", -5), "-¥0.05"), (Money("JPY", 1234567), "JP¥1,234,567"), (Money("KWD", 1), "KWD 0.001")]
)
def test_amounts_are_said_in_full(money: Money, text: str) -> None:
    assert money_text(money) == text


def test_a_link_leads_into_the_app_and_nowhere_else() -> None:
    assert Message("x", link="/leads/1").at("https://crm.example/app/").link == "https://crm.example/app/leads/1"
    assert Message("x", link="https://evil.example/").at("https://crm.example").link == ""
    assert Message("x", link="/leads/1").at("").link == ""


def test_a_robot_with_a_keyword_hears_it() -> None:
    assert with_keyword(MESSAGE, "销售").title == "首期款逾期 7 天 · 销售"
    assert with_keyword(MESSAGE, "逾期") == MESSAGE
