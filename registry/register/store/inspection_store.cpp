#include "registry/register/store/inspection_store.h"

#include <unordered_map>
#include <unordered_set>

namespace assize::registry {
namespace {

struct KnownInspection {
  std::string outcome;
  std::optional<std::string> report_url;
};

std::unordered_map<std::string, KnownInspection> load_inspections(Connection& connection) {
  std::unordered_map<std::string, KnownInspection> known;
  connection.query_each(
      "SELECT urn, body, on_date, outcome, report_url FROM inspection FOR UPDATE", {},
      [&](const Row& row) {
        Inspection inspection;
        inspection.urn = static_cast<std::uint32_t>(row.integer(0));
        inspection.body = row.text(1);
        inspection.on = row.text(2);
        known.emplace(inspection.identity(), KnownInspection{row.text(3), row.text_or_none(4)});
      });
  return known;
}

void tell(const OnChange& on_change, const Inspection& now, const KnownInspection* before) {
  if (!on_change) return;
  ImportChange change{before == nullptr ? ImportChange::Kind::added : ImportChange::Kind::changed,
                      std::to_string(now.urn) + " inspected by " + now.body + " on " + now.on,
                      {}};
  const auto value = [&](std::string column, std::optional<std::string> old,
                         std::optional<std::string> held) {
    if (old != held) change.values.push_back({std::move(column), std::move(old), std::move(held)});
  };
  using Text = std::optional<std::string>;
  value("outcome", before == nullptr ? Text() : Text(before->outcome), now.outcome);
  value("report_url", before == nullptr ? Text() : before->report_url, now.report_url);
  on_change(std::move(change));
}

}  // namespace

StoreCounts store_inspections(Connection& connection, const InspectionsFile& file,
                              pricing::Date today, std::vector<ImportRefusal>& refused,
                              const OnChange& on_change) {
  std::unordered_set<std::int64_t> schools;
  connection.query_each("SELECT urn FROM school", {},
                        [&](const Row& row) { schools.insert(row.integer(0)); });
  const auto known = load_inspections(connection);
  StoreCounts counts;
  std::vector<Values> rows;
  for (const Inspection& each : file.inspections) {
    std::string reason;
    if (!schools.contains(each.urn)) {
      reason = "school " + std::to_string(each.urn) +
               " is not on the register; import the GIAS extract that has it first";
    } else if (each.on > today.text()) {
      reason = "date: " + each.on + " is still to come; correct it";
    }
    if (!reason.empty()) {
      refused.push_back({each.line, std::move(reason), file.row_texts.at(each.line)});
      continue;
    }
    const auto before = known.find(each.identity());
    const bool is_new = before == known.end();
    if (!is_new && before->second.outcome == each.outcome &&
        before->second.report_url == each.report_url) {
      ++counts.unchanged;
      continue;
    }
    ++(is_new ? counts.added : counts.changed);
    tell(on_change, each, is_new ? nullptr : &before->second);
    rows.push_back(
        {std::int64_t{each.urn}, each.body, each.on, each.outcome, value_or_null(each.report_url)});
  }
  if (!rows.empty()) {
    connection.insert_many(
        "INSERT INTO inspection (urn, body, on_date, outcome, report_url) VALUES", rows,
        " ON DUPLICATE KEY UPDATE outcome = VALUES(outcome), report_url = VALUES(report_url)");
  }
  return counts;
}

}  // namespace assize::registry
