"""Customers by number: the same ones on every machine, no two companies with one name. What the product keeps beside a name, as pinyin and
what it is searched by, comes from the product's own functions."""

from dataclasses import dataclass

from chassis.company_likeness import company_keys
from chassis.company_names import normalized_company_name
from chassis.search import search_text, sort_key

_PLACES = ("杭州", "宁波", "苏州", "南京", "上海", "北京", "天津", "重庆", "武汉", "成都", "西安", "长沙", "合肥", "济南", "青岛", "厦门")
_SIGNS = "华兴宏达瑞丰恒泰金盛明德永康天成安信博远东方嘉禾正元昌隆顺益福海江山林川云龙飞凯旋立创新时代同利鼎源世纪光辉业荣景秀"
_TRADES = ("机械", "电子", "化工", "贸易", "仪器", "科技", "建材", "医药", "纺织", "食品", "物流", "包装", "环保", "软件", "能源", "汽车")
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华文玉建国志红"
# Odd and without a factor in common with the number of names, so that following numbers give names far from each other, and none twice.
_STRIDE = 1_000_000_007
COMPANIES = len(_PLACES) * len(_SIGNS) ** 3 * len(_TRADES)


@dataclass(frozen=True, slots=True)
class Customer:
    """A company and the person there whom people call."""

    number: int
    company: str
    company_sort_key: str
    company_search: str
    normalized_name: str
    company_keys: tuple[str, ...]
    contact: str
    contact_sort_key: str
    contact_search: str
    phone: str

    @property
    def found_by(self) -> str:
        """What a person types who knows a name and the end of a number."""
        return f"{self.contact} {self.phone[-4:]}"


def customer(number: int, seed: int) -> Customer:
    mixed = (number + seed) * _STRIDE
    company, contact = _company(mixed), _person(mixed // 7)
    # There is no country 999, so that none is anybody's.
    phone = f"+999{mixed // 3 % 10_000_000_000:010}"
    return Customer(
        number=number,
        company=company,
        company_sort_key=sort_key(company),
        company_search=search_text(company),
        normalized_name=normalized_company_name(company),
        company_keys=company_keys(company),
        contact=contact,
        contact_sort_key=sort_key(contact, person=True),
        contact_search=search_text(contact, phone[-4:]),
        phone=phone,
    )


def _company(number: int) -> str:
    rest, signs = number % COMPANIES, ""
    rest, place = divmod(rest, len(_PLACES))
    rest, trade = divmod(rest, len(_TRADES))
    for _ in range(3):
        rest, sign = divmod(rest, len(_SIGNS))
        signs += _SIGNS[sign]
    return f"{_PLACES[place]}{signs}{_TRADES[trade]}有限公司"


def _person(number: int) -> str:
    rest, surname = divmod(number, len(_SURNAMES))
    rest, one = divmod(rest, len(_GIVEN))
    return f"{_SURNAMES[surname]}{_GIVEN[one]}{_GIVEN[rest % len(_GIVEN)]}"
