"""On which day a festival falls. Lunar ones follow a table (computed from the Chinese calendar, 2020 to 2045)."""

from datetime import date
from enum import StrEnum


class Festival(StrEnum):
    NEW_YEAR = "new_year"
    SPRING = "spring"
    LANTERN = "lantern"
    DRAGON_BOAT = "dragon_boat"
    MID_AUTUMN = "mid_autumn"
    NATIONAL_DAY = "national_day"
    CHRISTMAS = "christmas"
    DOUBLE_NINTH = "double_ninth"


NAMES = {
    Festival.NEW_YEAR: "元旦",
    Festival.SPRING: "春节",
    Festival.LANTERN: "元宵节",
    Festival.DRAGON_BOAT: "端午节",
    Festival.MID_AUTUMN: "中秋节",
    Festival.NATIONAL_DAY: "国庆节",
    Festival.CHRISTMAS: "圣诞节",
    Festival.DOUBLE_NINTH: "重阳节",
}
_FIXED = {Festival.NEW_YEAR: (1, 1), Festival.NATIONAL_DAY: (10, 1), Festival.CHRISTMAS: (12, 25)}
_FIRST = 2020
# Month and day, from the year _FIRST on.
_LUNAR = {
    Festival.SPRING: "0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 "
    "0131 0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217",
    Festival.LANTERN: "0208 0226 0215 0205 0224 0212 0303 0220 0209 0227 0217 0206 0225 "
    "0214 0305 0222 0211 0301 0218 0207 0226 0215 0205 0224 0213 0303",
    Festival.DRAGON_BOAT: "0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 "
    "0601 0620 0610 0530 0618 0607 0527 0614 0603 0622 0611 0531 0619",
    Festival.MID_AUTUMN: "1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 "
    "0908 0927 0916 1004 0924 0913 1002 0920 0910 0928 0917 1005 0925",
    Festival.DOUBLE_NINTH: "1025 1014 1004 1023 1011 1029 1018 1008 1026 1016 1005 1024 1012 "
    "1001 1020 1009 1027 1017 1007 1026 1014 1003 1022 1011 1029 1018",
}


def day_of(festival: Festival, year: int) -> date | None:
    """The day in that year; None for a lunar festival beyond the table."""
    if festival in _FIXED:
        return date(year, *_FIXED[festival])
    days = _LUNAR[festival].split()
    if not 0 <= year - _FIRST < len(days):
        return None
    found = days[year - _FIRST]
    return date(year, int(found[:2]), int(found[2:]))
