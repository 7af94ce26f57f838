"""What every request must be before a handler sees it."""

from typing import Any

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from chassis.errors import DomainError, Kind
from chassis.money import MAX_MINOR
from chassis.validation import require, validate
from tests.unit.chassis.sample import BatchCreateOrdersRequest, CreateOrderRequest, Order, UpdateOrderRequest

ACCOUNT = "00000000-0000-0000-0000-00000000000a"


def order(**fields: Any) -> Any:
    return CreateOrderRequest(order=Order(**{"name": "Pumps", "account_id": ACCOUNT, **fields}))


def problems(request: Any) -> dict[str, str]:
    with pytest.raises(DomainError) as refused:
        validate(request)
    assert (refused.value.kind, refused.value.reason) == (Kind.INVALID, "INVALID_REQUEST")
    return {violation.field: violation.detail for violation in refused.value.violations}


# --- text ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Pumps \n", "Pumps"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("\ufeff水泵\u200b厂", "水泵厂"),
        ("👨\u200d👩\u200d👧 & Söhne", "👨\u200d👩\u200d👧 & Söhne"),
    ],
)
def test_text_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert validate(order(name=typed)).order.name == kept


def test_long_texts_may_have_several_lines() -> None:
    assert validate(order(note="first\r\n\tsecond")).order.note == "first\n\tsecond"


@pytest.mark.parametrize("name", ["a\x00b", "a\nb", "a\tb", "a\x7fb", "a\u2028b", "a\u202eb"])
def test_control_characters_are_refused(name: str) -> None:
    assert problems(order(name=name)) == {"order.name": "Line breaks and control characters are not allowed here."}


def test_even_a_long_text_has_no_control_characters() -> None:
    assert "order.note" in problems(order(note="a\x00b"))


def test_text_has_200_characters_unless_its_field_says_otherwise() -> None:
    validate(order(name="水" * 200, note="x" * 1000))
    assert problems(order(name="水" * 201, note="x" * 1001)) == {
        "order.name": "At most 200 characters are allowed; there are 201.",
        "order.note": "At most 1000 characters are allowed; there are 1001.",
    }


def test_text_with_a_pattern_matches_it_as_a_whole_or_is_empty() -> None:
    validate(order(code="ABC"))
    validate(order(code=" "))
    assert problems(order(code="ABCD")) == {"order.code": "This must match [A-Z]{3}"}


# --- ids, days, numbers ----------------------------------------------------------------------


def test_ids_are_uuids_in_small_letters() -> None:
    assert validate(order(account_id=f" {ACCOUNT.upper()}")).order.account_id == ACCOUNT


@pytest.mark.parametrize("id", ["7", "{00000000-0000-0000-0000-00000000000a}", "0" * 32])
def test_what_is_no_uuid_is_refused(id: str) -> None:
    assert list(problems(order(account_id=id, watcher_ids=[ACCOUNT, id]))) == ["order.account_id", "order.watcher_ids.1"]


def test_an_opaque_id_is_any_text() -> None:
    validate(order(trace_id="K-7", external_refs=[{"system": "erp", "external_id": "SO/1"}]))


@pytest.mark.parametrize("day", ["2025-02-29", "20250228", "2025-1-2", "2025-W01-1", "0000-01-01", "２０２５-01-01"])
def test_a_day_must_exist(day: str) -> None:
    assert list(problems(order(ship_date=day))) == ["order.ship_date"]


@pytest.mark.parametrize("number", ["1e5", "1,000", ".5", "NaN", "١", "1" * 19, "0.12345678901"])
def test_a_decimal_is_plain_digits_that_the_database_can_keep(number: str) -> None:
    assert list(problems(order(discount=number))) == ["order.discount"]


def test_decimals_and_days_that_are_right_pass() -> None:
    validate(order(discount="-123456789012345678.1234567890", ship_date="2028-02-29"))


def test_a_number_must_be_finite() -> None:
    assert list(problems(order(weight=float("nan")))) == ["order.weight"]


def test_money_has_a_currency_and_a_limit() -> None:
    validate(order(total={"currency_code": "CNY", "minor": -MAX_MINOR}))
    assert list(problems(order(total={"currency_code": "RMB", "minor": MAX_MINOR + 1}, fees=[{"minor": 1}]))) == [
        "order.total.currency_code",
        "order.total.amount",
        "order.fees.0.currency_code",
    ]


def test_an_unknown_enum_value_is_refused_with_the_known_ones() -> None:
    assert problems(order(urgency=9, accepted=[1, 8])) == {
        "order.urgency": "9 is no known value; known are URGENCY_LOW, URGENCY_VERY_HIGH.",
        "order.accepted.1": "8 is no known value; known are URGENCY_LOW, URGENCY_VERY_HIGH.",
    }


def test_a_time_must_be_one() -> None:
    assert list(problems(order(send_time={"seconds": 10**15}, reminder_times=[{"nanos": -1}]))) == [
        "order.send_time",
        "order.reminder_times.0",
    ]


# --- custom fields, lists --------------------------------------------------------------------


def test_custom_values_are_checked_by_their_kind() -> None:
    custom = {"a": {"text": " x "}, "b": {"decimal": "1.5"}, "c": {"date": "2025-01-31"}, "d": {"flag": False}, "e": {"option": "red"}}
    assert validate(order(custom=custom)).order.custom["a"].text == "x"
    assert set(problems(order(custom={"b": {"decimal": "x"}, "c": {"date": "x"}, "d": {}, "e": {"text": "a\x00"}}))) == {
        "order.custom.b.decimal",
        "order.custom.c.date",
        "order.custom.d",
        "order.custom.e.text",
    }


@pytest.mark.parametrize("key", ["", "a.b", "1a", "a-b", "颜色", "a" * 64])
def test_keys_of_maps_can_stand_in_a_mask(key: str) -> None:
    assert list(problems(order(custom={key: {"text": "x"}}))) == ["order.custom"]


def test_values_of_other_maps_are_cleaned_and_checked_too() -> None:
    assert validate(order(labels={"a": " b "})).order.labels["a"] == "b"
    assert set(problems(order(labels={"a": "\x00"}, line_by_code={"x": {"product_id": "7"}}))) == {
        "order.labels.a",
        "order.line_by_code.x.product_id",
    }


def test_elements_of_lists_are_cleaned_and_not_empty() -> None:
    assert list(validate(order(watcher_ids=[ACCOUNT.upper()])).order.watcher_ids) == [ACCOUNT]
    assert problems(order(watcher_ids=[" "])) == {"order.watcher_ids.0": "An element of a list cannot be empty."}


def test_a_list_has_at_most_1000_elements() -> None:
    assert problems(order(lines=[{}] * 1001)) == {"order.lines": "At most 1000 elements are allowed; there are 1001."}


def test_a_batch_has_at_most_200_rows_and_its_rows_are_not_looked_into() -> None:
    validate(BatchCreateOrdersRequest(requests=[CreateOrderRequest()] * 200))
    assert list(problems(BatchCreateOrdersRequest(requests=[CreateOrderRequest()] * 201))) == ["requests"]
    assert list(problems(BatchCreateOrdersRequest())) == ["requests"]


# --- required, output only -------------------------------------------------------------------


def test_everything_wrong_is_said_at_once_with_nested_paths() -> None:
    request = CreateOrderRequest(order=Order(name=" ", delivery={"arrival_date": "x"}, lines=[{"product_id": ACCOUNT}, {"quantity": "x"}]))
    assert list(problems(request)) == [
        "order.delivery.arrival_date",
        "order.delivery.address",
        "order.lines.1.quantity",
        "order.lines.1.product_id",
        "order.name",
        "order.account_id",
    ]


def test_a_missing_resource_is_missing() -> None:
    assert problems(CreateOrderRequest()) == {"order": "This field is required."}


def test_each_violation_has_a_reason_to_translate() -> None:
    with pytest.raises(DomainError) as refused:
        validate(CreateOrderRequest(order=Order(name="水" * 201, account_id="7", note="a\x00b")))
    assert {violation.field: violation.reason for violation in refused.value.violations} == {
        "order.name": "TEXT_TOO_LONG",
        "order.account_id": "ID_MALFORMED",
        "order.note": "CHARACTER_NOT_ALLOWED",
    }


def test_very_many_violations_are_counted_but_not_all_told() -> None:
    with pytest.raises(DomainError) as refused:
        validate(order(lines=[{}] * 70))
    assert len(refused.value.violations) == 50
    assert refused.value.metadata == {"count": "70"}


def test_a_client_may_send_back_what_it_got() -> None:
    request = validate(order(id="whatever", etag="3", replaces={"id": "x", "name": "Old", "account_id": ACCOUNT}))
    assert (request.order.id, request.order.etag, request.order.replaces.id) == ("", "", "")


# --- updates ---------------------------------------------------------------------------------


def update(paths: list[str], **fields: Any) -> Any:
    return UpdateOrderRequest(order_id=ACCOUNT, order=Order(**fields), update_mask=FieldMask(paths=paths))


def test_an_update_demands_only_what_its_mask_names() -> None:
    validate(update(["copies"], copies=3))
    validate(update([], copies=3))
    validate(update(["delivery.arrival_date"], delivery={"arrival_date": "2025-12-31"}))


def test_an_update_cannot_take_a_required_field_away() -> None:
    assert list(problems(update(["name", "copies"], copies=3))) == ["order.name"]
    assert list(problems(update([], name="  "))) == ["order.name"]
    assert list(problems(update(["delivery"], delivery={"arrival_date": "2025-12-31"}))) == ["order.delivery.address"]
    assert list(problems(update([], delivery={"arrival_date": "2025-12-31"}))) == ["order.delivery.address"]
    assert list(problems(update(["delivery.address"], delivery={}))) == ["order.delivery.address"]
    assert list(problems(update(["*"], name="Pumps"))) == ["order.account_id"]


def test_new_elements_of_a_list_are_complete_in_an_update_too() -> None:
    assert list(problems(update(["lines"], lines=[{}]))) == ["order.lines.0.product_id"]


def test_an_update_needs_its_id() -> None:
    assert list(problems(UpdateOrderRequest(order=Order(copies=1)))) == ["order_id"]


def test_a_mask_names_fields_that_may_be_written() -> None:
    assert problems(update(["etag", "copies"], copies=1)) == {"update_mask": "etag is set by the system and cannot be changed."}


def test_an_upsert_that_creates_can_demand_the_rest() -> None:
    with pytest.raises(DomainError) as refused:
        require(Order(name="Pumps"), "order")
    assert [violation.field for violation in refused.value.violations] == ["order.account_id"]
