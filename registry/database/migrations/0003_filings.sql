-- Editions of the rule book, filings, and the fees that they put in effect.

CREATE TABLE rule_book_edition (
  edition VARCHAR(40) NOT NULL PRIMARY KEY,
  sha256 CHAR(64) NOT NULL,
  status ENUM('example', 'consultation', 'in_force') NOT NULL,
  title VARCHAR(200) NOT NULL,
  published_on DATE NOT NULL,
  body LONGBLOB NOT NULL,
  publish_order BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE,
  published_at DATETIME(6) NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  receipt TEXT NOT NULL
);

-- A filing and the hashes of its documents. commitment_random opens the log entry's body_sha256, so it
-- is shown only to those who may see the filing.
CREATE TABLE filing (
  id CHAR(26) NOT NULL PRIMARY KEY,
  account_id VARCHAR(40) NOT NULL,
  organisation_id VARCHAR(60) NOT NULL,
  received_at DATETIME(6) NOT NULL,
  filed_on DATE NOT NULL,
  choice ENUM('all_or_nothing', 'good_lines') NOT NULL,
  status ENUM('in_effect', 'held', 'refused') NOT NULL,
  edition VARCHAR(40) NOT NULL,
  fees_sha256 CHAR(64) NOT NULL,
  previous_sha256 CHAR(64) NOT NULL,
  register_sha256 CHAR(64) NOT NULL,
  facts_sha256 CHAR(64) NOT NULL,
  assessment_sha256 CHAR(64) NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  lines_in_effect INT UNSIGNED NOT NULL,
  lines_held INT UNSIGNED NOT NULL,
  lines_refused INT UNSIGNED NOT NULL,
  receipt TEXT NOT NULL,
  filing_order BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE,
  KEY by_organisation (organisation_id, filing_order),
  FOREIGN KEY (edition) REFERENCES rule_book_edition (edition)
);

-- The bytes filed, the facts read and the assessment are kept whole, so that any filing can be
-- assessed again. Each is cut into parts that fit a packet of the server's.
CREATE TABLE filing_document (
  filing_id CHAR(26) NOT NULL,
  kind ENUM('fees', 'previous', 'register', 'facts', 'assessment') NOT NULL,
  part INT UNSIGNED NOT NULL,
  body MEDIUMBLOB NOT NULL,
  PRIMARY KEY (filing_id, kind, part),
  FOREIGN KEY (filing_id) REFERENCES filing (id)
);

-- One row a school that fees were filed for. A filing writes its schools' rows first, in the order of
-- their URNs, so that filings for one school wait for each other (and, on a cluster, one of two is
-- tried again); whoever follows the fees reads again the schools whose revision has grown.
CREATE TABLE school_fees_revision (
  urn INT UNSIGNED NOT NULL PRIMARY KEY,
  revision BIGINT UNSIGNED NOT NULL
);

-- The schools that a filing names: whose it is, and what is held.
CREATE TABLE filing_school (
  filing_id CHAR(26) NOT NULL,
  urn INT UNSIGNED NOT NULL,
  PRIMARY KEY (urn, filing_id)
);

CREATE TABLE fee_line (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  filing_id CHAR(26) NOT NULL,
  filing_order BIGINT UNSIGNED NOT NULL,
  line_number INT UNSIGNED NOT NULL,
  decision ENUM('in_effect', 'held', 'refused') NOT NULL,
  urn INT UNSIGNED NOT NULL,
  line VARCHAR(160) NOT NULL COLLATE utf8mb4_bin,
  item VARCHAR(40) NOT NULL,
  provision VARCHAR(9) NOT NULL,
  need VARCHAR(4) NOT NULL,
  age_from TINYINT UNSIGNED NOT NULL,
  age_to TINYINT UNSIGNED NOT NULL,
  unit VARCHAR(7) NOT NULL,
  units_per_year DECIMAL(14,2) NOT NULL,
  unit_price DECIMAL(14,2) NOT NULL,
  annual_price DECIMAL(14,2) NOT NULL,
  education DECIMAL(14,2) NOT NULL,
  boarding DECIMAL(14,2) NOT NULL,
  care DECIMAL(14,2) NOT NULL,
  health DECIMAL(14,2) NOT NULL,
  vat_rate VARCHAR(12) NOT NULL,
  effective_from DATE NOT NULL,
  effective_to DATE NOT NULL,
  notice_given DATE NULL,
  included TEXT NOT NULL,
  new_provision TEXT NOT NULL,
  KEY by_school (urn, decision, effective_from),
  KEY by_filing (filing_id),
  FOREIGN KEY (filing_id) REFERENCES filing (id)
) WITH SYSTEM VERSIONING;
