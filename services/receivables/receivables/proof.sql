-- 余额复算: everything computed from the first entry and set against what is kept. Each statement gives (subject, currency, computed,
-- stored) where the two differ; its first comment names the kind of drift. domain/proof.py says the same in Python. They are separated
-- by blank lines and read by proof.py, which proves all at once, where within(key) is true, or part after part: one by one keys lie in it.

-- transaction: entries that do not sum to zero
select transaction_id, currency, sum(amount_minor), 0
from ledger_entry
where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(create_time)
group by transaction_id, legal_entity_id, currency, kind in ('planned', 'planned_contra')
having sum(amount_minor) <> 0
limit :most

-- account: the kept balance
with computed as (
  select account_id, currency, sum(amount_minor) as minor
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id)
  group by account_id, currency),
stored as (
  select id, currency, balance_minor
  from ledger_account
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id))
select coalesce(id, account_id), coalesce(stored.currency, computed.currency), coalesce(minor, 0), coalesce(balance_minor, 0)
from computed full join stored on account_id = id and stored.currency = computed.currency
where coalesce(minor, 0) <> coalesce(balance_minor, 0)
limit :most

-- instalment: what is planned of it, and what is owed of it: by whom, in which layer, since when and due when; and what nobody pays any more
select subject_id, currency, sum(computed), sum(stored)
from (
  select legal_entity_id, kind, currency, customer_id, subject_id, claim_date, due_date, amount_minor as computed, 0 as stored
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id)
    and kind in ('planned', 'receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim')
  union all
  select legal_entity_id, case kind when 'write_off' then kind else 'relief' end, currency, null, subject_id, null, null, amount_minor, 0
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id) and kind in ('write_off', 'rounding', 'bank_fee', 'late_interest_waiver')
  union all
  select i.legal_entity_id, relief.kind, i.currency, null, i.id, null, null, 0, relief.minor
  from instalment i
  cross join lateral (values
    ('write_off', i.written_off_minor), ('relief', i.relieved_minor - i.written_off_minor)) relief (kind, minor)
  where i.relieved_minor <> 0 and i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and within(i.id)
  union all
  select i.legal_entity_id, held.kind, i.currency, i.customer_id, i.id, held.claim_date, held.due_date, 0, held.minor
  from instalment i
  cross join lateral (select case when i.claim_state <> 'planned' then i.open_minor else 0 end as minor) owed
  cross join lateral (
    select case when i.layer = 'normal' then least(owed.minor, greatest(0, i.invoiced_minor + i.credited_minor - i.paid_minor)) else 0 end as minor) invoiced
  cross join lateral (values
    ('planned', null, null, case when i.claim_state = 'planned' then i.amount_minor else 0 end),
    ('receivable_invoiced', i.claim_date, i.due_date, invoiced.minor),
    (case i.layer when 'retention' then 'retention' when 'advance' then 'advance_claim' else 'receivable_not_invoiced' end,
      i.claim_date, i.due_date, owed.minor - invoiced.minor)) held (kind, claim_date, due_date, minor)
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and within(i.id)) each
group by legal_entity_id, kind, currency, customer_id, subject_id, claim_date, due_date
having sum(computed) <> sum(stored)
limit :most

-- receipt: what is free and what is held in advance, and whose it is; what came, and what went back
select subject_id, currency, sum(computed), sum(stored)
from (
  select legal_entity_id, kind, currency, customer_id, subject_id, -amount_minor as computed, 0 as stored
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id)
    and kind in ('unidentified', 'unapplied', 'advance', 'in_bills')
  union all
  select legal_entity_id, 'came', currency, null, subject_id, -amount_minor, 0
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id)
    and kind in ('unidentified', 'unapplied', 'advance', 'in_bills') and transaction_kind in ('receipt', 'receipt_reversal')
  union all
  select legal_entity_id, 'went', currency, null, subject_id, amount_minor, 0
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id)
    and kind in ('unidentified', 'unapplied', 'advance') and transaction_kind in ('refund', 'refund_reversal')
  union all
  select legal_entity_id, part.kind, currency, part.customer_id, id, 0, part.minor
  from receipt
  cross join lateral (values
    (case when customer_id is null then 'unidentified' else 'unapplied' end, customer_id, unapplied_minor),
    ('advance', customer_id, advance_minor),
    ('went', null, refunded_minor),
    ('in_bills', customer_id, in_bills_minor),
    ('came', null, case state when 'reversed' then 0 else amount_minor end)) part (kind, customer_id, minor)
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(id)) each
group by legal_entity_id, kind, currency, customer_id, subject_id
having sum(computed) <> sum(stored)
limit :most

-- allocation: the lines of what was paid or is held, against what instalments say they got and what receipts say they gave
select subject_id, currency, minor, stored
from (
  select i.id as subject_id, i.currency, coalesce(l.minor, 0) as minor, i.paid_minor - i.relieved_minor + i.advance_minor + i.in_bills_minor as stored
  from instalment i
  left join (select instalment_id, sum(amount_minor) as minor from allocation
    where tenant_id = :tenant and within(instalment_id) group by instalment_id) l on l.instalment_id = i.id
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and within(i.id)
  union all
  select r.id, r.currency, coalesce(l.minor, 0), r.allocated_minor + r.advance_minor + r.in_bills_minor
  from receipt r
  left join (select receipt_id, sum(amount_minor) as minor from allocation
    where tenant_id = :tenant and within(receipt_id) group by receipt_id) l on l.receipt_id = r.id
  where r.tenant_id = :tenant and (cast(:entity as uuid) is null or r.legal_entity_id = :entity) and within(r.id)) each
where minor <> stored
limit :most

-- plan: its instalments against its total
select p.id, p.currency, coalesce(i.minor, 0), p.total_minor
from payment_plan p
left join (
  select payment_plan_id, sum(amount_minor) as minor
  from instalment
  where tenant_id = :tenant and close_reason is distinct from 'cancelled' and basis <> 'late_interest' and within(contract_id)
  group by payment_plan_id) i on i.payment_plan_id = p.id
where p.tenant_id = :tenant and (cast(:entity as uuid) is null or p.legal_entity_id = :entity) and within(p.contract_id)
  and p.state = 'active' and coalesce(i.minor, 0) <> p.total_minor
limit :most

-- coverage: what invoices cover, against what instalments say is invoiced, and what of what is paid credits paid
with line as (
  select c.instalment_id, sum(c.covered_minor) as minor from invoice_coverage c
  where c.tenant_id = :tenant and within(c.instalment_id) group by c.instalment_id),
credit as (
  select a.instalment_id, sum(a.amount_minor) as minor
  from allocation a join receipt r on r.id = a.receipt_id
  where a.tenant_id = :tenant and r.tender = 'credit' and a.kind = 'claim' and within(a.instalment_id)
  group by a.instalment_id)
select subject_id, currency, minor, stored
from (
  select i.id as subject_id, i.currency, coalesce(l.minor, 0) as minor, i.invoiced_minor as stored
  from instalment i left join line l on l.instalment_id = i.id
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and within(i.id)
  union all
  select i.id, i.currency, coalesce(c.minor, 0), i.credited_minor
  from instalment i left join credit c on c.instalment_id = i.id
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and within(i.id)
  union all
  select i.id, i.currency, coalesce(c.minor, 0), i.covered_minor
  from invoice i left join (
    select invoice_id, sum(covered_minor) as minor from invoice_coverage
    where tenant_id = :tenant and within(invoice_id) group by invoice_id) c on c.invoice_id = i.id
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and within(i.id)
  union all
  select i.id, i.currency, coalesce(-r.minor, 0), i.reduced_minor
  from invoice i left join (
    select original_id, sum(gross_minor) as minor from invoice
    where tenant_id = :tenant and state in ('issued', 'delivered', 'booked', 'returned') and original_id is not null and within(original_id)
    group by original_id) r on r.original_id = i.id
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and within(i.id)) each
where minor <> stored
limit :most

-- ageing: what is owed by the days since which it ages, against the kept cells; and of customers and contracts, against the kept totals
with computed as (
  select legal_entity_id, kind, currency, aged.basis, aged.since_date, sum(amount_minor) as minor
  from ledger_entry cross join lateral (values ('claim_date', claim_date), ('due_date', due_date)) aged (basis, since_date)
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
    and kind in ('receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim')
  group by 1, 2, 3, 4, 5),
stored as (
  select legal_entity_id, kind, currency, basis, since_date, sum(amount_minor) as minor
  from ageing_cell
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)
  group by 1, 2, 3, 4, 5)
select legal_entity_id, currency, coalesce(computed.minor, 0), coalesce(stored.minor, 0)
from computed full join stored using (legal_entity_id, kind, currency, basis, since_date)
where coalesce(computed.minor, 0) <> coalesce(stored.minor, 0)
union all
select group_id, currency, sum(computed), sum(stored)
from (
  select owed.axis, i.layer, owed.group_id, i.currency, i.legal_entity_id, i.open_minor as computed, 0 as stored
  from instalment i cross join lateral (values ('contract', i.contract_id), ('customer', i.customer_id)) owed (axis, group_id)
  where i.tenant_id = :tenant and (cast(:entity as uuid) is null or i.legal_entity_id = :entity) and i.claim_state = 'claimable'
  union all
  select axis, layer, group_id, currency, legal_entity_id, 0, amount_minor
  from owed_total
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity)) each
group by axis, layer, group_id, currency, legal_entity_id
having sum(computed) <> sum(stored)
limit :most

-- bill: what notes hold, against the bills in our hands
select subject_id, currency, sum(computed), sum(stored)
from (
  select subject_id, currency, amount_minor as computed, 0 as stored
  from ledger_entry
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(subject_id) and kind = 'notes'
  union all
  select id, currency, 0, amount_minor
  from bill
  where tenant_id = :tenant and (cast(:entity as uuid) is null or legal_entity_id = :entity) and within(id)
    and state in ('held', 'pledged', 'presented')) each
group by subject_id, currency
having sum(computed) <> sum(stored)
limit :most
