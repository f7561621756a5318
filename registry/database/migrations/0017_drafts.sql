-- Drafts of editions, which one person proposes and another approves.

CREATE TABLE rule_book_draft (
  id CHAR(26) NOT NULL PRIMARY KEY,
  edition VARCHAR(40) NOT NULL,
  title VARCHAR(200) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  state ENUM('draft', 'proposed', 'approved', 'published', 'withdrawn') NOT NULL,
  -- When it is published, once it is approved; at once if none.
  publish_at DATETIME(6) NULL,
  drafted_by VARCHAR(40) NOT NULL,
  proposed_by VARCHAR(40) NOT NULL,
  approved_by VARCHAR(40) NOT NULL,
  version INT UNSIGNED NOT NULL,
  draft_order BIGINT UNSIGNED NOT NULL AUTO_INCREMENT UNIQUE,
  KEY by_time (state, publish_at)
) WITH SYSTEM VERSIONING;

CREATE TABLE rule_book_draft_body (
  draft_id CHAR(26) NOT NULL PRIMARY KEY,
  body LONGBLOB NOT NULL,
  FOREIGN KEY (draft_id) REFERENCES rule_book_draft (id)
);

CREATE TABLE rule_book_draft_step (
  draft_id CHAR(26) NOT NULL,
  number INT UNSIGNED NOT NULL,
  step ENUM('drafted', 'proposed', 'returned', 'approved', 'withdrawn', 'published') NOT NULL,
  account_id VARCHAR(40) NOT NULL,
  at DATETIME(6) NOT NULL,
  words TEXT NOT NULL,
  commitment_random CHAR(32) NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (draft_id, number),
  FOREIGN KEY (draft_id) REFERENCES rule_book_draft (id)
);
