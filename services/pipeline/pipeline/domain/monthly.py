"""月结: what is delivered up to the closing day of a month is owed by it. Receivables makes the instalments."""

from chassis.bounds import within

MOST_CREDIT_DAYS = 720


def check_closing(where: str, cut_off_day: int, credit_days: int) -> None:
    """Raises DomainError for a day that no month has, 0 for no day besides, or more credit than two years."""
    within(f"{where}.cut_off_day", cut_off_day, 0, 31)
    within(f"{where}.credit_days", credit_days, 0, MOST_CREDIT_DAYS)
