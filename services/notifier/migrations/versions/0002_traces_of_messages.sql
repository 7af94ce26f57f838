alter table candidate add column traceparent text not null default '';

alter table delivery add column traceparent text not null default '';

-- down
alter table delivery drop column traceparent;

alter table candidate drop column traceparent;
