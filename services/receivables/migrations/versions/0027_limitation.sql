alter table instalment add column interruptions jsonb default '[]' not null;

alter table instalment add column limitation_date date;

alter table instalment add column limitation_warning_date date;

-- Who paid a part owned up to the rest on that day.
with parts as (
    select a.tenant_id, a.instalment_id, a.receipt_id, sum(a.amount_minor) as minor, max(a.allocation_date) as allocation_date
    from allocation a where a.kind = 'claim' group by a.tenant_id, a.instalment_id, a.receipt_id having sum(a.amount_minor) > 0
), payments as (
    select p.*, case when r.collected_when = 'paid' then p.allocation_date else r.received_date end as payment_date
    from parts p join receipt r on r.id = p.receipt_id where r.tender <> 'credit'
), known as (
    select instalment_id, max(payment_date) as last_date, jsonb_agg(jsonb_build_object(
        'id', gen_random_uuid(), 'kind', 'part_payment', 'interruption_date', payment_date, 'source_id', receipt_id, 'minor', minor,
        'record_date', allocation_date) order by payment_date) as interruptions
    from payments group by instalment_id
)
update instalment i set interruptions = known.interruptions
from known where known.instalment_id = i.id and i.claim_state = 'claimable';

update instalment set limitation_date = (greatest(due_date, (
    select max((each ->> 'interruption_date')::date) from jsonb_array_elements(interruptions) as each)) + interval '3 years')::date
where claim_state = 'claimable';

-- Plans that had nothing more to say look at what they have to say now.
insert into timer (id, tenant_id, kind, subject_id, due_time, fire_time)
select gen_random_uuid(), p.tenant_id, 'plan_day', p.id, now(), now()
from payment_plan p
where p.archive_time is null and exists (select from instalment i where i.payment_plan_id = p.id and i.claim_state = 'claimable')
on conflict (tenant_id, subject_id, kind, slot) do nothing;

-- down

alter table instalment drop column limitation_warning_date;

alter table instalment drop column limitation_date;

alter table instalment drop column interruptions;
