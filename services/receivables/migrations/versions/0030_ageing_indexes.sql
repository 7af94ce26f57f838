-- outside a transaction

create index concurrently if not exists instalment_aged_idx on instalment (tenant_id, layer, customer_id, contract_id, id)
    include (currency, legal_entity_id, due_date, claim_date, open_minor, owner_id, team_id, shared_with, product_line, invoice_progress)
    where claim_state = 'claimable';

create index concurrently if not exists ledger_entry_claim_idx on ledger_entry (tenant_id, posting_date)
    include (kind, subject_id, customer_id, legal_entity_id, currency, claim_date, due_date, amount_minor)
    where kind in ('receivable_not_invoiced', 'receivable_invoiced', 'retention', 'advance_claim');

-- down

drop index if exists ledger_entry_claim_idx;

drop index if exists instalment_aged_idx;
