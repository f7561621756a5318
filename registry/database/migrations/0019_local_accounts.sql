-- Local accounts: passwords, second factors, what slows guessing down, invitations, and e-mail.

CREATE TABLE password (
  person_id VARCHAR(40) NOT NULL PRIMARY KEY,
  hash VARCHAR(200) NOT NULL,
  changed_at DATETIME(6) NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (id)
);

-- An authenticator app's secret. It counts once confirmed; a code's step is never taken again.
CREATE TABLE second_factor (
  person_id VARCHAR(40) NOT NULL PRIMARY KEY,
  secret BINARY(20) NOT NULL,
  confirmed BOOLEAN NOT NULL,
  last_step BIGINT NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (id)
);

-- Each is used once and then has no row.
CREATE TABLE recovery_code (
  person_id VARCHAR(40) NOT NULL,
  sha256 BINARY(32) NOT NULL,
  PRIMARY KEY (person_id, sha256),
  FOREIGN KEY (person_id) REFERENCES person (id)
);

-- How often somebody has tried, by the hash of what they tried and from where.
CREATE TABLE attempt (
  key_sha256 BINARY(32) NOT NULL PRIMARY KEY,
  tries INT UNSIGNED NOT NULL,
  last_at DATETIME(6) NOT NULL,
  KEY by_age (last_at)
);

-- Browsers that a person has signed in with before.
CREATE TABLE known_device (
  sha256 BINARY(32) NOT NULL,
  person_id VARCHAR(40) NOT NULL,
  seen_at DATETIME(6) NOT NULL,
  PRIMARY KEY (person_id, sha256),
  FOREIGN KEY (person_id) REFERENCES person (id)
);

CREATE TABLE password_reset (
  sha256 BINARY(32) NOT NULL PRIMARY KEY,
  person_id VARCHAR(40) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  FOREIGN KEY (person_id) REFERENCES person (id)
);

-- Taken up, withdrawn or run out, it keeps its row without the address.
CREATE TABLE invitation (
  id VARCHAR(40) NOT NULL PRIMARY KEY,
  sha256 BINARY(32) NOT NULL UNIQUE,
  organisation_id VARCHAR(60) NOT NULL,
  name VARCHAR(200) NOT NULL,
  email VARCHAR(254) NOT NULL,
  role VARCHAR(20) NOT NULL,
  manages BOOLEAN NOT NULL,
  invited_by VARCHAR(40) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  expires_at DATETIME(6) NOT NULL,
  ended_at DATETIME(6) NULL,
  account_id VARCHAR(40) NULL,
  FOREIGN KEY (organisation_id) REFERENCES organisation (id),
  KEY by_organisation (organisation_id, created_at)
);

-- E-mail to be sent, written in the transaction of what it tells of. What has been sent has no row.
-- One without a recipient is sent to nobody.
CREATE TABLE message (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  recipient VARCHAR(254) NULL,
  subject VARCHAR(200) NOT NULL,
  body TEXT NOT NULL,
  unsubscribe_url VARCHAR(300) NULL,
  attempts INT UNSIGNED NOT NULL DEFAULT 0,
  due_at DATETIME(6) NOT NULL,
  KEY by_due (due_at, id)
);

-- When a token was last used, to the minute; apart from it, since a use is no change of it.
CREATE TABLE token_use (
  sha256 BINARY(32) NOT NULL PRIMARY KEY,
  last_used_at DATETIME(6) NOT NULL
);

ALTER TABLE session ADD COLUMN awaits_code BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE access_token
  ADD COLUMN scopes TEXT NULL,
  ADD COLUMN made_by VARCHAR(40) NULL;
