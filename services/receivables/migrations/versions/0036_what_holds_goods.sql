-- Who keeps a copy of what must be paid before goods go hears of every plan and release that may hold or free them, once all run
-- the release that listens.
insert into timer (id, tenant_id, kind, subject_id, slot, due_time, fire_time)
  select gen_random_uuid(), p.tenant_id, 'plan_told', p.id, '', now() + interval '10 minutes', now() + interval '10 minutes'
  from payment_plan p
  where p.state = 'active' and p.archive_time is null and (
    exists (select from instalment i where i.tenant_id = p.tenant_id and i.payment_plan_id = p.id and i.gate = 'shipment')
    or exists (select from plan_revision r where r.tenant_id = p.tenant_id and r.payment_plan_id = p.id))
  union all
  select gen_random_uuid(), c.tenant_id, 'release_told', c.id, '', now() + interval '10 minutes', now() + interval '10 minutes'
  from credit_limit c
  where c.kind = 'release' and c.state = 'approved' and c.contract_id is not null;

-- down

delete from timer where kind in ('plan_told', 'release_told');
