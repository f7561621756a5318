-- Runs of the rules on the market, and what they flagged. Flags tell what councils buy: confidential
-- to the regulator. The table of flags keeps its own history.

-- commitment_random opens the log entry's body_sha256.
CREATE TABLE market_run (
  id CHAR(26) NOT NULL PRIMARY KEY,
  account_id VARCHAR(40) NOT NULL,
  run_at DATETIME(6) NOT NULL,
  at_date DATE NOT NULL,
  edition VARCHAR(40) NOT NULL,
  opened INT UNSIGNED NOT NULL,
  changed INT UNSIGNED NOT NULL,
  closed INT UNSIGNED NOT NULL,
  standing INT UNSIGNED NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  KEY by_day (at_date)
);

CREATE TABLE market_flag (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  -- SHA-256 of the rule, the subject and the column: what is found again is the same flag.
  flag_key CHAR(64) NOT NULL,
  rule VARCHAR(10) NOT NULL,
  severity VARCHAR(10) NOT NULL,
  commissioner VARCHAR(60) NOT NULL,
  need VARCHAR(4) NOT NULL,
  region VARCHAR(60) NOT NULL,
  holder VARCHAR(60) NOT NULL,
  urn VARCHAR(6) NOT NULL,
  name TEXT NOT NULL,
  column_name VARCHAR(40) NOT NULL,
  value TEXT NOT NULL,
  limit_text TEXT NOT NULL,
  message MEDIUMTEXT NOT NULL,
  working MEDIUMTEXT NOT NULL,
  opened_on DATE NOT NULL,
  closed_on DATE NULL,
  -- The run that found it so, or that found it no more.
  run_id CHAR(26) NOT NULL,
  UNIQUE KEY by_key (flag_key),
  KEY by_rule (rule, id)
) WITH SYSTEM VERSIONING;

-- Its row is what two runs wait for.
INSERT INTO lease VALUES ('market', '', 0, UTC_TIMESTAMP(6));
