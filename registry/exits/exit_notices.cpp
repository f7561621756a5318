#include "registry/exits/exit_notices.h"

#include "pricing/rule_book/object_reader.h"
#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/london_date.h"
#include "registry/filings/steps/hexadecimal.h"
#include "registry/placements/placement.h"

namespace assize::registry {
namespace {

constexpr std::size_t reason_limit = 500;
constexpr std::int64_t age_limit = 25;
constexpr std::int32_t days_ahead_limit = 3660;

constexpr std::string_view notice_select =
    "SELECT n.id, n.urn, n.need, n.provision, n.age_from, n.age_to, n.last_day, n.reason,"
    " n.withdraws, later.id, n.notified_on, n.notified_at, n.receipt FROM exit_notice n"
    " LEFT JOIN exit_notice later ON later.withdraws = n.id WHERE TRUE";
constexpr std::string_view of_council =
    " AND EXISTS (SELECT 1 FROM placement p WHERE p.council = ? AND p.urn = n.urn"
    " AND NOT p.withdrawn AND (p.end_date IS NULL OR p.end_date >= n.notified_on)"
    " AND (n.need IS NULL OR p.need = n.need)"
    " AND (n.provision IS NULL OR p.provision = n.provision))";

ExitNotice notice_of(const Row& row) {
  ExitNotice notice(pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(1))).value());
  notice.id = row.text(0);
  if (const auto need = row.text_or_none(2)) notice.places.need = pricing::read_need(*need);
  if (const auto provision = row.text_or_none(3)) {
    notice.places.provision = pricing::read_provision(*provision);
  }
  if (!row.is_null(4)) {
    notice.places.ages = {static_cast<int>(row.integer(4)), static_cast<int>(row.integer(5))};
  }
  notice.last_day = pricing::Date::parse(row.text(6)).value();
  notice.reason = row.text(7);
  notice.withdraws = row.text_or_none(8);
  notice.withdrawn_by = row.text_or_none(9);
  notice.notified_on = pricing::Date::parse(row.text(10)).value();
  notice.notified_at = instant_from_database(row.text(11));
  notice.receipt_json = row.text(12);
  return notice;
}

std::optional<std::string> need_text(const ClosedPlaces& places) {
  if (!places.need) return std::nullopt;
  return std::string(code(*places.need));
}

std::optional<std::string> provision_text(const ClosedPlaces& places) {
  if (!places.provision) return std::nullopt;
  return std::string(code(*places.provision));
}

NewEntry log_entry(const ExitNotice& notice, const Caller& caller,
                   const audit::Commitment& commitment) {
  audit::CanonicalValue::Object facts{{"urn", notice.urn.text()},
                                      {"last_day", notice.last_day.text()}};
  if (const auto need = need_text(notice.places)) facts.emplace("need", *need);
  if (const auto provision = provision_text(notice.places)) facts.emplace("provision", *provision);
  if (notice.places.ages) {
    facts.emplace("age_from", std::int64_t{notice.places.ages->from});
    facts.emplace("age_to", std::int64_t{notice.places.ages->to});
  }
  if (notice.withdraws) facts.emplace("withdraws", *notice.withdraws);
  NewEntry entry;
  entry.action = "exit.notified";
  entry.actor = caller.account_id;
  entry.subject = "exit/" + notice.id;
  entry.body_sha256 = commitment.body_sha256;
  entry.public_part = std::move(facts);
  return entry;
}

void store(Connection& connection, const ExitNotice& notice, const Caller& caller,
           const audit::Commitment& commitment) {
  const auto& ages = notice.places.ages;
  const auto age = [](int years) { return Value(std::int64_t{years}); };
  connection.execute(
      "INSERT INTO exit_notice (id, urn, need, provision, age_from, age_to, last_day, reason,"
      " withdraws, account_id, organisation_id, notified_on, notified_at, commitment_random,"
      " receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {notice.id, std::int64_t{notice.urn.number()}, value_or_null(need_text(notice.places)),
       value_or_null(provision_text(notice.places)), ages ? age(ages->from) : Value(nullptr),
       ages ? age(ages->to) : Value(nullptr), notice.last_day.text(), notice.reason,
       value_or_null(notice.withdraws), caller.account_id, caller.organisation_id,
       notice.notified_on.text(), instant_to_database(notice.notified_at),
       hexadecimal(commitment.random), notice.receipt_json});
}

// The notice that a withdrawal speaks of, held until the transaction ends.
Result<ExitNotice> withdrawn_notice(Connection& connection, const std::string& id) {
  connection.query("SELECT id FROM exit_notice WHERE id = ? FOR UPDATE", {id});
  const auto before = find_exit_notice(connection, id, std::nullopt);
  if (!before || before->withdraws) {
    return Fault{"withdraws", "there is no notice of yours with that id"};
  }
  if (before->withdrawn_by) return Fault{"withdraws", "that notice is withdrawn already"};
  return *before;
}

Result<ExitNotice> notice_asked_for(Connection& connection, const ExitRequest& request,
                                    pricing::Date today) {
  if (request.withdraws) {
    auto before = withdrawn_notice(connection, *request.withdraws);
    if (!before) return before.faults();
    ExitNotice notice(before->urn);
    notice.places = before->places;
    notice.last_day = before->last_day;
    notice.withdraws = request.withdraws;
    return notice;
  }
  Faults faults;
  if (!request.urn) faults.push_back({"urn", "this is missing: write the school's URN"});
  if (!request.last_day) {
    faults.push_back({"last_day", "this is missing: write the last day of these places"});
  } else if (*request.last_day < today || *request.last_day - today > days_ahead_limit) {
    faults.push_back({"last_day", "write a day from today, " + today.text() + ", to ten years on"});
  }
  if (!faults.empty()) return faults;
  ExitNotice notice(*request.urn);
  notice.places = request.places;
  notice.last_day = *request.last_day;
  return notice;
}

// Another's notice is as if it were not there.
std::optional<Fault> refuse_school(Connection& connection, const Caller& caller,
                                   const ExitNotice& notice, pricing::Date today) {
  if (caller.role != Role::administrator && !runs_school(connection, caller, notice.urn, today)) {
    if (notice.withdraws) return Fault{"withdraws", "there is no notice of yours with that id"};
    return Fault{"forbidden", "By the register you do not run school " + notice.urn.text() +
                                  ": give notice for your own schools only."};
  }
  const auto school = connection.query_one("SELECT 1 FROM school WHERE urn = ?",
                                           {std::int64_t{notice.urn.number()}});
  if (!school) return Fault{"urn", "no school has the URN " + notice.urn.text()};
  return std::nullopt;
}

}  // namespace

Result<ExitRequest> parse_exit_request(std::string_view json) {
  const auto document = pricing::parse_json(json);
  if (!document) return document.faults();
  Faults faults;
  pricing::ObjectReader reader(
      *document, "$",
      {"age_from", "age_to", "last_day", "need", "provision", "reason", "urn", "withdraws"},
      faults);
  ExitRequest request;
  request.urn = reader.find_parsed<pricing::Urn>("urn", pricing::Urn::parse);
  request.places.need = reader.find_parsed<pricing::Need>("need", pricing::parse_need);
  request.places.provision =
      reader.find_parsed<pricing::Provision>("provision", pricing::parse_provision);
  request.last_day = reader.find_parsed<pricing::Date>("last_day", pricing::Date::parse);
  request.reason = reader.require_line("reason", 4 * reason_limit);
  const auto from = reader.find_whole("age_from", "an age", age_limit);
  const auto to = reader.find_whole("age_to", "an age", age_limit);
  if (from.has_value() != to.has_value()) {
    reader.fault("age_to", "write both age_from and age_to, or neither");
  } else if (from && *to < *from) {
    reader.fault("age_to", "this is below age_from: put the lower age first");
  } else if (from) {
    request.places.ages = {static_cast<int>(*from), static_cast<int>(*to)};
  }
  if (request.places.need == pricing::Need::any) {
    reader.fault("need", "write a need's own code, or leave it out for all");
  }
  if (request.places.provision && *request.places.provision == pricing::Provision::any) {
    reader.fault("provision", "write day, weekly, termly or full_year, or leave it out for all");
  }
  if (reader.find("withdraws") != nullptr) {
    request.withdraws = reader.require_line("withdraws", 26);
    if (request.urn || request.last_day || request.places.need || request.places.provision ||
        request.places.ages) {
      reader.fault("withdraws", "a withdrawal names the notice and the reason, and nothing else");
    }
  }
  if (!faults.empty()) return faults;
  return request;
}

Result<ExitNotice> notify_exit(Transaction& transaction, const Journal& journal,
                               const Caller& caller, const ExitRequest& request) {
  if (caller.role != Role::administrator &&
      (caller.role != Role::provider || !caller.provider_id)) {
    return Fault{"forbidden", "Only a provider, for its own schools, may give notice."};
  }
  const audit::Instant now = journal.now();
  const pricing::Date today = london_date(now);
  if (request.reason.empty()) return Fault{"reason", "this is missing: write the reason"};
  if (const auto fault = refuse_free_text(request.reason, reason_limit, today)) {
    return Fault{"reason", *fault};
  }
  Connection& connection = transaction.connection();
  auto asked = notice_asked_for(connection, request, today);
  if (!asked) return asked.faults();
  ExitNotice notice = std::move(asked).value();
  if (auto fault = refuse_school(connection, caller, notice, today)) return *fault;
  notice.id = new_filing_id(now);
  notice.reason = request.reason;
  notice.notified_on = today;
  notice.notified_at = audit::instant_text(now);
  const audit::Commitment commitment = audit::commit_to(
      audit::canonical_text(audit::CanonicalValue::Object{{"reason", notice.reason}}));
  notice.receipt_json =
      audit::receipt_json(journal.append(transaction, log_entry(notice, caller, commitment)));
  store(connection, notice, caller, commitment);
  return notice;
}

Result<ExitNotice> notify_exit(Database& database, const Journal& journal, const Caller& caller,
                               const ExitRequest& request) {
  return database.in_transaction(
      [&](Transaction& transaction) { return notify_exit(transaction, journal, caller, request); });
}

std::optional<ExitNotice> find_exit_notice(Connection& connection, std::string_view id,
                                           const std::optional<std::string>& council) {
  std::string sql = std::string(notice_select) + " AND n.id = ?";
  Values values{std::string(id)};
  if (council) {
    sql += of_council;
    values.emplace_back(*council);
  }
  const auto row = connection.query_one(sql, values);
  if (!row) return std::nullopt;
  return notice_of(*row);
}

std::vector<ExitNotice> list_exit_notices(Connection& connection,
                                          const std::optional<std::string>& council) {
  std::string sql(notice_select);
  Values values;
  if (council) {
    sql += of_council;
    values.emplace_back(*council);
  }
  std::vector<ExitNotice> notices;
  connection.query_each(sql + " ORDER BY n.id DESC LIMIT 1000", values,
                        [&](const Row& row) { notices.push_back(notice_of(row)); });
  return notices;
}

}  // namespace assize::registry
