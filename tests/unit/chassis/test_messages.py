"""Objects to messages and back, by equal names."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from sqlalchemy import column, create_engine, literal_column, select

from chassis.errors import DomainError
from chassis.messages import Partial, changed_paths, merged, to_message, to_messages, values
from chassis.money import Money, MoneyOf
from chassis.personal import Personal, TenantKeys
from chassis.personal_forms import PersonalKind
from tests.unit.chassis.sample import Order

ID, ACCOUNT, PRODUCT = UUID(int=1), UUID(int=2), UUID(int=3)
NOON = datetime(2025, 12, 1, 4, 0, 0, 123456, tzinfo=UTC)


class Urgency(StrEnum):
    LOW = "low"
    VERY_HIGH = "very_high"


@dataclass(eq=False, kw_only=True)
class LineRecord:
    id: UUID
    product_id: UUID
    quantity: Decimal
    net_minor: int | None
    currency: str = "CNY"
    net = MoneyOf()


@dataclass(eq=False, kw_only=True)
class OrderRecord:
    id: UUID = ID
    name: str = "Pumps"
    account_id: UUID | None = ACCOUNT
    watcher_ids: list[UUID] = field(default_factory=list)
    ship_date: date | None = date(2025, 12, 31)
    discount: Decimal | None = Decimal("2.5000000000")
    urgency: Urgency = Urgency.VERY_HIGH
    accepted: list[Urgency] = field(default_factory=list)
    total_minor: int | None = 30_000_001
    currency: str = "CNY"
    fees: list[Money] = field(default_factory=list)
    copies: int = 3
    send_time: datetime | None = NOON
    delivery: dict[str, Any] | None = None
    lines: list[LineRecord] = field(default_factory=list)
    custom: dict[str, Any] = field(default_factory=dict)
    external_refs: list[dict[str, str]] = field(default_factory=list)
    phone: Personal | None = None
    version: int = 7
    total = MoneyOf()

    def closed(self) -> bool:
        return True


# --- object to message -----------------------------------------------------------------------


def test_a_message_says_what_the_aggregate_says() -> None:
    order = to_message(Order, OrderRecord(watcher_ids=[ID], accepted=[Urgency.LOW], fees=[Money("CNY", 5), Money("USD", 6)]))
    assert (order.id, order.account_id, order.name) == (str(ID), str(ACCOUNT), "Pumps")
    assert (order.ship_date, order.discount, order.copies) == ("2025-12-31", "2.5", 3)
    assert order.urgency == Order.URGENCY_VERY_HIGH
    assert list(order.accepted) == [Order.URGENCY_LOW]
    assert list(order.watcher_ids) == [str(ID)]
    assert (order.total.currency_code, order.total.minor) == ("CNY", 30_000_001)
    assert [(fee.currency_code, fee.minor) for fee in order.fees] == [("CNY", 5), ("USD", 6)]
    assert order.send_time.ToDatetime(UTC) == NOON


def test_the_etag_is_the_version_where_there_is_no_other() -> None:
    assert to_message(Order, OrderRecord(version=7)).etag == "7"
    assert to_message(Order, {"version": 7, "etag": "other"}).etag == "other"


def test_what_is_none_or_missing_stays_unset() -> None:
    order = to_message(Order, OrderRecord(account_id=None, send_time=None, total_minor=None))
    assert order.account_id == ""
    assert not order.HasField("send_time")
    assert not order.HasField("total")
    assert not order.HasField("priority")


def test_a_method_that_is_called_like_a_field_is_no_value() -> None:
    assert to_message(Order, OrderRecord()).closed is False


def test_parts_become_nested_messages() -> None:
    line = LineRecord(id=ID, product_id=PRODUCT, quantity=Decimal("1E+2"), net_minor=500)
    order = to_message(Order, OrderRecord(lines=[line, LineRecord(id=ID, product_id=PRODUCT, quantity=Decimal(0), net_minor=None)]))
    assert (order.lines[0].product_id, order.lines[0].quantity, order.lines[0].net.minor) == (str(PRODUCT), "100", 500)
    assert not order.lines[1].HasField("net")


def test_json_columns_become_nested_messages_and_maps() -> None:
    order = to_message(
        Order,
        OrderRecord(
            delivery={"address": "南京路 1 号", "arrival_date": "2026-01-05", "price": {"currency_code": "CNY", "minor": 9}},
            custom={"colour": {"option": "red"}, "rush": {"flag": True}},
            external_refs=[{"system": "erp", "external_id": "SO-1"}],
        ),
    )
    assert (order.delivery.address, order.delivery.arrival_date, order.delivery.price.minor) == ("南京路 1 号", "2026-01-05", 9)
    assert (order.custom["colour"].option, order.custom["rush"].flag) == ("red", True)
    assert [(ref.system, ref.external_id) for ref in order.external_refs] == [("erp", "SO-1")]


def test_mappings_and_plain_objects_are_sources_too() -> None:
    given = {"id": ID, "name": "Pumps", "urgency": "low", "total_minor": Decimal(12), "currency": "CNY", "version": 3, "send_time": NOON}
    for source in (given, SimpleNamespace(**given)):
        order = to_message(Order, source)
        assert (order.id, order.urgency, order.total.minor, order.etag) == (str(ID), Order.URGENCY_LOW, 12, "3")
        assert order.send_time.ToDatetime(UTC) == NOON


def test_rows_of_a_statement_become_a_list_of_messages() -> None:
    with create_engine("sqlite://").connect() as connection:
        statement: Any = select(
            literal_column("'Pumps'").label("name"), literal_column("1200").label("total_minor"), literal_column("'CNY'").label("currency")
        )
        found = to_messages(Order, connection.execute(statement.union_all(statement).order_by(column("name"))))
    assert [(order.name, order.total.minor, order.etag) for order in found] == [("Pumps", 1200, "")] * 2


def test_a_message_is_passed_on_as_it_is() -> None:
    order = Order(name="Pumps")
    assert to_message(Order, order) is order


def test_a_value_that_does_not_fit_is_named_without_being_told() -> None:
    with pytest.raises(TypeError, match="name from int") as refused:
        to_message(Order, {"name": 13812341234})
    assert "13812341234" not in str(refused.value)
    with pytest.raises(TypeError, match=r"urgency of OrderRecord: crm.sample.v1.Order.Urgency has no value for 'soon'"):
        to_message(Order, OrderRecord(urgency="soon"))  # type: ignore[arg-type]


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(TypeError, match="send_time"):
        to_message(Order, {"send_time": NOON.replace(tzinfo=None)})


def test_personal_data_is_masked_unless_the_handler_shows_it() -> None:
    keys = TenantKeys(bytes(32), ACCOUNT)
    key = keys.open_person_key(ID, keys.new_person_key(ID))
    record = OrderRecord(phone=key.seal(PersonalKind.PHONE, "13812341234"))
    assert to_message(Order, record).phone == "138****1234"
    assert to_message(Order, record, key.open).phone == "13812341234"
    assert to_message(Order, {"phone_masked": "138****1234"}).phone == "138****1234"


# --- message to values -----------------------------------------------------------------------


def test_values_are_what_handlers_work_with() -> None:
    order = Order(
        name="Pumps",
        account_id=str(ACCOUNT),
        watcher_ids=[str(ID)],
        trace_id="abc",
        ship_date="2025-12-31",
        discount="2.50",
        urgency=Order.URGENCY_VERY_HIGH,
        accepted=[Order.URGENCY_LOW],
        total={"currency_code": "CNY", "minor": 5},
        send_time=NOON,
        lines=[{"id": str(ID), "product_id": str(PRODUCT), "quantity": "1"}],
        custom={"colour": {"option": "red"}, "empty": {}},
        labels={"a": "b"},
        external_refs=[{"system": "erp", "external_id": "SO-1"}],
    )
    found = values(order)
    assert found["account_id"] == ACCOUNT
    assert found["watcher_ids"] == [ID]
    assert found["trace_id"] == "abc"
    assert found["ship_date"] == date(2025, 12, 31)
    assert found["discount"] == Decimal("2.50")
    assert (found["urgency"], found["accepted"]) == ("very_high", ["low"])
    assert found["total"] == Money("CNY", 5)
    assert found["send_time"] == NOON
    assert found["lines"] == [{"id": ID, "product_id": PRODUCT, "quantity": Decimal(1), "net": None}]
    assert found["custom"] == {"colour": {"option": "red"}, "empty": {}}
    assert found["labels"] == {"a": "b"}
    assert found["external_refs"] == [{"system": "erp", "company_code": "", "type": "", "external_id": "SO-1"}]


def test_empty_fields_are_none_or_empty() -> None:
    found = values(Order())
    for name in ("account_id", "ship_date", "discount", "urgency", "total", "send_time", "delivery", "priority", "express", "remark"):
        assert found[name] is None, name
    assert (found["name"], found["copies"], found["closed"], found["lines"]) == ("", 0, False, [])


def test_output_only_fields_are_left_out() -> None:
    assert not {"id", "etag"} & values(Order(id=str(ID), etag="3")).keys()


def test_a_mask_chooses_fields_also_empty_ones() -> None:
    assert values(Order(name="Pumps", copies=2), FieldMask(paths=["copies", "ship_date"])) == {"copies": 2, "ship_date": None}


def test_a_star_chooses_every_field() -> None:
    assert values(Order(name="x"), FieldMask(paths=["*"])) == values(Order(name="x"))


def test_an_empty_mask_names_what_is_set() -> None:
    assert values(Order(id=str(ID), name="Pumps", copies=2), FieldMask()) == {"name": "Pumps", "copies": 2}


def test_a_path_into_a_message_or_map_gives_a_part_to_merge() -> None:
    order = Order(delivery={"address": "new"}, custom={"colour": {"option": "red"}})
    found = values(order, FieldMask(paths=["delivery.address", "custom.colour", "custom.size"]))
    assert found == {"delivery": {"address": "new"}, "custom": {"colour": {"option": "red"}, "size": None}}
    assert isinstance(found["custom"], Partial)
    assert merged({"address": "old", "arrival_date": "2026-01-05"}, found["delivery"]) == {"address": "new", "arrival_date": "2026-01-05"}
    assert merged({"size": {"text": "L"}, "rush": {"flag": True}}, found["custom"]) == {"rush": {"flag": True}, "colour": {"option": "red"}}


def test_a_field_named_as_a_whole_is_replaced() -> None:
    found = values(Order(custom={"colour": {"option": "red"}}), FieldMask(paths=["custom.colour", "custom"]))
    assert merged({"size": {"text": "L"}}, found["custom"]) == {"colour": {"option": "red"}}


def test_messages_and_values_agree() -> None:
    order = Order(
        name="Pumps",
        account_id=str(ACCOUNT),
        ship_date="2025-12-31",
        discount="2.5",
        urgency=1,
        total={"currency_code": "CNY", "minor": 5},
        send_time=NOON,
    )
    order.custom["colour"].option = "red"
    order.delivery.price.minor = 7
    order.lines.add(product_id=str(PRODUCT))
    assert to_message(Order, values(order)) == order


# --- masks -----------------------------------------------------------------------------------


def test_a_complete_mask_is_what_the_request_says() -> None:
    mask = FieldMask(paths=["name", "delivery.address", "custom.colour", "lines"])
    assert changed_paths(Order(), mask) == mask


def test_without_a_mask_the_body_decides_less_what_the_system_sets() -> None:
    assert changed_paths(Order(), FieldMask(), ["id", "name", "delivery.address", "etag"]).paths == ["name", "delivery.address"]


def test_without_mask_and_body_the_set_fields_count() -> None:
    assert changed_paths(Order(id="x", name="Pumps"), FieldMask()).paths == ["name"]


def test_a_star_is_everything_that_may_be_written() -> None:
    paths = changed_paths(Order(), FieldMask(paths=["*"])).paths
    assert "name" in paths
    assert "id" not in paths


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("colour", "There is no field colour."),
        ("delivery.colour", "There is no field delivery.colour."),
        ("id", "id is set by the system and cannot be changed."),
        ("replaces.id", "replaces.id is set by the system and cannot be changed."),
        ("lines.0", "lines is changed as a whole; lines.0 is no path."),
        ("total.minor", "total is changed as a whole; total.minor is no path."),
        ("name.first", "name is changed as a whole; name.first is no path."),
        ("custom.", "custom is changed as a whole; custom. is no path."),
        ("", "There is no field ."),
    ],
)
def test_a_path_that_cannot_be_written_is_refused(path: str, problem: str) -> None:
    with pytest.raises(DomainError) as refused:
        changed_paths(Order(), FieldMask(paths=[path]))
    assert refused.value.violations[0].field == "update_mask"
    assert refused.value.detail == problem
