"""What a member tells about itself, and what it never tells."""

import asyncio
import io
import json
import logging
from typing import Any

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from chassis.telemetry import Metrics, Tracing, exposition, redacted, working_on
from chassis.telemetry.logs import JsonFormatter

# --- logs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call 13812341234 now", "call *** now"),
        ("手机13812341234。", "手机***。"),
        ("手机+86 138 1234 1234。", "手机***。"),
        ("GET /v1/leads?filter=phone%3D%2213812341234%22", "GET /v1/leads?filter=phone%3D%22***%22"),
        ("mail li.lei+crm@mail.example.com!", "mail ***@***!"),
        ("id 11010519491231002X", "id ***"),
        ("card 6222 0212 3456 7890 123", "card ***"),
        ("postgresql://app:s3cret@db:5432/x", "postgresql://app:***@db:5432/x"),
        ("Authorization: Bearer eyJ.a-b_c", "Authorization: *** ***"),
        ('{"password": "p@ss word"}', '{"password": ***}'),
        ("token=abc;next", "token=***;next"),
        ("DETAIL: Key (name)=(李雷) already exists.", "DETAIL: ***"),
        ("[SQL: select 1] [parameters: ('李雷', [1, 2])] (more)", "[SQL: select 1] [parameters: ***]"),
    ],
)
def test_what_looks_private_does_not_reach_the_log(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "account 01938123-4123-7138-9234-138123412345 version 7",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "HT-202512-00042 took 123 ms",
        "invoice 25312000000012345678",
        "2025-12-01T04:00:00Z 127.0.0.1:7101",
    ],
)
def test_ids_and_numbers_stay_readable(text: str) -> None:
    assert redacted(text) == text


def logged(**record: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        JsonFormatter("accounts").format(logging.makeLogRecord({"name": "accounts", "levelname": "INFO", **record}))
    )
    return found


def test_a_line_is_one_json_object_with_what_was_passed() -> None:
    line = logged(msg="stored %s", args=("x",), account_id="a", people=["li@example.com"], count=3, created=0.0)
    assert line == {
        "time": "1970-01-01T00:00:00.000Z",
        "level": "INFO",
        "member": "accounts",
        "logger": "accounts",
        "message": "stored x",
        "account_id": "a",
        "people": ["***@***"],
        "count": 3,
    }


def test_what_somebody_wrote_cannot_begin_a_line_of_its_own() -> None:
    forged = 'a\r\n{"level": "INFO", "message": "signed in"}\u2028b'
    line = JsonFormatter("accounts").format(logging.makeLogRecord({"msg": "stored %s", "args": (forged,), "reason": forged}))
    assert line.splitlines() == [line]
    assert json.loads(line)["reason"] == forged


def test_an_error_has_its_stack_and_keeps_its_secrets() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter("accounts"))
    log = logging.getLogger("test_telemetry")
    log.propagate = False
    log.addHandler(handler)
    try:
        raise ValueError("13812341234")
    except ValueError:
        log.exception("failed")
    line = json.loads(stream.getvalue())
    assert line["error"] == "ValueError"
    assert "test_telemetry.py" in line["stack"]
    assert "13812341234" not in stream.getvalue()


def test_a_line_names_what_is_worked_on_from_the_outermost_to_the_innermost_and_nothing_afterwards() -> None:
    with working_on(request_id="r") as outer:
        outer["tenant_id"] = "t"
        with working_on(request_id="", event_id="e"):
            inside = logged(msg="x")
        between = logged(msg="x")
    ids = ("request_id", "tenant_id", "event_id")
    assert [inside.get(name) for name in ids] == ["r", "t", "e"]
    assert [between.get(name) for name in ids] == ["r", "t", None]
    assert [logged(msg="x").get(name) for name in ids] == [None, None, None]


async def test_tasks_side_by_side_have_ids_of_their_own() -> None:
    async def work(id: str) -> Any:
        with working_on(request_id=id):
            await asyncio.sleep(0)
            return logged(msg="x")["request_id"]

    assert await asyncio.gather(*(work(id) for id in "abc")) == ["a", "b", "c"]


# --- traces ----------------------------------------------------------------------------------


def test_a_line_names_the_trace_it_belongs_to_also_when_nobody_collects_traces() -> None:
    with Tracing("accounts").tracer.start_as_current_span("work") as span:
        line = logged(msg="inside")
    assert line["trace_id"] == f"{span.get_span_context().trace_id:032x}" != "0" * 32
    assert not span.is_recording()
    assert "trace_id" not in logged(msg="outside")


def test_spans_go_to_the_receiver_under_the_member_s_name() -> None:
    exporter = InMemorySpanExporter()
    tracing = Tracing("accounts", exporter=exporter)
    with tracing.tracer.start_as_current_span("work"):
        pass
    tracing.close()
    [span] = exporter.get_finished_spans()
    assert (span.name, span.resource.attributes["service.name"]) == ("work", "accounts")


# --- metrics ---------------------------------------------------------------------------------


def samples(page: str) -> dict[tuple[str, str], float]:
    """{(name, labels): value}; a family that is told twice fails."""
    families = list(text_string_to_metric_families(page))
    assert len({family.name for family in families}) == len(families)
    return {
        (sample.name, " ".join(value for key, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_two_services_in_one_process_are_told_apart_on_one_page() -> None:
    identity, accounts = Metrics("identity"), Metrics("accounts")
    for metrics in (identity, accounts, accounts):
        metrics.rpc("GetAccount", "OK", 0.02)
    accounts.rpc("GetAccount", "NOT_FOUND", 0.2)
    page = exposition([identity, accounts])().decode()
    found = samples(page)
    assert found["daozhang_rpc_calls_total", "GetAccount OK identity"] == 1
    assert found["daozhang_rpc_calls_total", "GetAccount OK accounts"] == 2
    assert found["daozhang_rpc_calls_total", "GetAccount NOT_FOUND accounts"] == 1
    assert found["daozhang_rpc_seconds_bucket", "0.025 GetAccount accounts"] == 2
    assert found["daozhang_rpc_seconds_count", "GetAccount accounts"] == 3
    assert "process_resident_memory_bytes" in page
    assert "_created" not in page


def test_what_waits_fails_and_is_late_is_told() -> None:
    metrics = Metrics("accounts")
    metrics.outbox(3, 1.5)
    metrics.published(2)
    metrics.handled("accounts", "done", count=4, delay_seconds=0.3)
    metrics.handled("accounts", "dead")
    metrics.consumer_lag("accounts", 9)
    metrics.dead_letters("event", 1)
    metrics.timer("neglected", "done", late_seconds=-0.1)
    metrics.gauge("ledger_drift", "Difference between balances and entries", 0)
    found = samples(exposition([metrics])().decode())
    assert found["daozhang_outbox_unpublished", "accounts"] == 3
    assert found["daozhang_outbox_oldest_seconds", "accounts"] == 1.5
    assert found["daozhang_outbox_published_total", "accounts"] == 2
    assert found["daozhang_events_handled_total", "accounts done accounts"] == 4
    assert found["daozhang_events_handled_total", "accounts dead accounts"] == 1
    assert found["daozhang_event_delay_seconds_count", "accounts accounts"] == 1
    assert found["daozhang_consumer_lag", "accounts accounts"] == 9
    assert found["daozhang_dead_letters", "event accounts"] == 1
    assert found["daozhang_timers_fired_total", "neglected done accounts"] == 1
    assert found["daozhang_timer_late_seconds_sum", "neglected accounts"] == 0
    assert found["daozhang_ledger_drift", "accounts"] == 0


def test_figures_take_the_place_of_those_before_and_may_have_no_label() -> None:
    metrics = Metrics("receivables")
    metrics.figures("overdue_amount", "What is overdue", "currency", {"CNY": 5, "USD": 1.5})
    metrics.figures("overdue_amount", "What is overdue", "currency", {"CNY": 7})
    metrics.figures("ledger_differences", "What differs", "", {"": 2})
    found = samples(exposition([metrics])().decode())
    assert {name: value for name, value in found.items() if name[0].endswith(("_amount", "_differences"))} == {
        ("daozhang_overdue_amount", "CNY receivables"): 7,
        ("daozhang_ledger_differences", "receivables"): 2,
    }


def test_what_can_be_counted_is_there_before_it_happens() -> None:
    """A rate sees the first time only where there was a 0 before."""
    found = samples(exposition([Metrics("accounts")])().decode())
    for outcome in ("done", "retried", "dead"):
        assert found["daozhang_events_handled_total", f"accounts {outcome} accounts"] == 0
    assert found["daozhang_personal_data_alarms_total", "accounts"] == 0
