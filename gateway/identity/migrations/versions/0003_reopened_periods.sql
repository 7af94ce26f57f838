ALTER TABLE fiscal_period ADD COLUMN closer_id UUID;

ALTER TABLE fiscal_period ADD COLUMN reopened_by_id UUID;

ALTER TABLE fiscal_period ADD COLUMN reopen_time TIMESTAMP WITH TIME ZONE;

-- down

ALTER TABLE fiscal_period DROP COLUMN reopen_time;

ALTER TABLE fiscal_period DROP COLUMN reopened_by_id;

ALTER TABLE fiscal_period DROP COLUMN closer_id;
