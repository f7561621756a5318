// A table that others publish as CSV: its columns found by name, its rows handed over one by one,
// the rows that cannot be used kept with the reason. Not thread-safe; one reading at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "pricing/text/csv.h"
#include "registry/register/imports.h"

namespace assize::registry {

using ImportProgress = std::function<void(std::string_view, std::uint64_t, std::uint64_t)>;

// A column that a reader looks for. Capitals, spaces and punctuation of its name do not matter.
struct WantedColumn {
  std::string_view name;
  bool needed = false;
};

// One row, its values by the place of their column in the list of wanted columns.
class SourceRow {
 public:
  SourceRow(const pricing::CsvRow& row, const std::vector<std::size_t>& places)
      : row_(row), places_(places) {}
  std::uint64_t line() const { return row_.line; }
  // Plain text (no no-break spaces); empty if the file has no such column.
  std::string text(std::size_t wanted) const;
  std::string csv_text() const;  // the wanted columns as one line of CSV, without its end

 private:
  const pricing::CsvRow& row_;
  const std::vector<std::size_t>& places_;
};

// What a reading found out beside the rows: how many, which were refused, and remarks on the file.
class SourceReading {
 public:
  std::uint64_t rows = 0;
  std::vector<ImportRefusal> refused;
  std::vector<std::string> notes;
  std::vector<bool> has_column;  // by wanted column

  // A value that could not be used and was left empty; said once per column with its count.
  void left_empty(std::string_view column, std::uint64_t line, std::string_view value);
  void finish();  // writes the counted remarks into `notes`

 private:
  struct Dropped {
    std::uint64_t count = 0;
    std::uint64_t first_line = 0;
    std::string first_value;
  };
  std::map<std::string, Dropped> dropped_;
};

// Calls `on_row` for every whole row; what it returns refuses the row ("" takes it). `what` names
// the file in messages: "GIAS extract". Faults, for the file as a whole, if it is not a table,
// lacks a needed column or has one twice, has no rows, or breaks off in its last row.
Result<SourceReading> read_source(
    std::string_view bytes, std::string_view what, std::span<const WantedColumn> wanted,
    const ImportProgress& on_progress,
    const std::function<std::string(const SourceRow&, SourceReading&)>& on_row);

}  // namespace assize::registry
