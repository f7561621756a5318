#include "registry/applications/application_store.h"

#include <stdexcept>

#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/steps/hexadecimal.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::Date;

constexpr std::string_view select_application =
    "SELECT id, organisation_id, provider_id, status, particulars, answer_by, urn"
    " FROM register_application";

std::optional<Date> day_or_none(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse(row.text(column)).value();
}

Value day_value(const std::optional<Date>& day) {
  return day ? Value(day->text()) : Value(nullptr);
}

Value urn_value(const std::optional<pricing::Urn>& urn) {
  return urn ? Value(std::int64_t{urn->number()}) : Value(nullptr);
}

RegisterApplication application_of(const Row& row) {
  RegisterApplication application;
  application.id = row.text(0);
  application.organisation_id = row.text(1);
  application.provider_id = row.text(2);
  application.status = parse_application_status(row.text(3)).value();
  application.particulars_json = row.text(4);
  application.answer_by = day_or_none(row, 5);
  if (!row.is_null(6)) {
    application.urn = pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(6))).value();
  }
  return application;
}

ApplicationEvent application_event_of(const Row& row) {
  const auto step = application_step_of_code(row.text(0));
  if (!step) throw std::runtime_error("a stored event of an application is of an unknown kind");
  ApplicationEvent event;
  event.step = *step;
  event.on = Date::parse(row.text(1)).value();
  event.recorded_at = instant_from_database(row.text(2));
  event.account_id = row.text(3);
  event.words = row.text(4);
  event.particulars_json = row.text_or_none(5);
  event.answer_by = day_or_none(row, 6);
  event.commitment_random = row.text(7);
  event.receipt_json = row.text(8);
  return event;
}

std::string confidential_body(const RegisterApplication& application,
                              const ApplicationEvent& event) {
  CanonicalValue::Object body{{"application", application.id},
                              {"event", std::string(code(event.step))},
                              {"organisation", application.organisation_id},
                              {"words", event.words}};
  if (event.particulars_json) body.emplace("particulars", *event.particulars_json);
  if (event.answer_by) body.emplace("answer_by", event.answer_by->text());
  return audit::canonical_text(body);
}

NewEntry entry_of(const RegisterApplication& application, const ApplicationEvent& event,
                  const std::string& body_sha256) {
  NewEntry entry;
  entry.action = "application." + std::string(code(event.step));
  entry.actor = event.account_id;
  entry.subject = "application/" + application.id;
  entry.body_sha256 = body_sha256;
  CanonicalValue::Object part{{"status", std::string(code(status_after(event.step)))}};
  if (application.urn) part.emplace("urn", application.urn->text());
  entry.public_part = std::move(part);
  return entry;
}

}  // namespace

std::optional<RegisterApplication> lock_application(Connection& connection, const std::string& id) {
  const auto row =
      connection.query_one(std::string(select_application) + " WHERE id = ? FOR UPDATE", {id});
  if (!row) return std::nullopt;
  return application_of(*row);
}

void insert_application(Connection& connection, const RegisterApplication& application,
                        const std::string& name) {
  connection.execute(
      "INSERT INTO register_application (id, organisation_id, provider_id, status, name,"
      " particulars) VALUES (?, ?, ?, 'applied', ?, ?)",
      {application.id, application.organisation_id, application.provider_id, name,
       application.particulars_json});
}

void update_application(Connection& connection, const RegisterApplication& application,
                        const std::string& name) {
  connection.execute(
      "UPDATE register_application SET status = ?, name = ?, particulars = ?, answer_by = ?,"
      " urn = ? WHERE id = ?",
      {std::string(code(application.status)), name, application.particulars_json,
       day_value(application.answer_by), urn_value(application.urn), application.id});
}

void record_application_event(Transaction& transaction, const Journal& journal,
                              const RegisterApplication& application, ApplicationEvent event) {
  event.recorded_at = audit::instant_text(journal.now());
  const audit::Commitment commitment = audit::commit_to(confidential_body(application, event));
  event.commitment_random = hexadecimal(commitment.random);
  event.receipt_json = audit::receipt_json(
      journal.append(transaction, entry_of(application, event, commitment.body_sha256)));
  transaction.connection().execute(
      "INSERT INTO register_application_event (application_id, event, on_date, recorded_at,"
      " account_id, words, particulars, answer_by, commitment_random, receipt)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {application.id, std::string(code(event.step)), event.on.text(),
       instant_to_database(event.recorded_at), event.account_id, event.words,
       value_or_null(event.particulars_json), day_value(event.answer_by), event.commitment_random,
       event.receipt_json});
}

std::optional<RegisterApplication> find_register_application(Connection& connection,
                                                             const std::string& id) {
  if (!is_filing_id(id)) return std::nullopt;
  const auto row = connection.query_one(std::string(select_application) + " WHERE id = ?", {id});
  if (!row) return std::nullopt;
  RegisterApplication application = application_of(*row);
  connection.query_each(
      "SELECT event, on_date, recorded_at, account_id, words, particulars, answer_by,"
      " commitment_random, receipt FROM register_application_event WHERE application_id = ?"
      " ORDER BY id",
      {id}, [&](const Row& each) { application.events.push_back(application_event_of(each)); });
  application.registration = events_of_application(connection, id);
  return application;
}

ApplicationPage list_register_applications(Connection& connection, const ApplicationFilter& filter,
                                           std::size_t count) {
  std::string sql = std::string(select_application) + " WHERE TRUE";
  Values values;
  if (filter.organisations) {
    sql += " AND organisation_id IN (NULL";
    for (const std::string& each : *filter.organisations) {
      sql += ", ?";
      values.emplace_back(each);
    }
    sql += ")";
  }
  if (filter.status) {
    sql += " AND status = ?";
    values.emplace_back(std::string(code(*filter.status)));
  }
  if (filter.before) {
    sql += " AND id < ?";
    values.emplace_back(*filter.before);
  }
  values.emplace_back(static_cast<std::int64_t>(count + 1));
  ApplicationPage page;
  connection.query_each(sql + " ORDER BY id DESC LIMIT ?", values,
                        [&](const Row& row) { page.applications.push_back(application_of(row)); });
  if (page.applications.size() > count) {
    page.applications.resize(count);
    page.next = page.applications.back().id;
  }
  return page;
}

}  // namespace assize::registry
