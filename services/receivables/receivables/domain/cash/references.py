"""What payers refer to in what they write."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from uuid import UUID

from receivables.domain.cash.incoming import Incoming, Owed
from receivables.domain.cash.reasons import Reason

_WORD = re.compile(r"[A-Z0-9][A-Z0-9\-_/.#]*")
_BETWEEN = re.compile(r"[\W_]+")
# A shorter number could be anything: a month, a lot, a floor.
_SHORTEST, _MOST = 5, 12


def number_key(text: str) -> str:
    """A number without what people leave out of it: ht-2025/001 is HT2025001. The database has the same function (cash_key)."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def words(memo: str) -> list[str]:
    """What in a memo can be a number of a contract or an order; what lies between separators also with its neighbour."""
    keys = [number_key(found) for found in _WORD.findall(unicodedata.normalize("NFKC", memo).upper())]
    together = [before + after for before, after in pairwise(keys)]
    telling = (key for key in (*keys, *together) if len(key) >= _SHORTEST and any(map(str.isdigit, key)))
    return list(dict.fromkeys(telling))[:_MOST]


def referred(incoming: Incoming, owed: Iterable[Owed]) -> dict[UUID, Reason]:
    """The contracts that the payer refers to, among those of what is owed."""
    memo, found = number_key(incoming.memo), dict[UUID, Reason]()
    for each in owed:
        if each.contract_id == incoming.contract_id:
            found[each.contract_id] = Reason.CONTRACT_SAID
        elif _says(memo, each.contract_number):
            found.setdefault(each.contract_id, Reason.CONTRACT_NAMED)
        elif _says(memo, each.order_number):
            found.setdefault(each.contract_id, Reason.ORDER_NAMED)
    return found


def _says(memo: str, number: str) -> bool:
    """HT2025001 is not named by HT20250012: a number ends where its digits do."""
    key = number_key(number)
    if len(key) < _SHORTEST:
        return False
    start = memo.find(key)
    while start >= 0:
        end = start + len(key)
        cut_before = key[0].isdigit() and memo[start - 1 : start].isdigit()
        cut_after = key[-1].isdigit() and memo[end : end + 1].isdigit()
        if not cut_before and not cut_after:
            return True
        start = memo.find(key, start + 1)
    return False
