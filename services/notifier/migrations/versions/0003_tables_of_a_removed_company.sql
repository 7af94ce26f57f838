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
      delete from "told" where tenant_id = app_tenant();
delete from "todo_item" where tenant_id = app_tenant();
delete from "todo" where tenant_id = app_tenant();
delete from "template" where tenant_id = app_tenant();
delete from "reminder_rule" where tenant_id = app_tenant();
delete from "notification_settings" where tenant_id = app_tenant();
delete from "notification_preference" where tenant_id = app_tenant();
delete from "notification" where tenant_id = app_tenant();
delete from "delivery" where tenant_id = app_tenant();
delete from "decision" where tenant_id = app_tenant();
delete from "copy_user" where tenant_id = app_tenant();
delete from "copy_subject" where tenant_id = app_tenant();
delete from "copy_sales_process" where tenant_id = app_tenant();
delete from "copy_role" where tenant_id = app_tenant();
delete from "copy_do_not_disturb" where tenant_id = app_tenant();
delete from "copy_address" where tenant_id = app_tenant();
delete from "channel_use" where tenant_id = app_tenant();
delete from "channel" where tenant_id = app_tenant();
delete from "candidate" where tenant_id = app_tenant();
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
