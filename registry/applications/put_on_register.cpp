#include "registry/applications/put_on_register.h"

#include "registry/geography/postcodes.h"

namespace assize::registry {
namespace {

std::optional<Fault> refuse_other_school(const Row& known, const SchoolValues& wanted,
                                         pricing::Urn urn) {
  const auto packed = [](const std::optional<std::string>& postcode) {
    return postcode ? pack_postcode(*postcode) : std::nullopt;
  };
  if (known.text(1) == "closed") {
    return Fault{"urn", "School " + urn.text() + " is on the register, and closed."};
  }
  const bool is_same = known.text(0) == wanted[SchoolColumn::type_code].value_or("") &&
                       packed(known.text_or_none(2)) == packed(wanted[SchoolColumn::postcode]);
  if (is_same) return std::nullopt;
  return Fault{"urn", "School " + urn.text() +
                          " is on the register with another type or postcode than the "
                          "application's. Give the URN of the school that was applied for."};
}

void insert_school(Connection& connection, pricing::Urn urn, const SchoolValues& school) {
  std::string columns = "urn, status, childrens_home";
  std::string marks = "?, 'proposed_to_open', 0";
  Values values{std::int64_t{urn.number()}};
  for (std::size_t at = 0; at < school_columns.size(); ++at) {
    if (!school.at(at)) continue;
    columns += ", " + std::string(school_columns.at(at));
    marks += ", ?";
    values.emplace_back(*school.at(at));
  }
  connection.execute("INSERT INTO school (" + columns + ") VALUES (" + marks + ")", values);
}

}  // namespace

std::optional<Fault> put_on_register(Connection& connection, const RegisterApplication& application,
                                     pricing::Urn urn) {
  const SchoolValues school = stored_particulars(application.particulars_json).school;
  const Value number = std::int64_t{urn.number()};
  const auto taken = connection.query_one(
      "SELECT id FROM register_application WHERE urn = ? FOR UPDATE", {number});
  if (taken) return Fault{"urn", "Another application has the URN " + urn.text() + " already."};
  if (connection.query_one("SELECT id FROM registration_event WHERE urn = ? LIMIT 1 FOR UPDATE",
                           {number})) {
    return Fault{"urn", "School " + urn.text() + " has a registration of its own already."};
  }
  const auto known = connection.query_one(
      "SELECT type_code, status, postcode FROM school WHERE urn = ? FOR UPDATE", {number});
  if (known) {
    if (auto fault = refuse_other_school(*known, school, urn)) return fault;
  }
  const std::string& first_day = school[SchoolColumn::open_date].value();
  const auto running = connection.query_one(
      "SELECT provider_id FROM school_provider WHERE urn = ? AND (to_date IS NULL OR to_date >= ?)"
      " ORDER BY from_date LIMIT 1 FOR UPDATE",
      {number, first_day});
  if (running && running->text(0) != application.provider_id) {
    return Fault{"urn", "By the register school " + urn.text() + " is run by another provider."};
  }
  if (!known) insert_school(connection, urn, school);
  if (!running) {
    connection.execute("INSERT INTO school_provider (urn, provider_id, from_date) VALUES (?, ?, ?)",
                       {number, application.provider_id, first_day});
  }
  connection.execute(
      "UPDATE registration_event SET urn = ? WHERE application_id = ? AND urn IS NULL",
      {number, application.id});
  return std::nullopt;
}

}  // namespace assize::registry
