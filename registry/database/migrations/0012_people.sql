-- Organisations of every kind, people, what each is in an organisation, and who is signed in.

SET SESSION system_versioning_alter_history = 'KEEP';

ALTER TABLE organisation
  MODIFY kind ENUM('provider', 'council', 'regulator', 'group', 'partnership', 'auditor') NOT NULL,
  ADD COLUMN group_id VARCHAR(40) NULL;

SET SESSION system_versioning_alter_history = 'ERROR';

-- The councils that act together in a partnership.
CREATE TABLE partnership_council (
  organisation_id VARCHAR(60) NOT NULL,
  la_code CHAR(3) NOT NULL,
  PRIMARY KEY (organisation_id, la_code),
  FOREIGN KEY (organisation_id) REFERENCES organisation (id)
);

-- The only table with people's names. E-mail addresses are kept in lower case.
CREATE TABLE person (
  id VARCHAR(40) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  email VARCHAR(254) NOT NULL UNIQUE,
  is_demo BOOLEAN NOT NULL DEFAULT FALSE,
  created_at DATETIME(6) NOT NULL
);

-- An account with a person is what that person is in the organisation; one without is a machine's.
-- Who leaves keeps the row, since the log names it.
ALTER TABLE account
  MODIFY role ENUM('provider', 'commissioner', 'case_officer', 'approver', 'administrator',
                   'auditor') NOT NULL,
  ADD COLUMN person_id VARCHAR(40) NULL,
  ADD COLUMN manages BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN ended_at DATETIME(6) NULL,
  ADD FOREIGN KEY (person_id) REFERENCES person (id);

-- A session's secret is the browser's alone; here is its SHA-256. One that is over has no row.
CREATE TABLE session (
  sha256 BINARY(32) NOT NULL PRIMARY KEY,
  account_id VARCHAR(40) NOT NULL,
  person_id VARCHAR(40) NOT NULL,
  signed_in_by ENUM('demo', 'password', 'openid') NOT NULL,
  created_at DATETIME(6) NOT NULL,
  seen_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  FOREIGN KEY (account_id) REFERENCES account (id),
  FOREIGN KEY (person_id) REFERENCES person (id),
  KEY by_end (expires_at)
);
