-- outside a transaction

create index concurrently if not exists copy_account_keyless_idx ON copy_account (tenant_id) WHERE name_keys is null;

create index concurrently if not exists copy_account_name_keys_idx ON copy_account USING gin (name_keys);

create index concurrently if not exists instalment_open_amount_idx ON instalment (tenant_id, open_minor) WHERE claim_state = 'claimable';

create index concurrently if not exists payment_plan_contract_number_idx ON payment_plan (tenant_id, upper(regexp_replace(contract_number, '[^[:alnum:]]', '', 'g')));

create index concurrently if not exists payment_plan_order_number_idx ON payment_plan (tenant_id, upper(regexp_replace(customer_order_number, '[^[:alnum:]]', '', 'g')));

create index concurrently if not exists receipt_bank_idx ON receipt (tenant_id, bank_account_id, received_date) WHERE bank_account_id is not null;

create index concurrently if not exists receipt_claimable_idx ON receipt (tenant_id, customer_id, state, received_date, id);

-- down

drop index if exists receipt_claimable_idx;

drop index if exists receipt_bank_idx;

drop index if exists payment_plan_order_number_idx;

drop index if exists payment_plan_contract_number_idx;

drop index if exists instalment_open_amount_idx;

drop index if exists copy_account_name_keys_idx;

drop index if exists copy_account_keyless_idx;
