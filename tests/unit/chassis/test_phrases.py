"""The phrases that pypinyin knows are read from its file by a way of our own: every one must be the same."""

import json

from chassis.phrases import PHRASES, lazy_pinyin, phrases


def test_every_phrase_is_read_as_its_file_says() -> None:
    assert dict(phrases()) == json.loads(PHRASES.read_text("utf-8"))


def test_a_character_is_read_as_its_phrase_has_it() -> None:
    assert [lazy_pinyin(each) for each in ("重庆", "重要", "银行", "行走")] == [
        ["chong", "qing"],
        ["zhong", "yao"],
        ["yin", "hang"],
        ["xing", "zou"],
    ]
