alter table sales_order
    add column credit text,
    add column credit_reasons jsonb default '[]' not null,
    add column credit_time timestamp with time zone,
    add column credit_version bigint default 0 not null;

-- down

alter table sales_order
    drop column credit_version,
    drop column credit_time,
    drop column credit_reasons,
    drop column credit;
