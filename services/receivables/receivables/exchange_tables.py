"""The tables of exchange rates and exchange differences."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Numeric, String, Table, Text, Uuid, text

from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant
from receivables.columns import AsJson
from receivables.domain.exchange.rate import ExchangeRate
from receivables.domain.exchange.run import ExchangeLine, ExchangeRealised, ExchangeRun
from receivables.period_run_tables import period_run_columns, period_run_indexes
from receivables.tables import mapper, metadata

exchange_rate = Table(
    "exchange_rate",
    metadata,
    *aggregate_columns(),
    Column("currency_code", String(3), nullable=False),
    Column("quote_currency_code", String(3), nullable=False),
    Column("rate_date", Date, nullable=False),
    Column("rate", Numeric(19, 10), nullable=False),
    Column("source", Text, nullable=False),
    Column("entered_by", Uuid),
    Column("withdrawn_by", Uuid),
    instant("withdraw_time", nullable=True),
    CheckConstraint("rate > 0", name="rate"),
    CheckConstraint("currency_code <> quote_currency_code", name="currencies"),
    Index("exchange_rate_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("exchange_rate_by_rate_date_idx", "tenant_id", "rate_date", "id"),
    # Of two currencies and a day, one counts.
    Index(
        "exchange_rate_standing_key",
        "tenant_id",
        "currency_code",
        "quote_currency_code",
        "rate_date",
        unique=True,
        postgresql_where=text("withdraw_time is null"),
    ),
)

exchange_run = Table(
    "exchange_run",
    metadata,
    *period_run_columns(),
    Column("currency_code", String(3), nullable=False),
    Column("lines", AsJson(list[ExchangeLine]), nullable=False),
    Column("realised", AsJson(list[ExchangeRealised]), nullable=False),
    *period_run_indexes("exchange_run"),
)

map_root(mapper, ExchangeRate, exchange_rate)
map_root(mapper, ExchangeRun, exchange_run)
