-- outside a transaction

alter table contract validate constraint contract_called_off_check;

-- down
