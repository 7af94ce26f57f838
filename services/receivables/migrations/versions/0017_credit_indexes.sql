-- outside a transaction

create index concurrently if not exists copy_account_parent_idx on copy_account (tenant_id, parent_id) where parent_id is not null;

create index concurrently if not exists receipt_funds_idx on receipt (tenant_id, customer_id) where advance_minor + unapplied_minor > 0;

-- down

drop index if exists receipt_funds_idx;

drop index if exists copy_account_parent_idx;
