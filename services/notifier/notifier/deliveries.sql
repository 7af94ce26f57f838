-- Which companies have something to be sent by which kind of channel: all that the loop learns across companies, and nothing of what is said.
create function deliveries_due(at timestamptz) returns table (tenant_id uuid, channel text)
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct d.tenant_id, d.channel from delivery d where d.state = 'waiting' and d.due_time <= at
$$;

revoke all on function deliveries_due(timestamptz) from public;

grant execute on function deliveries_due(timestamptz) to {app};
