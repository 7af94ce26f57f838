-- outside a transaction

create index concurrently if not exists copy_sales_order_monthly_idx on copy_sales_order (tenant_id, customer_id)
    where basis = 'monthly' and to_deliver_minor > 0;

-- down

drop index if exists copy_sales_order_monthly_idx;
