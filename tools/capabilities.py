"""`make capabilities`: which lines of docs/capabilities.md have a test, by the markers of the tests."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

LIST = Path(__file__).resolve().parent.parent / "docs" / "capabilities.md"
LINE = re.compile(r"^\| (?P<id>[A-Z]-\d{2}) \| (?P<what>.+?) \|", re.MULTILINE)
SECTION = re.compile(r"^## \d+\. (?P<title>.+)$", re.MULTILINE)


class Markers:
    """Counts the tests per capability while pytest collects them."""

    def __init__(self) -> None:
        self.tests: Counter[str] = Counter()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            self.tests.update(id for marker in item.iter_markers("capability") for id in marker.args)


def main() -> int:
    markers = Markers()
    if outcome := pytest.main(["--collect-only", "--quiet", "--quiet", "--no-header", "--disable-warnings"], plugins=[markers]):
        return int(outcome)
    text = LIST.read_text()
    print(table(text, markers.tests))
    return 0


def capabilities(text: str) -> dict[str, str]:
    """What each id stands for."""
    return {line["id"]: line["what"] for line in LINE.finditer(text)}


def table(text: str, tests: Counter[str]) -> str:
    """A line per capability that has a test, and how many of each section do."""
    lines: list[str] = []
    for title, body in sections(text):
        known = capabilities(body)
        proved = [id for id in known if tests[id]]
        lines.append(f"{title}: {len(proved)} of {len(known)}")
        lines += [f"  {id}  {tests[id]:>3} {'test ' if tests[id] == 1 else 'tests'}  {known[id]}" for id in proved]
    known = capabilities(text)
    lines.append(f"In all {sum(1 for id in known if tests[id])} of {len(known)} lines have a test.")
    return "\n".join(lines)


def sections(text: str) -> list[tuple[str, str]]:
    headings = list(SECTION.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    return [(heading["title"], text[heading.end() : end]) for heading, end in zip(headings, ends, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
