-- Tailored lists that councils have frozen as evidence. A row never changes. commitment_random opens
-- the log entry's body_sha256, which commits to the body.

CREATE TABLE tailored_list (
  id CHAR(26) NOT NULL PRIMARY KEY,
  council CHAR(3) NOT NULL,
  -- The council's own, and pseudonymous; empty where it gave none.
  reference VARCHAR(40) NOT NULL,
  need VARCHAR(4) NOT NULL,
  provision VARCHAR(9) NOT NULL,
  -- The list as it was, byte for byte: JSON. The home is not in it.
  body MEDIUMTEXT NOT NULL,
  schools INT UNSIGNED NOT NULL,
  checkpoint_size BIGINT UNSIGNED NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  frozen_at DATETIME(6) NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  KEY by_council (council, id)
);
