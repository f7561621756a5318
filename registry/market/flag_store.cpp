#include "registry/market/flag_store.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "audit/tree/hash.h"
#include "pricing/text/json.h"

namespace assize::registry {
namespace {

constexpr std::size_t rows_at_once = 500;

std::string working_json(const std::vector<std::string>& working) {
  std::string json = "[";
  for (const std::string& sentence : working) {
    if (json.size() > 1) json += ',';
    pricing::append_json_string(json, sentence);
  }
  return json + "]";
}

std::string need_of(const pricing::MarketSubject& about) {
  return about.need ? std::string(code(*about.need)) : "";
}

std::string urn_of(const pricing::MarketSubject& about) {
  return about.urn ? about.urn->text() : "";
}

std::string key_of(const pricing::MarketFinding& found) {
  const pricing::MarketSubject& about = found.about;
  std::string key(found.finding.rule);
  for (const std::string& part : {about.commissioner, need_of(about), about.region, about.holder,
                                  urn_of(about), std::string(found.finding.column)}) {
    key += '\n' + part;
  }
  return audit::sha256_hex(key);
}

// What a flag says, without the working: that names the day of each run.
std::string said(std::string_view severity, const std::string& value, const std::string& limit,
                 const std::string& message) {
  return std::string(severity) + '\n' + value + '\n' + limit + '\n' + message;
}

struct Known {
  std::string said;
  std::string opened_on;
  bool is_open = false;
  bool is_found = false;
};
using KnownFlags = std::unordered_map<std::string, Known>;  // by key

KnownFlags read_known(Connection& connection) {
  KnownFlags flags;
  connection.query_each(
      "SELECT flag_key, severity, value, limit_text, message, opened_on, closed_on IS NULL"
      " FROM market_flag",
      {}, [&](const Row& row) {
        flags.emplace(row.text(0), Known{said(row.text(1), row.text(2), row.text(3), row.text(4)),
                                         row.text(5), row.integer(6) != 0});
      });
  return flags;
}

Values row_of(const std::string& key, const pricing::MarketFinding& found,
              const std::string& opened_on, const std::string& run_id) {
  const auto& [about, finding] = found;
  return {key,
          std::string(finding.rule),
          std::string(pricing::code(finding.severity)),
          about.commissioner,
          need_of(about),
          about.region,
          about.holder,
          urn_of(about),
          finding.name,
          std::string(finding.column),
          finding.value,
          finding.limit,
          finding.message,
          working_json(finding.working),
          opened_on,
          run_id};
}

void write_flags(Connection& connection, std::vector<Values>& rows) {
  if (rows.empty()) return;
  connection.insert_many(
      "INSERT INTO market_flag (flag_key, rule, severity, commissioner, need, region, holder, urn,"
      " name, column_name, value, limit_text, message, working, opened_on, run_id) VALUES",
      rows,
      "ON DUPLICATE KEY UPDATE severity = VALUES(severity), name = VALUES(name),"
      " value = VALUES(value), limit_text = VALUES(limit_text), message = VALUES(message),"
      " working = VALUES(working), opened_on = VALUES(opened_on), closed_on = NULL,"
      " run_id = VALUES(run_id)");
  rows.clear();
}

void close_flags(Connection& connection, const std::string& run_id, const std::string& day,
                 std::vector<std::string>& keys) {
  if (keys.empty()) return;
  std::string marks;
  Values values{day, run_id};
  for (std::string& key : keys) {
    marks += marks.empty() ? "?" : ", ?";
    values.emplace_back(std::move(key));
  }
  connection.execute(
      "UPDATE market_flag SET closed_on = ?, run_id = ? WHERE flag_key IN (" + marks + ")", values);
  keys.clear();
}

}  // namespace

FlagChanges store_flags(Connection& connection, const std::string& run_id,
                        const pricing::MarketAssessment& assessment) {
  KnownFlags known = read_known(connection);
  FlagChanges changes;
  changes.standing = assessment.findings.size();
  const std::string day = assessment.at.text();
  std::vector<Values> rows;
  for (const pricing::MarketFinding& found : assessment.findings) {
    const pricing::Finding& finding = found.finding;
    const std::string key = key_of(found);
    const auto before = known.find(key);
    const bool was_open = before != known.end() && before->second.is_open;
    if (before != known.end()) before->second.is_found = true;
    if (was_open && before->second.said == said(pricing::code(finding.severity), finding.value,
                                                finding.limit, finding.message)) {
      continue;
    }
    ++(was_open ? changes.changed : changes.opened);
    rows.push_back(row_of(key, found, was_open ? before->second.opened_on : day, run_id));
    if (rows.size() == rows_at_once) write_flags(connection, rows);
  }
  write_flags(connection, rows);
  std::vector<std::string> gone;
  for (const auto& [key, flag] : known) {
    if (flag.is_found || !flag.is_open) continue;
    ++changes.closed;
    gone.push_back(key);
    if (gone.size() == rows_at_once) close_flags(connection, run_id, day, gone);
  }
  close_flags(connection, run_id, day, gone);
  return changes;
}

}  // namespace assize::registry
