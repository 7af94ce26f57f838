-- What invoices cover, kept true whatever a program does; run by the migration after it made the tables, statements separated by blank
-- lines. It is checked at commit, when all that belongs to it should be there, by functions that run as the owner: who asks may not see
-- every invoice of an instalment.
--
-- The concurrency contract, under READ COMMITTED: who changes what is covered changes the rows of the instalment and of the invoice too,
-- or is refused. So of two sessions the second waits for the first one's rows, and its sums, taken at its own commit, hold what the first
-- left. invoiced <= amount and covered + reduced <= gross are checks of the rows themselves.

create function invoice_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
  bad uuid;
begin
  if tg_table_name = 'invoice' then
    ids := array[new.id, new.original_id];
  else
    ids := array[new.invoice_id, old.invoice_id];
  end if;
  select i.id into bad from invoice i
    where i.id = any (ids) and (
      (i.net_minor, i.tax_minor) <>
        (select coalesce(sum(l.net_minor), 0)::bigint, coalesce(sum(l.tax_minor), 0)::bigint from invoice_line l where l.invoice_id = i.id)
      or i.covered_minor <> (select coalesce(sum(c.covered_minor), 0) from invoice_coverage c where c.invoice_id = i.id)
      or i.reduced_minor <> (select coalesce(-sum(r.gross_minor), 0) from invoice r
        where r.tenant_id = i.tenant_id and r.original_id = i.id and r.state in ('issued', 'delivered', 'booked', 'returned')))
    limit 1;
  if found then
    raise exception 'invoice % is not the sum of its lines, its coverage and what takes it back', bad
      using errcode = 'check_violation', constraint = 'invoice_kept_check';
  end if;
  return null;
end $$;

create function instalment_covered() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids uuid[];
  bad uuid;
begin
  if tg_table_name = 'instalment' then
    ids := array[new.id];
  else
    ids := array[new.instalment_id, old.instalment_id];
  end if;
  select i.id into bad from instalment i
    where i.id = any (ids)
      and i.invoiced_minor <> (select coalesce(sum(c.covered_minor), 0) from invoice_coverage c where c.instalment_id = i.id)
    limit 1;
  if found then
    raise exception 'instalment % says another amount than its invoices cover', bad
      using errcode = 'check_violation', constraint = 'instalment_covered_check';
  end if;
  return null;
end $$;

create constraint trigger kept after insert or update on invoice deferrable initially deferred for each row execute function invoice_kept();

create constraint trigger kept after insert or update or delete on invoice_line deferrable initially deferred
  for each row execute function invoice_kept();

create constraint trigger kept after insert or update or delete on invoice_coverage deferrable initially deferred
  for each row execute function invoice_kept();

create constraint trigger covered after insert or update or delete on invoice_coverage deferrable initially deferred
  for each row execute function instalment_covered();

create constraint trigger covered after update of invoiced_minor on instalment deferrable initially deferred
  for each row when (old.invoiced_minor is distinct from new.invoiced_minor) execute function instalment_covered();

-- Whoever may execute one that runs as the owner could hang it on a table of their own.
revoke all on function invoice_kept(), instalment_covered() from public;
