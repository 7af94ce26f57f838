"""Messages as JSON: like json_format where it is right, strict where it is lax, and errors that say where."""

import json
import math
from datetime import UTC, datetime
from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.field_mask_pb2 import FieldMask
from hypothesis import given, settings
from hypothesis import strategies as st

from chassis.currencies import CURRENCIES
from chassis.errors import DomainError
from chassis.jsoncodec import as_dict, decode, encode, fill, fill_parameter, json_pointer, parse
from chassis.money import MAX_MINOR, Money
from tests.unit.chassis.sample import CreateOrderRequest, Order, Unprintable, UpdateOrderRequest

TEXTS = st.text(max_size=8)
MINORS = st.integers(-MAX_MINOR, MAX_MINOR)
MONEY = st.fixed_dictionaries({"currency_code": st.sampled_from(sorted(CURRENCIES)), "minor": MINORS})
TIMES = st.fixed_dictionaries(
    {"seconds": st.integers(-62135596800, 253402300799), "nanos": st.sampled_from([0, 1, 1000, 123_000, 5_000_000, 999_999_999])}
)
CUSTOM = st.one_of(
    *(st.fixed_dictionaries({name: TEXTS}) for name in ("text", "decimal", "option")),
    st.fixed_dictionaries({"flag": st.booleans()}),
    st.just({}),
)
LINES = st.fixed_dictionaries({}, optional={"product_id": TEXTS, "net": MONEY})


def orders(doubles: st.SearchStrategy[float]) -> st.SearchStrategy[Any]:
    """Orders with any part of their fields."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "name": TEXTS,
        "watcher_ids": st.lists(TEXTS, max_size=2),
        "urgency": st.integers(0, 2),
        "accepted": st.lists(st.integers(0, 2), max_size=3),
        "total": MONEY,
        "fees": st.lists(MONEY, max_size=2),
        "copies": st.integers(-(2**31), 2**31 - 1),
        "priority": st.integers(-(2**31), 2**31 - 1),
        "express": st.booleans(),
        "remark": TEXTS,
        "weight": doubles,
        "closed": st.booleans(),
        "ticks": st.integers(-(2**63), 2**63 - 1),
        "send_time": TIMES,
        "reminder_times": st.lists(TIMES, max_size=2),
        "delivery": st.fixed_dictionaries({}, optional={"address": TEXTS, "price": MONEY}),
        "lines": st.lists(LINES, max_size=2),
        "line_by_code": st.dictionaries(TEXTS, LINES, max_size=2),
        "custom": st.dictionaries(TEXTS, CUSTOM, max_size=2),
        "labels": st.dictionaries(TEXTS, TEXTS, max_size=2),
        "counts": st.dictionaries(TEXTS, st.integers(-(2**63), 2**63 - 1), max_size=2),
        "external_refs": st.lists(st.fixed_dictionaries({"system": TEXTS, "external_id": TEXTS}), max_size=2),
    }
    one = st.fixed_dictionaries({}, optional=fields)
    return st.builds(lambda fields, below: Order(**fields, replaces=below), one, st.none() | one)


def with_amounts(value: Any) -> Any:
    """What json_format says, with money as our API says it."""
    if isinstance(value, dict) and value.keys() == {"currencyCode", "minor"}:
        money = Money(value["currencyCode"], int(value["minor"]))
        return {"currencyCode": money.currency, "amount": str(money).split(" ")[0]}
    if isinstance(value, dict):
        return {key: with_amounts(inner) for key, inner in value.items()}
    return [with_amounts(inner) for inner in value] if isinstance(value, list) else value


@settings(max_examples=40)
@given(orders(st.floats()))
def test_a_message_prints_as_json_format_would(order: Any) -> None:
    expected = with_amounts(json_format.MessageToDict(order, always_print_fields_with_no_presence=True))
    assert json.loads(encode(order)) == json.loads(json.dumps(expected))


@settings(max_examples=40)
@given(orders(st.floats(allow_nan=False, allow_infinity=False)))
def test_what_was_printed_is_read_as_the_same_message(order: Any) -> None:
    assert decode(Order, encode(order)) == order


@settings(max_examples=40)
@given(orders(st.just(0.0)))
def test_original_names_are_read_too(order: Any) -> None:
    body = json.dumps(json_format.MessageToDict(order, preserving_proto_field_name=True))
    money = json.loads(
        body,
        object_hook=lambda found: (
            with_amounts({"currencyCode": found["currency_code"], "minor": found.get("minor", 0)}) if "currency_code" in found else found
        ),
    )
    assert decode(Order, json.dumps(money).encode()) == order


# --- writing ---------------------------------------------------------------------------------


def test_money_is_written_with_the_digits_of_its_currency() -> None:
    order = Order(
        fees=[{"currency_code": code, "minor": minor} for code, minor in (("CNY", 30_000_001), ("JPY", 5), ("KWD", -1), ("CNY", -5))]
    )
    assert [fee["amount"] for fee in as_dict(order)["fees"]] == ["300000.01", "5", "-0.001", "-0.05"]


def test_empty_fields_are_printed_unset_ones_are_not() -> None:
    found = as_dict(Order())
    assert found["name"] == ""
    assert (found["urgency"], found["lines"], found["custom"], found["copies"]) == ("URGENCY_UNSPECIFIED", [], {}, 0)
    assert not {"total", "sendTime", "delivery", "priority", "remark"} & found.keys()
    assert as_dict(Order(priority=0, remark=""))["priority"] == 0


def test_an_enum_value_from_a_newer_version_is_printed_as_its_number() -> None:
    assert as_dict(Order(urgency=9))["urgency"] == 9


def test_a_mask_is_written_in_camel_case_and_read_in_both_cases() -> None:
    request = UpdateOrderRequest(update_mask=FieldMask(paths=["ship_date", "delivery.arrival_date"]))
    assert as_dict(request)["updateMask"] == "shipDate,delivery.arrivalDate"
    assert decode(UpdateOrderRequest, b'{"updateMask": "shipDate, delivery.arrival_date"}') == request


def test_bytes_are_no_part_of_the_api() -> None:
    with pytest.raises(TypeError, match="content"):
        encode(Unprintable())


# --- reading ---------------------------------------------------------------------------------


def refused(body: str | bytes, cls: Any = Order) -> dict[str, str]:
    with pytest.raises(DomainError) as error:
        decode(cls, body if isinstance(body, bytes) else body.encode())
    assert error.value.reason == "MALFORMED_BODY"
    return {violation.field: violation.detail for violation in error.value.violations}


def test_what_an_error_points_at_is_in_the_body() -> None:
    lines = '[{}, {"net": {"currencyCode": "CNY", "amount": "1.005"}}]'
    body = f'{{"order": {{"name": 3, "colour": 1, "lines": {lines}, "custom": {{"a/b": {{"txt": ""}}}}}}}}'
    assert refused(body, CreateOrderRequest) == {
        "/order/name": "This must be text, not a number.",
        "/order/colour": "There is no field 'colour'.",
        "/order/lines/1/net/amount": "CNY has 2 digits after the point; 1.005 has more.",
        "/order/custom/a~1b/txt": "There is no field 'txt'. Did you mean text?",
    }


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ('{"name": null, "nam": "x"}', "/nam", "There is no field 'nam'. Did you mean name?"),
        ('{"name": "a", "name": "b"}', "/name", "name is given more than once."),
        ('{"custom": {"a": {"text": ""}, "a": {"text": ""}}}', "/custom/a", "a is given more than once."),
        ('{"shipDate": "2025-12-31", "ship_date": "2025-12-31"}', "/ship_date", "shipDate is given twice, under both of its names."),
        ('{"copies": "3"}', "/copies", "This must be a whole number, not text."),
        ('{"copies": 3.5}', "/copies", "This must be a whole number."),
        ('{"copies": true}', "/copies", "This must be a whole number, not true or false."),
        ('{"copies": 2147483648}', "/copies", "This must lie between -2147483648 and 2147483647."),
        ('{"weight": NaN}', "/weight", "This must be a finite number."),
        ('{"weight": 1e999}', "/weight", "This must be a finite number."),
        ('{"weight": 1' + "0" * 400 + "}", "/weight", "This must be a finite number."),
        ('{"weight": "1"}', "/weight", "This must be a number, not text."),
        ('{"name": NaN}', "/name", "This must be text, not a number."),
        ('{"closed": "true"}', "/closed", "This must be true or false, not text."),
        ('{"urgency": "SOON"}', "/urgency", "This must be one of URGENCY_LOW, URGENCY_VERY_HIGH."),
        ('{"urgency": 1}', "/urgency", "This must be one of URGENCY_LOW, URGENCY_VERY_HIGH."),
        ('{"accepted": ["URGENCY_LOW", ""]}', "/accepted/1", "This must be one of URGENCY_LOW, URGENCY_VERY_HIGH."),
        ('{"lines": {}}', "/lines", "This must be a list, not an object."),
        ('{"lines": [null]}', "/lines/0", "This must be an object, not null."),
        ('{"delivery": []}', "/delivery", "This must be an object, not a list."),
        ('{"custom": []}', "/custom", "This must be an object, not a list."),
        ('{"custom": {"a": "x"}}', "/custom/a", "This must be an object, not text."),
        ('{"custom": {"a": {"text": "x", "flag": true}}}', "/custom/a", "Only one of text, flag may be given."),
        ('{"name": "\\ud800"}', "/name", "This contains half a character (an unpaired surrogate)."),
        ('{"updateMask": ["name"]}', "/updateMask", "There is no field 'updateMask'."),
        ("[]", "", "This must be an object, not a list."),
        ("", "", "The body is no JSON: Expecting value (line 1, column 1)."),
        ('{"name": }', "", "The body is no JSON: Expecting value (line 1, column 10)."),
        (b'{"name": "\xff"}', "", "The body is not UTF-8 (byte 10)."),
        ("[" * 100_000, "", "The body is nested too deeply."),
        ('{"copies": ' + "1" * 5000 + "}", "", "A number in the body has too many digits."),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_stands(body: str | bytes, pointer: str, detail: str) -> None:
    assert refused(body) == {pointer: detail}


@pytest.mark.parametrize(
    ("money", "pointer", "detail"),
    [
        (
            '{"currencyCode": "CNY", "amount": 1.5}',
            "/total/amount",
            'An amount is plain digits as text, so that no cent is lost: "300000.01".',
        ),
        (
            '{"currencyCode": "CNY", "amount": "1e3"}',
            "/total/amount",
            'An amount is plain digits as text, so that no cent is lost: "300000.01".',
        ),
        ('{"currencyCode": "CNY"}', "/total/amount", 'An amount is plain digits as text, so that no cent is lost: "300000.01".'),
        ('{"currencyCode": "JPY", "amount": "1.5"}', "/total/amount", "JPY has 0 digits after the point; 1.5 has more."),
        ('{"currencyCode": "CNY", "amount": "90000000000.01"}', "/total/amount", "An amount is at most 90000000000.00 CNY."),
        ('{"currencyCode": "RMB", "amount": "1"}', "/total/currencyCode", "This is no currency; ISO 4217 codes look like CNY, USD, EUR."),
        ('{"amount": "1"}', "/total/currencyCode", "This is no currency; ISO 4217 codes look like CNY, USD, EUR."),
        (
            '{"currencyCode": "CNY", "amount": "1", "minor": 1}',
            "/total/minor",
            "There is no field minor; money has currencyCode and amount.",
        ),
        ("12.50", "/total", "This must be an object, not a number."),
    ],
)
def test_money_that_may_lose_a_cent_is_refused(money: str, pointer: str, detail: str) -> None:
    assert refused(f'{{"total": {money}}}') == {pointer: detail}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-12-31T09:30:00Z", datetime(2025, 12, 31, 9, 30, tzinfo=UTC)),
        ("2025-12-31T17:30:00.5+08:00", datetime(2025, 12, 31, 9, 30, 0, 500_000, tzinfo=UTC)),
        ("1969-12-31t23:59:59.000001-00:30", datetime(1970, 1, 1, 0, 29, 59, 1, tzinfo=UTC)),
    ],
)
def test_times_are_read_from_any_zone(text: str, expected: datetime) -> None:
    assert decode(Order, json.dumps({"sendTime": text}).encode()).send_time.ToDatetime(UTC) == expected


@pytest.mark.parametrize(
    "text", ["2025-12-31", "2025-12-31T09:30:00", "2025-12-31 09:30:00Z", "2025-02-30T00:00:00Z", "2025-12-31T24:00:00Z", 1735637400]
)
def test_a_time_without_zone_or_existence_is_refused(text: object) -> None:
    assert list(refused(json.dumps({"sendTime": text}))) == ["/sendTime"]


def test_a_message_that_contains_itself_has_its_bounds() -> None:
    assert list(refused('{"replaces": ' * 40 + "{}" + "}" * 40)) == ["/replaces" * 33]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert decode(Order, b'\xef\xbb\xbf{"name": "x"}').name == "x"


def test_filling_names_the_paths_of_the_body() -> None:
    order = Order()
    scalars = b'"name": "x", "shipDate": null, "total": null'
    body = parse(
        b'{%b, "delivery": {"arrivalDate": ""}, "lines": [{"id": ""}], "custom": {"a": {"flag": true}, "b": null}, "labels": {}}' % scalars
    )
    named = fill(order, body, "/order")
    assert named == ("name", "ship_date", "total", "delivery.arrival_date", "lines", "custom.a", "custom.b", "labels")
    assert set(order.custom) == {"a"}


def test_a_part_of_a_body_is_pointed_at_from_the_whole() -> None:
    with pytest.raises(DomainError) as error:
        fill(Order(), {"name": 1}, "/order")
    assert error.value.violations[0].field == "/order/name"


# --- parameters and pointers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "texts", "expected"),
    [
        ("name", ["x"], Order(name="x")),
        ("shipDate", ["2025-12-31"], Order(ship_date="2025-12-31")),
        ("copies", ["-3"], Order(copies=-3)),
        ("closed", ["true"], Order(closed=True)),
        ("express", ["false"], Order(express=False)),
        ("weight", ["1.5e2"], Order(weight=150.0)),
        ("urgency", ["URGENCY_LOW"], Order(urgency=1)),
        ("watcher_ids", ["a", "b"], Order(watcher_ids=["a", "b"])),
        ("sendTime", ["1970-01-01T00:00:01Z"], Order(send_time={"seconds": 1})),
    ],
)
def test_parameters_are_read_from_text(name: str, texts: list[str], expected: Any) -> None:
    order = Order()
    fill_parameter(order, name, texts)
    assert order == expected


@pytest.mark.parametrize(
    ("name", "texts", "detail"),
    [
        ("colour", ["x"], "There is no parameter 'colour'."),
        ("copies", ["1", "2"], "The parameter copies is given 2 times; it has one value."),
        ("copies", ["x"], "copies: This must be a whole number, not text."),
        ("closed", ["yes"], "closed: This must be true or false, not text."),
        ("weight", ["NaN"], "weight: This must be a number, not text."),
        ("urgency", [""], "urgency: This must be one of URGENCY_LOW, URGENCY_VERY_HIGH."),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(name: str, texts: list[str], detail: str) -> None:
    with pytest.raises(DomainError) as error:
        fill_parameter(Order(), name, texts)
    assert (error.value.reason, error.value.violations[0].field, error.value.detail) == ("INVALID_PARAMETER", name, detail)


@pytest.mark.parametrize(
    ("path", "pointer"),
    [
        ("order.account_id", "/order/accountId"),
        ("order.lines.2.product_id", "/order/lines/2/productId"),
        ("order.custom.my_key.text", "/order/custom/my_key/text"),
        ("order.line_by_code.my_key.product_id", "/order/lineByCode/my_key/productId"),
        ("order.total.currency_code", "/order/total/currencyCode"),
        ("order.watcher_ids.0", "/order/watcherIds/0"),
        ("something_else", "/something_else"),
        ("/order/accountId", "/order/accountId"),
        ("", ""),
    ],
)
def test_a_path_becomes_a_pointer_into_the_body(path: str, pointer: str) -> None:
    assert json_pointer(CreateOrderRequest.DESCRIPTOR, path) == pointer


def test_numbers_that_are_not_finite_are_written_as_json_format_does() -> None:
    assert [as_dict(Order(weight=weight))["weight"] for weight in (math.inf, -math.inf, math.nan)] == ["Infinity", "-Infinity", "NaN"]
