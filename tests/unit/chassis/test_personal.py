"""Personal data: who finds it, who reads it, and that it is gone when it was erased."""

import dataclasses
from uuid import UUID

import pytest

from chassis.errors import DomainError
from chassis.personal import ERASED, Personal, PersonalDataCorrupt, PersonErased, PersonKey, TenantKeys, show_masked
from chassis.personal_forms import PersonalKind, masked, normal, tail

MASTER = bytes(range(32))
TENANT, OTHER_TENANT = UUID(int=1), UUID(int=2)
LI, WANG = UUID(int=11), UUID(int=12)
PHONE, MAIL, ID_NUMBER = PersonalKind.PHONE, PersonalKind.MAIL, PersonalKind.ID_NUMBER


@pytest.fixture
def tenant() -> TenantKeys:
    return TenantKeys(MASTER, TENANT)


@pytest.fixture
def li(tenant: TenantKeys) -> PersonKey:
    return tenant.open_person_key(LI, tenant.new_person_key(LI))


def test_a_sealed_value_opens_as_it_was_typed(li: PersonKey) -> None:
    assert li.open(li.seal(PHONE, "138-1234 1234")) == "138-1234 1234"


def test_the_same_value_sealed_twice_looks_different_but_is_found_by_one_index(tenant: TenantKeys, li: PersonKey) -> None:
    first, second = li.seal(PHONE, "13812341234"), li.seal(PHONE, "+86 138 1234 1234")
    assert first.ciphertext != second.ciphertext
    assert first.index == second.index == tenant.index(PHONE, "0086-13812341234")


def test_indexes_of_two_tenants_cannot_be_compared(tenant: TenantKeys) -> None:
    assert tenant.index(MAIL, "li@example.com") != TenantKeys(MASTER, OTHER_TENANT).index(MAIL, "li@example.com")


def test_a_stored_value_shows_nothing_but_its_mask(li: PersonKey) -> None:
    value = li.seal(PHONE, "13812341234")
    assert show_masked(value) == "138****1234"
    assert b"13812341234" not in value.ciphertext
    assert "1381234" not in repr(value)


def test_a_value_names_the_person_whose_key_opens_it(li: PersonKey) -> None:
    assert li.seal(MAIL, "li@example.com").person_id == LI


def test_a_value_moved_to_another_person_does_not_open(tenant: TenantKeys, li: PersonKey) -> None:
    wang = tenant.open_person_key(WANG, tenant.new_person_key(WANG))
    with pytest.raises(PersonalDataCorrupt):
        wang.open(li.seal(PHONE, "13812341234"))


def test_a_changed_ciphertext_does_not_open(li: PersonKey) -> None:
    value = li.seal(PHONE, "13812341234")
    changed = dataclasses.replace(value, ciphertext=value.ciphertext[:-1] + bytes([value.ciphertext[-1] ^ 1]))
    with pytest.raises(PersonalDataCorrupt):
        li.open(changed)


def test_a_person_key_opens_only_in_its_tenant_and_for_its_person(tenant: TenantKeys) -> None:
    wrapped = tenant.new_person_key(LI)
    with pytest.raises(PersonalDataCorrupt):
        tenant.open_person_key(WANG, wrapped)
    with pytest.raises(PersonalDataCorrupt):
        TenantKeys(MASTER, OTHER_TENANT).open_person_key(LI, wrapped)


def test_an_erased_person_cannot_be_read_and_the_error_says_why(tenant: TenantKeys) -> None:
    with pytest.raises(PersonErased) as refused:
        tenant.open_person_key(LI, None)
    assert refused.value.reason == "PERSON_ERASED"
    assert refused.value.metadata == {"person_id": str(LI)}


def test_an_erased_value_keeps_no_trace(li: PersonKey) -> None:
    assert Personal(b"", b"", "***", "") == ERASED
    assert ERASED.person_id is None
    with pytest.raises(PersonErased):
        li.open(ERASED)


def test_a_new_key_after_erasure_does_not_open_old_values(tenant: TenantKeys, li: PersonKey) -> None:
    value = li.seal(PHONE, "13812341234")
    again = tenant.open_person_key(LI, tenant.new_person_key(LI))
    with pytest.raises(PersonalDataCorrupt):
        again.open(value)


def test_what_is_no_phone_is_refused_by_field_without_repeating_it(li: PersonKey) -> None:
    with pytest.raises(DomainError) as refused:
        li.seal(PHONE, "call me", field="contact.phone")
    assert refused.value.reason == "NOT_A_PHONE"
    assert refused.value.violations[0].field == "contact.phone"
    assert "call me" not in refused.value.detail


def test_a_master_key_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        TenantKeys(b"x" * 16, TENANT)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (PHONE, "138 1234 1234", "+8613812341234"),
        (PHONE, "+86 (138) 1234-1234", "+8613812341234"),
        (PHONE, "8613812341234", "+8613812341234"),
        (PHONE, "１３８１２３４１２３４", "+8613812341234"),
        (PHONE, "010-12345678", "+861012345678"),
        (PHONE, "+86 010 1234 5678", "+861012345678"),
        (PHONE, "021-5555 6666 转 801", "+862155556666;801"),
        (PHONE, "0044 20 7946 0958", "+442079460958"),
        (PHONE, "400-820-8820", "+864008208820"),
        (PHONE, "10086", "+8610086"),
        (MAIL, " Li.Lei@Example.COM ", "li.lei@example.com"),
        (ID_NUMBER, "11010519491231002x", "11010519491231002X"),
        (ID_NUMBER, "e1234 5678", "E12345678"),
    ],
)
def test_spellings_of_one_value_have_one_normal_form(kind: PersonalKind, text: str, expected: str) -> None:
    assert normal(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (PHONE, "+86 138 1234 1234", "138****1234"),
        (PHONE, "010-12345678", "010****5678"),
        (PHONE, "021-55556666转801", "021****6666"),
        (PHONE, "+44 20 7946 0958", "+44****0958"),
        (PHONE, "10086", "1****86"),
        (MAIL, "lilei@example.com", "l***@example.com"),
        (MAIL, "l@example.com", "l***@example.com"),
        (ID_NUMBER, "11010519491231002X", "110***********002X"),
        (ID_NUMBER, "E12345", "****"),
    ],
)
def test_a_mask_keeps_what_helps_to_recognise_and_no_more(kind: PersonalKind, text: str, expected: str) -> None:
    assert masked(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [(PHONE, "021-55556666转801", "6666"), (ID_NUMBER, "11010519491231002X", "002X"), (MAIL, "l@example.com", "")],
)
def test_the_tail_is_what_people_search_by(kind: PersonalKind, text: str, expected: str) -> None:
    assert tail(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (PHONE, ""),
        (PHONE, "12"),
        (PHONE, "1" * 16),
        (PHONE, "13812z41234"),
        (MAIL, "li"),
        (MAIL, "li@host"),
        (MAIL, "a b@example.com"),
        (ID_NUMBER, "110105194912310021"),
        (ID_NUMBER, "12"),
    ],
)
def test_what_is_none_of_its_kind_is_refused(kind: PersonalKind, text: str) -> None:
    with pytest.raises(ValueError):
        normal(kind, text)
