-- outside a transaction

alter table ledger_account validate constraint ledger_account_kind_check;

alter table ledger_account validate constraint ledger_account_ceiling_check;

alter table ledger_transaction validate constraint ledger_transaction_kind_check;

alter table receipt validate constraint receipt_parts_check;

alter table receipt validate constraint receipt_whole_check;

alter table receipt validate constraint receipt_pending_check;

alter table instalment validate constraint instalment_waiting_check;

-- down
