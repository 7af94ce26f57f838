"""Which certificates are taken, and which are not."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
import trustme

from chassis.tls import Certificates, TlsSettings
from tests.support.mounted import Mounted


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def mounted(tmp_path: Path, authority: trustme.CA) -> Mounted:
    place = Mounted(tmp_path / "tls", "accounts")
    place.renew(authority)
    return place


def test_a_new_certificate_is_taken_once(mounted: Mounted, authority: trustme.CA) -> None:
    certificates = mounted.certificates()
    first = certificates.own
    mounted.renew(authority)
    certificates.look()
    assert certificates.own is not None
    assert certificates.own != first
    generation = certificates.generation
    certificates.look()
    assert certificates.generation == generation


@pytest.mark.parametrize("half", ["certificate", "key", "authorities"])
def test_a_half_written_file_keeps_the_certificate_in_use(
    mounted: Mounted, authority: trustme.CA, caplog: pytest.LogCaptureFixture, half: str
) -> None:
    certificates = mounted.certificates()
    first, generation = certificates.own, certificates.generation
    mounted.renew(authority)
    file: Path = getattr(mounted.files, half)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    for _ in range(3):
        certificates.look()
    assert (certificates.own, certificates.generation) == (first, generation)
    assert caplog.text.count("are not taken") == 1
    file.write_bytes(whole)
    certificates.look()
    assert certificates.generation == generation + 1


def test_a_key_of_another_certificate_is_not_taken(mounted: Mounted, authority: trustme.CA, caplog: pytest.LogCaptureFixture) -> None:
    certificates = mounted.certificates()
    first, former = certificates.own, mounted.files.key.read_bytes()
    mounted.renew(authority)
    mounted.files.key.write_bytes(former)
    certificates.look()
    assert certificates.own == first
    assert "the key is not that of the certificate" in caplog.text


def test_a_file_that_is_gone_for_a_moment_changes_nothing(mounted: Mounted) -> None:
    certificates = mounted.certificates()
    first = certificates.own
    (mounted.folder / "..data").unlink()
    certificates.look()
    assert certificates.own == first


def test_one_that_has_run_out_does_not_replace_one_that_has_not(
    mounted: Mounted, authority: trustme.CA, caplog: pytest.LogCaptureFixture
) -> None:
    certificates = mounted.certificates()
    first = certificates.own
    mounted.renew(authority, lasting=timedelta(days=-1))
    certificates.look()
    assert certificates.own == first
    assert "and the one in use still does" in caplog.text


def test_it_says_how_long_its_certificate_still_serves(mounted: Mounted, authority: trustme.CA, caplog: pytest.LogCaptureFixture) -> None:
    certificates = mounted.certificates()
    assert timedelta(days=29.9).total_seconds() < certificates.seconds_left() < timedelta(days=30).total_seconds()
    with caplog.at_level(logging.INFO):
        mounted.renew(authority, lasting=timedelta(days=2))
        certificates.look()
    assert "the certificate serves until" in caplog.text
    assert certificates.seconds_left() < timedelta(days=2).total_seconds()


def test_without_files_there_is_nothing_to_show() -> None:
    certificates = Certificates(TlsSettings())
    assert (certificates.own, certificates.database, certificates.nats) == (None, None, None)
    with pytest.raises(ValueError, match="no certificate"):
        certificates.server_credentials()
