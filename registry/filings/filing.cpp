#include "registry/filings/filing.h"

#include <algorithm>

#include "audit/tree/hash.h"
#include "registry/agreements/increases.h"
#include "registry/cases/open_cases.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/filings/steps/authority.h"
#include "registry/filings/steps/decide.h"
#include "registry/filings/steps/filing_entry.h"
#include "registry/filings/steps/filing_store.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/filings/steps/price_rises.h"
#include "registry/filings/steps/school_locks.h"
#include "registry/filings/steps/schools_in_file.h"
#include "registry/rule_books/rule_books.h"

namespace assize::registry {
namespace {

using pricing::FeeLine;

// Files up to this size are judged by one thread, since many are judged at once.
constexpr std::size_t one_thread_limit_bytes = std::size_t{1} << 20;

Result<pricing::Date> day_of_filing(const FilingCommand& command, pricing::Date today) {
  if (!command.filed || *command.filed == today) return today;
  if (!is_regulator(command.caller.role)) {
    return Fault{"filed", "The day of filing is today, " + today.text() +
                              ". Leave it out: only the regulator may give another."};
  }
  if (*command.filed > today) {
    return Fault{"filed", "The day of filing, " + command.filed->text() + ", is after today, " +
                              today.text() + ". Give today or a day before."};
  }
  return *command.filed;
}

std::optional<Fault> refuse_command(const FilingCommand& command) {
  if (auto fault = refuse_filing_by_role(command.caller)) return fault;
  if (command.fees.size() > fees_limit_bytes) {
    return Fault{"fees",
                 "The fee file is larger than 64 MiB. File it in parts, each with whole "
                 "schools."};
  }
  return std::nullopt;
}

std::vector<std::uint32_t> urns_priced(std::span<const FeeLine> lines) {
  std::vector<std::uint32_t> urns;
  for (const FeeLine& line : lines) urns.push_back(line.urn.number());
  std::sort(urns.begin(), urns.end());
  urns.erase(std::unique(urns.begin(), urns.end()), urns.end());
  return urns;
}

Filing describe(const FilingCommand& command, const Journal& journal, pricing::Date filed,
                const pricing::RuleBook& book, const FilingFacts& facts,
                const pricing::Assessment& assessment, const Decision& decision) {
  const audit::Instant now = journal.now();
  Filing filing;
  filing.id = new_filing_id(now);
  filing.organisation_id = command.caller.organisation_id;
  filing.received_at = audit::instant_text(now);
  filing.filed_on = filed;
  filing.choice = command.choice;
  filing.status = decision.status;
  filing.edition = book.edition();
  filing.lines_in_effect = decision.in_effect;
  filing.lines_held = decision.held;
  filing.lines_refused = decision.refused;
  filing.assessment_json = assessment_json(assessment);
  filing.rule_versions = rule_versions();
  filing.fees_sha256 = audit::sha256_hex(command.fees);
  filing.previous_sha256 = audit::sha256_hex(facts.previous);
  filing.register_sha256 = audit::sha256_hex(facts.register_csv);
  filing.facts_sha256 = audit::sha256_hex(facts.beyond_file);
  filing.assessment_sha256 = audit::sha256_hex(filing.assessment_json);
  return filing;
}

}  // namespace

std::string_view code(FilingChoice choice) {
  return choice == FilingChoice::good_lines ? "good_lines" : "all_or_nothing";
}

std::string_view code(FilingStatus status) {
  switch (status) {
    case FilingStatus::in_effect:
      return "in_effect";
    case FilingStatus::held:
      return "held";
    case FilingStatus::refused:
      return "refused";
  }
  return "refused";
}

Result<Filing> file_fees(Database& database, const Journal& journal, const FilingCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return file_fees(transaction, journal, command); });
}

Result<Filing> file_fees(Transaction& transaction, const Journal& journal,
                         const FilingCommand& command) {
  Connection& connection = transaction.connection();
  if (auto fault = refuse_command(command)) return *fault;
  const auto filed = day_of_filing(command, london_date(journal.now()));
  if (!filed) return filed.faults();
  const auto book = rule_book_in_force(connection);
  if (!book) {
    return Fault{"rule_book",
                 "No edition of the rule book is published, so there is nothing to "
                 "assess the fees by. The regulator must publish one first."};
  }

  const std::vector<FeeLine> lines =
      pricing::read_fee_lines(pricing::read_from_memory(command.fees), *book);
  if (Faults faults = refuse_long_texts(lines); !faults.empty()) return faults;
  const SchoolsInFile schools = schools_in_file(command.fees, lines, *filed);
  if (auto fault = refuse_filing(connection, command.caller, schools)) return *fault;

  lock_schools(transaction, urns_priced(lines));
  const FilingFacts facts = read_filing_facts(connection, lines, schools);
  const int jobs = command.fees.size() <= one_thread_limit_bytes ? 1 : 0;
  const pricing::Assessment assessment =
      assess_filing(command.fees, *book, facts, *filed, jobs).value();
  const Decision decision = decide(assessment, lines, command.choice);

  Filing filing = describe(command, journal, *filed, *book, facts, assessment, decision);
  const audit::Commitment commitment = audit::commit_to(commitment_body(filing));
  filing.commitment_random = hexadecimal(commitment.random);
  const audit::Receipt receipt = journal.append(
      transaction,
      filing_entry(filing, command.caller.account_id, commitment, *book, lines, decision));
  filing.receipt_json = audit::receipt_json(receipt);
  store_filing(connection,
               {filing, command.caller.account_id, command.fees, facts.previous, facts.register_csv,
                facts.beyond_file, lines, decision, book->items(), urns_of(schools)});
  if (filing.status != FilingStatus::refused) {
    const PriceRises rises(facts, *book);
    open_cases(transaction, journal,
               {filing, command.caller.account_id, lines, assessment, decision}, rises);
    tell_councils(transaction, journal, filing, command.caller.account_id, lines, decision, rises);
  }
  return filing;
}

}  // namespace assize::registry
