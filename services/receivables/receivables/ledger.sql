-- What keeps the ledger true whatever a program does; run by the first migration after it made the tables. Statements are
-- separated by blank lines. Functions run as the owner, so that the app needs no right to write a balance.
--
-- The concurrency contract, under READ COMMITTED: one statement adds all entries of its transactions. Its trigger locks the accounts
-- in the order of their ids and only then adds to their balances, so of two sessions that spend the same money the second waits,
-- sees what the first left, and is refused by the checks of ledger_account. Sessions that post to several shared accounts (two bank
-- accounts in one batch) do so in one statement, or they could wait for each other and one is run again.

-- Written by this database transaction, whatever the row says: see ledger_entries_kept.
create function ledger_transaction_written() returns trigger language plpgsql as $$
begin
  new.written_by := pg_current_xact_id()::text::bigint;
  return new;
end $$;

create trigger written before insert on ledger_transaction for each row execute function ledger_transaction_written();

-- All checks of a statement's entries, and the balances, at once: a sum per row would cost more than the entries themselves.
create function ledger_entries_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  bad record;
  entity record;
  posted bigint;
begin
  -- Nothing is added to a transaction that was committed before, and copies agree with their original.
  select e.transaction_id into bad from added e left join ledger_transaction t on t.id = e.transaction_id
    where t.written_by is distinct from pg_current_xact_id()::text::bigint
      or (e.tenant_id, e.transaction_kind, e.business_date, e.posting_date, e.create_time)
        is distinct from (t.tenant_id, t.kind, t.business_date, t.posting_date, t.create_time) limit 1;
  if found then
    raise exception 'transaction % takes no such entries: it is another''s, older, or says otherwise', bad.transaction_id
      using errcode = 'check_violation', constraint = 'ledger_entry_transaction_check';
  end if;
  -- Every transaction balances per legal entity and currency, the memorandum accounts for themselves.
  select transaction_id, currency, sum(amount_minor) as off into bad from added
    group by transaction_id, legal_entity_id, currency, kind in ('planned', 'planned_contra') having sum(amount_minor) <> 0 limit 1;
  if found then
    raise exception 'transaction % is off by % %', bad.transaction_id, bad.off, bad.currency
      using errcode = 'check_violation', constraint = 'ledger_entry_balance_check';
  end if;
  -- A closed period takes nothing. The shared lock keeps a period from being closed until this transaction ends; it is taken before
  -- the state is read, in a statement of its own, so that the state is read as it is after the wait.
  for entity in select distinct tenant_id, legal_entity_id from added order by 1, 2 loop
    perform pg_advisory_xact_lock_shared(ledger_period_key(entity.tenant_id, entity.legal_entity_id));
  end loop;
  select p.state, e.posting_date into bad from added e join copy_fiscal_period p
    on p.tenant_id = e.tenant_id and p.legal_entity_id = e.legal_entity_id and e.posting_date between p.start_date and p.end_date
    where not p.archived and (p.state = 'closed' or p.state = 'soft_closed' and current_setting('app.soft_closed', true) is distinct from 'on')
    limit 1;
  if found then
    raise exception '% lies in a period that is %', bad.posting_date, bad.state
      using errcode = 'check_violation', constraint = 'ledger_period_open_check';
  end if;
  -- Accounts appear on first use; of two sessions that use one first, the second waits for the first. Then all are locked in order.
  insert into ledger_account (id, tenant_id, legal_entity_id, kind, currency, customer_id, subject_id, balance_minor, version)
    select distinct account_id, tenant_id, legal_entity_id, kind, currency, customer_id, subject_id, 0, 0 from added order by account_id
    on conflict (id) do nothing;
  perform from ledger_account where id in (select account_id from added) order by id for update;
  update ledger_account a set balance_minor = a.balance_minor + d.minor, version = a.version + 1
    from (select account_id, tenant_id, legal_entity_id, kind, currency, customer_id, subject_id, sum(amount_minor) as minor
      from added group by 1, 2, 3, 4, 5, 6, 7) d
    where a.id = d.account_id
      and (a.tenant_id, a.legal_entity_id, a.kind, a.currency, a.customer_id, a.subject_id)
        is not distinct from (d.tenant_id, d.legal_entity_id, d.kind, d.currency, d.customer_id, d.subject_id);
  get diagnostics posted = row_count;
  if posted <> (select count(*) from (select distinct account_id, tenant_id, legal_entity_id, kind, currency, customer_id, subject_id from added) k) then
    raise exception 'an entry names an account by another account''s id' using errcode = 'check_violation', constraint = 'ledger_entry_account_check';
  end if;
  return null;
end $$;

create trigger kept after insert on ledger_entry referencing new table as added for each statement execute function ledger_entries_kept();

-- At commit, when all that belongs to it should be there.
create function ledger_transaction_complete() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from ledger_entry where transaction_id = new.id) then
    raise exception 'transaction % has no entries', new.id using errcode = 'check_violation', constraint = 'ledger_transaction_complete_check';
  end if;
  return null;
end $$;

create constraint trigger complete after insert on ledger_transaction deferrable initially deferred
  for each row execute function ledger_transaction_complete();

create trigger never_emptied before truncate on ledger_transaction for each statement execute function append_only();

create trigger never_emptied before truncate on ledger_entry for each statement execute function append_only();

create function ledger_period_key(tenant_id uuid, legal_entity_id uuid) returns bigint language sql stable as $$
  select hashtextextended('fiscal_period/' || tenant_id || '/' || legal_entity_id, 0)
$$;

-- Whoever changes a period waits until what is being posted in its legal entity is committed.
create function ledger_period_changed() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(ledger_period_key(new.tenant_id, new.legal_entity_id));
  return new;
end $$;

create trigger changed before insert or update on copy_fiscal_period for each row execute function ledger_period_changed();

-- Whoever may execute one that runs as the owner could hang it on a table of their own.
revoke all on function ledger_entries_kept(), ledger_transaction_complete() from public;
