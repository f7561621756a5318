-- Placements (call-offs) as councils record them. The table keeps its own history: a correction leaves
-- what was said before, with the command that said it.

-- One row a council: commands for it wait for each other.
CREATE TABLE placement_council (
  council CHAR(3) NOT NULL PRIMARY KEY,
  revision BIGINT UNSIGNED NOT NULL
);

-- A command that changed something: who, when and why. commitment_random opens the log entry's
-- body_sha256, so it is shown only to those who may see the placements.
CREATE TABLE placement_record (
  id CHAR(26) NOT NULL PRIMARY KEY,
  account_id VARCHAR(40) NOT NULL,
  organisation_id VARCHAR(60) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  why VARCHAR(200) NOT NULL,
  added INT UNSIGNED NOT NULL,
  ended INT UNSIGNED NOT NULL,
  corrected INT UNSIGNED NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL
);

CREATE TABLE placement (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  -- The command that said it so.
  record_id CHAR(26) NOT NULL,
  council CHAR(3) NOT NULL,
  -- Pseudonymous, the council's own. Nothing here says anything of the child.
  reference VARCHAR(40) NOT NULL,
  urn INT UNSIGNED NOT NULL,
  line VARCHAR(160) NOT NULL,
  add_ons VARCHAR(1600) NOT NULL,
  need VARCHAR(4) NOT NULL,
  provision VARCHAR(9) NOT NULL,
  start_date DATE NOT NULL,
  end_date DATE NULL,
  basis ENUM('strategic', 'spot', 'directed') NOT NULL,
  agreed_unit VARCHAR(7) NULL,
  agreed_unit_price DECIMAL(14,2) NULL,
  annual_price DECIMAL(14,2) NOT NULL,
  education DECIMAL(14,2) NOT NULL,
  care DECIMAL(14,2) NOT NULL,
  health DECIMAL(14,2) NOT NULL,
  lot VARCHAR(160) NOT NULL,
  ended_by ENUM('commissioner', 'provider', 'other') NULL,
  ending_notice DATE NULL,
  -- Recorded in error: it was no placement.
  withdrawn BOOLEAN NOT NULL,
  UNIQUE KEY by_reference (council, reference),
  KEY by_school (urn, start_date),
  KEY by_record (record_id)
) WITH SYSTEM VERSIONING;

-- Vacancies as providers state them, one row for each need, provision and range of ages of a school.
-- A statement takes the place of those that it overlaps; the table keeps those before it.
CREATE TABLE school_places (
  urn INT UNSIGNED NOT NULL,
  need VARCHAR(4) NOT NULL,
  provision VARCHAR(9) NOT NULL,
  age_from TINYINT UNSIGNED NOT NULL,
  age_to TINYINT UNSIGNED NOT NULL,
  vacancies INT UNSIGNED NOT NULL,
  stated_on DATE NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  PRIMARY KEY (urn, need, provision, age_from, age_to)
) WITH SYSTEM VERSIONING;
