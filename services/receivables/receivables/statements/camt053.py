"""ISO 20022 camt.053 (BankToCustomerStatement), any version: the elements that versions 2 to 13 have in common."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from chassis.money import Money
from receivables.statements import cells
from receivables.statements.entry import MOST_ENTRIES, Entry, StatementFile, unreadable, wrong, wrong_cell


def read_camt053(content: bytes) -> StatementFile:
    """Raises DomainError for what is none, for entities and other tricks of XML, and for several accounts."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise unreadable(f"The file cannot be read as XML: {error!s:.200}") from error
    statements = list(_all(root, "BkToCstmrStmt/Stmt"))
    if not statements:
        raise unreadable("The file has no BkToCstmrStmt/Stmt, so it is no camt.053.")
    accounts = {_text(each, "Acct/Id/IBAN") or _text(each, "Acct/Id/Othr/Id") for each in statements}
    if len(accounts) > 1:
        raise unreadable(f"The file is of several accounts: {', '.join(sorted(accounts))}; import one account at a time.")
    entries = [entry for each in statements for entry in _entries(each)]
    if len(entries) > MOST_ENTRIES:
        raise wrong(f"A statement has at most {MOST_ENTRIES} movements; divide the file.", "STATEMENT_TOO_LONG")
    opening, closing = _balance(statements[0], "OPBD", "PRCD"), _balance(statements[-1], "CLBD")
    said = next((each.amount.currency for each in entries), "") or next((each.currency for each in (opening, closing) if each), "")
    currency = said or _text(statements[0], "Acct/Ccy")
    if not currency:
        raise unreadable("The file says no currency.")
    return StatementFile(currency, entries, accounts.pop(), opening, closing)


def _entries(statement: Element) -> Iterator[Entry]:
    for number, entry in enumerate(_all(statement, "Ntry"), start=1):
        # Pending ones come again once they are booked.
        if (_text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK") != "BOOK":
            continue
        amount, details = _money(entry, number), list(_all(entry, "NtryDtls/TxDtls"))
        parts = [_part(each, number) for each in details]
        if len(details) > 1 and all(parts) and sum((part.minor for part in parts if part), 0) == amount.minor:
            yield from (_entry(entry, each, part, number) for each, part in zip(details, parts, strict=True) if part)
        else:
            yield _entry(entry, details[0] if len(details) == 1 else None, amount, number)


def _entry(entry: Element, details: Element | None, amount: Money, number: int) -> Entry:
    incoming = _text(entry, "CdtDbtInd") == "CRDT"
    said = entry if details is None else details
    other = "Dbtr" if incoming else "Cdtr"
    day = next(filter(None, (_text(entry, f"{kind}/{form}") for kind in ("ValDt", "BookgDt") for form in ("Dt", "DtTm"))), "")
    try:
        value_date = cells.day(day)
    except ValueError as error:
        raise wrong_cell(number, "ValDt", str(error)) from None
    memo = (
        *(_text(each, "") for each in _all(said, "RmtInf/Ustrd")),
        _text(said, "RmtInf/Strd/CdtrRefInf/Ref"),
        _text(said, "AddtlTxInf") or _text(entry, "AddtlNtryInf"),
    )
    return Entry(
        row=number,
        day=value_date,
        amount=amount,
        incoming=incoming,
        serial=(_text(said, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef"))[:80],
        payer_name=(_text(said, f"RltdPties/{other}/Nm") or _text(said, f"RltdPties/{other}/Pty/Nm"))[:200],
        payer_account=(_text(said, f"RltdPties/{other}Acct/Id/IBAN") or _text(said, f"RltdPties/{other}Acct/Id/Othr/Id"))[:40],
        memo=" ".join(dict.fromkeys(filter(None, memo)))[:500],
    )


def _part(details: Element, number: int) -> Money | None:
    for path in ("", "AmtDtls/TxAmt"):
        for holder in _all(details, path) if path else (details,):
            if next(_all(holder, "Amt"), None) is not None:
                return _money(holder, number)
    return None


def _balance(statement: Element, *codes: str) -> Money | None:
    for code in codes:
        for balance in _all(statement, "Bal"):
            if _text(balance, "Tp/CdOrPrtry/Cd") == code:
                amount = _money(balance, 0)
                return -amount if _text(balance, "CdtDbtInd") == "DBIT" else amount
    return None


def _money(holder: Element, number: int) -> Money:
    """What its Amt says."""
    amount = next(_all(holder, "Amt"), None)
    try:
        found = None if amount is None else cells.amount(amount.text or "", amount.get("Ccy", ""))
    except ValueError as error:
        raise wrong_cell(number, "Amt", str(error)) from None
    if found is None or found.minor < 0:
        raise wrong_cell(number, "Amt", "There is no amount.")
    return found


def _text(element: Element, path: str) -> str:
    found = next(_all(element, path), None) if path else element
    return "" if found is None else " ".join((found.text or "").split())


def _all(element: Element, path: str) -> Iterator[Element]:
    """Descendants along the path, whatever their namespace: it names the version."""
    head, _, rest = path.partition("/")
    for child in element:
        if str(child.tag).rpartition("}")[2] == head:
            if rest:
                yield from _all(child, rest)
            else:
                yield child
