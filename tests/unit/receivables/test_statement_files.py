"""Bank statements as files: what banks export is read, and what is wrong is said with row and column."""

import base64
import gzip
import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from chassis.errors import DomainError
from chassis.money import Money
from receivables.domain.cash.states import StatementFormat
from receivables.statements.entry import Entry, with_serials
from receivables.statements.opening import read, unpacked
from receivables.statements.profiles import profiles

pytestmark = pytest.mark.capability("M-10")

DAY = date(2025, 12, 1)
ICBC = """[HISTORYDETAIL]
凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,交易流水号
0,1001200300400500600,6222000011112222,2025-12-01 09:12:33,贷,0.00,"90,000.00",102100,货款,HT-2025-001,牡丹精工有限公司,"1,090,000.00",IC001
0,1001200300400500600,,2025-12-01 10:00:00,借,50.00,0.00,,手续费,,,"1,089,950.00",IC002
"""
CCB = """账号,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,记账日期,摘要,备注,账户明细编号-交易流水号,凭证号
31050161000009999,20251201 10:15:00,0,90000.00,1090000.00,人民币,牡丹精工有限公司,6222000011112222,20251201,货款,HT-2025-001,8812-1,
"""
CMB = """招商银行账务明细
账号:,755900001111
交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,业务名称,用途,收(付)方名称,收(付)方账号
20251201,101500,20251201,汇入,,90000.00,1090000.00,货款,C0123,汇入,HT-2025-001,牡丹精工有限公司,6222000011112222
"""
MERCHANT = """记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号
`2025-12-01 09:12:33,`4200001,`1000050201,`交易,`交易,`收入,`90000.00,`90000.00,`system,`HT-2025-001,`900001
`2025-12-01 10:12:33,`4200002,`1000050202,`退款,`退款,`支出,`10.00,`89990.00,`system,`,`900002
资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额
`2,`1,`90000.00,`1,`10.00
"""
MT940 = """{1:F01CCBCNBJAXXX0000000000}{4:
:20:STMT251201
:25:CCBCNBJ/31050161000009999
:28C:335/1
:60F:C251130CNY1000000,00
:61:2512011201C90000,00NTRFNONREF//9912010001
:86:/ORDP/牡丹精工有限公司/ORDPACC/6222000011112222/REMI/HT-2025-001 货款
:61:2512011201D50,00NCHGNONREF//9912010002
:86:手续费
:62F:C251201CNY1089950,00
-}
:20:STMT251202
:25:CCBCNBJ/31050161000009999
:28C:336/1
:60F:C251201CNY1089950,00
:61:2512021202C10,00NTRFNONREF//9912020001
:62F:C251202CNY1089960,00
-
"""
CAMT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>S1</Id>
<Acct><Id><Othr><Id>31050161000009999</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1000000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">1089950.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Ntry><Amt Ccy="CNY">90000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2025-12-01</Dt></BookgDt>
<AcctSvcrRef>9912010001</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>牡丹精工有限公司</Nm></Pty></Dbtr>
<DbtrAcct><Id><Othr><Id>6222000011112222</Id></Othr></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>HT-2025-001 货款</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="CNY">50.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><ValDt><Dt>2025-12-01</Dt></ValDt>
<AcctSvcrRef>9912010002</AcctSvcrRef></Ntry>
<Ntry><Amt Ccy="CNY">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts></Ntry></Stmt></BkToCstmrStmt></Document>"""


def workbook(text: str) -> bytes:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for line in text.splitlines():
        sheet.append(
            line.replace('"90,000.00"', "90000").replace('"1,090,000.00"', "1090000").replace('"1,089,950.00"', "1089950").split(",")
        )
    book.save(file)
    return file.getvalue()


def refused(file: bytes, **asked: str) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        read(file, **asked)
    return refusal.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(("profile", "text"), [("icbc", ICBC), ("ccb", CCB), ("cmb", CMB), ("merchant", MERCHANT)])
def test_what_a_bank_offers_is_read_in_either_encoding_and_known_by_its_headers(profile: str, text: str, encoding: str) -> None:
    form, found = read(text.encode(encoding))
    first = found.entries[0]
    assert (form, found.profile, found.currency) == (StatementFormat.CSV, profile, "CNY")
    assert (first.day, first.amount, first.incoming) == (DAY, Money.parse("CNY", "90000.00"), True)
    assert first.serial
    assert "HT-2025-001" in first.memo
    if profile != "merchant":
        assert (first.payer_name, first.payer_account) == ("牡丹精工有限公司", "6222000011112222")
    assert found == read(text.encode(encoding), profile=profile)[1]


@pytest.mark.parametrize("text", [ICBC, CCB, CMB])
def test_a_workbook_says_the_same_as_the_text(text: str) -> None:
    form, found = read(workbook(text))
    as_text = read(text.encode())[1]
    assert form is StatementFormat.XLSX
    assert found == as_text


def test_what_banks_send_to_programs_is_read_with_its_balances() -> None:
    opening, payer = Money.parse("CNY", "1000000.00"), "牡丹精工有限公司"
    for text, form, closing in ((MT940, StatementFormat.MT940, "1089960.00"), (CAMT, StatementFormat.CAMT053, "1089950.00")):
        kind, found = read(text.encode())
        came, went, *_ = found.entries
        assert (kind, found.account, found.opening, found.closing) == (form, "31050161000009999", opening, Money.parse("CNY", closing))
        assert (came.day, came.amount, came.serial, came.payer_name) == (DAY, Money.parse("CNY", "90000.00"), "9912010001", payer)
        assert (came.payer_account, came.memo, came.incoming, went.incoming) == ("6222000011112222", "HT-2025-001 货款", True, False)
        assert went.signed == Money.parse("CNY", "-50.00")


def test_the_column_of_balances_gives_opening_and_closing_in_either_order_of_time() -> None:
    upwards = ICBC.splitlines()
    for text in (ICBC, "\n".join([*upwards[:2], *reversed(upwards[2:])])):
        found = read(text.encode())[1]
        assert (str(found.opening), str(found.closing)) == ("1000000.00 CNY", "1089950.00 CNY")
    filtered = ICBC.replace("1,089,950.00", "999,999.00")
    assert read(filtered.encode())[1].opening is None


def test_movements_that_do_not_make_up_the_balances_are_refused() -> None:
    for text in (MT940.replace("1089960,00", "1089961,00"), CAMT.replace("1089950.00", "1089950.01")):
        assert refused(text.encode()).reason == "STATEMENT_UNBALANCED"


def test_what_is_wrong_is_said_with_row_and_column() -> None:
    error = refused(ICBC.replace('"90,000.00"', "9万").encode())
    assert (error.reason, error.metadata) == ("STATEMENT_CELL_WRONG", {"row": "3", "column": "贷方发生额"})
    error = refused(CMB.replace("20251201,101500", "2025年13月1日,101500").encode())
    assert (error.metadata["row"], error.metadata["column"]) == ("4", "交易日")
    assert refused(b"a,b\n1,2\n").reason == "STATEMENT_HEADERS_UNKNOWN"
    assert refused(ICBC.encode(), profile="cmb").reason == "STATEMENT_HEADERS_UNKNOWN"
    assert refused(ICBC.encode(), profile="nobody").reason == "PROFILE_UNKNOWN"
    assert refused(b"\xd0\xcf\x11\xe0 an old workbook").reason == "STATEMENT_FORMAT_OLD"
    assert refused(b"PK\x03\x04 no workbook").reason == "FILE_UNREADABLE"
    both = ICBC.replace('0.00,"90,000.00"', '1.00,"90,000.00"')
    assert refused(both.encode()).metadata["row"] == "3"


def test_several_accounts_are_never_one_statement() -> None:
    assert "account" in str(refused(ICBC.replace("1001200300400500600,,", "999,,").encode()))
    assert "several accounts" in str(refused(MT940.replace("9999\n:28C:336", "8888\n:28C:336").encode()))


def test_xml_that_plays_tricks_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document>&b;</Document>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Document>&a;</Document>'
    for text in (bomb, outside, "<Document/>", "<Document"):
        assert refused(text.encode()).reason == "STATEMENT_UNREADABLE"


def test_content_comes_in_base64_and_may_be_packed_but_not_without_end() -> None:
    file = ICBC.encode()
    assert unpacked(base64.b64encode(file).decode()) == unpacked(base64.b64encode(gzip.compress(file)).decode()) == file
    for content in (gzip.compress(b"0" * 17_000_000), b"\x1f\x8b nothing", gzip.compress(file)[:-20], b""):
        with pytest.raises(DomainError) as refusal:
            unpacked(base64.b64encode(content).decode())
        assert refusal.value.reason in ("STATEMENT_TOO_LARGE", "STATEMENT_UNREADABLE")
    with pytest.raises(DomainError):
        unpacked("no base64!")


def entries(*said: tuple[str, str, str]) -> Sequence[Entry]:
    return [Entry(row, DAY, Money.parse("CNY", amount), True, serial, memo=memo) for row, (amount, serial, memo) in enumerate(said)]


def test_entries_without_a_serial_number_get_the_same_one_in_each_file_that_has_them() -> None:
    two = with_serials(entries(("10.00", "", "a"), ("10.00", "", "a"), ("20.00", "7", "b")))
    assert two[0].serial != two[1].serial
    assert two[2].serial == "7"
    more = with_serials(entries(("5.00", "", "c"), ("10.00", "", "a"), ("10.00", "", "a")))
    assert [each.serial for each in more[1:]] == [each.serial for each in two[:2]]
    assert [each.serial for each in with_serials(entries(("90.00", "8", ""), ("1.00", "8", "费")))] == ["8", "8/2"]


def test_every_profile_names_what_must_be_known() -> None:
    assert profiles().keys() == {"icbc", "ccb", "cmb", "merchant"}
    for profile in profiles().values():
        assert {"day", "serial", "memo"} <= profile.columns.keys()
        assert ({"credit", "debit"} <= profile.columns.keys()) or {"amount", "direction"} <= profile.columns.keys()


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for file in (content, b"PK\x03\x04" + content, b"<" + content, b":20:" + content, ICBC.encode()[:200] + content):
        with suppress(DomainError):
            read(file)
