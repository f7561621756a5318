#include "registry/register/store/school_store.h"

#include <unordered_map>

#include "registry/register/counted.h"

namespace assize::registry {
namespace {

constexpr std::size_t batch_rows = 500;

std::string column_list() {
  std::string list = "urn";
  for (const std::string_view column : school_columns) list += ", " + std::string(column);
  return list;
}

std::string update_list() {
  std::string list;
  for (const std::string_view column : school_columns) {
    const std::string name(column);
    // lint: allow sql-values: a column's name, from our own table
    list += (list.empty() ? "" : ", ") + name + " = VALUES(" + name + ")";
  }
  return list;
}

// Locks what it reads, so that of two imports at once one waits for the other.
std::unordered_map<std::uint32_t, std::string> load_schools(Connection& connection) {
  std::unordered_map<std::uint32_t, std::string> schools;
  connection.query_each(
      "SELECT " + column_list() + " FROM school FOR UPDATE", {}, [&](const Row& row) {
        SchoolValues values;
        for (std::size_t at = 0; at < school_columns.size(); ++at) {
          values.at(at) = row.text_or_none(at + 1);
        }
        schools.emplace(static_cast<std::uint32_t>(row.integer(0)), values.packed());
      });
  return schools;
}

// The file's school with what the file does not tell taken from the register.
std::string completed(const SchoolRecord& school, const std::string& before,
                      const std::bitset<school_columns.size()>& untold) {
  if (untold.none()) return school.packed;
  SchoolValues values = SchoolValues::unpacked(school.packed);
  const SchoolValues known = SchoolValues::unpacked(before);
  for (std::size_t at = 0; at < school_columns.size(); ++at) {
    if (untold.test(at)) values.at(at) = known.at(at);
  }
  return values.packed();
}

Values row_values(std::uint32_t urn, const SchoolValues& school) {
  Values values{std::int64_t{urn}};
  for (std::size_t at = 0; at < school_columns.size(); ++at) {
    values.push_back(value_or_null(school.at(at)));
  }
  return values;
}

bool is_closed(const SchoolValues& school) {
  return school.at(static_cast<std::size_t>(SchoolColumn::status)) == "closed";
}

}  // namespace

StoreCounts store_schools(Connection& connection, const GiasFile& file,
                          const ImportProgress& on_progress) {
  const auto known = load_schools(connection);
  const std::string head = "INSERT INTO school (" + column_list() + ") VALUES";
  const std::string tail = " ON DUPLICATE KEY UPDATE " + update_list();
  StoreCounts counts;
  std::vector<Values> batch;
  const auto write = [&] {
    if (!batch.empty()) connection.insert_many(head, batch, tail);
    batch.clear();
  };
  std::uint64_t done = 0;
  for (const SchoolRecord& school : file.schools) {
    if (on_progress && ++done % 1000 == 0) {
      on_progress("comparing schools", done, file.schools.size());
    }
    const auto before = known.find(school.urn);
    if (before == known.end()) {
      ++counts.added;
      batch.push_back(row_values(school.urn, SchoolValues::unpacked(school.packed)));
    } else {
      const std::string after = completed(school, before->second, file.untold);
      if (after == before->second) {
        ++counts.unchanged;
        continue;
      }
      ++counts.changed;
      const SchoolValues values = SchoolValues::unpacked(after);
      if (is_closed(values) && !is_closed(SchoolValues::unpacked(before->second))) ++counts.closed;
      batch.push_back(row_values(school.urn, values));
    }
    if (batch.size() == batch_rows) write();
  }
  write();
  const std::uint64_t absent = known.size() - counts.changed - counts.unchanged;
  if (absent > 0) {
    counts.notes.push_back(
        counted(absent, "school of the register is not in the file and stays as it is",
                "schools of the register are not in the file and stay as they are"));
  }
  return counts;
}

}  // namespace assize::registry
