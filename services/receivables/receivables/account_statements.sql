-- What a statement of account says in figures never changes, whatever a program does; run by the migration after it made the table.

create or replace function account_statement_frozen() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (new.balances, new.items, new.lines, new.checksum, new.known_at, new.kind, new.customer_id, new.legal_entity_id, new.currency, new.from_date, new.to_date)
    is distinct from
    (old.balances, old.items, old.lines, old.checksum, old.known_at, old.kind, old.customer_id, old.legal_entity_id, old.currency, old.from_date, old.to_date)
  then
    raise exception 'statement % was issued: its rows do not change', old.id
      using errcode = 'check_violation', constraint = 'account_statement_frozen_check';
  end if;
  return new;
end $$;

create or replace trigger account_statement_frozen before update on account_statement for each row execute function account_statement_frozen();
