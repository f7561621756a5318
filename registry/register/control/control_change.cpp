#include "registry/register/control/control_change.h"

#include <algorithm>

#include "pricing/exact/organisation_id.h"
#include "pricing/rule_book/object_reader.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/authority.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/register/files/source_values.h"
#include "registry/registration/words.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;
using pricing::ObjectReader;

constexpr std::size_t name_limit_characters = 200;
constexpr std::size_t name_limit_bytes = 800;
constexpr std::size_t id_limit_bytes = 40;
constexpr std::size_t parties_limit = 50;
constexpr std::int32_t days_ahead_limit = 366;

std::string read_id(ObjectReader& reader, std::string_view key) {
  std::string id = reader.require_line(key, id_limit_bytes);
  if (!id.empty() && !pricing::is_organisation_id(id)) {
    reader.fault(key, pricing::explain_organisation_id(id));
  }
  return id;
}

std::string read_name(ObjectReader& reader, std::string_view key) {
  std::string name = reader.require_line(key, name_limit_bytes);
  if (length_characters(name) > name_limit_characters) {
    reader.fault(key, "this is longer than 200 characters: shorten it");
  }
  return name;
}

Result<OwnerKind> parse_owner_kind(std::string_view text) {
  return pricing::parse_code<OwnerKind>(owner_kind_codes, text);
}
Result<PartyRelation> parse_relation(std::string_view text) {
  return pricing::parse_code<PartyRelation>(party_relation_codes, text);
}

bool is_same_party(const ConnectedParty& left, const ConnectedParty& right) {
  return left.id == right.id && left.relation == right.relation;
}

std::vector<ConnectedParty> read_parties(ObjectReader& reader) {
  auto parties = reader
                     .find_objects<ConnectedParty>(
                         "connected_parties", {"id", "name", "relation"},
                         [](ObjectReader& each) {
                           ConnectedParty party{read_id(each, "id"), read_name(each, "name")};
                           party.relation =
                               each.require_parsed<PartyRelation>("relation", parse_relation)
                                   .value_or(PartyRelation::other);
                           return std::optional(std::move(party));
                         })
                     .value_or(std::vector<ConnectedParty>());
  std::ranges::stable_sort(
      parties, {}, [](const ConnectedParty& each) { return std::pair(each.id, each.relation); });
  if (std::ranges::adjacent_find(parties, is_same_party) != parties.end()) {
    reader.fault("connected_parties", "one is there twice with one relation: leave one of the two");
  }
  if (parties.size() > parties_limit) {
    reader.fault("connected_parties", "there are more than 50: leave some out");
  }
  return parties;
}

// What the log's entry commits to: names and reasons are words that people wrote.
std::string committed_body(const ControlChange& change) {
  CanonicalValue::Array names;
  for (const ConnectedParty& each : change.connected) names.emplace_back(each.name);
  return audit::canonical_text(CanonicalValue::Object{{"connected_names", std::move(names)},
                                                      {"controller_name", change.controller_name},
                                                      {"reason", change.reason}});
}

NewEntry entry_of(const ControlChange& change, const Caller& caller,
                  const std::string& body_sha256) {
  NewEntry entry;
  entry.action = "control.changed";
  entry.actor = caller.account_id;
  entry.subject =
      change.urn ? "school/" + change.urn->text() : "provider/" + change.provider_id.value_or("");
  entry.body_sha256 = body_sha256;
  CanonicalValue::Array connected;
  for (const ConnectedParty& each : change.connected) {
    connected.push_back(CanonicalValue::Object{
        {"party", each.id},
        {"relation",
         std::string(party_relation_codes.at(static_cast<std::size_t>(each.relation)))}});
  }
  CanonicalValue::Object part{
      {"connected", std::move(connected)},
      {"controller", change.controller_id},
      {"from", change.from.text()},
      {"id", change.id},
      {"owner_kind",
       std::string(owner_kind_codes.at(static_cast<std::size_t>(change.owner_kind)))}};
  if (change.urn) part.emplace("urn", change.urn->text());
  if (change.provider_id) part.emplace("provider", *change.provider_id);
  entry.public_part = std::move(part);
  return entry;
}

void store(Connection& connection, const ControlChange& change, const Caller& caller) {
  connection.execute(
      "INSERT INTO control_change (id, urn, provider_id, controller_id, controller_name,"
      " owner_kind, from_date, reason, account_id, recorded_at, commitment_random, receipt)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {change.id, change.urn ? Value(std::int64_t{change.urn->number()}) : Value(nullptr),
       value_or_null(change.provider_id), change.controller_id, change.controller_name,
       std::string(owner_kind_codes.at(static_cast<std::size_t>(change.owner_kind))),
       change.from.text(), change.reason, caller.account_id,
       instant_to_database(change.recorded_at), change.commitment_random, change.receipt_json});
  for (const ConnectedParty& each : change.connected) {
    connection.execute(
        "INSERT INTO connected_party (change_id, party_id, name, relation) VALUES (?, ?, ?, ?)",
        {change.id, each.id, each.name,
         std::string(party_relation_codes.at(static_cast<std::size_t>(each.relation)))});
  }
}

ControlChange record(Transaction& transaction, const Journal& journal, const Caller& caller,
                     const ControlRequest& request, ControlChange change) {
  const audit::Instant now = journal.now();
  change.id = new_filing_id(now);
  change.controller_id = request.controller_id;
  change.controller_name = request.controller_name;
  change.owner_kind = request.owner_kind;
  change.connected = request.connected;
  change.reason = request.reason;
  change.recorded_at = audit::instant_text(now);
  const audit::Commitment commitment = audit::commit_to(committed_body(change));
  change.commitment_random = hexadecimal(commitment.random);
  change.receipt_json = audit::receipt_json(
      journal.append(transaction, entry_of(change, caller, commitment.body_sha256)));
  store(transaction.connection(), change, caller);
  return change;
}

std::optional<Fault> refuse(const Caller& caller, const ControlRequest& request) {
  if (!is_regulator(caller.role)) {
    return Fault{"forbidden", "Only the regulator records who controls whom."};
  }
  return refuse_words("reason", request.reason, Words::needed);
}

// Ends who runs the school with the day before, and begins the controller's running of it.
std::optional<Fault> pass_school(Connection& connection, pricing::Urn urn,
                                 const std::string& provider, Date from) {
  const Value number = std::int64_t{urn.number()};
  const auto runnings = connection.query(
      "SELECT provider_id, from_date FROM school_provider WHERE urn = ? AND (to_date IS NULL OR"
      " to_date >= ?) ORDER BY from_date FOR UPDATE",
      {number, from.text()});
  for (const Row& running : runnings) {
    if (running.text(1) >= from.text()) {
      return Fault{"conflict", "By the register " + running.text(0) + " runs the school from " +
                                   running.text(1) + ". Correct that first."};
    }
    if (running.text(0) == provider) {
      return Fault{"conflict", provider + " runs the school already."};
    }
  }
  connection.execute(
      "UPDATE school_provider SET to_date = ? WHERE urn = ? AND (to_date IS NULL OR to_date >= ?)",
      {from.plus_days(-1).text(), number, from.text()});
  connection.execute("INSERT INTO school_provider (urn, provider_id, from_date) VALUES (?, ?, ?)",
                     {number, provider, from.text()});
  return std::nullopt;
}

}  // namespace

Result<ControlRequest> parse_control_request(std::string_view json) {
  const auto document = pricing::parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  ObjectReader reader(
      *document, "$",
      {"connected_parties", "controller", "controller_name", "from", "owner_kind", "reason"},
      faults);
  ControlRequest request;
  request.controller_id = read_id(reader, "controller");
  request.controller_name = read_name(reader, "controller_name");
  request.owner_kind =
      reader.require_parsed<OwnerKind>("owner_kind", parse_owner_kind).value_or(OwnerKind::other);
  request.from = reader.find_parsed<Date>("from", Date::parse);
  request.connected = read_parties(reader);
  if (const std::string* reason = reader.require_string("reason")) request.reason = *reason;
  if (!faults.empty()) return faults;
  return request;
}

Result<ControlChange> change_control_of_school(Transaction& transaction, const Journal& journal,
                                               const Caller& caller, pricing::Urn urn,
                                               const ControlRequest& request) {
  if (auto fault = refuse(caller, request)) return *fault;
  const Date today = london_date(journal.now());
  const Date from = request.from.value_or(today);
  if (from - today > days_ahead_limit) {
    return Fault{"from", "that day is more than a year ahead: write an earlier one"};
  }
  Connection& connection = transaction.connection();
  const RegisterMoment moment(transaction);
  if (!connection.query_one("SELECT urn FROM school WHERE urn = ? FOR UPDATE",
                            {std::int64_t{urn.number()}})) {
    return Fault{"not_found", "No school on the register has the URN " + urn.text() + "."};
  }
  if (auto fault = pass_school(connection, urn, request.controller_id, from)) return *fault;
  connection.execute("INSERT IGNORE INTO provider (id, name) VALUES (?, ?)",
                     {request.controller_id, request.controller_name});
  ControlChange change;
  change.urn = urn;
  change.from = from;
  return record(transaction, journal, caller, request, std::move(change));
}

Result<ControlChange> change_control_of_provider(Transaction& transaction, const Journal& journal,
                                                 const Caller& caller,
                                                 const std::string& provider_id,
                                                 const ControlRequest& request) {
  if (auto fault = refuse(caller, request)) return *fault;
  const Date today = london_date(journal.now());
  const Date from = request.from.value_or(today);
  if (from > today) return Fault{"from", "that day is still to come: record it when it has"};
  Connection& connection = transaction.connection();
  const RegisterMoment moment(transaction);
  const auto provider =
      connection.query_one("SELECT group_id FROM provider WHERE id = ? FOR UPDATE", {provider_id});
  if (!provider) return Fault{"not_found", "No provider of that id is on the register."};
  if (provider->text_or_none(0) == request.controller_id) {
    return Fault{"conflict", "It is under that controller already."};
  }
  const auto last = connection.query_one(
      "SELECT MAX(from_date) FROM control_change WHERE provider_id = ?", {provider_id});
  if (last && !last->is_null(0) && last->text(0) > from.text()) {
    return Fault{"from",
                 "a change from " + last->text(0) + " is recorded: write that day or a later one"};
  }
  connection.execute("INSERT IGNORE INTO provider_group (id, name) VALUES (?, ?)",
                     {request.controller_id, request.controller_name});
  connection.execute("UPDATE provider SET group_id = ? WHERE id = ?",
                     {request.controller_id, provider_id});
  ControlChange change;
  change.provider_id = provider_id;
  change.from = from;
  return record(transaction, journal, caller, request, std::move(change));
}

}  // namespace assize::registry
