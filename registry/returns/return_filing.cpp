#include "registry/returns/return_filing.h"

#include <algorithm>
#include <set>

#include "audit/tree/hash.h"
#include "pricing/returns/assess_returns.h"
#include "pricing/returns/read_returns.h"
#include "pricing/returns/write_returns.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/assess_filing.h"
#include "registry/filings/steps/authority.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/returns/held_returns.h"
#include "registry/returns/return_store.h"
#include "registry/rule_books/rule_books.h"

namespace assize::registry {
namespace {

using pricing::FinancialReturn;
using pricing::ParsedReturn;
using pricing::ReturnColumn;

std::optional<Fault> refuse_command(const ReturnsCommand& command) {
  const Caller& caller = command.caller;
  const bool is_provider = caller.role == Role::provider && caller.provider_id;
  if (!is_provider && !is_regulator(caller.role)) {
    return Fault{"forbidden", "Only a provider, for itself, or the regulator may file returns."};
  }
  if (command.edition && is_provider) {
    return Fault{"forbidden", "Returns are judged by the edition in force; leave out the edition."};
  }
  if (command.returns.size() > returns_filed_limit_bytes) {
    return Fault{"returns",
                 "The file of returns is larger than 256 KiB. File fewer years at once."};
  }
  return std::nullopt;
}

// The provider whose file it is, by every row whose provider can be read; empty if none can.
Result<std::string> provider_of(const pricing::ReturnsFile& file, const Caller& caller) {
  std::set<std::string> providers;
  for (const ParsedReturn& line : file.lines) {
    if (line.has(pricing::only(ReturnColumn::provider))) providers.insert(line.values.provider);
  }
  if (!is_regulator(caller.role)) {
    providers.erase(*caller.provider_id);
    if (providers.empty()) return *caller.provider_id;
    return Fault{"forbidden", "These are not your provider's returns: " + *providers.begin() +
                                  ". File those of " + *caller.provider_id + " only."};
  }
  if (providers.size() > 1) {
    return Fault{"returns", "The file has returns of " + std::to_string(providers.size()) +
                                " providers. File each provider's in a file of its own, since each "
                                "may see its own alone."};
  }
  return providers.empty() ? std::string() : *providers.begin();
}

bool is_known(Connection& connection, const std::string& provider) {
  return connection.query_one("SELECT 1 FROM provider WHERE id = ?", {provider}).has_value();
}

// A provider says of its return that it came today; or, of one that corrects another, that it came
// when that one did. The regulator may give any day gone by.
Faults refuse_received(const std::vector<FinancialReturn>& returns,
                       const std::vector<FinancialReturn>& held, const Caller& caller,
                       pricing::Date today) {
  const auto corrects = [](const FinancialReturn& filed) {
    return [&filed](const FinancialReturn& before) {
      return before.received == filed.received && before.year_from <= filed.year_to &&
             filed.year_from <= before.year_to;
    };
  };
  Faults faults;
  for (const FinancialReturn& each : returns) {
    if (each.received == today || (is_regulator(caller.role) && each.received < today)) continue;
    if (std::any_of(held.begin(), held.end(), corrects(each))) continue;
    faults.push_back(
        {"received", "Line " + std::to_string(each.line) + ": received is " + each.received.text() +
                         ", and the return came today. Write " + today.text() +
                         ", or the day on which the return that this one corrects came."});
  }
  return faults;
}

ReturnFiling describe(const ReturnsCommand& command, const Journal& journal, std::string provider,
                      std::string earlier, const pricing::RuleBook& book, JudgedReturns judged) {
  const audit::Instant now = journal.now();
  ReturnFiling filing;
  filing.status = judged.status;
  filing.edition = book.edition();
  filing.assessment_json = std::move(judged.assessment_json);
  if (filing.status == ReturnStatus::refused) return filing;
  filing.id = new_filing_id(now);
  filing.account_id = command.caller.account_id;
  filing.provider_id = std::move(provider);
  filing.received_at = audit::instant_text(now);
  filing.rule_versions = rule_versions();
  filing.returns = command.returns;
  filing.earlier = std::move(earlier);
  filing.returns_sha256 = audit::sha256_hex(filing.returns);
  filing.earlier_sha256 = audit::sha256_hex(filing.earlier);
  filing.assessment_sha256 = audit::sha256_hex(filing.assessment_json);
  return filing;
}

pricing::ReturnsFile read_file(std::string_view returns) {
  pricing::Findings told_later(false);
  return pricing::read_returns_file(returns, told_later);
}

// Judges, and where nothing is at error keeps and logs. The provider may be empty where no row says
// whose it is: then something is at error.
Result<ReturnFiling> judge_and_keep(Transaction& transaction, const Journal& journal,
                                    const ReturnsCommand& command, const std::string& provider,
                                    const pricing::RuleBook& book) {
  Connection& connection = transaction.connection();
  const std::vector<FinancialReturn> returns = pricing::read_returns(command.returns);
  std::vector<FinancialReturn> held;
  if (!returns.empty()) held = lock_held_returns(transaction, provider, returns);
  const std::string earlier = pricing::write_returns(held);
  ReturnFiling filing = describe(command, journal, provider, earlier, book,
                                 judge_returns(command.returns, book, earlier));
  if (filing.status == ReturnStatus::refused) return filing;
  Faults faults = refuse_received(returns, held, command.caller, london_date(journal.now()));
  if (!faults.empty()) return faults;

  const audit::Commitment commitment = audit::commit_to(commitment_body(filing));
  filing.commitment_random = hexadecimal(commitment.random);
  filing.receipt_json = audit::receipt_json(
      journal.append(transaction, return_entry(filing, commitment.body_sha256, book)));
  store_return_filing(connection, filing, returns);
  return filing;
}

}  // namespace

std::string_view code(ReturnStatus status) {
  switch (status) {
    case ReturnStatus::accepted:
      return "accepted";
    case ReturnStatus::held:
      return "held";
    case ReturnStatus::refused:
      return "refused";
  }
  return "refused";
}

JudgedReturns judge_returns(std::string_view returns, const pricing::RuleBook& book,
                            std::string_view earlier) {
  const pricing::Assessment assessment = pricing::assess_returns(returns, book, true, earlier);
  const auto count = [&](pricing::Severity severity) {
    return assessment.severities[static_cast<std::size_t>(severity)];
  };
  JudgedReturns judged;
  judged.assessment_json = assessment_json(assessment);
  if (count(pricing::Severity::error) > 0) return judged;
  judged.status = count(pricing::Severity::hold) > 0 ? ReturnStatus::held : ReturnStatus::accepted;
  return judged;
}

std::string commitment_body(const ReturnFiling& filing) {
  return audit::canonical_text(audit::CanonicalValue::Object{
      {"assessment_sha256", filing.assessment_sha256},
      {"earlier_sha256", filing.earlier_sha256},
      {"provider", filing.provider_id},
      {"returns", pricing::write_returns(pricing::read_returns(filing.returns))},
      {"returns_sha256", filing.returns_sha256}});
}

NewEntry return_entry(const ReturnFiling& filing, std::string_view body_sha256,
                      const pricing::RuleBook& book) {
  NewEntry entry;
  entry.action = "return.filed";
  entry.actor = filing.account_id;
  entry.subject = "return/" + filing.id;
  entry.body_sha256 = std::string(body_sha256);
  entry.rule_book = "sha256:" + book.sha256();
  entry.public_part = audit::CanonicalValue::Object{{"status", std::string(code(filing.status))}};
  return entry;
}

Result<ReturnFiling> file_returns(Database& database, const Journal& journal,
                                  const ReturnsCommand& command) {
  return database.in_transaction(
      [&](Transaction& transaction) { return file_returns(transaction, journal, command); });
}

Result<ReturnFiling> file_returns(Transaction& transaction, const Journal& journal,
                                  const ReturnsCommand& command) {
  Connection& connection = transaction.connection();
  if (auto fault = refuse_command(command)) return *fault;
  const auto book = command.edition ? find_rule_book(connection, *command.edition)
                                    : rule_book_in_force(connection);
  if (!book && command.edition) {
    return Fault{"rule_book", "No edition of the name " + *command.edition + " is published."};
  }
  if (!book) {
    return Fault{"rule_book",
                 "No edition of the rule book is published, so there is nothing to "
                 "assess the returns by. The regulator must publish one first."};
  }
  const pricing::ReturnsFile file = read_file(command.returns);
  const auto provider = provider_of(file, command.caller);
  if (!provider) return provider.faults();
  if (file.rows > returns_filed_limit_rows) {
    return Fault{"returns", "The file has over 50 returns. File fewer years at once."};
  }
  if (!provider->empty() && !is_known(connection, *provider)) {
    return Fault{"returns", "No provider on the register is " + *provider +
                                ". Correct it, or import the ownership that names it first."};
  }
  return judge_and_keep(transaction, journal, command, *provider, *book);
}

}  // namespace assize::registry
