"""What was found wrong with one request."""

from chassis.errors import Violation

# A client that sends more is told how many there are; the first ones tell it what it does wrong.
MOST = 50


class Findings:
    """Violations in the order of the fields."""

    def __init__(self) -> None:
        self.violations: list[Violation] = []
        self.count = 0

    def add(self, path: str, detail: str, reason: str) -> None:
        self.count += 1
        if len(self.violations) < MOST:
            self.violations.append(Violation(path, detail, reason))
