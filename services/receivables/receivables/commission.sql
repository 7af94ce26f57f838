-- What somebody got for money never changes, whatever a program does, and nothing is added to a closed month; run by the migration after it
-- made the tables. Whose team it counts for may follow the person.

create or replace function commission_entry_frozen() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (to_jsonb(new) - 'team_id' - 'shared_with') is distinct from (to_jsonb(old) - 'team_id' - 'shared_with') then
    raise exception 'commission entry % does not change', old.id using errcode = 'check_violation', constraint = 'commission_entry_frozen_check';
  end if;
  return new;
end $$;

create or replace trigger commission_entry_frozen before update on commission_entry for each row execute function commission_entry_frozen();

create or replace function commission_month_open() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select from commission_month closed where closed.tenant_id = new.tenant_id and closed.month >= new.month) then
    raise exception 'commission of % is closed', new.month using errcode = 'check_violation', constraint = 'commission_month_open_check';
  end if;
  return new;
end $$;

create or replace trigger commission_month_open before insert on commission_entry for each row execute function commission_month_open();
