#include "registry/register/files/source_table.h"

#include <algorithm>
#include <optional>

#include "pricing/text/csv.h"
#include "registry/register/files/source_values.h"

namespace assize::registry {
namespace {

constexpr std::size_t no_column = static_cast<std::size_t>(-1);
constexpr std::size_t row_text_limit_bytes = 4000;
constexpr std::size_t ragged_text_limit_bytes = 400;  // before the columns that name people

// Letters and digits alone, in lower case: "LA (code)" and "la_code" are one name.
std::string folded(std::string_view name) {
  std::string letters;
  for (const char letter : name) {
    if (letter >= 'A' && letter <= 'Z') {
      letters += static_cast<char>(letter - 'A' + 'a');
    } else if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
      letters += letter;
    }
  }
  return letters;
}

// Columns that name people are not kept with a refused row.
bool names_a_person(std::string_view folded_name) {
  return folded_name.starts_with("head") || folded_name == "propsname" ||
         folded_name == "telephonenum";
}

struct Header {
  std::vector<std::string> names;   // folded
  std::vector<std::size_t> places;  // by wanted column
  std::vector<std::string> absent;  // wanted, not needed, not there
};

Result<Header> find_columns(const pricing::CsvTable& table, std::string_view what,
                            std::span<const WantedColumn> wanted) {
  Header header;
  for (const std::string& name : table.header) header.names.push_back(folded(name));
  Faults faults;
  const std::string place = "line " + std::to_string(table.header_line);
  for (const WantedColumn& column : wanted) {
    const std::string name = folded(column.name);
    const auto found = std::ranges::find(header.names, name);
    if (found == header.names.end()) {
      header.places.push_back(no_column);
      if (!column.needed) {
        header.absent.emplace_back(column.name);
        continue;
      }
      faults.push_back({place, "the column \"" + std::string(column.name) +
                                   "\" is missing; this does not look like a whole " +
                                   std::string(what) + ", so fetch the file again"});
      continue;
    }
    header.places.push_back(static_cast<std::size_t>(found - header.names.begin()));
    if (std::find(found + 1, header.names.end(), name) != header.names.end()) {
      faults.push_back({place, "the column \"" + std::string(column.name) +
                                   "\" is there twice; leave one of the two"});
    }
  }
  if (!faults.empty()) return faults;
  return header;
}

// A refused row as it was, without the people that it names.
std::string kept_text(const pricing::CsvRow& row, const Header& header) {
  std::string text;
  const bool is_whole = row.fields.size() == header.names.size();
  constexpr std::size_t before_any_person = 20;
  const std::size_t count =
      is_whole ? row.fields.size() : std::min(row.fields.size(), before_any_person);
  const std::size_t limit = is_whole ? row_text_limit_bytes : ragged_text_limit_bytes;
  for (std::size_t at = 0; at < count; ++at) {
    if (at > 0) text += ',';
    if (is_whole && names_a_person(header.names[at])) continue;
    pricing::append_csv_field(text, row.fields[at]);
  }
  if (text.size() > limit) {
    std::size_t end = limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
  }
  return text;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::string SourceRow::text(std::size_t wanted) const {
  const std::size_t place = places_.at(wanted);
  return place == no_column ? std::string() : plain_text(row_.fields.at(place));
}

std::string SourceRow::csv_text() const {
  std::string line;
  for (std::size_t wanted = 0; wanted < places_.size(); ++wanted) {
    if (wanted > 0) line += ',';
    pricing::append_csv_field(line, text(wanted));
  }
  return line;
}

void SourceReading::left_empty(std::string_view column, std::uint64_t line,
                               std::string_view value) {
  Dropped& dropped = dropped_[std::string(column)];
  if (dropped.count++ > 0) return;
  dropped.first_line = line;
  dropped.first_value = std::string(value.substr(0, 60));
}

void SourceReading::finish() {
  for (const auto& [column, dropped] : dropped_) {
    notes.push_back(std::to_string(dropped.count) + (dropped.count == 1 ? " value" : " values") +
                    " of " + column + " could not be used and " +
                    (dropped.count == 1 ? "was" : "were") + " left empty; the first is \"" +
                    dropped.first_value + "\" at line " + std::to_string(dropped.first_line));
  }
  dropped_.clear();
}

Result<SourceReading> read_source(
    std::string_view bytes, std::string_view what, std::span<const WantedColumn> wanted,
    const ImportProgress& on_progress,
    const std::function<std::string(const SourceRow&, SourceReading&)>& on_row) {
  SourceReading reading;
  Header header;
  std::optional<Fault> break_in_last_row;
  const auto take_header = [&](const pricing::CsvTable& table) -> Result<bool> {
    auto found = find_columns(table, what, wanted);
    if (!found) return found.faults();
    header = std::move(found).value();
    if (table.was_windows_1252) reading.notes.emplace_back("read as Windows-1252");
    if (!header.absent.empty()) {
      reading.notes.push_back("the file has no column " + joined(header.absent) +
                              "; what the register knows of that stays as it is");
    }
    for (const std::size_t place : header.places) reading.has_column.push_back(place != no_column);
    return true;
  };
  const auto take_row = [&](const pricing::CsvRow& row) {
    ++reading.rows;
    if (on_progress && reading.rows % 1000 == 0) on_progress("reading rows", reading.rows, 0);
    break_in_last_row.reset();
    std::string reason;
    if (!row.problem.empty()) {
      reason = row.problem;
      break_in_last_row = Fault{"line " + std::to_string(row.line),
                                "the file breaks off: its last row is not whole (" + reason +
                                    "); nothing was changed, so fetch the file again"};
    } else {
      reason = on_row(SourceRow(row, header.places), reading);
    }
    if (!reason.empty()) {
      reading.refused.push_back({row.line, std::move(reason), kept_text(row, header)});
    }
  };
  const auto table = pricing::read_csv(bytes, take_header, take_row);
  if (!table) return table.faults();
  if (break_in_last_row) return *break_in_last_row;
  if (reading.rows == 0) {
    return Fault{"line " + std::to_string(table->header_line),
                 "the file has a header and no rows; fetch the file again"};
  }
  reading.finish();
  return reading;
}

}  // namespace assize::registry
