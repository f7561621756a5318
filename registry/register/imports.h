// Reading the files of others into the register. Each import is one transaction and one log entry,
// can be repeated without effect, and says what it did to the row. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/register/store/store_counts.h"

namespace assize::registry {

enum class ImportKind { gias, section41, links, ownership, inspections, postcodes };
std::string_view code(ImportKind kind);

struct ImportRefusal {
  std::uint64_t line;
  std::string reason;
  std::string row_text;
};

struct ImportReport {
  ImportKind kind;
  std::string file_sha256;
  std::uint64_t rows = 0;
  std::uint64_t added = 0;
  std::uint64_t changed = 0;
  std::uint64_t closed = 0;  // schools that went from open to closed, also counted as changed
  std::uint64_t unchanged = 0;
  std::vector<ImportRefusal> refused;
  std::vector<std::string>
      notes;  // "read as Windows-1252", "52 links name schools not on the register"
  // Nothing was written: it was a dry run, or the file closes over 5 % of the register's open
  // schools and was not confirmed. The counts say what would have been done.
  bool is_dry_run = false;
  bool is_held = false;
  std::uint64_t open_before = 0;      // open schools of the register; of a GIAS extract alone
  std::vector<ImportChange> changes;  // if they were asked for
};

struct ImportOptions {
  bool is_dry_run = false;
  // The SHA-256 of the file, by someone who has seen what it closes.
  std::string confirmed_sha256;
  bool lists_changes = false;
};

// A fault of the file as a whole (not text, a needed column missing, truncated) changes nothing,
// and so does an actor who is not the regulator's (a fault whose place is "forbidden"). Where the
// file changes nothing, nothing is written: no row, no import_run, no log entry; a note says so.
// What the file does not have (a school, an event, a column) stays as it is, with a note. A dry run
// does all of it and then takes it back.
Result<ImportReport> import_file(
    Database& database, const Journal& journal, const Caller& actor, ImportKind kind,
    std::string_view bytes,
    const std::function<void(std::string_view, std::uint64_t, std::uint64_t)>& on_progress = {},
    const ImportOptions& options = {});
std::optional<ImportKind> import_kind_of_code(std::string_view text);

// The register's CSV, which `check --register` reads: urn, name, type_code, la_code, open_date,
// close_date, childrens_home, and more; one row a school, by URN. Every establishment is there,
// whatever its type. A closed school whose last day GIAS does not give has the day on which GIAS
// last changed its record (or 1900-01-01); one only proposed, without a first day, opens on
// 2999-12-31: so the dates alone say whether it is open.
std::string export_register(Connection& connection);
// The same rows for these schools only.
std::string export_register(Connection& connection, const std::vector<std::uint32_t>& urns);

}  // namespace assize::registry
