#include "registry/register/imports.h"

#include <optional>
#include <stdexcept>
#include <variant>

#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"
#include "registry/register/files/gias_file.h"
#include "registry/register/files/links_file.h"
#include "registry/register/files/ownership_file.h"
#include "registry/register/files/section41_file.h"
#include "registry/register/store/approval_store.h"
#include "registry/register/store/link_store.h"
#include "registry/register/store/ownership_store.h"
#include "registry/register/store/school_store.h"

namespace assize::registry {
namespace {

using ParsedFile = std::variant<GiasFile, Section41File, LinksFile, OwnershipFile>;

template <typename File>
Result<ParsedFile> as_parsed(Result<File> file) {
  if (!file) return file.faults();
  return ParsedFile(std::move(file).value());
}

Result<ParsedFile> read_file(ImportKind kind, std::string_view bytes,
                             const ImportProgress& on_progress) {
  switch (kind) {
    case ImportKind::gias:
      return as_parsed(read_gias(bytes, on_progress));
    case ImportKind::section41:
      return as_parsed(read_section41(bytes, on_progress));
    case ImportKind::links:
      return as_parsed(read_links(bytes, on_progress));
    case ImportKind::ownership:
      return as_parsed(read_ownership(bytes, on_progress));
  }
  throw std::logic_error("no such kind of import");
}

StoreCounts store_file(Connection& connection, const ParsedFile& file,
                       const ImportProgress& on_progress, std::vector<ImportRefusal>& refused) {
  struct Store {
    Connection& connection;
    const ImportProgress& on_progress;
    std::vector<ImportRefusal>& refused;
    StoreCounts operator()(const GiasFile& gias) {
      return store_schools(connection, gias, on_progress);
    }
    StoreCounts operator()(const Section41File& list) { return store_section41(connection, list); }
    StoreCounts operator()(const LinksFile& links) { return store_links(connection, links); }
    StoreCounts operator()(const OwnershipFile& owners) {
      return store_ownership(connection, owners, refused);
    }
  };
  return std::visit(Store{connection, on_progress, refused}, file);
}

bool may_import(const Caller& caller) {
  return caller.role == Role::case_officer || caller.role == Role::approver ||
         caller.role == Role::administrator;
}

bool was_imported(Connection& connection, const ImportReport& report) {
  return connection
      .query_one("SELECT 1 FROM import_run WHERE kind = ? AND file_sha256 = ? LIMIT 1",
                 {std::string(code(report.kind)), report.file_sha256})
      .has_value();
}

void record_run(Connection& connection, const ImportReport& report, audit::Instant at) {
  const auto count = [](std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); };
  connection.execute(
      "INSERT INTO import_run (kind, file_sha256, at, rows_read, added, changed, closed, refused)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {std::string(code(report.kind)), report.file_sha256,
       instant_to_database(audit::instant_text(at)), count(report.rows), count(report.added),
       count(report.changed), count(report.closed), count(report.refused.size())});
  const auto import_id = static_cast<std::int64_t>(connection.last_insert_id());
  std::vector<Values> rows;
  for (const ImportRefusal& refusal : report.refused) {
    rows.push_back(
        {import_id, static_cast<std::int64_t>(refusal.line), refusal.reason, refusal.row_text});
  }
  if (!rows.empty()) {
    connection.insert_many("INSERT INTO import_refusal (import_id, line, reason, row_text) VALUES",
                           rows);
  }
}

NewEntry log_entry(const ImportReport& report, const Caller& actor) {
  const auto count = [](std::uint64_t number) {
    return audit::CanonicalValue(static_cast<std::int64_t>(number));
  };
  NewEntry entry;
  entry.action = "register.imported";
  entry.actor = actor.account_id;
  entry.subject = "register/" + std::string(code(report.kind));
  entry.public_part = audit::CanonicalValue::Object{{"kind", std::string(code(report.kind))},
                                                    {"file_sha256", report.file_sha256},
                                                    {"rows", count(report.rows)},
                                                    {"added", count(report.added)},
                                                    {"changed", count(report.changed)},
                                                    {"closed", count(report.closed)},
                                                    {"refused", count(report.refused.size())}};
  return entry;
}

void append_notes(std::vector<std::string>& notes, const std::vector<std::string>& more) {
  notes.insert(notes.end(), more.begin(), more.end());
}

}  // namespace

std::string_view code(ImportKind kind) {
  switch (kind) {
    case ImportKind::gias:
      return "gias";
    case ImportKind::section41:
      return "section41";
    case ImportKind::links:
      return "links";
    case ImportKind::ownership:
      return "ownership";
  }
  throw std::logic_error("no such kind of import");
}

Result<ImportReport> import_file(
    Database& database, const Journal& journal, const Caller& actor, ImportKind kind,
    std::string_view bytes,
    const std::function<void(std::string_view, std::uint64_t, std::uint64_t)>& on_progress) {
  if (!may_import(actor)) {
    return Fault{"forbidden", "only the regulator's own accounts may import into the register"};
  }
  const auto file = read_file(kind, bytes, on_progress);
  if (!file) return file.faults();
  const SourceReading& reading =
      std::visit([](const auto& parsed) -> const SourceReading& { return parsed.reading; }, *file);
  const std::string file_sha256 = audit::sha256_hex(bytes);
  return database.in_transaction([&](Transaction& transaction) -> Result<ImportReport> {
    ImportReport report{kind, file_sha256,     reading.rows, 0, 0, 0,
                        0,    reading.refused, reading.notes};
    Connection& connection = transaction.connection();
    const StoreCounts counts = store_file(connection, *file, on_progress, report.refused);
    report.added = counts.added;
    report.changed = counts.changed;
    report.closed = counts.closed;
    report.unchanged = counts.unchanged;
    append_notes(report.notes, counts.notes);
    // A repeat leaves no trace at all: the log holds changes, and its refusals are kept already.
    if (counts.wrote() || (!report.refused.empty() && !was_imported(connection, report))) {
      record_run(connection, report, journal.now());
      journal.append(transaction, log_entry(report, actor));
    } else {
      report.notes.emplace_back("nothing had changed, so nothing was written");
    }
    return report;
  });
}

}  // namespace assize::registry
