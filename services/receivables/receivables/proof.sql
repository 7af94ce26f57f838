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

-- instalment: what is planned of it, and what is owed of it: by whom, in which layer, since when and due when
select subject_id, currency, sum(computed), sum(stored)
from (
  select legal_entity_id, kind, currency, customer_id, subject_id, claim_date, due_date, amount_minor as computed, 0 as stored
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
    and kind in ('planned', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim')
  union all
  select i.legal_entity_id, held.kind, i.currency, i.customer_id, i.id, held.claim_date, held.due_date, 0, held.minor
  from instalment i
  cross join lateral (select case when i.claim_state <> 'planned' then i.open_minor else 0 end as minor) owed
  cross join lateral (
    select case when i.layer = 'normal' then least(owed.minor, greatest(0, i.invoiced_minor - i.paid_minor)) else 0 end as minor) invoiced
  cross join lateral (values
    ('planned', null, null, case when i.claim_state = 'planned' then i.amount_minor else 0 end),
    ('receivable_invoiced', i.claim_date, i.due_date, invoiced.minor),
    (case i.layer when 'retention' then 'retention' when 'advance' then 'advance_claim' else 'receivable_not_invoiced' end,
      i.claim_date, i.due_date, owed.minor - invoiced.minor)) held (kind, claim_date, due_date, minor)
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity)) each
group by legal_entity_id, kind, currency, customer_id, subject_id, claim_date, due_date
having sum(computed) <> sum(stored)
limit :most

-- receipt: what is free and what is held in advance, and whose it is; and what came
select subject_id, currency, sum(computed), sum(stored)
from (
  select legal_entity_id, kind, currency, customer_id, subject_id, -amount_minor as computed, 0 as stored
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
    and kind in ('unidentified', 'unapplied', 'advance')
  union all
  select legal_entity_id, 'came', currency, null, subject_id, -amount_minor, 0
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
    and kind in ('unidentified', 'unapplied', 'advance') and transaction_kind in ('receipt', 'receipt_reversal')
  union all
  select legal_entity_id, part.kind, currency, part.customer_id, id, 0, part.minor
  from receipt
  cross join lateral (values
    (case when customer_id is null then 'unidentified' else 'unapplied' end, customer_id, unapplied_minor),
    ('advance', customer_id, advance_minor),
    ('came', null, case state when 'reversed' then 0 else amount_minor end)) part (kind, customer_id, minor)
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)) each
group by legal_entity_id, kind, currency, customer_id, subject_id
having sum(computed) <> sum(stored)
limit :most

-- allocation: the lines of what was paid or is held, against what instalments say they got and what receipts say they gave
with line as (
  select instalment_id, receipt_id, amount_minor from allocation where tenant_id = :tenant)
select subject_id, currency, minor, stored
from (
  select i.id as subject_id, i.currency, coalesce(l.minor, 0) as minor, i.paid_minor + i.advance_minor as stored
  from instalment i
  left join (select instalment_id, sum(amount_minor) as minor from line group by instalment_id) l on l.instalment_id = i.id
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity)
  union all
  select r.id, r.currency, coalesce(l.minor, 0), r.allocated_minor + r.advance_minor
  from receipt r
  left join (select receipt_id, sum(amount_minor) as minor from line group by receipt_id) l on l.receipt_id = r.id
  where r.tenant_id = :tenant and (cast(:entity as uuid) is null or r.legal_entity_id = :entity)) each
where minor <> stored
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
