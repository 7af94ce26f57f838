"""What the product ships says what it should, and what administrators write is checked."""

import pytest

from chassis.errors import DomainError
from notifier.domain.catalogue import FACTS
from notifier.domain.kinds import KINDS
from notifier.domain.rendering import check, render
from notifier.domain.rule import compiled
from notifier.domain.saying import names_of
from notifier.domain.shipped_rules import SHIPPED
from notifier.domain.shipped_templates import shipped

pytestmark = pytest.mark.unit


def test_the_table_of_to_dos_names_facts_that_there_are() -> None:
    for kind in KINDS:
        assert kind.opened_by.keys() <= FACTS.keys(), kind.key
        assert kind.closed_by <= FACTS.keys(), kind.key


def test_what_makes_a_to_do_due_is_a_field_of_its_fact() -> None:
    for kind in KINDS:
        for event, opening in kind.opened_by.items():
            named = {name for name in (opening.due, opening.needs, opening.unless) if name}
            assert named <= {*names_of(FACTS[event])}, f"{kind.key}: {event}"


@pytest.mark.capability("N-10")
def test_every_to_do_and_every_shipped_message_of_one_says_what_to_do() -> None:
    assert all(kind.action.zh and kind.action.en for kind in KINDS)
    opening = {event for kind in KINDS if kind.key != "playbook_step" for event in kind.opened_by}
    for template in shipped():
        if template.event in opening - {"InteractionLogged"}:
            assert "建议" in template.body, template.event


def test_a_shipped_message_ends_well_where_the_fact_gave_no_reason() -> None:
    words = {template.event: template for template in shipped()}
    about = {"subject": "王海", "customer": "杭州威敏"}
    assigned = words["LeadAssigned"]
    assert render(assigned.body, about).startswith("线索已分配给你。建议：")
    assert render(assigned.body, {**about, "reason": "华东区轮到你"}).startswith("线索已分配给你：华东区轮到你。建议：")
    assert render(assigned.body_en, about).startswith("The lead was given to you. Next: ")
    for template in words.values():
        for text in (template.body, template.body_en):
            said = render(text, about)
            assert not said.endswith(("：", ":", "，", ",")), template.event
            assert not any(broken in said for broken in ("：。", ": .", "：，")), template.event


def test_every_fact_has_words_that_can_be_said_of_it() -> None:
    words = {template.event: template for template in shipped()}
    assert words.keys() == FACTS.keys()
    for event, template in words.items():
        for text in (template.title, template.body, template.title_en, template.body_en):
            check(text, names_of(FACTS[event]), event)


def test_no_words_call_a_fact_by_its_name_in_code() -> None:
    for template in shipped():
        assert template.event not in f"{template.title}{template.body}{template.title_en}{template.body_en}"


def test_what_services_only_tell_each_other_is_nothing_that_a_rule_may_name() -> None:
    assert "ContactKeysChanged" not in FACTS


def test_the_conditions_of_shipped_rules_read() -> None:
    assert len({rule.key for rule in SHIPPED}) == len(SHIPPED)
    for rule in SHIPPED:
        assert rule.event in FACTS
        if rule.condition:
            compiled(rule.event, rule.condition)


@pytest.mark.parametrize(
    "source",
    [
        "{% for x in subject %}{% endfor %}",
        "{{ subject.__class__ }}",
        "{{ subject['x'] }}",
        "{{ range(9) }}",
        "{% import 'x' as y %}",
        "{% set x = 1 %}",
        "{{ subject|attr('upper') }}",
        "{{ 'x' * 1000000000 }}",
        "{{ subject",
    ],
)
def test_a_template_can_do_nothing_but_show_and_choose(source: str) -> None:
    with pytest.raises(DomainError) as refusal:
        check(source, ["days"], "template.title")
    assert refusal.value.reason == "TEMPLATE_INVALID"


def test_a_template_names_what_its_fact_says_and_nothing_else() -> None:
    check("{{ days }}", ["days"], "template.title")
    with pytest.raises(DomainError) as refusal:
        check("{{ days }}\n{{ unknown }}", ["days"], "template.title")
    assert (refusal.value.reason, refusal.value.metadata) == ("TEMPLATE_NAME_UNKNOWN", {"line": "2", "name": "unknown"})


def test_a_template_chooses_and_leaves_out_what_the_fact_did_not_say() -> None:
    source = "{{ customer }}{% if days and days != '0' %} {{ days }} 天{% endif %}{{ missing|default('') }}"
    assert render(source, {"customer": "杭州威敏", "days": "3"}) == "杭州威敏 3 天"
    assert render(source, {"customer": "杭州威敏"}) == "杭州威敏"
