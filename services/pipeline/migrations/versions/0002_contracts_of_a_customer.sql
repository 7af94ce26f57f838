-- outside a transaction

-- One that was begun and not finished is there, and of no use.
drop index concurrently if exists contract_customer_idx;

create index concurrently if not exists contract_customer_idx on contract (tenant_id, customer_id, create_time, id);

-- down
drop index contract_customer_idx;
