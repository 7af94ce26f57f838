alter table copy_sales_order
    add column number text,
    add column customer_id uuid,
    add column legal_entity_id uuid,
    add column contract_id uuid,
    add column currency varchar(3),
    add column basis text,
    add column state text,
    add column to_deliver_minor bigint default 0 not null;

-- down

alter table copy_sales_order
    drop column to_deliver_minor,
    drop column state,
    drop column basis,
    drop column currency,
    drop column contract_id,
    drop column legal_entity_id,
    drop column customer_id,
    drop column number;
