-- outside a transaction

create index concurrently if not exists instalment_limitation_idx on instalment (tenant_id, limitation_date, id)
    where claim_state = 'claimable';

-- down

drop index if exists instalment_limitation_idx;
