ALTER TABLE contract ADD COLUMN collected_shares JSONB DEFAULT '[]' NOT NULL;

-- down

ALTER TABLE contract DROP COLUMN collected_shares;
