#include "registry/register/store/school_store.h"

#include <unordered_map>

#include "registry/register/corrections/standing_corrections.h"
#include "registry/register/counted.h"
#include "registry/register/history/earlier_values.h"

namespace assize::registry {
namespace {

using pricing::Date;

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

bool is_closed(const SchoolValues& school) { return school[SchoolColumn::status] == "closed"; }

bool is_open(const SchoolValues& school) {
  const auto& status = school[SchoolColumn::status];
  return status == "open" || status == "open_but_proposed_to_close";
}

using KnownSchools = std::unordered_map<std::uint32_t, std::string>;  // packed, by URN

// Locks what it reads, so that of two imports at once one waits for the other.
KnownSchools load_schools(Connection& connection, StoreCounts& counts) {
  KnownSchools schools;
  connection.query_each(
      "SELECT " + column_list() + " FROM school FOR UPDATE", {}, [&](const Row& row) {
        SchoolValues values;
        for (std::size_t at = 0; at < school_columns.size(); ++at) {
          values.at(at) = row.text_or_none(at + 1);
        }
        if (is_open(values)) ++counts.open_before;
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

// Gathers what differs and writes it a batch at a time.
class Writer {
 public:
  Writer(Connection& connection, Date today, const OnChange& on_change, StoreCounts& counts)
      : connection_(connection), today_(today), on_change_(on_change), counts_(counts) {}

  void add(std::uint32_t urn, const SchoolValues& school) {
    ++counts_.added;
    tell(ImportChange::Kind::added, urn, school, {});
    rows_.push_back(row_values(urn, school));
    if (rows_.size() == batch_rows) write();
  }

  void change(std::uint32_t urn, const SchoolValues& before, const SchoolValues& after) {
    ++counts_.changed;
    const bool closes = is_closed(after) && !is_closed(before);
    if (closes) ++counts_.closed;
    std::vector<ChangedValue> changed;
    for (std::size_t at = 0; at < school_columns.size(); ++at) {
      if (before.at(at) == after.at(at)) continue;
      const auto column = static_cast<SchoolColumn>(at);
      if (holds_by_day(column)) {
        earlier_.push_back(
            {urn, column, first_day_of(column, before, after, today_), before.at(at)});
      }
      if (on_change_) {
        changed.push_back({std::string(school_columns.at(at)), before.at(at), after.at(at)});
      }
    }
    tell(closes ? ImportChange::Kind::closed : ImportChange::Kind::changed, urn, after,
         std::move(changed));
    rows_.push_back(row_values(urn, after));
    if (rows_.size() == batch_rows) write();
  }

  void write() {
    if (rows_.empty()) return;
    connection_.insert_many(head_, rows_, tail_);
    keep_earlier_values(connection_, earlier_);
    rows_.clear();
    earlier_.clear();
  }

 private:
  void tell(ImportChange::Kind kind, std::uint32_t urn, const SchoolValues& school,
            std::vector<ChangedValue> values) {
    if (!on_change_) return;
    on_change_({kind, std::to_string(urn) + " " + school[SchoolColumn::name].value_or(""),
                std::move(values)});
  }

  Connection& connection_;
  Date today_;
  const OnChange& on_change_;
  StoreCounts& counts_;
  const std::string head_ = "INSERT INTO school (" + column_list() + ") VALUES";
  const std::string tail_ = " ON DUPLICATE KEY UPDATE " + update_list();
  std::vector<Values> rows_;
  std::vector<SchoolChange> earlier_;
};

void note_ended(const std::vector<std::string>& ended, StoreCounts& counts) {
  counts.corrections_ended = ended.size();
  if (ended.empty()) return;
  std::string names;
  for (const std::string& each : ended) names += (names.empty() ? "" : ", ") + each;
  counts.notes.push_back(
      counted(ended.size(), "correction no longer stands", "corrections no longer stand") +
      ", since the source says otherwise than it did: " + names);
}

}  // namespace

Date first_day_of(SchoolColumn column, const SchoolValues& before, const SchoolValues& after,
                  Date today) {
  const auto told = [&](SchoolColumn source) -> std::optional<Date> {
    const auto& text = after[source];
    const auto day = text ? Date::parse(*text) : Result<Date>(Fault{});
    if (!day.ok() || *day > today) return std::nullopt;
    return *day;
  };
  if (column == SchoolColumn::status && is_closed(after)) {
    const auto last = told(SchoolColumn::close_date);
    if (last && *last < today) return last->plus_days(1);
  }
  if (column == SchoolColumn::status && before[SchoolColumn::status] == "proposed_to_open") {
    if (const auto first = told(SchoolColumn::open_date)) return *first;
  }
  const auto recorded = told(SchoolColumn::gias_changed_on);
  const auto& recorded_before = before[SchoolColumn::gias_changed_on];
  if (recorded && after[SchoolColumn::gias_changed_on] > recorded_before) return *recorded;
  return today;
}

StoreCounts store_schools(Connection& connection, const GiasFile& file, Date today,
                          const ImportProgress& on_progress, const OnChange& on_change) {
  StoreCounts counts;
  const KnownSchools known = load_schools(connection, counts);
  StandingCorrections standing(connection);
  Writer writer(connection, today, on_change, counts);
  std::uint64_t done = 0;
  for (const SchoolRecord& school : file.schools) {
    if (on_progress && ++done % 1000 == 0) {
      on_progress("comparing schools", done, file.schools.size());
    }
    const auto before = known.find(school.urn);
    if (before == known.end()) {
      writer.add(school.urn, SchoolValues::unpacked(school.packed));
      continue;
    }
    std::string after = completed(school, before->second, file.untold);
    standing.apply(school.urn, file.untold, after);
    if (after == before->second) {
      ++counts.unchanged;
    } else {
      writer.change(school.urn, SchoolValues::unpacked(before->second),
                    SchoolValues::unpacked(after));
    }
  }
  writer.write();
  note_ended(standing.end_overtaken(connection), counts);
  const std::uint64_t absent = known.size() - counts.changed - counts.unchanged;
  if (absent > 0) {
    counts.notes.push_back(
        counted(absent, "school of the register is not in the file and stays as it is",
                "schools of the register are not in the file and stay as they are"));
  }
  return counts;
}

}  // namespace assize::registry
