// Drafts of editions: one person proposes, another approves, and the edition is published at once
// or at a given time. Confidential to the regulator until then. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/rule_book/object_reader.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

enum class DraftState : std::uint8_t { draft, proposed, approved, published, withdrawn };
inline constexpr std::array<std::string_view, 5> draft_state_codes{"draft", "proposed", "approved",
                                                                   "published", "withdrawn"};

enum class DraftStepKind : std::uint8_t {
  drafted,
  proposed,
  returned,
  approved,
  withdrawn,
  published
};
inline constexpr std::array<std::string_view, 6> draft_step_codes{
    "drafted", "proposed", "returned", "approved", "withdrawn", "published"};

inline std::string_view code(DraftState state) {
  return draft_state_codes.at(static_cast<std::size_t>(state));
}
inline std::string_view code(DraftStepKind step) {
  return draft_step_codes.at(static_cast<std::size_t>(step));
}
Result<DraftStepKind> parse_draft_step(std::string_view text);

// What may follow what: draft, proposed, then returned to draft or approved, then published; what
// is not yet published may be withdrawn. None if the step cannot follow. Pure.
std::optional<DraftState> after_draft_step(DraftState before, DraftStepKind step);

struct DraftStep {
  std::uint32_t number = 0;
  DraftStepKind step = DraftStepKind::drafted;
  std::string account_id, at, words;
  std::string commitment_random;  // hexadecimal; opens the log entry's body_sha256
  std::string receipt_json;
};

struct Draft {
  std::string id;  // a ULID
  std::string edition, title, sha256;
  DraftState state = DraftState::draft;
  std::optional<std::string> publish_at;
  std::string drafted_by, proposed_by, approved_by;
  std::uint32_t version = 0;
  std::vector<DraftStep> steps;
};

// By an officer of the regulator's. Every fault of the book is reported, each with its JSON path; a
// fault's place is "forbidden" where the caller may not, and "conflict" where the edition's name is
// published already.
Result<Draft> make_draft(Transaction& transaction, const Journal& journal, const Caller& caller,
                         std::string_view body);

struct DraftCommand {
  Caller caller;
  std::string id;
  DraftStepKind step = DraftStepKind::proposed;
  std::string words;                      // needed but for a proposal
  std::optional<std::string> publish_at;  // of an approval: 2026-03-31T09:15:02Z; at once if none
  std::optional<std::uint32_t> version;   // of the draft as whoever acts saw it
};
// Officers propose and withdraw; an approver or an administrator, who neither drafted nor proposed
// it, approves or returns it. Faults by place: "forbidden", "not_found", "conflict" (says what
// happened), "step", "words", "publish_at".
Result<Draft> take_draft_step(Transaction& transaction, const Journal& journal,
                              const DraftCommand& command);

std::vector<Draft> list_drafts(Connection& connection);  // the latest first, at most 200
std::optional<Draft> find_draft(Connection& connection, std::string_view id);
std::optional<std::string> draft_body(Connection& connection, std::string_view id);

// Publishes what is approved and due. Of several nodes that try, one does. Says how many.
std::size_t publish_due_drafts(Database& database, const Journal& journal);

}  // namespace assize::registry
