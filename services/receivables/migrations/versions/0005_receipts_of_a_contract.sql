-- outside a transaction

-- One that was begun and not finished is there, and of no use.
drop index concurrently if exists receipt_contract_idx;

create index concurrently if not exists receipt_contract_idx on receipt (tenant_id, contract_id, create_time, id);

-- down
drop index receipt_contract_idx;
