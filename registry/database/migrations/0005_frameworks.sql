-- Frameworks by edition, applications to their lots, and what became of each, as dated events.

-- Which edition holds. Its row is what publishing the same framework twice at once waits for.
CREATE TABLE framework (
  id VARCHAR(30) NOT NULL PRIMARY KEY,
  edition INT UNSIGNED NOT NULL
) WITH SYSTEM VERSIONING;

-- The bytes as published. `reason` says why a correction was made of a framework that was open.
CREATE TABLE framework_edition (
  framework_id VARCHAR(30) NOT NULL,
  edition INT UNSIGNED NOT NULL,
  sha256 CHAR(64) NOT NULL,
  body MEDIUMBLOB NOT NULL,
  reason TEXT NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  published_at DATETIME(6) NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (framework_id, edition)
);

-- A school's application to a lot. After a refusal the school may apply again: the next attempt.
CREATE TABLE lot_application (
  id CHAR(26) NOT NULL PRIMARY KEY,
  framework_id VARCHAR(30) NOT NULL,
  lot_id VARCHAR(30) NOT NULL,
  urn INT UNSIGNED NOT NULL,
  attempt INT UNSIGNED NOT NULL,
  organisation_id VARCHAR(60) NOT NULL,
  statement TEXT NOT NULL,
  status ENUM('applied', 'admitted', 'refused', 'suspended', 'removed') NOT NULL,
  UNIQUE KEY by_lot (framework_id, lot_id, urn, attempt),
  KEY by_organisation (organisation_id)
) WITH SYSTEM VERSIONING;

-- What became of it, in the order in which it was recorded; on_date never goes back. Reasons and
-- commitment_random are shown to the organisation and to the regulator alone.
CREATE TABLE lot_event (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  application_id CHAR(26) NOT NULL,
  event ENUM('applied', 'admitted', 'refused', 'suspended', 'reinstated', 'removed') NOT NULL,
  on_date DATE NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  reasons TEXT NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  KEY by_application (application_id, id),
  FOREIGN KEY (application_id) REFERENCES lot_application (id)
) WITH SYSTEM VERSIONING;
