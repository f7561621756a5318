#include "registry/market/market_runs.h"

#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"
#include "registry/cases/open_cases.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/market/read_market.h"
#include "registry/rule_books/rule_books.h"

namespace assize::registry {
namespace {

audit::CanonicalValue count(std::uint64_t number) { return static_cast<std::int64_t>(number); }

NewEntry log_entry(const MarketRun& run, const Caller& caller,
                   const audit::Commitment& commitment) {
  audit::CanonicalValue::Object by_rule;
  for (const auto& [rule, found] : run.assessment.counts) {
    by_rule.emplace(std::string(rule), count(found));
  }
  NewEntry entry;
  entry.action = "market.assessed";
  entry.actor = caller.account_id;
  entry.subject = "market/" + run.id;
  entry.body_sha256 = commitment.body_sha256;
  entry.rule_book = "sha256:" + run.assessment.rule_book_sha256;
  entry.public_part = audit::CanonicalValue::Object{
      {"at", run.assessment.at.text()},      {"edition", run.assessment.edition},
      {"found", std::move(by_rule)},         {"opened", count(run.flags.opened)},
      {"changed", count(run.flags.changed)}, {"closed", count(run.flags.closed)}};
  return entry;
}

void store_run(Connection& connection, const MarketRun& run, const Caller& caller,
               const audit::Commitment& commitment) {
  const auto number = [](std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); };
  connection.execute(
      "INSERT INTO market_run (id, account_id, run_at, at_date, edition, opened, changed, closed,"
      " standing, commitment_random, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {run.id, caller.account_id, instant_to_database(run.run_at), run.assessment.at.text(),
       run.assessment.edition, number(run.flags.opened), number(run.flags.changed),
       number(run.flags.closed), number(run.flags.standing), hexadecimal(commitment.random),
       run.receipt_json});
}

// Of two runs one waits for the other, and then sees what it did.
void wait_for_turn(Connection& connection) {
  connection.execute("UPDATE lease SET fencing = fencing + 1 WHERE name = 'market'");
}

bool was_run(Connection& connection, pricing::Date day) {
  return connection.query_one("SELECT 1 FROM market_run WHERE at_date = ? LIMIT 1", {day.text()})
      .has_value();
}

bool has_something_to_judge(Connection& connection) {
  return connection.query_one("SELECT 1 FROM placement LIMIT 1").has_value() &&
         rule_book_in_force(connection) != nullptr;
}

}  // namespace

std::string market_commitment_body(const pricing::MarketFacts& facts,
                                   const pricing::MarketAssessment& assessment) {
  std::string json;
  pricing::write_market_json(assessment, [&json](std::string_view piece) { json += piece; });
  return audit::canonical_text(audit::CanonicalValue::Object{
      {"assessment_sha256", audit::sha256_hex(json)},
      {"facts_sha256", audit::sha256_hex(pricing::write_market_facts(facts))}});
}

Result<MarketRun> run_market(Transaction& transaction, const Journal& journal, const Caller& caller,
                             std::optional<pricing::Date> at) {
  if (!is_regulator(caller.role)) {
    return Fault{"forbidden", "Only the regulator may have the market assessed."};
  }
  const audit::Instant now = journal.now();
  const pricing::Date today = london_date(now);
  if (at && *at > today) {
    return Fault{"at", "The day " + at->text() + " is still to come. Give today or a day before."};
  }
  Connection& connection = transaction.connection();
  const bool is_stored = !at || *at == today;
  if (is_stored) wait_for_turn(connection);
  const auto book = rule_book_in_force(connection);
  if (!book) {
    return Fault{"rule_book",
                 "No edition of the rule book is published, so there is nothing to judge the "
                 "market by. The regulator must publish one first."};
  }
  MarketRun run;
  const pricing::MarketFacts facts = read_market(connection, at.value_or(today), today);
  run.assessment = pricing::assess_market(facts, *book, at.value_or(today));
  if (!is_stored) return run;
  run.id = new_filing_id(now);
  run.run_at = audit::instant_text(now);
  run.flags = store_flags(connection, run.id, run.assessment);
  const audit::Commitment commitment =
      audit::commit_to(market_commitment_body(facts, run.assessment));
  run.receipt_json =
      audit::receipt_json(journal.append(transaction, log_entry(run, caller, commitment)));
  store_run(connection, run, caller, commitment);
  open_market_cases(transaction, journal, run.id, caller.account_id);
  return run;
}

Result<MarketRun> run_market(Database& database, const Journal& journal, const Caller& caller,
                             std::optional<pricing::Date> at) {
  return database.in_transaction(
      [&](Transaction& transaction) { return run_market(transaction, journal, caller, at); });
}

bool run_market_of_the_day(Database& database, const Journal& journal) {
  const pricing::Date today = london_date(journal.now());
  const bool is_due = database.with_connection([&](Connection& connection) {
    return !was_run(connection, today) && has_something_to_judge(connection);
  });
  if (!is_due) return false;
  return database.in_transaction([&](Transaction& transaction) {
    wait_for_turn(transaction.connection());
    if (was_run(transaction.connection(), today)) return false;  // by another node, as we waited
    const Caller system{"system", "org_regulator", Role::administrator, {}};
    return run_market(transaction, journal, system, std::nullopt).ok();
  });
}

}  // namespace assize::registry
