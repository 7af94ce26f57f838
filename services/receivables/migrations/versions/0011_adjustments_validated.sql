-- outside a transaction

alter table instalment validate constraint instalment_relieved_check;

alter table receipt validate constraint receipt_parts_check;

alter table receipt validate constraint receipt_whole_check;

alter table ledger_transaction validate constraint ledger_transaction_kind_check;

-- down
