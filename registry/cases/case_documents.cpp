#include "registry/cases/case_documents.h"

#include <algorithm>

#include "audit/entry/canonical_json.h"
#include "audit/tree/hash.h"
#include "registry/cases/case_store.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/steps/authority.h"

namespace assize::registry {
namespace {

constexpr std::size_t part_bytes = std::size_t{1} << 20;
constexpr std::int64_t documents_in_a_case = 50;

std::optional<Fault> refuse_caller(const DocumentCommand& command) {
  if (is_regulator(command.caller.role)) return std::nullopt;
  const bool is_party = command.caller.role == Role::provider && command.caller.provider_id;
  if (!is_party)
    return Fault{"forbidden", "Only the regulator and the provider hand in documents."};
  if (command.is_internal) {
    return Fault{"forbidden", "Only the regulator's own documents are internal."};
  }
  return std::nullopt;
}

std::string details_of(const CaseDocument& document) {
  return audit::canonical_text(
      audit::CanonicalValue::Object{{"document", std::int64_t{document.number}},
                                    {"name", document.name},
                                    {"sha256", document.sha256},
                                    {"size_bytes", static_cast<std::int64_t>(document.size_bytes)},
                                    {"type", document.type}});
}

void store(Connection& connection, const Case& about, const CaseDocument& document,
           std::string_view bytes) {
  connection.execute(
      "INSERT INTO case_document (case_id, number, name, type, size_bytes, sha256, is_internal,"
      " account_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {about.id, std::int64_t{document.number}, document.name, document.type,
       static_cast<std::int64_t>(document.size_bytes), document.sha256,
       std::int64_t{document.is_internal ? 1 : 0}, document.account_id,
       instant_to_database(document.at)});
  std::vector<Values> parts;
  for (std::int64_t part = 0; !bytes.empty(); ++part) {
    parts.push_back(
        {about.id, std::int64_t{document.number}, part, std::string(bytes.substr(0, part_bytes))});
    bytes.remove_prefix(std::min(part_bytes, bytes.size()));
  }
  connection.insert_many("INSERT INTO case_document_part (case_id, number, part, body) VALUES",
                         parts);
}

}  // namespace

Result<CaseDocument> hand_in_document(Transaction& transaction, const Journal& journal,
                                      const DocumentCommand& command) {
  if (auto fault = refuse_caller(command)) return *fault;
  if (command.bytes.size() > document_limit_bytes) {
    return Fault{"document", "The document is larger than 10 MiB. Hand it in in parts."};
  }
  const auto type = type_of_document(command.bytes);
  if (!type) {
    return Fault{"document",
                 "By its content this is neither a PDF, nor a CSV file, nor an XLSX workbook "
                 "without macros. Save it as one of those."};
  }
  const auto name = document_name(command.name, *type);
  if (!name) return name.faults();
  Connection& connection = transaction.connection();
  CaseReader reader;
  if (!is_regulator(command.caller.role)) reader.organisation_id = command.caller.organisation_id;
  auto about = lock_case(connection, command.case_id, reader);
  if (!about) return Fault{"not_found", "No case of yours has that id."};
  const auto after = after_step(about->standing(), CaseStepKind::document);
  if (!after) return Fault{"conflict", last_step_words(connection, *about)};
  const std::int64_t held =
      connection.query_one("SELECT COUNT(*) FROM case_document WHERE case_id = ?", {about->id})
          ->integer(0);
  if (held >= documents_in_a_case) {
    return Fault{"conflict", "This case holds 50 documents, which is the most."};
  }
  CaseDocument document;
  document.number = static_cast<std::uint32_t>(held) + 1;
  document.name = *name;
  document.type = std::string(media_type(*type));
  document.sha256 = audit::sha256_hex(command.bytes);
  document.account_id = command.caller.account_id;
  document.at = audit::instant_text(journal.now());
  document.size_bytes = command.bytes.size();
  document.is_internal = command.is_internal;
  store(connection, *about, document, command.bytes);
  StepToRecord record;
  record.step.kind = CaseStepKind::document;
  record.step.is_internal = document.is_internal;
  record.step.account_id = document.account_id;
  record.step.details = details_of(document);
  record.after = *after;
  record.due_on = about->due_on;
  record_step(transaction, journal, *about, std::move(record));
  return document;
}

std::optional<DocumentBody> find_document(Connection& connection, std::string_view case_id,
                                          std::uint32_t number, const CaseReader& reader) {
  const auto whole = find_whole_case(connection, case_id, reader);
  if (!whole) return std::nullopt;
  const auto found = std::ranges::find(whole->documents, number, &CaseDocument::number);
  if (found == whole->documents.end()) return std::nullopt;
  DocumentBody body{*found, {}};
  connection.query_each(
      "SELECT body FROM case_document_part WHERE case_id = ? AND number = ? ORDER BY part",
      {whole->about.id, std::int64_t{number}}, [&](const Row& row) { body.bytes += row.text(0); });
  return body;
}

}  // namespace assize::registry
