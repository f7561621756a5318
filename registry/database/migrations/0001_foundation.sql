-- What every part stands on: leases, the log's tables, idempotency, organisations and tokens.
-- Statements end with a semicolon at a line's end. A migration that has been released never changes.

CREATE TABLE lease (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  holder VARCHAR(64) NOT NULL,
  fencing BIGINT UNSIGNED NOT NULL,
  expires_at DATETIME(6) NOT NULL
);

INSERT INTO lease VALUES ('sequencer', '', 0, UTC_TIMESTAMP(6));

-- Entries accepted and not yet sequenced. Their ids may be committed out of order.
CREATE TABLE log_pending (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entry BLOB NOT NULL,
  leaf_hash BINARY(32) NOT NULL
);

-- Where each entry is in the log, to find it by leaf hash or by subject.
CREATE TABLE log_entry (
  log_index BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  leaf_hash BINARY(32) NOT NULL,
  subject VARCHAR(80) NOT NULL,
  action VARCHAR(60) NOT NULL,
  at DATETIME(6) NOT NULL,
  KEY by_leaf (leaf_hash),
  KEY by_subject (subject, log_index)
);

-- Tiles and entry bundles: level -1 is a bundle. One row each, replaced by fuller ones. 256 entries of
-- the longest kind are a little more than a MEDIUMBLOB holds.
CREATE TABLE log_tile (
  level SMALLINT NOT NULL,
  tile_index BIGINT UNSIGNED NOT NULL,
  width SMALLINT UNSIGNED NOT NULL,
  body LONGBLOB NOT NULL,
  PRIMARY KEY (level, tile_index)
);

-- Every checkpoint ever signed.
CREATE TABLE log_checkpoint (
  size BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  root BINARY(32) NOT NULL,
  note TEXT NOT NULL,
  fencing BIGINT UNSIGNED NOT NULL,
  signed_at DATETIME(6) NOT NULL
);

-- The first reply to each Idempotency-Key, kept for 24 hours.
CREATE TABLE idempotency (
  account_id VARCHAR(40) NOT NULL,
  idempotency_key VARCHAR(128) NOT NULL,
  request_sha256 CHAR(64) NOT NULL,
  reply_status SMALLINT UNSIGNED NOT NULL,
  reply_headers TEXT NOT NULL,
  reply_body LONGBLOB NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (account_id, idempotency_key),
  KEY by_age (created_at)
);

CREATE TABLE organisation (
  id VARCHAR(60) NOT NULL PRIMARY KEY,
  kind ENUM('provider', 'council', 'regulator') NOT NULL,
  name VARCHAR(200) NOT NULL,
  provider_id VARCHAR(40) NULL,
  la_code CHAR(3) NULL
) WITH SYSTEM VERSIONING;

CREATE TABLE account (
  id VARCHAR(40) NOT NULL PRIMARY KEY,
  organisation_id VARCHAR(60) NOT NULL,
  role ENUM('provider', 'commissioner', 'case_officer', 'approver', 'administrator') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  FOREIGN KEY (organisation_id) REFERENCES organisation (id)
);

-- Tokens are shown once and kept only as their SHA-256.
CREATE TABLE access_token (
  sha256 BINARY(32) NOT NULL PRIMARY KEY,
  account_id VARCHAR(40) NOT NULL,
  label VARCHAR(100) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NULL,
  revoked_at DATETIME(6) NULL,
  FOREIGN KEY (account_id) REFERENCES account (id)
);

-- What commands on the service's own machine act as.
INSERT INTO organisation VALUES ('org_regulator', 'regulator', 'The regulator', NULL, NULL);

INSERT INTO account VALUES ('acc_local', 'org_regulator', 'administrator', UTC_TIMESTAMP(6));
