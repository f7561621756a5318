-- What councils are told of filings that raise the prices of their placements, and what they answer.

CREATE TABLE increase (
  id CHAR(26) NOT NULL PRIMARY KEY,
  filing_id CHAR(26) NOT NULL,
  urn INT UNSIGNED NOT NULL,
  organisation_id VARCHAR(60) NOT NULL,
  told_on DATE NOT NULL,
  answer_by DATE NOT NULL,
  -- Of the entry in which the filing's increases were told.
  receipt TEXT NOT NULL,
  increase_order BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE,
  KEY by_school (urn, increase_order),
  KEY by_organisation (organisation_id, increase_order),
  KEY by_filing (filing_id)
);

CREATE TABLE increase_line (
  increase_id CHAR(26) NOT NULL,
  line_number INT UNSIGNED NOT NULL,
  line VARCHAR(160) NOT NULL COLLATE utf8mb4_bin,
  effective_from DATE NOT NULL,
  unit VARCHAR(7) NOT NULL,
  unit_before VARCHAR(7) NOT NULL,
  unit_price DECIMAL(14,2) NOT NULL,
  unit_price_before DECIMAL(14,2) NOT NULL,
  annual_price DECIMAL(14,2) NOT NULL,
  annual_price_before DECIMAL(14,2) NOT NULL,
  PRIMARY KEY (increase_id, line_number),
  FOREIGN KEY (increase_id) REFERENCES increase (id)
);

-- A council's own placements on a line, when it was told.
CREATE TABLE increase_share (
  council CHAR(3) NOT NULL,
  increase_id CHAR(26) NOT NULL,
  line_number INT UNSIGNED NOT NULL,
  placements INT UNSIGNED NOT NULL,
  PRIMARY KEY (council, increase_id, line_number),
  KEY by_increase (increase_id),
  FOREIGN KEY (increase_id, line_number) REFERENCES increase_line (increase_id, line_number)
);

-- What a council answers of a line; a later answer takes the place of an earlier one, which is kept.
CREATE TABLE increase_answer (
  increase_id CHAR(26) NOT NULL,
  line_number INT UNSIGNED NOT NULL,
  council CHAR(3) NOT NULL,
  position ENUM('accepted', 'challenged') NOT NULL,
  reason TEXT NOT NULL,
  -- Whether other councils may be told its name.
  shows_name BOOLEAN NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  on_date DATE NOT NULL,
  at DATETIME(6) NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (increase_id, line_number, council),
  FOREIGN KEY (increase_id, line_number) REFERENCES increase_line (increase_id, line_number)
) WITH SYSTEM VERSIONING;
