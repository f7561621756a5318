#include <algorithm>

#include "registry/agreements/increases.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/hexadecimal.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;

constexpr std::size_t reason_limit_bytes = 2000;

// The council's own lines that the answer is about.
Result<std::vector<const IncreaseLine*>> lines_answered(const Increase& increase,
                                                        const std::string& council,
                                                        const std::vector<std::string>& names) {
  std::vector<const IncreaseLine*> own;
  for (const IncreaseLine& line : increase.lines) {
    const bool is_own =
        std::ranges::find(line.shares, council, &IncreaseShare::council) != line.shares.end();
    if (is_own) own.push_back(&line);
  }
  if (names.empty()) return own;
  std::vector<const IncreaseLine*> named;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(own, name, &IncreaseLine::line);
    if (found == own.end()) {
      return Fault{"lines",
                   "You have no placements on a line named " + name + " of this increase."};
    }
    if (std::ranges::find(named, *found) == named.end()) named.push_back(*found);
  }
  return named;
}

std::optional<Fault> refuse(const AnswerCommand& command) {
  const Role role = command.caller.role;
  const bool may_answer = role == Role::commissioner || role == Role::administrator;
  if (!may_answer || !command.caller.la_code) {
    return Fault{"forbidden", "Only a council with placements there may answer."};
  }
  if (command.reason.size() > reason_limit_bytes) {
    return Fault{"reason", "The reason is longer than 2,000 bytes. Shorten it."};
  }
  if (command.position == pricing::Position::challenged && command.reason.empty()) {
    return Fault{"reason", "This is missing: a challenge gives its reason."};
  }
  return std::nullopt;
}

}  // namespace

std::string answer_commitment_body(const Increase& increase, const std::string& council,
                                   const std::vector<std::string>& lines,
                                   const IncreaseAnswer& answer) {
  return audit::canonical_text(CanonicalValue::Object{
      {"council", council},
      {"increase", increase.id},
      {"lines", CanonicalValue::Array(lines.begin(), lines.end())},
      {"position",
       std::string(pricing::position_codes.at(static_cast<std::size_t>(answer.position)))},
      {"reason", answer.reason},
      {"shows_name", answer.shows_name}});
}

Result<Increase> answer_increase(Transaction& transaction, const Journal& journal,
                                 const AnswerCommand& command) {
  if (auto fault = refuse(command)) return *fault;
  const std::string council = *command.caller.la_code;
  const IncreaseReader reader{council, std::nullopt};
  Connection& connection = transaction.connection();
  connection.query("SELECT id FROM increase WHERE id = ? FOR UPDATE", {command.increase_id});
  const auto increase = find_increase(connection, command.increase_id, reader);
  if (!increase) return Fault{"not_found", "No increase with placements of yours has that id."};
  const pricing::Date today = london_date(journal.now());
  if (today > increase->answer_by) {
    return Fault{"conflict", "The last day to answer was " + increase->answer_by.text() + "."};
  }
  const auto lines = lines_answered(*increase, council, command.lines);
  if (!lines) return lines.faults();
  IncreaseAnswer answer{command.position,
                        command.reason,
                        command.shows_name,
                        command.caller.account_id,
                        today,
                        audit::instant_text(journal.now()),
                        {},
                        {}};
  std::vector<std::string> names;
  for (const IncreaseLine* line : *lines) names.push_back(line->line);
  const audit::Commitment commitment =
      audit::commit_to(answer_commitment_body(*increase, council, names, answer));
  NewEntry entry;
  entry.receipt_is_kept = true;
  entry.action = "increase.answered";
  entry.actor = command.caller.account_id;
  entry.subject = "increase/" + increase->id;
  entry.body_sha256 = commitment.body_sha256;
  const std::string receipt = audit::receipt_json(journal.append(transaction, entry));
  std::vector<Values> rows;
  for (const IncreaseLine* line : *lines) {
    rows.push_back(
        {increase->id, static_cast<std::int64_t>(line->line_number), council,
         std::string(pricing::position_codes.at(static_cast<std::size_t>(answer.position))),
         answer.reason, std::int64_t{answer.shows_name ? 1 : 0}, answer.account_id, today.text(),
         instant_to_database(answer.at), hexadecimal(commitment.random), receipt});
  }
  connection.insert_many(
      "INSERT INTO increase_answer (increase_id, line_number, council, position, reason,"
      " shows_name, account_id, on_date, at, commitment_random, receipt) VALUES",
      rows,
      "ON DUPLICATE KEY UPDATE position = VALUES(position), reason = VALUES(reason),"
      " shows_name = VALUES(shows_name), account_id = VALUES(account_id),"
      " on_date = VALUES(on_date), at = VALUES(at),"
      " commitment_random = VALUES(commitment_random), receipt = VALUES(receipt)");
  return *find_increase(connection, increase->id, reader);
}

}  // namespace assize::registry
