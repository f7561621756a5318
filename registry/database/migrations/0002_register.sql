-- The register: schools, approvals, links, providers, and what each import did. Every table keeps its
-- own history (system versioning): what we knew, and when.

CREATE TABLE school (
  urn INT UNSIGNED NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  type_code CHAR(2) NOT NULL,
  status ENUM('open', 'closed', 'open_but_proposed_to_close', 'proposed_to_open') NOT NULL,
  la_code CHAR(3) NULL,
  establishment_number CHAR(4) NULL,
  ukprn CHAR(8) NULL,
  open_date DATE NULL,
  close_date DATE NULL,
  phase VARCHAR(40) NULL,
  age_from TINYINT UNSIGNED NULL,
  age_to TINYINT UNSIGNED NULL,
  gender VARCHAR(20) NULL,
  boarders VARCHAR(60) NULL,
  capacity INT UNSIGNED NULL,
  pupils INT UNSIGNED NULL,
  street VARCHAR(200) NULL,
  locality VARCHAR(200) NULL,
  address3 VARCHAR(200) NULL,
  town VARCHAR(100) NULL,
  county VARCHAR(100) NULL,
  postcode VARCHAR(10) NULL,
  website VARCHAR(300) NULL,
  region VARCHAR(40) NULL,
  easting INT UNSIGNED NULL,
  northing INT UNSIGNED NULL,
  uprn VARCHAR(12) NULL,
  inspectorate VARCHAR(60) NULL,
  inspected_on DATE NULL,
  inspection_outcome VARCHAR(60) NULL,
  childrens_home BOOLEAN NOT NULL DEFAULT FALSE,
  -- Needs catered for, census codes with ";" between, in the census order.
  needs VARCHAR(80) NOT NULL DEFAULT '',
  gias_changed_on DATE NULL,
  KEY by_la (la_code)
) WITH SYSTEM VERSIONING;

-- Approvals are events: granted or revoked on a day. Rows of the list without a URN are kept, by name.
CREATE TABLE approval_event (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind ENUM('section41', 'non_maintained') NOT NULL,
  event ENUM('granted', 'revoked') NOT NULL,
  on_date DATE NOT NULL,
  urn INT UNSIGNED NULL,
  name VARCHAR(200) NOT NULL,
  la_code CHAR(3) NULL,
  establishment_number CHAR(4) NULL,
  establishment_type VARCHAR(60) NULL,
  KEY by_urn (urn)
) WITH SYSTEM VERSIONING;

CREATE TABLE school_link (
  urn INT UNSIGNED NOT NULL,
  link_urn INT UNSIGNED NOT NULL,
  link_type VARCHAR(100) NOT NULL,
  link_name VARCHAR(200) NOT NULL,
  established_on DATE NULL,
  PRIMARY KEY (urn, link_urn, link_type)
) WITH SYSTEM VERSIONING;

CREATE TABLE provider_group (
  id VARCHAR(40) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL
) WITH SYSTEM VERSIONING;

CREATE TABLE provider (
  id VARCHAR(40) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  group_id VARCHAR(40) NULL
) WITH SYSTEM VERSIONING;

CREATE TABLE school_provider (
  urn INT UNSIGNED NOT NULL,
  provider_id VARCHAR(40) NOT NULL,
  from_date DATE NOT NULL,
  to_date DATE NULL,
  PRIMARY KEY (urn, provider_id, from_date),
  KEY by_provider (provider_id)
) WITH SYSTEM VERSIONING;

CREATE TABLE import_run (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  kind ENUM('gias', 'section41', 'links', 'ownership') NOT NULL,
  file_sha256 CHAR(64) NOT NULL,
  at DATETIME(6) NOT NULL,
  rows_read INT UNSIGNED NOT NULL,
  added INT UNSIGNED NOT NULL,
  changed INT UNSIGNED NOT NULL,
  closed INT UNSIGNED NOT NULL,
  refused INT UNSIGNED NOT NULL
);

CREATE TABLE import_refusal (
  import_id BIGINT UNSIGNED NOT NULL,
  line BIGINT UNSIGNED NOT NULL,
  reason TEXT NOT NULL,
  row_text TEXT NOT NULL,
  KEY by_import (import_id)
);
