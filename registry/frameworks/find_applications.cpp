#include <stdexcept>

#include "registry/database/stored_instant.h"
#include "registry/frameworks/applications.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Urn;

constexpr std::string_view select_applications =
    "SELECT application.id, application.framework_id, application.lot_id, application.urn,"
    " application.organisation_id, application.statement, application.status, happened.event,"
    " happened.on_date, happened.recorded_at, happened.account_id, happened.reasons,"
    " happened.commitment_random, happened.receipt FROM lot_application AS application"
    " JOIN lot_event AS happened ON happened.application_id = application.id";
constexpr std::string_view of_lot =
    " WHERE application.framework_id = ? AND application.lot_id = ?";
constexpr std::string_view in_order = " ORDER BY application.urn, application.attempt, happened.id";

LotEventKind event_of(const std::string& text) {
  const auto kind = lot_event_of_code(text);
  if (!kind) throw std::runtime_error("a stored event of a lot is of an unknown kind, " + text);
  return *kind;
}

LotApplication application_of(const Row& row) {
  LotApplication application(Urn::from_number(static_cast<std::uint32_t>(row.integer(3))).value());
  application.id = row.text(0);
  application.framework = row.text(1);
  application.lot = row.text(2);
  application.organisation_id = row.text(4);
  application.statement = row.text(5);
  application.status = lot_status_of_code(row.text(6)).value();
  return application;
}

LotEvent lot_event_of(const Row& row) {
  return {event_of(row.text(7)),
          Date::parse(row.text(8)).value(),
          instant_from_database(row.text(9)),
          row.text(10),
          row.text(11),
          row.text(12),
          row.text(13)};
}

// One row an event, the events of an application together.
std::vector<LotApplication> read_applications(Connection& connection, const std::string& sql,
                                              const Values& values) {
  std::vector<LotApplication> applications;
  connection.query_each(sql, values, [&](const Row& row) {
    if (applications.empty() || applications.back().id != row.text(0)) {
      applications.push_back(application_of(row));
    }
    applications.back().events.push_back(lot_event_of(row));
  });
  return applications;
}

// With a condition of one value, or with none.
std::vector<Admission> read_admissions(Connection& connection, Date day, const KnownAt& known,
                                       std::string_view condition, std::optional<Value> value) {
  Values values;
  known.bind(values);
  values.emplace_back(day.text());
  if (value) values.push_back(std::move(*value));
  std::vector<Admission> admissions;
  connection.query_each(
      "SELECT application.framework_id, application.lot_id, application.urn, happened.event,"
      " happened.on_date, COALESCE(school.name, '') FROM lot_application AS application"
      " LEFT JOIN school ON school.urn = application.urn"
      " JOIN lot_event" +
          std::string(known.clause()) +
          " AS happened ON happened.application_id = application.id"
          " WHERE application.status IN ('admitted', 'suspended', 'removed')"
          " AND happened.event <> 'applied' AND happened.on_date <= ?" +
          std::string(condition) +
          " ORDER BY application.framework_id, application.lot_id, application.urn, happened.id",
      values, [&](const Row& row) {
        const auto urn = static_cast<std::uint32_t>(row.integer(2));
        const bool is_next = admissions.empty() || admissions.back().framework != row.text(0) ||
                             admissions.back().lot != row.text(1) || admissions.back().urn != urn;
        const Date on = Date::parse(row.text(4)).value();
        if (is_next) {
          admissions.push_back(
              {row.text(0), row.text(1), urn, row.text(5), LotStatus::admitted, on, on});
        }
        admissions.back().status = status_after(event_of(row.text(3)));
        admissions.back().changed = on;
      });
  return admissions;
}

}  // namespace

std::optional<LotApplication> find_application(Connection& connection, const LotAddress& lot,
                                               Urn urn) {
  auto applications = read_applications(connection,
                                        std::string(select_applications) + std::string(of_lot) +
                                            " AND application.urn = ?" + std::string(in_order),
                                        {lot.framework, lot.lot, std::int64_t{urn.number()}});
  if (applications.empty()) return std::nullopt;
  return std::move(applications.back());
}

LotApplicationPage list_applications(Connection& connection, const LotAddress& lot,
                                     const std::optional<std::string>& organisation_id,
                                     std::uint32_t after, std::size_t schools) {
  Values values{lot.framework, lot.lot, std::int64_t{after}};
  std::string whose;
  if (organisation_id) {
    whose = " AND application.organisation_id = ?";
    values.emplace_back(*organisation_id);
  }
  const auto urns = connection.query(
      "SELECT DISTINCT urn FROM lot_application AS application" + std::string(of_lot) +
          " AND application.urn > ?" + whose + " ORDER BY urn LIMIT ?",
      [&] {
        Values with_limit = values;
        with_limit.emplace_back(static_cast<std::int64_t>(schools + 1));
        return with_limit;
      }());
  LotApplicationPage page;
  if (urns.empty()) return page;
  const std::size_t shown = std::min(urns.size(), schools);
  const std::int64_t last = urns[shown - 1].integer(0);
  if (urns.size() > shown) page.next = static_cast<std::uint32_t>(last);
  values.emplace_back(last);
  page.applications = read_applications(connection,
                                        std::string(select_applications) + std::string(of_lot) +
                                            " AND application.urn > ?" + whose +
                                            " AND application.urn <= ?" + std::string(in_order),
                                        values);
  return page;
}

std::vector<Admission> admissions_as_at(Connection& connection, Date day,
                                        const std::optional<std::string>& framework) {
  if (!framework) return read_admissions(connection, day, KnownAt(std::nullopt), "", {});
  return read_admissions(connection, day, KnownAt(std::nullopt),
                         " AND application.framework_id = ?", *framework);
}

std::vector<Admission> admissions_of(Connection& connection, pricing::Urn urn, Date day,
                                     const KnownAt& known) {
  return read_admissions(connection, day, known, " AND application.urn = ?",
                         std::int64_t{urn.number()});
}

std::uint64_t count_lot_events(Connection& connection) {
  return static_cast<std::uint64_t>(
      connection.query_one("SELECT COUNT(*) FROM lot_event").value().integer(0));
}

}  // namespace assize::registry
