"""The list of capabilities and what `make capabilities` says of it."""

from collections import Counter

from tools.capabilities import LIST, capabilities, table

TEXT = """
## 1. leads (L)

| id | capability |
| --- | --- |
| L-01 | Capture |
| L-02 | Score |

## 2. money (R)

| id | capability |
| --- | --- |
| R-01 | Plan |
"""


def test_each_section_says_how_many_of_its_lines_have_a_test() -> None:
    said = table(TEXT, Counter({"L-02": 3}))
    assert "leads (L): 1 of 2\n  L-02    3 tests  Score\nmoney (R): 0 of 1\nIn all 1 of 3 lines have a test." in said


def test_every_line_of_the_list_has_an_id_of_its_own() -> None:
    text = LIST.read_text()
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| id", "| ---"))]
    assert len(capabilities(text)) == len(rows) > 300
