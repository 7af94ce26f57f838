"""What a follow-up record is worth to whoever reads it next (跟进含金量): a score of 0 to 100 that can be explained and repeated.

| asked for | points |
|---|---|
| a date ("下周三", "12月8日") | 15 |
| an amount or a quantity ("30 万", "20 台") | 15 |
| a person by name ("王总", a contact) | 15 |
| a next step, and its date | 15 + 10 |
| at least 20 characters | 10 |
| something that the last texts did not say | 20 |

What nearly repeats a recent text is worth 20 at most, whatever it names.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from chassis.pinyin import fold

LEAST_CHARACTERS = 20
MOST_FOR_A_REPETITION = 20
# Of the pieces of a text that earlier ones have, too.
_REPEATED, _NEW = 0.8, 0.3

_DATE = re.compile(
    r"\d{4}[-/.年]\d{1,2}|\d{1,2}月(?:\d{1,2}[日号]?|初|中旬|底)|\d{1,2}[日号]|[今明后]天|[今明后]年|昨天|前天"
    r"|(?:上|下|本|这|每)个?(?:周|星期|礼拜|月|季度)|(?:周|星期|礼拜)[一二三四五六日天]|[一二三四]季度|[月年]底|[上下]旬|节[前后]"
    r"|\b(?:q[1-4]|today|tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next (?:week|month|quarter|year)"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}|end of (?:month|year))\b"
)
_AMOUNT = re.compile(
    r"[¥￥$€£]\s?\d|\d[\d,.]*\s?(?:%|元|块|万|亿|千|百|折|台|套|件|吨|个点|公斤|平米|k\b|usd|cny|rmb|eur|percent|units?\b|pcs\b)"
    r"|[一二两三四五六七八九十百千]+(?:万|亿|千|百)?(?:元|块|万|亿|折(?![腾叠旧])|台|套|件|吨|个点)|百分之"
)
_PERSON = re.compile(
    r"[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹章苏潘葛范彭郎鲁韦马方任袁柳唐罗薛伍余米孟顾尹江"
    r"史侯邵龙万段雷钱汤黎易常武乔贺赖龚文庞樊兰殷施洪翟安颜倪田崔程黄胡高林邓傅曾萧肖丁董梁杜叶蔡贾邱石廖戴夏熊白"
    r"][\u4e00-\u9fff]?(?:总(?![部结成体共计价额量会])|经理|工(?![资程作艺业厂具人地])|老师|主任|厂长|部长|董|科长|处长|院长|先生|女士|小姐|师傅|会计)"
    r"|[老小][赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘范彭马方任袁唐罗薛余孟顾黄胡高林邓傅曾肖丁董梁杜叶蔡贾石廖戴夏熊白]"
    r"|\b(?:mr|ms|mrs|dr)\.? [a-z]+"
)
_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile("[^\\W_\u3400-\u9fff]+")


@dataclass(frozen=True)
class Reason:
    """`text` says in English what `code` and `parameters` say to a program; with 0 points it says what is missing."""

    code: str
    points: int
    text: str
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    quality: int
    reasons: tuple[Reason, ...]
    new_information: bool


def assess(
    text: str,
    *,
    next_step: str = "",
    next_step_date: date | None = None,
    people: Sequence[str] = (),
    with_contacts: bool = False,
    recent: Sequence[str] = (),
) -> Assessment:
    """`people` are the names of the customer's contacts, `recent` the last texts about the same subject, the newest first."""
    folded = fold(text)
    likeness, share = _compared(folded, recent)
    repeats, is_new = likeness >= _REPEATED, share >= _NEW
    reasons = (
        *_named(folded, people, with_contacts=with_contacts),
        *_ahead(next_step, next_step_date),
        _told(folded),
        _newness(repeats=repeats, is_new=is_new),
    )
    points = sum(reason.points for reason in reasons)
    return Assessment(min(points, MOST_FOR_A_REPETITION) if repeats else points, reasons, is_new and not repeats)


def _named(text: str, people: Sequence[str], *, with_contacts: bool) -> Iterator[Reason]:
    if _DATE.search(text):
        yield Reason("DATE_NAMED", 15, "It names a date.")
    else:
        yield Reason("NO_DATE", 0, "Say when: a date that the customer named.")
    if _AMOUNT.search(text):
        yield Reason("AMOUNT_NAMED", 15, "It names an amount.")
    else:
        yield Reason("NO_AMOUNT", 0, "Say how much: an amount or a quantity.")
    if with_contacts or any(fold(name) in text for name in people if name) or _PERSON.search(text):
        yield Reason("PERSON_NAMED", 15, "It names who was talked to.")
    else:
        yield Reason("NO_PERSON", 0, "Say who: choose the contact, or name the person.")


def _ahead(next_step: str, next_step_date: date | None) -> Iterator[Reason]:
    if not next_step:
        yield Reason("NO_NEXT_STEP", 0, "Say what comes next, and on which day.")
        return
    yield Reason("NEXT_STEP_SET", 15, "It says what comes next.")
    if next_step_date is None:
        yield Reason("NO_NEXT_STEP_DATE", 0, "Say on which day the next step is due.")
    else:
        yield Reason("NEXT_STEP_DATED", 10, "It says when.", {"date": next_step_date.isoformat()})


def _told(text: str) -> Reason:
    count = sum(len(run) for pattern in (_HAN, _WORD) for run in pattern.findall(text))
    if count >= LEAST_CHARACTERS:
        return Reason("SUBSTANTIAL", 10, "It says enough to be understood later.")
    return Reason(
        "TOO_SHORT", 0, f"Say more: at least {LEAST_CHARACTERS} characters.", {"least": str(LEAST_CHARACTERS), "count": str(count)}
    )


def _newness(*, repeats: bool, is_new: bool) -> Reason:
    if repeats:
        detail = f"It repeats a recent record and counts {MOST_FOR_A_REPETITION} points at most; say what is new."
        return Reason("NEAR_DUPLICATE", 0, detail, {"most": str(MOST_FOR_A_REPETITION)})
    if is_new:
        return Reason("NEW_INFORMATION", 20, "It says something new.")
    return Reason("NOTHING_NEW", 0, "Say what is new since the last record.")


def _compared(text: str, recent: Sequence[str]) -> tuple[float, float]:
    """How much of the text is in the most similar recent one (both ways), and the share of it that none of them has."""
    mine = pieces(text)
    if not mine:
        return (1.0 if recent else 0.0), 0.0
    others = [pieces(fold(each)) for each in recent]
    likeness = max((len(mine & other) / len(mine | other) for other in others if other), default=0.0)
    known: set[str] = set().union(*others)
    return likeness, len(mine - known) / len(mine)


def pieces(text: str) -> set[str]:
    """Pairs of Chinese characters, and other words as they are: what two texts are compared by."""
    return {*_pairs(_HAN.findall(text)), *_WORD.findall(text)}


def _pairs(runs: Iterable[str]) -> Iterator[str]:
    for run in runs:
        yield from (run[start : start + 2] for start in range(max(1, len(run) - 1)))
