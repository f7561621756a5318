#include "registry/rule_books/drafts.h"

#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/steps/authority.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/rule_books/rule_books.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;

constexpr std::size_t words_limit_bytes = 2000;
constexpr std::string_view draft_select =
    "SELECT id, edition, title, sha256, state, publish_at, drafted_by, proposed_by, approved_by,"
    " version FROM rule_book_draft";

DraftState state_of(const std::string& text) {
  return pricing::parse_code<DraftState>(draft_state_codes, text).value();
}

Draft draft_of(const Row& row) {
  Draft draft;
  draft.id = row.text(0);
  draft.edition = row.text(1);
  draft.title = row.text(2);
  draft.sha256 = row.text(3);
  draft.state = state_of(row.text(4));
  if (!row.is_null(5)) draft.publish_at = instant_from_database(row.text(5));
  draft.drafted_by = row.text(6);
  draft.proposed_by = row.text(7);
  draft.approved_by = row.text(8);
  draft.version = static_cast<std::uint32_t>(row.integer(9));
  return draft;
}

void read_steps(Connection& connection, Draft& draft) {
  connection.query_each(
      "SELECT number, step, account_id, at, words, commitment_random, receipt"
      " FROM rule_book_draft_step WHERE draft_id = ? ORDER BY number",
      {draft.id}, [&](const Row& row) {
        draft.steps.push_back({static_cast<std::uint32_t>(row.integer(0)),
                               parse_draft_step(row.text(1)).value(), row.text(2),
                               instant_from_database(row.text(3)), row.text(4), row.text(5),
                               row.text(6)});
      });
}

std::string what_happened(const Draft& draft) {
  std::string words = "The draft is " + std::string(code(draft.state)) + ".";
  if (draft.steps.empty()) return words;
  const DraftStep& last = draft.steps.back();
  return words + " What happened last: " + std::string(code(last.step)) + ", by " +
         last.account_id + " at " + last.at + ".";
}

// Logs and stores the step, and the draft as it stands after it.
void record(Transaction& transaction, const Journal& journal, Draft& draft, DraftStepKind kind,
            const std::string& account_id, const std::string& words) {
  DraftStep step{draft.version, kind, account_id, audit::instant_text(journal.now()),
                 words,         {},   {}};
  const audit::Commitment commitment = audit::commit_to(
      audit::canonical_text(CanonicalValue::Object{{"draft", draft.id},
                                                   {"edition", draft.edition},
                                                   {"number", std::int64_t{step.number}},
                                                   {"sha256", draft.sha256},
                                                   {"step", std::string(code(kind))},
                                                   {"words", words}}));
  step.commitment_random = hexadecimal(commitment.random);
  NewEntry entry;
  entry.receipt_is_kept = true;
  entry.action = "draft." + std::string(code(kind));
  entry.actor = account_id;
  entry.subject = "draft/" + draft.id;
  entry.body_sha256 = commitment.body_sha256;
  entry.public_part = CanonicalValue::Object{{"state", std::string(code(draft.state))}};
  step.receipt_json = audit::receipt_json(journal.append(transaction, entry));
  ++draft.version;
  Connection& connection = transaction.connection();
  connection.execute(
      "INSERT INTO rule_book_draft_step (draft_id, number, step, account_id, at, words,"
      " commitment_random, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {draft.id, std::int64_t{step.number}, std::string(code(kind)), account_id,
       instant_to_database(step.at), words, step.commitment_random, step.receipt_json});
  connection.execute(
      "UPDATE rule_book_draft SET state = ?, publish_at = ?, proposed_by = ?, approved_by = ?,"
      " version = ? WHERE id = ?",
      {std::string(code(draft.state)),
       draft.publish_at ? Value(instant_to_database(*draft.publish_at)) : Value(nullptr),
       draft.proposed_by, draft.approved_by, std::int64_t{draft.version}, draft.id});
  draft.steps.push_back(std::move(step));
}

std::optional<Fault> refuse(const DraftCommand& command) {
  const bool decides =
      command.step == DraftStepKind::approved || command.step == DraftStepKind::returned;
  if (command.step == DraftStepKind::drafted || command.step == DraftStepKind::published) {
    return Fault{"step", "Write proposed, returned, approved or withdrawn."};
  }
  if (!is_regulator(command.caller.role)) {
    return Fault{"forbidden", "Only the regulator works on drafts."};
  }
  if (decides && command.caller.role == Role::case_officer) {
    return Fault{"forbidden", "Only an approver or an administrator approves a draft."};
  }
  if (command.words.size() > words_limit_bytes) {
    return Fault{"words", "This is longer than 2,000 bytes. Shorten it."};
  }
  if (command.words.empty() && command.step != DraftStepKind::proposed) {
    return Fault{"words", "This is missing: write why."};
  }
  if (command.publish_at && command.step != DraftStepKind::approved) {
    return Fault{"publish_at", "Only an approval says when it is published."};
  }
  if (command.publish_at && !audit::parse_instant(*command.publish_at)) {
    return Fault{"publish_at", "Write a moment such as 2026-03-31T09:15:02.000000Z."};
  }
  return std::nullopt;
}

std::optional<Fault> refuse_turn(const Draft& draft, const DraftCommand& command) {
  if (command.version && *command.version != draft.version) {
    return Fault{"conflict", "The draft has moved on since you saw it. " + what_happened(draft)};
  }
  if (!after_draft_step(draft.state, command.step)) {
    return Fault{"conflict", "It cannot be " + std::string(code(command.step)) + " now. " +
                                 what_happened(draft)};
  }
  const std::string& account = command.caller.account_id;
  if (command.step == DraftStepKind::approved &&
      (draft.drafted_by == account || draft.proposed_by == account)) {
    return Fault{"forbidden", "You drafted or proposed it, so another person approves it."};
  }
  return std::nullopt;
}

// By whoever approved it: theirs is the decision.
Result<bool> publish(Transaction& transaction, const Journal& journal, Draft& draft) {
  const auto body = draft_body(transaction.connection(), draft.id);
  Caller approver{draft.approved_by, "org_regulator", Role::approver, {}};
  const auto published = publish_rule_book(transaction, journal, approver, body.value());
  if (!published) return published.faults();
  draft.state = DraftState::published;
  record(transaction, journal, draft, DraftStepKind::published, draft.approved_by, "");
  return true;
}

}  // namespace

Result<DraftStepKind> parse_draft_step(std::string_view text) {
  return pricing::parse_code<DraftStepKind>(draft_step_codes, text);
}

std::optional<DraftState> after_draft_step(DraftState before, DraftStepKind step) {
  const bool is_over = before == DraftState::published || before == DraftState::withdrawn;
  switch (step) {
    case DraftStepKind::drafted:
      return std::nullopt;
    case DraftStepKind::proposed:
      if (before == DraftState::draft) return DraftState::proposed;
      return std::nullopt;
    case DraftStepKind::returned:
      if (before == DraftState::proposed) return DraftState::draft;
      return std::nullopt;
    case DraftStepKind::approved:
      if (before == DraftState::proposed) return DraftState::approved;
      return std::nullopt;
    case DraftStepKind::withdrawn:
      if (!is_over) return DraftState::withdrawn;
      return std::nullopt;
    case DraftStepKind::published:
      if (before == DraftState::approved) return DraftState::published;
      return std::nullopt;
  }
  return std::nullopt;
}

Result<Draft> make_draft(Transaction& transaction, const Journal& journal, const Caller& caller,
                         std::string_view body) {
  if (!is_regulator(caller.role)) {
    return Fault{"forbidden", "Only the regulator drafts editions."};
  }
  const auto book = parse_to_publish(body);
  if (!book) return book.faults();
  Connection& connection = transaction.connection();
  const auto taken = connection.query_one("SELECT 1 FROM rule_book_edition WHERE edition = ?",
                                          {(*book)->edition()});
  if (taken) {
    return Fault{"conflict", "Edition " + (*book)->edition() +
                                 " is published already. A correction needs a new edition name."};
  }
  Draft draft;
  draft.id = new_filing_id(journal.now());
  draft.edition = (*book)->edition();
  draft.title = (*book)->title();
  draft.sha256 = (*book)->sha256();
  draft.drafted_by = caller.account_id;
  connection.execute(
      "INSERT INTO rule_book_draft (id, edition, title, sha256, state, drafted_by, proposed_by,"
      " approved_by, version) VALUES (?, ?, ?, ?, 'draft', ?, '', '', 0)",
      {draft.id, draft.edition, draft.title, draft.sha256, draft.drafted_by});
  connection.execute("INSERT INTO rule_book_draft_body (draft_id, body) VALUES (?, ?)",
                     {draft.id, std::string(body)});
  record(transaction, journal, draft, DraftStepKind::drafted, caller.account_id, "");
  return draft;
}

Result<Draft> take_draft_step(Transaction& transaction, const Journal& journal,
                              const DraftCommand& command) {
  if (auto fault = refuse(command)) return *fault;
  Connection& connection = transaction.connection();
  if (is_filing_id(command.id)) {
    connection.query("SELECT id FROM rule_book_draft WHERE id = ? FOR UPDATE", {command.id});
  }
  auto found = find_draft(connection, command.id);
  if (!found) return Fault{"not_found", "No draft has that id."};
  Draft draft = *std::move(found);
  if (auto fault = refuse_turn(draft, command)) return *fault;
  draft.state = *after_draft_step(draft.state, command.step);
  if (command.step == DraftStepKind::proposed) draft.proposed_by = command.caller.account_id;
  if (command.step == DraftStepKind::approved) {
    draft.approved_by = command.caller.account_id;
    draft.publish_at = command.publish_at;
  }
  record(transaction, journal, draft, command.step, command.caller.account_id, command.words);
  const bool is_due =
      draft.state == DraftState::approved &&
      (!draft.publish_at || audit::parse_instant(*draft.publish_at).value() <= journal.now());
  if (!is_due) return draft;
  const auto published = publish(transaction, journal, draft);
  if (!published) return published.faults();
  return draft;
}

std::vector<Draft> list_drafts(Connection& connection) {
  std::vector<Draft> drafts;
  connection.query_each(std::string(draft_select) + " ORDER BY draft_order DESC LIMIT 200", {},
                        [&](const Row& row) { drafts.push_back(draft_of(row)); });
  return drafts;
}

std::optional<Draft> find_draft(Connection& connection, std::string_view id) {
  if (!is_filing_id(id)) return std::nullopt;
  const auto row =
      connection.query_one(std::string(draft_select) + " WHERE id = ?", {std::string(id)});
  if (!row) return std::nullopt;
  Draft draft = draft_of(*row);
  read_steps(connection, draft);
  return draft;
}

std::optional<std::string> draft_body(Connection& connection, std::string_view id) {
  const auto row = connection.query_one("SELECT body FROM rule_book_draft_body WHERE draft_id = ?",
                                        {std::string(id)});
  if (!row) return std::nullopt;
  return row->text(0);
}

std::size_t publish_due_drafts(Database& database, const Journal& journal) {
  const std::string now = instant_to_database(audit::instant_text(journal.now()));
  std::vector<std::string> ids;
  database.with_connection([&](Connection& connection) {
    connection.query_each(
        "SELECT id FROM rule_book_draft WHERE state = 'approved' AND publish_at <= ?"
        " ORDER BY publish_at LIMIT 20",
        {now}, [&](const Row& row) { ids.push_back(row.text(0)); });
  });
  std::size_t published = 0;
  for (const std::string& id : ids) {
    const bool done = database.in_transaction([&](Transaction& transaction) {
      transaction.connection().query("SELECT id FROM rule_book_draft WHERE id = ? FOR UPDATE",
                                     {id});
      auto draft = find_draft(transaction.connection(), id);
      if (!draft || draft->state != DraftState::approved) return false;
      const auto outcome = publish(transaction, journal, *draft);
      // Its name was taken meanwhile by other bytes: it stays approved, for people to see.
      return outcome.ok();
    });
    if (done) ++published;
  }
  return published;
}

}  // namespace assize::registry
