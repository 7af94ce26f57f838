alter table copy_role add column grants jsonb;

-- down
alter table copy_role drop column grants;
