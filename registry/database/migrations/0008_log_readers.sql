-- What the readers of the log need: its keys, what witnesses say of it, receipts, and its history.

-- Every rotation of the log's key, as its entry states it. A key is followed by one other.
CREATE TABLE log_key_rotation (
  rotation_order BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  leaf_hash BINARY(32) NOT NULL,
  from_key_id CHAR(8) NOT NULL UNIQUE,
  statement TEXT NOT NULL,
  rotated_at DATETIME(6) NOT NULL
);

-- What each witness has said of a checkpoint: the line of its note.
CREATE TABLE log_cosignature (
  size BIGINT UNSIGNED NOT NULL,
  witness VARCHAR(300) NOT NULL,
  line TEXT NOT NULL,
  PRIMARY KEY (size, witness)
);

-- The receipts of commands that do not keep them with what they made.
CREATE TABLE log_receipt (
  leaf_hash BINARY(32) NOT NULL PRIMARY KEY,
  account_id VARCHAR(40) NOT NULL,
  receipt TEXT NOT NULL
);

-- What an entry's public part names beside its subject: "school/900001". Written with the entry.
CREATE TABLE log_mention (
  subject VARCHAR(80) NOT NULL,
  leaf_hash BINARY(32) NOT NULL,
  PRIMARY KEY (subject, leaf_hash)
);

INSERT INTO log_mention
SELECT DISTINCT CONCAT('school/', LPAD(line.urn, 6, '0')), entry.leaf_hash
FROM fee_line AS line JOIN log_entry AS entry ON entry.subject = CONCAT('filing/', line.filing_id)
WHERE line.decision = 'in_effect';

-- A page of the log's history, the latest first.
ALTER TABLE log_entry ADD KEY by_action (action, at), ADD KEY by_time (at);
