#include "registry/frameworks/frameworks.h"

#include <stdexcept>

#include "audit/tree/hash.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/london_date.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;

constexpr std::size_t reason_limit_bytes = 2000;

constexpr std::string_view current_bodies =
    "SELECT held.body FROM framework JOIN framework_edition AS held"
    " ON held.framework_id = framework.id AND held.edition = framework.edition";

Framework framework_of(const std::string& body) {
  Result<Framework> framework = read_framework(body);
  if (!framework) {
    throw std::runtime_error("a published framework cannot be read: " +
                             framework.faults()[0].place + ": " + framework.faults()[0].message);
  }
  return std::move(framework).value();
}

// The edition that holds, and its bytes.
struct Held {
  FrameworkEdition edition;
  std::string body;
  audit::Receipt receipt;
};

// Locked for the rest of the transaction.
std::optional<Held> lock_edition(Connection& connection, const std::string& id) {
  const auto row = connection.query_one(
      "SELECT held.edition, held.sha256, held.reason, held.account_id, held.published_at,"
      " held.body, held.receipt FROM framework JOIN framework_edition AS held"
      " ON held.framework_id = framework.id AND held.edition = framework.edition"
      " WHERE framework.id = ? FOR UPDATE",
      {id});
  if (!row) return std::nullopt;
  return Held{{static_cast<std::uint32_t>(row->integer(0)), row->text(1), row->text(2),
               row->text(3), instant_from_database(row->text(4))},
              row->text(5),
              audit::parse_receipt(row->text(6)).value()};
}

// Whether the new edition may take the place of the one that holds.
Faults refuse_edition(const std::optional<Held>& held, const Framework& framework,
                      std::string_view reason, pricing::Date today) {
  const std::optional<Framework> before =
      held ? std::optional(framework_of(held->body)) : std::nullopt;
  if (!before || before->state_on(today) == FrameworkState::coming) {
    if (reason.empty()) return {};
    return {{"reason", "Framework " + framework.id +
                           " is not open yet, so this is no correction: leave the reason out."}};
  }
  if (reason.empty()) {
    return {{"conflict", "Framework " + framework.id + " has been open since " +
                             before->dates.opens.text() +
                             ", and an open framework never changes but by a correction: say why, "
                             "as its reason."}};
  }
  return refuse_correction(*before, framework, today);
}

NewEntry entry_of(const Framework& framework, const FrameworkEdition& edition) {
  NewEntry entry;
  entry.action = edition.reason.empty() ? "framework.published" : "framework.corrected";
  entry.actor = edition.account_id;
  entry.subject = "framework/" + framework.id;
  CanonicalValue::Object part{{"begins", framework.dates.begins.text()},
                              {"closes", framework.dates.closes.text()},
                              {"edition", static_cast<std::int64_t>(edition.edition)},
                              {"ends", framework.dates.ends.text()},
                              {"framework", framework.id},
                              {"opens", framework.dates.opens.text()},
                              {"sha256", edition.sha256}};
  // Words that somebody wrote may name a person, and the log forgets nothing: it vouches for them
  // by their hash, and the edition shows them.
  if (!edition.reason.empty()) part.emplace("reason_sha256", audit::sha256_hex(edition.reason));
  entry.public_part = std::move(part);
  return entry;
}

audit::Receipt store(Transaction& transaction, const Journal& journal, const Framework& framework,
                     const FrameworkEdition& edition, std::string_view json) {
  Connection& connection = transaction.connection();
  const audit::Receipt receipt = journal.append(transaction, entry_of(framework, edition));
  const std::int64_t number = edition.edition;
  if (number == 1) {
    connection.execute("INSERT INTO framework (id, edition) VALUES (?, ?)", {framework.id, number});
  } else {
    connection.execute("UPDATE framework SET edition = ? WHERE id = ?", {number, framework.id});
  }
  connection.execute(
      "INSERT INTO framework_edition (framework_id, edition, sha256, body, reason, account_id,"
      " published_at, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {framework.id, number, edition.sha256, std::string(json), edition.reason, edition.account_id,
       instant_to_database(edition.published_at), audit::receipt_json(receipt)});
  return receipt;
}

}  // namespace

Result<FrameworkPublication> publish_framework(Database& database, const Journal& journal,
                                               const Caller& actor, std::string_view json,
                                               std::string_view reason) {
  const auto work = [&](Transaction& transaction) {
    return publish_framework(transaction, journal, actor, json, reason);
  };
  try {
    return database.in_transaction(work);
  } catch (const DatabaseError& error) {
    // Somebody published a framework of that name at the same moment: now it can be compared.
    if (!error.is_duplicate_key()) throw;
    return database.in_transaction(work);
  }
}

Result<FrameworkPublication> publish_framework(Transaction& transaction, const Journal& journal,
                                               const Caller& actor, std::string_view json,
                                               std::string_view reason) {
  if (actor.role != Role::approver && actor.role != Role::administrator) {
    return Fault{"forbidden", "Only an approver or an administrator may publish a framework."};
  }
  const Result<Framework> framework = read_framework(json);
  if (!framework) return framework.faults();
  if (reason.size() > reason_limit_bytes) {
    return Fault{"reason", "The reason is longer than 2000 bytes. Shorten it."};
  }
  const auto held = lock_edition(transaction.connection(), framework->id);
  const std::string sha256 = audit::sha256_hex(json);
  if (held && held->edition.sha256 == sha256) {
    return FrameworkPublication{framework->id, held->edition, false, held->receipt};
  }
  const pricing::Date today = london_date(journal.now());
  if (Faults faults = refuse_edition(held, *framework, reason, today); !faults.empty()) {
    return faults;
  }
  const FrameworkEdition edition{held ? held->edition.edition + 1 : 1, sha256, std::string(reason),
                                 actor.account_id, audit::instant_text(journal.now())};
  const audit::Receipt receipt = store(transaction, journal, *framework, edition, json);
  return FrameworkPublication{framework->id, edition, true, receipt};
}

std::vector<Framework> list_frameworks(Connection& connection) {
  std::vector<Framework> frameworks;
  connection.query_each(std::string(current_bodies) + " ORDER BY framework.id", {},
                        [&](const Row& row) { frameworks.push_back(framework_of(row.text(0))); });
  return frameworks;
}

std::optional<Framework> find_framework(Connection& connection, std::string_view id) {
  const auto row = connection.query_one(std::string(current_bodies) + " WHERE framework.id = ?",
                                        {std::string(id)});
  if (!row) return std::nullopt;
  return framework_of(row->text(0));
}

std::vector<FrameworkEdition> framework_editions(Connection& connection, std::string_view id) {
  std::vector<FrameworkEdition> editions;
  for (const Row& row : connection.query(
           "SELECT edition, sha256, reason, account_id, published_at FROM framework_edition"
           " WHERE framework_id = ? ORDER BY edition",
           {std::string(id)})) {
    editions.push_back({static_cast<std::uint32_t>(row.integer(0)), row.text(1), row.text(2),
                        row.text(3), instant_from_database(row.text(4))});
  }
  return editions;
}

std::optional<std::string> framework_body(Connection& connection, std::string_view id,
                                          std::uint32_t edition) {
  const auto row = connection.query_one(
      "SELECT body FROM framework_edition WHERE framework_id = ? AND edition = ?",
      {std::string(id), std::int64_t{edition}});
  if (!row) return std::nullopt;
  return row->text(0);
}

}  // namespace assize::registry
