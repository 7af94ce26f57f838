create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    declare
      going text;
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      for going in
        with recursive pointing (id, distance) as (
          select c.oid, 0 from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          union
          select k.conrelid, p.distance + 1 from pointing p
          join pg_constraint k on k.confrelid = p.id and k.contype = 'f' and k.conrelid <> p.id
        )
        select c.relname from pointing p join pg_class c on c.oid = p.id where c.relname <> 'copy_tenant'
        group by c.relname order by max(p.distance) desc, c.relname
      loop
        execute format('delete from %I where tenant_id = app_tenant()', going) || case going
          when 'outbox' then ' and publish_time is not null'
          when 'timer' then ' and kind <> ''purge'''
          else '' end;
      end loop;
      perform set_config('app.purge', '', true);
    end $$;

-- down

create or replace function purge_tenant() returns void language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      if not exists (select from copy_tenant where id = app_tenant() and archived) then
        raise exception 'tenant % is not removed', app_tenant() using errcode = 'restrict_violation';
      end if;
      perform set_config('app.purge', 'on', true);
      delete from "invoice_coverage" where tenant_id = app_tenant();
delete from "reversal" where tenant_id = app_tenant();
delete from "promise_line" where tenant_id = app_tenant();
delete from "plan_version" where tenant_id = app_tenant();
delete from "plan_milestone" where tenant_id = app_tenant();
delete from "ledger_entry" where tenant_id = app_tenant();
delete from "invoice_step" where tenant_id = app_tenant();
delete from "invoice_line" where tenant_id = app_tenant();
delete from "instalment" where tenant_id = app_tenant();
delete from "allocation" where tenant_id = app_tenant();
delete from "receivable_settings" where tenant_id = app_tenant();
delete from "receipt_claim" where tenant_id = app_tenant();
delete from "receipt" where tenant_id = app_tenant();
delete from "promise" where tenant_id = app_tenant();
delete from "plan_revision" where tenant_id = app_tenant();
delete from "payment_plan" where tenant_id = app_tenant();
delete from "payer_alias" where tenant_id = app_tenant();
delete from "ledger_transaction" where tenant_id = app_tenant();
delete from "ledger_account" where tenant_id = app_tenant();
delete from "invoice" where tenant_id = app_tenant();
delete from "intent" where tenant_id = app_tenant();
delete from "dispute" where tenant_id = app_tenant();
delete from "copy_fiscal_period" where tenant_id = app_tenant();
delete from "copy_contract" where tenant_id = app_tenant();
delete from "copy_account" where tenant_id = app_tenant();
delete from "collection_note" where tenant_id = app_tenant();
delete from "cash_proposal" where tenant_id = app_tenant();
delete from "bank_statement_line" where tenant_id = app_tenant();
delete from "bank_statement" where tenant_id = app_tenant();
delete from "ageing_cell" where tenant_id = app_tenant();
delete from "timer" where tenant_id = app_tenant() and kind <> 'purge';
delete from "share" where tenant_id = app_tenant();
delete from "person_key" where tenant_id = app_tenant();
delete from "outbox" where tenant_id = app_tenant() and publish_time is not null;
delete from "number_series" where tenant_id = app_tenant();
delete from "inbox" where tenant_id = app_tenant();
delete from "idempotency" where tenant_id = app_tenant();
delete from "external_ref" where tenant_id = app_tenant();
delete from "dead_letter" where tenant_id = app_tenant();
delete from "custom_field" where tenant_id = app_tenant();
delete from "copy_tenant" where tenant_id = app_tenant() and false;
delete from "copy_team" where tenant_id = app_tenant();
delete from "copy_member" where tenant_id = app_tenant();
delete from "copy_legal_entity" where tenant_id = app_tenant();
delete from "audit" where tenant_id = app_tenant();
delete from "assignment" where tenant_id = app_tenant();
      perform set_config('app.purge', '', true);
    end $$;
