"""What is kept because it was asked for lately."""

from chassis.recent import Recent


def test_what_was_asked_for_last_stays_and_the_rest_goes() -> None:
    kept: Recent[str, int] = Recent(2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    assert kept.get("a") == 1
    kept.keep("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)


def test_what_is_kept_anew_is_the_newest() -> None:
    kept: Recent[str, int] = Recent(2)
    for key, value in (("a", 1), ("b", 2), ("a", 3), ("c", 4)):
        kept.keep(key, value)
    assert (kept.get("a"), kept.get("b"), len(kept)) == (3, None, 2)
