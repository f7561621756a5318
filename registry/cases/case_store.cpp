#include "registry/cases/case_store.h"

#include <sstream>

#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/steps/hexadecimal.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;

Value day_or_null(const std::optional<Date>& day) {
  return day ? Value(day->text()) : Value(nullptr);
}

Value disposition_or_null(const std::optional<Disposition>& disposition) {
  return disposition ? Value(std::string(code(*disposition))) : Value(nullptr);
}

NewEntry entry_of(const Case& about, const CaseStep& step, const CaseStanding& after,
                  const audit::Commitment& commitment, CanonicalValue::Object published) {
  NewEntry entry;
  entry.receipt_is_kept = true;
  entry.action = "case." + std::string(code(step.kind));
  entry.actor = step.account_id;
  entry.subject = "case/" + about.id;
  entry.body_sha256 = commitment.body_sha256;
  published.emplace("state", std::string(code(after.state)));
  if (after.disposition) published.emplace("disposition", std::string(code(*after.disposition)));
  entry.public_part = std::move(published);
  return entry;
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

}  // namespace

std::string_view case_select() {
  return "SELECT c.id, c.kind, c.filing_id, c.flag_key, c.urn, COALESCE(s.name, ''),"
         " c.organisation_id, c.group_id, c.state, c.disposition, c.opened_on, c.opened_by,"
         " c.owner, c.due_on, c.escalation, c.stake, c.rules, c.version, c.case_order"
         " FROM case_file c LEFT JOIN school s ON s.urn = c.urn";
}

Case case_of(const Row& row) {
  Case about(pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(4))).value());
  about.id = row.text(0);
  about.kind = parse_case_kind(row.text(1)).value();
  about.filing_id = row.text_or_none(2);
  about.flag_key = row.text_or_none(3);
  about.school = row.text(5);
  about.organisation_id = row.text(6);
  about.group_id = row.text(7);
  about.state = parse_case_state(row.text(8)).value();
  if (!row.is_null(9)) about.disposition = parse_disposition(row.text(9)).value();
  about.opened_on = Date::parse(row.text(10)).value();
  about.opened_by = row.text(11);
  about.owner = row.text(12);
  if (!row.is_null(13)) about.due_on = Date::parse(row.text(13)).value();
  about.escalation = static_cast<int>(row.integer(14));
  about.stake = pricing::Pounds::parse(row.text(15)).value();
  about.rules = words_of(row.text(16));
  about.version = static_cast<std::uint32_t>(row.integer(17));
  about.order = static_cast<std::uint64_t>(row.integer(18));
  return about;
}

std::optional<Case> lock_case(Connection& connection, std::string_view id,
                              const CaseReader& reader) {
  if (!is_filing_id(id)) return std::nullopt;
  connection.query("SELECT id FROM case_file WHERE id = ? FOR UPDATE", {std::string(id)});
  return find_case(connection, id, reader);
}

std::string step_commitment_body(const Case& about, const CaseStep& step) {
  CanonicalValue::Object body{{"case", about.id},
                              {"kind", std::string(code(step.kind))},
                              {"number", std::int64_t{step.number}},
                              {"words", step.words},
                              {"details", step.details}};
  if (step.disposition) body.emplace("disposition", std::string(code(*step.disposition)));
  if (step.due_on) body.emplace("due_on", step.due_on->text());
  return audit::canonical_text(body);
}

CaseStep record_step(Transaction& transaction, const Journal& journal, Case& about,
                     StepToRecord record) {
  CaseStep& step = record.step;
  step.number = about.version;
  step.at = audit::instant_text(journal.now());
  const audit::Commitment commitment = audit::commit_to(step_commitment_body(about, step));
  step.commitment_random = hexadecimal(commitment.random);
  step.receipt_json = audit::receipt_json(journal.append(
      transaction, entry_of(about, step, record.after, commitment, std::move(record.published))));
  Connection& connection = transaction.connection();
  connection.execute(
      "INSERT INTO case_step (case_id, number, kind, is_internal, account_id, at, words,"
      " disposition, due_on, details, commitment_random, receipt)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {about.id, std::int64_t{step.number}, std::string(code(step.kind)),
       std::int64_t{step.is_internal ? 1 : 0}, step.account_id, instant_to_database(step.at),
       step.words, disposition_or_null(step.disposition), day_or_null(step.due_on), step.details,
       step.commitment_random, step.receipt_json});
  about.state = record.after.state;
  about.disposition = record.after.disposition;
  about.due_on = record.due_on;
  ++about.version;
  connection.execute(
      "UPDATE case_file SET state = ?, disposition = ?, owner = ?, due_on = ?, escalation = ?,"
      " version = ? WHERE id = ?",
      {std::string(code(about.state)), disposition_or_null(about.disposition), about.owner,
       day_or_null(about.due_on), std::int64_t{about.escalation}, std::int64_t{about.version},
       about.id});
  return std::move(step);
}

}  // namespace assize::registry
