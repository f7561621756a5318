#include "registry/cases/open_cases.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "audit/tree/hash.h"
#include "pricing/text/json.h"
#include "registry/cases/case_deadlines.h"
#include "registry/cases/case_machine.h"
#include "registry/cases/working_days.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/hexadecimal.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;
using pricing::FeeLine;
using pricing::Finding;
using pricing::Pounds;
using pricing::Severity;

constexpr std::size_t urns_in_a_query = 500;
constexpr std::size_t rows_at_once = 1000;

struct Opening {
  std::string id;
  CaseKind kind = CaseKind::review;
  std::uint32_t urn = 0;
  std::string filing_id, flag_key;  // one of them
  std::string organisation_id, group_id;
  Date day;                           // when its first price begins
  std::map<std::size_t, bool> lines;  // by place in the filing; whether held
  std::vector<const Finding*> findings;
  std::set<std::string> rules;
  Pounds stake;
};

// The most that a column holds: what is larger ranks no higher.
Pounds stake_of(pricing::Wide ten_thousandths) {
  constexpr pricing::Wide most = pricing::Wide{999'999'999'999} * 10'000;
  return Pounds::from_ten_thousandths(static_cast<std::int64_t>(std::min(ten_thousandths, most)));
}

std::string rules_text(const std::set<std::string>& rules) {
  std::string text = " ";
  for (const std::string& rule : rules) text += rule + " ";
  return text;
}

std::string working_json(const std::vector<std::string>& working) {
  std::string json = "[";
  for (const std::string& sentence : working) {
    if (json.size() > 1) json += ',';
    pricing::append_json_string(json, sentence);
  }
  return json + "]";
}

using Openings = std::map<std::uint32_t, Opening>;  // by URN

Opening& opening_of(Openings& openings, const FeeLine& line) {
  Opening& opening = openings[line.urn.number()];
  const bool is_new = opening.lines.empty();
  opening.urn = line.urn.number();
  opening.day = is_new ? line.effective_from : std::min(opening.day, line.effective_from);
  return opening;
}

Openings gather(const FilingToOpen& filing) {
  Openings openings;
  std::unordered_map<std::uint64_t, std::size_t> accepted;  // by physical line
  for (std::size_t at = 0; at < filing.lines.size(); ++at) {
    const FilingStatus status = filing.decision.lines[at];
    if (status == FilingStatus::refused) continue;
    accepted.emplace(filing.lines[at].physical_line, at);
    if (status != FilingStatus::held) continue;
    Opening& opening = opening_of(openings, filing.lines[at]);
    opening.kind = CaseKind::prior_approval;
    opening.lines.emplace(at, true);
  }
  for (const Finding& finding : filing.assessment.findings) {
    if (finding.severity != Severity::hold && finding.severity != Severity::review) continue;
    const auto line = accepted.find(finding.line);
    if (line == accepted.end()) continue;
    Opening& opening = opening_of(openings, filing.lines[line->second]);
    opening.lines.try_emplace(line->second, false);
    opening.findings.push_back(&finding);
    opening.rules.emplace(finding.rule);
  }
  return openings;
}

// Who runs each school on the day, and its group.
void find_owners(Connection& connection, std::vector<Opening*>& openings,
                 const std::optional<std::string>& organisation_id) {
  std::unordered_map<std::uint32_t, Opening*> by_urn;
  for (Opening* each : openings) {
    by_urn.emplace(each->urn, each);
    if (organisation_id) each->organisation_id = *organisation_id;
  }
  for (std::size_t begin = 0; begin < openings.size(); begin += urns_in_a_query) {
    std::string sql =
        "SELECT s.urn, s.provider_id, COALESCE(p.group_id, p.id), s.from_date, s.to_date"
        " FROM school_provider s JOIN provider p ON p.id = s.provider_id WHERE s.urn IN (";
    Values values;
    for (std::size_t at = begin; at < std::min(openings.size(), begin + urns_in_a_query); ++at) {
      sql += values.empty() ? "?" : ", ?";
      values.emplace_back(std::int64_t{openings[at]->urn});
    }
    connection.query_each(sql + ") ORDER BY s.urn, s.from_date", values, [&](const Row& row) {
      Opening& opening = *by_urn.at(static_cast<std::uint32_t>(row.integer(0)));
      if (Date::parse(row.text(3)).value() > opening.day) return;
      if (!row.is_null(4) && Date::parse(row.text(4)).value() < opening.day) return;
      if (!organisation_id) opening.organisation_id = "org_" + row.text(1);
      opening.group_id = row.text(2);
    });
  }
}

// What the log entry commits to: a digest of each case, so that whoever may see one can check it
// without being shown the others.
std::string commitment_body(const std::vector<Opening*>& openings) {
  CanonicalValue::Array cases;
  for (const Opening* each : openings) {
    cases.push_back(audit::sha256_hex(
        audit::canonical_text(CanonicalValue::Object{{"case", each->id},
                                                     {"kind", std::string(code(each->kind))},
                                                     {"rules", rules_text(each->rules)},
                                                     {"stake", each->stake.text()},
                                                     {"urn", std::to_string(each->urn)}})));
  }
  return audit::canonical_text(CanonicalValue::Object{{"cases", std::move(cases)}});
}

class Rows {
 public:
  Rows(Connection& connection, std::string_view head) : connection_(connection), head_(head) {}
  void add(Values row) {
    rows_.push_back(std::move(row));
    if (rows_.size() == rows_at_once) write();
  }
  void write() {
    if (!rows_.empty()) connection_.insert_many(head_, rows_);
    rows_.clear();
  }

 private:
  Connection& connection_;
  std::string_view head_;
  std::vector<Values> rows_;
};

void store_openings(Transaction& transaction, const Journal& journal,
                    const std::vector<Opening*>& openings, const std::string& account_id,
                    const std::string& subject, CanonicalValue::Object published) {
  const audit::Commitment commitment = audit::commit_to(commitment_body(openings));
  published.emplace("cases", static_cast<std::int64_t>(openings.size()));
  NewEntry entry;
  entry.receipt_is_kept = true;
  entry.action = "cases.opened";
  entry.actor = account_id;
  entry.subject = subject;
  entry.body_sha256 = commitment.body_sha256;
  entry.public_part = std::move(published);
  const std::string receipt = audit::receipt_json(journal.append(transaction, entry));
  const audit::Instant now = journal.now();
  const Date today = london_date(now);
  const std::string due = working_days_after(today, days_to_decide).text();
  const std::string at = instant_to_database(audit::instant_text(now));
  Connection& connection = transaction.connection();
  Rows cases(connection,
             "INSERT INTO case_file (id, kind, filing_id, flag_key, urn, organisation_id, group_id,"
             " state, opened_on, opened_by, owner, due_on, escalation, stake, rules, version)"
             " VALUES");
  for (const Opening* each : openings) {
    cases.add({each->id, std::string(code(each->kind)),
               each->filing_id.empty() ? Value(nullptr) : Value(each->filing_id),
               each->flag_key.empty() ? Value(nullptr) : Value(each->flag_key),
               std::int64_t{each->urn}, each->organisation_id, each->group_id, std::string("open"),
               today.text(), account_id, std::string(), due, std::int64_t{0}, each->stake.text(),
               rules_text(each->rules), std::int64_t{1}});
  }
  cases.write();
  Rows steps(connection,
             "INSERT INTO case_step (case_id, number, kind, is_internal, account_id, at, words,"
             " due_on, details, commitment_random, receipt) VALUES");
  for (const Opening* each : openings) {
    steps.add({each->id, std::int64_t{0}, std::string("opened"), std::int64_t{0}, account_id, at,
               std::string(), due, std::string(), hexadecimal(commitment.random), receipt});
  }
  steps.write();
}

void store_findings(Connection& connection, const std::vector<Opening*>& openings) {
  Rows rows(connection,
            "INSERT INTO case_finding (case_id, number, rule, severity, line_number, line,"
            " column_name, message, working) VALUES");
  for (const Opening* each : openings) {
    std::int64_t number = 0;
    for (const Finding* finding : each->findings) {
      rows.add({each->id, number++, std::string(finding->rule),
                std::string(pricing::code(finding->severity)),
                static_cast<std::int64_t>(finding->line), finding->name, finding->column,
                finding->message, working_json(finding->working)});
    }
  }
  rows.write();
}

void store_lines(Connection& connection, const std::vector<Opening*>& openings,
                 const FilingToOpen& filing, const PriceRises& rises) {
  Rows rows(connection,
            "INSERT INTO case_line (case_id, line_number, line, is_held, placements,"
            " annual_price_before, unit_price, annual_price, education, boarding, care, health,"
            " effective_from) VALUES");
  for (const Opening* each : openings) {
    for (const auto& [at, is_held] : each->lines) {
      const FeeLine& line = filing.lines[at];
      const PriceChange change = rises.of(line);
      rows.add(
          {each->id, static_cast<std::int64_t>(line.physical_line), line.line,
           std::int64_t{is_held ? 1 : 0}, std::int64_t{change.placements()},
           change.before == nullptr ? Value(nullptr) : Value(change.before->annual_price.text()),
           line.unit_price.text(), line.annual_price.text(), line.education.text(),
           line.boarding.text(), line.care.text(), line.health.text(), line.effective_from.text()});
    }
  }
  rows.write();
}

}  // namespace

std::size_t open_cases(Transaction& transaction, const Journal& journal, const FilingToOpen& filing,
                       const PriceRises& rises) {
  Openings gathered = gather(filing);
  if (gathered.empty()) return 0;
  std::vector<Opening*> openings;
  for (auto& [urn, opening] : gathered) {
    opening.id = new_filing_id(journal.now());
    opening.filing_id = filing.filing.id;
    pricing::Wide stake = 0;
    for (const auto& [at, is_held] : opening.lines) {
      const PriceChange change = rises.of(filing.lines[at]);
      const Pounds rise = change.a_year(filing.lines[at]);
      if (rise > Pounds()) {
        stake += pricing::Wide{rise.ten_thousandths()} * change.placements();
      }
    }
    opening.stake = stake_of(stake);
    openings.push_back(&opening);
  }
  std::optional<std::string> organisation;
  if (filing.filing.organisation_id != local_administrator().organisation_id) {
    organisation = filing.filing.organisation_id;
  }
  Connection& connection = transaction.connection();
  find_owners(connection, openings, organisation);
  store_openings(transaction, journal, openings, filing.account_id, "cases/" + filing.filing.id,
                 {{"filing", filing.filing.id}});
  store_lines(connection, openings, filing, rises);
  store_findings(connection, openings);
  return openings.size();
}

std::size_t open_market_cases(Transaction& transaction, const Journal& journal,
                              const std::string& run_id, const std::string& account_id) {
  Connection& connection = transaction.connection();
  const Date today = london_date(journal.now());
  std::vector<Opening> made;
  std::vector<Values> findings;
  connection.query_each(
      "SELECT f.flag_key, f.rule, f.severity, f.column_name, f.message, f.working, f.urn"
      " FROM market_flag f WHERE f.run_id = ? AND f.opened_on = ? AND f.closed_on IS NULL"
      " AND f.urn <> '' AND f.severity IN ('review', 'hold') AND NOT EXISTS"
      " (SELECT 1 FROM case_file c WHERE c.flag_key = f.flag_key AND c.state <> 'closed')"
      " ORDER BY f.id",
      {run_id, today.text()}, [&](const Row& row) {
        const auto urn = pricing::Urn::parse(row.text(6));
        if (!urn) return;
        Opening& opening = made.emplace_back();
        opening.id = new_filing_id(journal.now());
        opening.kind = CaseKind::market;
        opening.flag_key = row.text(0);
        opening.urn = urn->number();
        opening.day = today;
        opening.rules.insert(row.text(1));
        findings.push_back({opening.id, std::int64_t{0}, row.text(1), row.text(2), std::int64_t{0},
                            std::string(), row.text(3), row.text(4), row.text(5)});
      });
  if (made.empty()) return 0;
  std::vector<Opening*> openings;
  for (Opening& each : made) openings.push_back(&each);
  // One school may have several flags, so each is looked up by itself.
  std::map<std::uint32_t, std::vector<Opening*>> by_urn;
  for (Opening* each : openings) by_urn[each->urn].push_back(each);
  std::vector<Opening*> firsts;
  for (auto& [urn, all] : by_urn) firsts.push_back(all.front());
  find_owners(connection, firsts, std::nullopt);
  for (auto& [urn, all] : by_urn) {
    for (Opening* each : all) {
      each->organisation_id = all.front()->organisation_id;
      each->group_id = all.front()->group_id;
    }
  }
  store_openings(transaction, journal, openings, account_id, "cases/" + run_id, {});
  connection.insert_many(
      "INSERT INTO case_finding (case_id, number, rule, severity, line_number, line, column_name,"
      " message, working) VALUES",
      findings);
  return openings.size();
}

}  // namespace assize::registry
