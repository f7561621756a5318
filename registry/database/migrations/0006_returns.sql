-- Providers' financial returns. Confidential: the log holds a status and a commitment alone.

-- Returns as they were handed in, with what they were judged by, so that they can be judged again.
-- commitment_random opens the log entry's body_sha256.
CREATE TABLE return_filing (
  id CHAR(26) NOT NULL PRIMARY KEY,
  account_id VARCHAR(40) NOT NULL,
  provider_id VARCHAR(40) NOT NULL,
  received_at DATETIME(6) NOT NULL,
  status ENUM('accepted', 'held') NOT NULL,
  edition VARCHAR(40) NOT NULL,
  returns_sha256 CHAR(64) NOT NULL,
  earlier_sha256 CHAR(64) NOT NULL,
  assessment_sha256 CHAR(64) NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  rule_versions TEXT NOT NULL,
  receipt TEXT NOT NULL,
  returns MEDIUMBLOB NOT NULL,
  earlier MEDIUMBLOB NOT NULL,
  assessment MEDIUMBLOB NOT NULL,
  filing_order BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE,
  KEY by_provider (provider_id, filing_order),
  FOREIGN KEY (edition) REFERENCES rule_book_edition (edition)
);

-- The returns that stand: one for each day of a provider. A corrected one takes the place of what it
-- corrects, which is kept as history. The body is the return as a file of its own.
CREATE TABLE financial_return (
  provider_id VARCHAR(40) NOT NULL,
  year_to DATE NOT NULL,
  year_from DATE NOT NULL,
  filing_id CHAR(26) NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (provider_id, year_to)
) WITH SYSTEM VERSIONING;

-- A row that whoever hands in a provider's returns writes first, so that they wait for each other
-- (and, on a cluster, one of two is tried again).
CREATE TABLE provider_returns_revision (
  provider_id VARCHAR(40) NOT NULL PRIMARY KEY,
  revision BIGINT UNSIGNED NOT NULL
);
