"""Writes chassis/chassis/calendars/CN-<year>.csv: which weekdays are off and which weekend days are worked (调休).

The package chinese-calendar learns a year once the State Council has announced it; run this each November with a newer one
(`python tools/make_calendar.py 2027`) and commit the file. The product itself reads only the files.
"""

import csv
import sys
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar import get_holiday_detail, is_workday  # type: ignore[import-untyped]
from chinese_calendar.constants import Holiday, workdays  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent.parent / "chassis" / "chassis" / "calendars"
CHINESE = {holiday.value: holiday.chinese for holiday in Holiday}


def rows(year: int) -> list[tuple[str, str, str]]:
    """The days of a year that a Monday-to-Friday week gets wrong, and the holidays that fall on a weekend."""
    found = []
    day = date(year, 1, 1)
    while day.year == year:
        _, holiday = get_holiday_detail(day)
        if is_workday(day) and day.weekday() >= 5:
            found.append((day.isoformat(), "work", CHINESE[workdays[day]]))
        elif not is_workday(day) and holiday:
            found.append((day.isoformat(), "off", CHINESE[holiday]))
        day += timedelta(days=1)
    return found


def main(years: list[int]) -> None:
    for year in years:
        with (FOLDER / f"CN-{year}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("date", "day", "name"))
            writer.writerows(rows(year))


if __name__ == "__main__":
    main([int(year) for year in sys.argv[1:]] or list(range(2016, 2027)))
