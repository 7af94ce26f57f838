-- outside a transaction

create index concurrently if not exists account_due_idx on account (tenant_id, next_contact_due_date, id) where archive_time is null;

create index concurrently if not exists account_segment_idx on account (tenant_id, rfm_segment) where archive_time is null;

-- down

drop index if exists account_segment_idx;

drop index if exists account_due_idx;
