-- The register on two axes of time, corrections, inspections, and postcodes of a file.

-- The row that whoever writes to the register takes first, so that writers wait for each other and
-- each has a moment of its own, later than every one before.
CREATE TABLE register_moment (
  id TINYINT NOT NULL PRIMARY KEY,
  at DATETIME(6) NOT NULL
);

INSERT INTO register_moment VALUES (1, '1970-01-02 00:00:00');

-- What a column of table `school` held until that day; the earliest row later than a day tells what
-- held on it, and the school's own row where there is none.
CREATE TABLE school_earlier_value (
  urn INT UNSIGNED NOT NULL,
  column_name VARCHAR(40) NOT NULL,
  until_date DATE NOT NULL,
  value VARCHAR(300) NULL,
  PRIMARY KEY (urn, column_name, until_date)
) WITH SYSTEM VERSIONING;

-- What was put right, by whom and why. known_at is the system time of the rows that it wrote.
-- commitment_random opens the log entry's body_sha256 where the reason is confidential.
CREATE TABLE school_correction (
  id CHAR(26) NOT NULL PRIMARY KEY,
  urn INT UNSIGNED NOT NULL,
  from_date DATE NULL,
  to_date DATE NULL,
  reason TEXT NOT NULL,
  is_confidential BOOLEAN NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  known_at DATETIME(6) NOT NULL,
  receipt TEXT NOT NULL,
  KEY by_school (urn, known_at)
);

CREATE TABLE school_corrected_value (
  correction_id CHAR(26) NOT NULL,
  column_name VARCHAR(40) NOT NULL,
  value_before VARCHAR(300) NULL,
  value VARCHAR(300) NULL,
  PRIMARY KEY (correction_id, column_name),
  FOREIGN KEY (correction_id) REFERENCES school_correction (id)
);

-- Corrections that imports leave alone, for as long as the source says what it said.
CREATE TABLE standing_correction (
  urn INT UNSIGNED NOT NULL,
  column_name VARCHAR(40) NOT NULL,
  correction_id CHAR(26) NOT NULL,
  source_value VARCHAR(300) NULL,
  value VARCHAR(300) NULL,
  PRIMARY KEY (urn, column_name)
) WITH SYSTEM VERSIONING;

-- Inspections as dated events, from files of our own form.
CREATE TABLE inspection (
  urn INT UNSIGNED NOT NULL,
  body VARCHAR(60) NOT NULL,
  on_date DATE NOT NULL,
  outcome VARCHAR(500) NOT NULL,
  report_url VARCHAR(300) NULL,
  PRIMARY KEY (urn, on_date, body)
) WITH SYSTEM VERSIONING;

-- Positions of postcodes, from a file; the code as registry/geography packs it. Replaced, not kept.
CREATE TABLE postcode (
  code BIGINT UNSIGNED NOT NULL PRIMARY KEY,
  easting INT UNSIGNED NOT NULL,
  northing INT UNSIGNED NOT NULL
);

ALTER TABLE import_run
  MODIFY kind ENUM('gias', 'section41', 'links', 'ownership', 'inspections', 'postcodes') NOT NULL,
  ADD COLUMN known_at DATETIME(6) NULL,
  ADD KEY by_moment (known_at);
