#include "registry/register/imports.h"

#include <array>
#include <optional>
#include <stdexcept>
#include <variant>

#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/london_date.h"
#include "registry/register/files/gias_file.h"
#include "registry/register/files/inspections_file.h"
#include "registry/register/files/links_file.h"
#include "registry/register/files/ownership_file.h"
#include "registry/register/files/postcodes_file.h"
#include "registry/register/files/section41_file.h"
#include "registry/register/history/moment.h"
#include "registry/register/store/approval_store.h"
#include "registry/register/store/inspection_store.h"
#include "registry/register/store/link_store.h"
#include "registry/register/store/ownership_store.h"
#include "registry/register/store/postcode_store.h"
#include "registry/register/store/school_store.h"

namespace assize::registry {
namespace {

// A file that would close more than one in so many open schools is held.
constexpr std::uint64_t open_for_each_closed = 20;

using ParsedFile =
    std::variant<GiasFile, Section41File, LinksFile, OwnershipFile, InspectionsFile, PostcodesFile>;

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
    case ImportKind::inspections:
      return as_parsed(read_inspections(bytes, on_progress));
    case ImportKind::postcodes:
      return as_parsed(read_postcodes_file(bytes, on_progress));
  }
  throw std::logic_error("no such kind of import");
}

StoreCounts store_file(Connection& connection, const ParsedFile& file, pricing::Date today,
                       const ImportProgress& on_progress, const OnChange& on_change,
                       std::vector<ImportRefusal>& refused) {
  struct Store {
    Connection& connection;
    pricing::Date today;
    const ImportProgress& on_progress;
    const OnChange& on_change;
    std::vector<ImportRefusal>& refused;
    StoreCounts operator()(const GiasFile& gias) {
      return store_schools(connection, gias, today, on_progress, on_change);
    }
    StoreCounts operator()(const Section41File& list) {
      return store_section41(connection, list, on_change);
    }
    StoreCounts operator()(const LinksFile& links) {
      return store_links(connection, links, on_change);
    }
    StoreCounts operator()(const OwnershipFile& owners) {
      return store_ownership(connection, owners, refused, on_change);
    }
    StoreCounts operator()(const InspectionsFile& inspections) {
      return store_inspections(connection, inspections, today, refused, on_change);
    }
    StoreCounts operator()(const PostcodesFile& postcodes) {
      return store_postcodes(connection, postcodes, on_progress, on_change);
    }
  };
  return std::visit(Store{connection, today, on_progress, on_change, refused}, file);
}

// Thrown through the transaction, so that it is taken back.
struct TakenBack {
  ImportReport report;
};

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

void record_run(Connection& connection, const ImportReport& report, audit::Instant at,
                const RegisterMoment& moment) {
  const auto count = [](std::uint64_t number) { return Value(static_cast<std::int64_t>(number)); };
  connection.execute(
      "INSERT INTO import_run (kind, file_sha256, at, rows_read, added, changed, closed, refused,"
      " known_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {std::string(code(report.kind)), report.file_sha256,
       instant_to_database(audit::instant_text(at)), count(report.rows), count(report.added),
       count(report.changed), count(report.closed), count(report.refused.size()),
       moment.in_database()});
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

void take_counts(const StoreCounts& counts, ImportReport& report) {
  report.added = counts.added;
  report.changed = counts.changed;
  report.closed = counts.closed;
  report.unchanged = counts.unchanged;
  report.open_before = counts.open_before;
  report.notes.insert(report.notes.end(), counts.notes.begin(), counts.notes.end());
}

}  // namespace

std::string_view code(ImportKind kind) {
  constexpr std::array<std::string_view, 6> codes{"gias",      "section41",   "links",
                                                  "ownership", "inspections", "postcodes"};
  return codes.at(static_cast<std::size_t>(kind));
}

std::optional<ImportKind> import_kind_of_code(std::string_view text) {
  for (int kind = 0; kind <= static_cast<int>(ImportKind::postcodes); ++kind) {
    if (code(static_cast<ImportKind>(kind)) == text) return static_cast<ImportKind>(kind);
  }
  return std::nullopt;
}

Result<ImportReport> import_file(
    Database& database, const Journal& journal, const Caller& actor, ImportKind kind,
    std::string_view bytes,
    const std::function<void(std::string_view, std::uint64_t, std::uint64_t)>& on_progress,
    const ImportOptions& options) {
  if (!may_import(actor)) {
    return Fault{"forbidden", "only the regulator's own accounts may import into the register"};
  }
  const std::string file_sha256 = audit::sha256_hex(bytes);
  if (!options.confirmed_sha256.empty() && options.confirmed_sha256 != file_sha256) {
    return Fault{"confirm", "another file was confirmed: this one's SHA-256 is " + file_sha256};
  }
  const auto file = read_file(kind, bytes, on_progress);
  if (!file) return file.faults();
  const SourceReading& reading =
      std::visit([](const auto& parsed) -> const SourceReading& { return parsed.reading; }, *file);
  try {
    return database.in_transaction([&](Transaction& transaction) -> Result<ImportReport> {
      ImportReport report;
      report.kind = kind;
      report.file_sha256 = file_sha256;
      report.rows = reading.rows;
      report.refused = reading.refused;
      report.notes = reading.notes;
      report.is_dry_run = options.is_dry_run;
      Connection& connection = transaction.connection();
      const RegisterMoment moment(transaction);
      OnChange on_change;
      if (options.lists_changes) {
        on_change = [&report](ImportChange change) { report.changes.push_back(std::move(change)); };
      }
      const StoreCounts counts = store_file(connection, *file, london_date(journal.now()),
                                            on_progress, on_change, report.refused);
      take_counts(counts, report);
      report.is_held = report.closed * open_for_each_closed > report.open_before &&
                       options.confirmed_sha256.empty();
      // A repeat leaves no trace at all: the log holds changes, and its refusals are kept already.
      const bool is_news =
          counts.wrote() || (!report.refused.empty() && !was_imported(connection, report));
      if (!is_news) report.notes.emplace_back("nothing had changed, so nothing was written");
      if (!is_news || report.is_held || report.is_dry_run) throw TakenBack{std::move(report)};
      record_run(connection, report, journal.now(), moment);
      journal.append(transaction, log_entry(report, actor));
      return report;
    });
  } catch (TakenBack& taken_back) {
    return std::move(taken_back.report);
  }
}

}  // namespace assize::registry
