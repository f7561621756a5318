-- Registration: what becomes of a school's registration, applications to be registered, and who
-- controls whom.

-- Events of the registrations of schools, of conditions on them, and of children's homes. on_date is
-- the day from which one holds. reasons and commitment_random are the regulator's alone.
CREATE TABLE registration_event (
  id CHAR(26) NOT NULL PRIMARY KEY,
  -- None until an accepted application has its URN.
  urn INT UNSIGNED NULL,
  application_id CHAR(26) NULL,
  event ENUM('registered', 'suspended', 'reinstated', 'removed', 'condition_imposed', 'condition_met',
             'condition_lifted', 'childrens_home_registered', 'childrens_home_cancelled') NOT NULL,
  on_date DATE NOT NULL,
  due_on DATE NULL,
  -- The condition that is met or lifted: it ends once.
  condition_id CHAR(26) NULL,
  -- The condition's text, or the home's registration number. Public.
  words VARCHAR(500) NOT NULL,
  reasons TEXT NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  UNIQUE KEY by_condition (condition_id),
  KEY by_school (urn, id),
  KEY by_application (application_id)
) WITH SYSTEM VERSIONING;

-- That a condition's day is near, or has gone by: said once of each.
CREATE TABLE condition_reminder (
  condition_id CHAR(26) NOT NULL,
  kind ENUM('due_soon', 'overdue') NOT NULL,
  reminded_on DATE NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (condition_id, kind)
);

-- Its row is what two nodes that remind wait for.
INSERT INTO lease VALUES ('conditions', '', 0, UTC_TIMESTAMP(6));

-- A provider's application to register a school. Confidential to both sides.
CREATE TABLE register_application (
  id CHAR(26) NOT NULL PRIMARY KEY,
  organisation_id VARCHAR(60) NOT NULL,
  provider_id VARCHAR(40) NOT NULL,
  status ENUM('applied', 'asked', 'answered', 'accepted', 'refused', 'withdrawn') NOT NULL,
  name VARCHAR(200) NOT NULL,
  -- As it stands: what an answer corrected is in its event.
  particulars TEXT NOT NULL,
  answer_by DATE NULL,
  urn INT UNSIGNED NULL,
  UNIQUE KEY by_urn (urn),
  KEY by_organisation (organisation_id, id),
  KEY by_provider (provider_id)
) WITH SYSTEM VERSIONING;

CREATE TABLE register_application_event (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  application_id CHAR(26) NOT NULL,
  event ENUM('applied', 'asked', 'answered', 'accepted', 'refused', 'withdrawn', 'urn_given') NOT NULL,
  on_date DATE NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  words TEXT NOT NULL,
  particulars TEXT NULL,
  answer_by DATE NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  KEY by_application (application_id, id),
  FOREIGN KEY (application_id) REFERENCES register_application (id)
);

-- Changes of control: a school passes to a provider, or a provider to a controller. reason and
-- commitment_random are the regulator's alone.
CREATE TABLE control_change (
  id CHAR(26) NOT NULL PRIMARY KEY,
  urn INT UNSIGNED NULL,
  provider_id VARCHAR(40) NULL,
  controller_id VARCHAR(40) NOT NULL,
  controller_name VARCHAR(200) NOT NULL,
  owner_kind ENUM('company', 'charity', 'private_equity', 'public_body', 'partnership', 'other') NOT NULL,
  from_date DATE NOT NULL,
  reason TEXT NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  KEY by_school (urn, from_date),
  KEY by_provider (provider_id, from_date)
) WITH SYSTEM VERSIONING;

-- The bodies that a change makes connected parties, and what they take from the school.
CREATE TABLE connected_party (
  change_id CHAR(26) NOT NULL,
  party_id VARCHAR(40) NOT NULL,
  name VARCHAR(200) NOT NULL,
  relation ENUM('rent', 'management_charge', 'loan', 'royalty', 'other') NOT NULL,
  PRIMARY KEY (change_id, party_id, relation),
  FOREIGN KEY (change_id) REFERENCES control_change (id)
);
