// Documents handed in to a case. A document never changes and is never taken back; its digest is in
// the log. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "registry/cases/case.h"
#include "registry/cases/document_type.h"
#include "registry/log/journal.h"

namespace assize::registry {

struct DocumentCommand {
  Caller caller;
  std::string case_id;
  std::string name;
  std::string_view bytes;
  bool is_internal = false;  // for the regulator alone, who alone may say so
};

// A party hands in to its own case, the regulator to any, until the case is over; at most 50 to a
// case. Faults by place: "forbidden", "not_found", "conflict", "document" (no PDF, CSV or XLSX, or
// too large), "name". The entry's public part says nothing of it; its commitment holds the digest.
Result<CaseDocument> hand_in_document(Transaction& transaction, const Journal& journal,
                                      const DocumentCommand& command);

struct DocumentBody {
  CaseDocument about;
  std::string bytes;
};
std::optional<DocumentBody> find_document(Connection& connection, std::string_view case_id,
                                          std::uint32_t number, const CaseReader& reader);

}  // namespace assize::registry
