-- Notices by which providers close places. A row never changes: a notice is withdrawn by a later one.
-- commitment_random opens the log entry's body_sha256, which commits to the reason.

CREATE TABLE exit_notice (
  id CHAR(26) NOT NULL PRIMARY KEY,
  urn INT UNSIGNED NOT NULL,
  -- Which places; all where none is named.
  need VARCHAR(4) NULL,
  provision VARCHAR(9) NULL,
  age_from TINYINT UNSIGNED NULL,
  age_to TINYINT UNSIGNED NULL,
  last_day DATE NOT NULL,
  -- Sentences for the regulator and the councils concerned. Nothing here says anything of a child.
  reason VARCHAR(500) NOT NULL,
  -- The notice that this one withdraws: it then repeats its places and last day.
  withdraws CHAR(26) NULL,
  account_id VARCHAR(40) NOT NULL,
  organisation_id VARCHAR(60) NOT NULL,
  notified_on DATE NOT NULL,
  notified_at DATETIME(6) NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  UNIQUE KEY by_withdrawn (withdraws),
  KEY by_school (urn, id)
);
