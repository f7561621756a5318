-- Which version of each rule made an assessment, so that assessing again can tell a rule that has changed
-- since. Beside the assessment, whose keys are fixed. Empty for filings from before this was kept.

ALTER TABLE filing ADD COLUMN rule_versions TEXT NOT NULL DEFAULT '';
