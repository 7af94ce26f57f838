"""Run by Tryton's own Python: a company with people, parties and opportunities, through its ORM, and the many of them as rows.

    python fill.py <configuration> <database> <opportunities>

It prints what a client must know, as JSON.
"""

import datetime
import json
import sys

from trytond import config  # type: ignore[import-not-found]

config.update_etc(sys.argv[1])

from trytond.pool import Pool  # type: ignore[import-not-found]  # noqa: E402 - reads the configuration
from trytond.transaction import Transaction  # type: ignore[import-not-found]  # noqa: E402

DATABASE, COUNT = sys.argv[2], int(sys.argv[3])
_PARTIES = """insert into party_party (code, name, active, create_uid, create_date)
  select 'B' || n, '客户' || n || '有限公司', true, 1, now() - n * interval '1 second' from generate_series(1, {count}) n"""
_OPPORTUNITIES = """insert into sale_opportunity
    (number, description, party, company, currency, employee, amount, conversion_probability, start_date, state, create_uid, create_date)
  select 'B' || n, '产线' || n, p.id, {company}, {currency}, {employee}, 300000 + n, 0.5, current_date - (n % 700), 'lead', 1,
    now() - n * interval '1 second'
  from generate_series(1, {count}) n join party_party p on p.code = 'B' || n"""


def main() -> None:
    Pool.start()
    pool = Pool(DATABASE)
    pool.init()
    with Transaction().start(DATABASE, 0) as transaction:
        user, company, employee, currency = made(pool)
        with transaction.connection.cursor() as cursor:
            cursor.execute("select count(*) from sale_opportunity")
            if cursor.fetchone()[0] < COUNT:
                given = {"count": COUNT, "company": company, "currency": currency, "employee": employee}
                cursor.execute(_PARTIES.format(**given))
                cursor.execute(_OPPORTUNITIES.format(**given))
                cursor.execute("analyze")
        transaction.commit()
    sys.stdout.write(json.dumps({"user": user, "company": company, "employee": employee, "currency": currency}))


def made(pool: Pool) -> tuple[int, int, int, int]:
    """User, company, employee and currency: what Tryton asks for before anybody can open an opportunity."""
    models = {name: pool.get(name) for name in ("party.party", "company.company", "company.employee", "currency.currency", "res.user")}
    [currency] = models["currency.currency"].search([("code", "=", "CNY")], limit=1) or models["currency.currency"].create(
        [{"name": "Yuan", "code": "CNY", "symbol": "¥", "rates": [("create", [{"date": datetime.date(2020, 1, 1), "rate": 1}])]}]
    )
    if not (companies := models["company.company"].search([], limit=1)):
        own, person = models["party.party"].create([{"name": "示范公司"}, {"name": "销售"}])
        companies = models["company.company"].create([{"party": own.id, "currency": currency.id}])
        models["company.employee"].create([{"party": person.id, "company": companies[0].id}])
    [employee] = models["company.employee"].search([], limit=1)
    [user] = models["res.user"].search([("login", "=", "admin")])
    models["res.user"].write(
        [user],
        {
            "companies": [("add", [companies[0].id])],
            "company": companies[0].id,
            "employees": [("add", [employee.id])],
            "employee": employee.id,
        },
    )
    return user.id, companies[0].id, employee.id, currency.id


if __name__ == "__main__":
    main()
