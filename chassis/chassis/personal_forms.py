"""Phones, mail addresses, identity numbers and WeChat ids as text: the one normal form they are compared by, and what may be shown."""

import re
import unicodedata
from enum import StrEnum


class PersonalKind(StrEnum):
    """What sort of personal value it is; decides its normal form and its mask."""

    PHONE = "phone"
    MAIL = "mail"
    ID_NUMBER = "id_number"
    WECHAT = "wechat"


_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)
_MAINLAND_ID = re.compile(r"\d{17}[\dX]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def normal(kind: PersonalKind, text: str) -> str:
    """The form in which two spellings of one value are equal. Raises ValueError with what is wrong, without the value."""
    wide = unicodedata.normalize("NFKC", text).strip()
    return _NORMAL[kind](wide)


def masked(kind: PersonalKind, text: str) -> str:
    """138****1234, l***@example.com, 110***********1234, w****9; takes any spelling."""
    plain = normal(kind, text)
    if kind is PersonalKind.MAIL:
        name, _, host = plain.partition("@")
        return f"{name[0]}***@{host}"
    if kind is PersonalKind.ID_NUMBER:
        return _middle(plain, 3, 4, len(plain) - 7)
    if kind is PersonalKind.WECHAT:
        return _middle(plain, 1, 1, 4)
    digits = _national(plain.partition(";")[0])
    return _middle(digits, 3, 4, 4) if len(digits) >= 10 else _middle(digits, 1, 2, 4)


def tail(kind: PersonalKind, text: str) -> str:
    """The last four characters, by which people find a phone or an identity number; nothing for mail and WeChat."""
    if kind in (PersonalKind.MAIL, PersonalKind.WECHAT):
        return ""
    return normal(kind, text).partition(";")[0][-4:]


def _middle(text: str, head: int, end: int, stars: int) -> str:
    """Keeps both ends; a text too short to hide anything is hidden whole."""
    if len(text) < head + end + 1:
        return "*" * 4
    return f"{text[:head]}{'*' * max(stars, 4)}{text[-end:]}"


def _phone(text: str) -> str:
    """E.164 with the extension behind ';'. Without a country it is taken as a number in mainland China."""
    extension = _EXTENSION.search(text)
    digits = re.sub(r"[\s\-‐-―().]", "", text[: extension.start()] if extension else text)
    digits = re.sub(r"^00", "+", digits)
    if not re.fullmatch(r"\+?\d{5,15}", digits):
        raise ValueError("A phone number has 5 to 15 digits, with + and the country in front where it is foreign.")
    if not digits.startswith("+"):
        # 86 138 1234 1234 without the plus; no mainland number of 13 digits begins so.
        local = digits[2:] if re.fullmatch(r"861\d{10}", digits) else digits
        digits = f"+86{local.removeprefix('0')}"
    elif digits.startswith("+860"):
        digits = f"+86{digits[4:]}"
    return f"{digits};{extension[1]}" if extension else digits


def _national(phone: str) -> str:
    """+8613812341234 -> 13812341234, +861012345678 -> 01012345678; foreign numbers keep their country."""
    if not phone.startswith("+86"):
        return phone
    rest = phone.removeprefix("+86")
    return rest if re.fullmatch(r"1[3-9]\d{9}", rest) or len(rest) < 9 else f"0{rest}"


def _mail(text: str) -> str:
    """Lower case as a whole: no provider in use tells capitals apart."""
    if len(text) > 254 or not re.fullmatch(r"[^@\s\x00-\x1f<>,;]{1,64}@[^@\s\x00-\x1f<>,;]+\.[^@\s\x00-\x1f<>,;.]{2,}", text):
        raise ValueError("A mail address looks like name@example.com.")
    return text.lower()


def _id_number(text: str) -> str:
    """Capitals without separators. The check digit of mainland numbers (GB 11643) is verified; passports are taken as they are."""
    plain = re.sub(r"[\s\-]", "", text).upper()
    if not re.fullmatch(r"[0-9A-Z()]{6,20}", plain):
        raise ValueError("An identity number has 6 to 20 letters and digits.")
    if _MAINLAND_ID.fullmatch(plain):
        check = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, plain, strict=False)) % 11
        if "10X98765432"[check] != plain[17]:
            raise ValueError("The last character does not fit the other 17 of the identity number.")
    return plain


def _wechat(text: str) -> str:
    """Lower case; a phone number, which many use instead, is taken as it is written."""
    if not re.fullmatch(r"[A-Za-z0-9_\-+]{5,40}", text):
        raise ValueError("A WeChat id has 5 to 40 letters, digits, hyphens and underscores.")
    return text.lower()


_NORMAL = {
    PersonalKind.PHONE: _phone,
    PersonalKind.MAIL: _mail,
    PersonalKind.ID_NUMBER: _id_number,
    PersonalKind.WECHAT: _wechat,
}
