#include "registry/register/corrections/standing_corrections.h"

#include "registry/register/history/earlier_values.h"

namespace assize::registry {
namespace {

void end_standing(Connection& connection, std::uint32_t urn, SchoolColumn column) {
  connection.execute("DELETE FROM standing_correction WHERE urn = ? AND column_name = ?",
                     {std::int64_t{urn}, std::string(name_of(column))});
}

}  // namespace

StandingCorrections::StandingCorrections(Connection& connection) {
  connection.query_each(
      "SELECT urn, column_name, source_value, value FROM standing_correction FOR UPDATE", {},
      [&](const Row& row) {
        const auto column = school_column_named(row.text(1));
        if (!column) return;
        by_urn_[static_cast<std::uint32_t>(row.integer(0))].push_back(
            {*column, row.text_or_none(2), row.text_or_none(3)});
      });
}

void StandingCorrections::apply(std::uint32_t urn, const std::bitset<school_columns.size()>& untold,
                                std::string& packed) {
  const auto found = by_urn_.find(urn);
  if (found == by_urn_.end()) return;
  SchoolValues values = SchoolValues::unpacked(packed);
  for (const Standing& each : found->second) {
    if (untold.test(static_cast<std::size_t>(each.column))) continue;
    if (values[each.column] == each.source_value) {
      values[each.column] = each.value;
    } else {
      overtaken_.emplace_back(urn, each.column);
    }
  }
  packed = values.packed();
}

std::vector<std::string> StandingCorrections::end_overtaken(Connection& connection) const {
  std::vector<std::string> ended;
  for (const auto& [urn, column] : overtaken_) {
    end_standing(connection, urn, column);
    ended.push_back(std::to_string(urn) + " " + std::string(name_of(column)));
  }
  return ended;
}

void let_stand(Connection& connection, std::uint32_t urn, SchoolColumn column,
               const std::string& correction_id, const std::optional<std::string>& before,
               const std::optional<std::string>& value) {
  const std::string name(name_of(column));
  const auto stood = connection.query_one(
      "SELECT source_value FROM standing_correction WHERE urn = ? AND column_name = ? FOR UPDATE",
      {std::int64_t{urn}, name});
  const std::optional<std::string> source = stood ? stood->text_or_none(0) : before;
  if (value == source) {
    if (stood) end_standing(connection, urn, column);
    return;
  }
  connection.execute(
      "INSERT INTO standing_correction (urn, column_name, correction_id, source_value, value)"
      " VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE correction_id = VALUES(correction_id),"
      " value = VALUES(value)",
      {std::int64_t{urn}, name, correction_id, value_or_null(source), value_or_null(value)});
}

}  // namespace assize::registry
