-- 余额复算: everything computed from the first entry and set against what is kept. Each statement gives (subject, currency, computed,
-- stored) where the two differ; its first comment names the kind of drift. domain/proof.py says the same in Python. They are separated
-- by blank lines and read by proof.py.

-- transaction: entries that do not sum to zero
select transaction_id, currency, sum(amount_minor), 0
from ledger_entry
where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
group by transaction_id, legal_entity_id, currency, kind in ('planned', 'planned_contra')
having sum(amount_minor) <> 0
limit :most

-- account: the kept balance
with computed as (
  select account_id, currency, sum(amount_minor) as minor
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
  group by account_id, currency),
stored as (
  select id, currency, balance_minor
  from ledger_account
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity))
select coalesce(id, account_id), coalesce(stored.currency, computed.currency), coalesce(minor, 0), coalesce(balance_minor, 0)
from computed full join stored on account_id = id and stored.currency = computed.currency
where coalesce(minor, 0) <> coalesce(balance_minor, 0)
limit :most

-- instalment: what is planned, and what is owed in whatever layer
with computed as (
  select subject_id, currency, kind = 'planned' as waits, sum(amount_minor) as minor
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
    and kind in ('planned', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim')
  group by subject_id, currency, kind = 'planned'),
stored as (
  select id, currency, claim_state = 'planned' as waits, case claim_state when 'planned' then amount_minor else open_minor end as minor
  from instalment
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity))
select coalesce(id, subject_id), coalesce(stored.currency, computed.currency), coalesce(computed.minor, 0), coalesce(stored.minor, 0)
from computed full join stored on subject_id = id and stored.waits = computed.waits and stored.currency = computed.currency
where coalesce(computed.minor, 0) <> coalesce(stored.minor, 0)
limit :most

-- receipt: what is free, and what is held in advance
with computed as (
  select subject_id, currency, kind = 'advance' as held, -sum(amount_minor) as minor
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
    and kind in ('unidentified', 'unapplied', 'advance')
  group by subject_id, currency, kind = 'advance'),
stored as (
  select id, currency, part.held, part.minor
  from receipt cross join lateral (values (false, unapplied_minor), (true, advance_minor)) part (held, minor)
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity))
select coalesce(id, subject_id), coalesce(stored.currency, computed.currency), coalesce(computed.minor, 0), coalesce(stored.minor, 0)
from computed full join stored on subject_id = id and stored.held = computed.held and stored.currency = computed.currency
where coalesce(computed.minor, 0) <> coalesce(stored.minor, 0)
limit :most

-- allocation: what receipts say they paid or hold, against what instalments say they got
select i.id, i.currency, coalesce(a.minor, 0), i.paid_minor + i.advance_minor
from instalment i
left join (select instalment_id, sum(amount_minor) as minor from allocation where tenant_id = :tenant group by instalment_id) a
  on a.instalment_id = i.id
where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity)
  and coalesce(a.minor, 0) <> i.paid_minor + i.advance_minor
limit :most

-- plan: its instalments against its total
select p.id, p.currency, coalesce(i.minor, 0), p.total_minor
from payment_plan p
left join (
  select payment_plan_id, sum(amount_minor) as minor
  from instalment
  where tenant_id = :tenant and close_reason is distinct from 'cancelled'
  group by payment_plan_id) i on i.payment_plan_id = p.id
where p.tenant_id = :tenant and (cast(:entity as uuid) is null or p.legal_entity_id = :entity)
  and p.state = 'active' and coalesce(i.minor, 0) <> p.total_minor
limit :most
