from decimal import Decimal
from typing import Any

import pytest

from pipeline.domain.loss_reason import SHIPPED
from pipeline.domain.product import Product
from tests.unit.pipeline.examples import NOW, born, loss_reason
from tests.unit.pipeline.refusals import refusal


def product(**changes: Any) -> Product:
    made = Product(**born(), code="GTX-PRO", name="GTX Pro")
    made.revise(**changes)
    return made


def test_a_product_is_known_by_code_name_and_aliases() -> None:
    made = product(aliases=["GTXPro"])
    assert all(made.is_called(text) for text in ("gtx-pro", " GTX  Pro ", "GTXPRO"))
    assert not made.is_called("GTX Plus Pro")


def test_aliases_are_kept_once_and_never_repeat_the_name() -> None:
    assert product(aliases=[" GTXPro ", "gtxpro", "gtx pro", "", "Pro  X"]).aliases == ["GTXPro", "Pro X"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"code": " "}, "MISSING"),
        ({"name": ""}, "MISSING"),
        ({"list_price": Decimal(1)}, "MISSING"),
        ({"list_price": Decimal(-1), "currency": "CNY"}, "OUT_OF_RANGE"),
        ({"tax_rate": Decimal(113)}, "OUT_OF_RANGE"),
    ],
)
def test_a_product_that_does_not_fit_together_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert refusal(product, **changes) == reason


def test_a_product_goes_off_the_list_and_comes_back() -> None:
    made = product()
    assert refusal(made.restore) == "NOT_ARCHIVED"
    made.archive(NOW)
    made.archive(NOW.replace(year=2030))
    assert made.archive_time == NOW
    made.restore()
    assert made.archive_time is None


@pytest.mark.capability("P-12")
def test_the_shipped_reasons_for_losing_name_the_competitor_where_there_is_one() -> None:
    assert [reason.name_en for reason in SHIPPED] == [
        "Price too high",
        "Feature not met",
        "Reason within the customer",
        "Taken by a competitor",
        "Other",
    ]
    assert [reason.asks_competitor for reason in SHIPPED] == [False, False, False, True, False]


@pytest.mark.parametrize(("changes", "reason"), [({"name": " "}, "MISSING"), ({"position": -1}, "OUT_OF_RANGE")])
def test_a_reason_that_is_wrong_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert refusal(loss_reason().revise, **changes) == reason


def test_a_product_is_found_by_code_alias_and_initials() -> None:
    text = product(name="数控车床", aliases=["GTXPro"]).searchable()
    assert all(word in text for word in ("gtx", "gtxpro", "skcc"))
