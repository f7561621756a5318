-- Cases: held lines of filings, review flags and flags of the market, as they are worked.

CREATE TABLE case_file (
  id CHAR(26) NOT NULL PRIMARY KEY,
  kind ENUM('prior_approval', 'review', 'market') NOT NULL,
  -- The filing that it came of, or the flag's key.
  filing_id CHAR(26) NULL,
  flag_key CHAR(64) NULL,
  urn INT UNSIGNED NOT NULL,
  -- Who ran the school on the day the first of its prices begins, and its group: empty if unknown.
  organisation_id VARCHAR(60) NOT NULL,
  group_id VARCHAR(60) NOT NULL,
  state ENUM('open', 'objected', 'responded', 'decided', 'appealed', 'closed') NOT NULL,
  disposition ENUM('approved', 'approved_as_modified', 'refused', 'withdrawn') NULL,
  opened_on DATE NOT NULL,
  opened_by VARCHAR(40) NOT NULL,
  -- The account that works it, and the last day by which the next step is due.
  owner VARCHAR(40) NOT NULL,
  due_on DATE NULL,
  escalation TINYINT UNSIGNED NOT NULL,
  -- Pounds a year: the rise of each of its lines, times the placements on it.
  stake DECIMAL(18,2) NOT NULL,
  -- Rules that found something, a space before and after each.
  rules VARCHAR(400) NOT NULL,
  -- Grows with each step: also what two steps at the same moment wait for.
  version INT UNSIGNED NOT NULL,
  case_order BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE,
  KEY by_state (state, stake, case_order),
  KEY by_age (state, case_order),
  KEY by_organisation (organisation_id, case_order),
  KEY by_group (group_id, case_order),
  KEY by_filing (filing_id),
  KEY by_flag (flag_key),
  KEY by_due (due_on)
) WITH SYSTEM VERSIONING;

-- What happened in a case, in order. A row never changes. Words are confidential to the parties, or
-- to the regulator where they are internal; commitment_random opens the log entry's body_sha256.
CREATE TABLE case_step (
  case_id CHAR(26) NOT NULL,
  number INT UNSIGNED NOT NULL,
  kind ENUM('opened', 'assigned', 'objection', 'response', 'note', 'document', 'decision', 'appeal',
    'appeal_decision', 'withdrawal', 'escalated') NOT NULL,
  is_internal BOOLEAN NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  at DATETIME(6) NOT NULL,
  words MEDIUMTEXT NOT NULL,
  disposition ENUM('approved', 'approved_as_modified', 'refused', 'withdrawn') NULL,
  due_on DATE NULL,
  -- Of a modification, what became of each line; of a document, which it is. JSON.
  details MEDIUMTEXT NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (case_id, number),
  FOREIGN KEY (case_id) REFERENCES case_file (id)
);

-- The lines that a case is about, with the price before (none for a new line) as it was compared.
-- What a held line costs as filed is kept here, since an approval may change what takes effect.
CREATE TABLE case_line (
  case_id CHAR(26) NOT NULL,
  line_number INT UNSIGNED NOT NULL,
  line VARCHAR(160) NOT NULL COLLATE utf8mb4_bin,
  is_held BOOLEAN NOT NULL,
  placements INT UNSIGNED NOT NULL,
  annual_price_before DECIMAL(14,2) NULL,
  unit_price DECIMAL(14,2) NOT NULL,
  annual_price DECIMAL(14,2) NOT NULL,
  education DECIMAL(14,2) NOT NULL,
  boarding DECIMAL(14,2) NOT NULL,
  care DECIMAL(14,2) NOT NULL,
  health DECIMAL(14,2) NOT NULL,
  effective_from DATE NOT NULL,
  PRIMARY KEY (case_id, line_number),
  FOREIGN KEY (case_id) REFERENCES case_file (id)
);

CREATE TABLE case_finding (
  case_id CHAR(26) NOT NULL,
  number INT UNSIGNED NOT NULL,
  rule VARCHAR(10) NOT NULL,
  severity VARCHAR(10) NOT NULL,
  line_number INT UNSIGNED NOT NULL,
  line VARCHAR(200) NOT NULL,
  column_name VARCHAR(40) NOT NULL,
  message MEDIUMTEXT NOT NULL,
  working MEDIUMTEXT NOT NULL,
  PRIMARY KEY (case_id, number),
  FOREIGN KEY (case_id) REFERENCES case_file (id)
);

-- Documents handed in to a case; a body is cut into parts that fit a packet of the server's.
CREATE TABLE case_document (
  case_id CHAR(26) NOT NULL,
  number INT UNSIGNED NOT NULL,
  name VARCHAR(200) NOT NULL,
  type VARCHAR(100) NOT NULL,
  size_bytes INT UNSIGNED NOT NULL,
  sha256 CHAR(64) NOT NULL,
  is_internal BOOLEAN NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  at DATETIME(6) NOT NULL,
  PRIMARY KEY (case_id, number),
  FOREIGN KEY (case_id) REFERENCES case_file (id)
);

CREATE TABLE case_document_part (
  case_id CHAR(26) NOT NULL,
  number INT UNSIGNED NOT NULL,
  part INT UNSIGNED NOT NULL,
  body MEDIUMBLOB NOT NULL,
  PRIMARY KEY (case_id, number, part),
  FOREIGN KEY (case_id, number) REFERENCES case_document (case_id, number)
);
