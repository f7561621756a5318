#include "registry/placements/placement_store.h"

#include <algorithm>

#include "pricing/exact/money.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;

constexpr std::size_t rows_at_once = 1000;
constexpr std::size_t references_in_a_query = 500;

std::optional<Date> date_of(const Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse(row.text(column)).value();
}

Pounds money_of(const Row& row, std::size_t column) {
  return Pounds::parse(row.text(column)).value();
}

template <typename Code, std::size_t count>
Code code_of(const std::array<std::string_view, count>& codes, const std::string& text) {
  return pricing::read_code<Code>(codes, text).value();
}

Value text(std::string_view view) { return std::string(view); }
Value day_or_null(const std::optional<Date>& date) {
  return date ? Value(date->text()) : Value(nullptr);
}

Values row_of(const std::string& record_id, const CallOff& placement) {
  const auto& ending = placement.ending;
  const auto basis = static_cast<std::size_t>(placement.basis);
  return {record_id,
          placement.council.text(),
          placement.reference,
          std::int64_t{placement.urn.number()},
          placement.line,
          placement.add_ons,
          text(code(placement.need)),
          text(code(placement.provision)),
          placement.start.text(),
          day_or_null(placement.end),
          text(pricing::placement_basis_codes[basis]),
          placement.agreed ? text(code(placement.agreed->unit)) : Value(nullptr),
          placement.agreed ? Value(placement.agreed->unit_price.text()) : Value(nullptr),
          placement.annual_price.text(),
          placement.education.text(),
          placement.care.text(),
          placement.health.text(),
          placement.lot,
          ending ? text(ended_by_codes[static_cast<std::size_t>(ending->by)]) : Value(nullptr),
          ending ? day_or_null(ending->notice) : Value(nullptr),
          std::int64_t{placement.withdrawn ? 1 : 0}};
}

}  // namespace

CallOff call_off_of(const Row& row) {
  CallOff placement(pricing::LaCode::parse(row.text(0)).value(),
                    pricing::Urn::from_number(static_cast<std::uint32_t>(row.integer(2))).value());
  placement.reference = row.text(1);
  placement.line = row.text(3);
  placement.add_ons = row.text(4);
  placement.need = code_of<pricing::Need>(pricing::need_codes, row.text(5));
  placement.provision = code_of<pricing::Provision>(pricing::provision_codes, row.text(6));
  placement.start = Date::parse(row.text(7)).value();
  placement.end = date_of(row, 8);
  placement.basis = code_of<pricing::PlacementBasis>(pricing::placement_basis_codes, row.text(9));
  if (!row.is_null(10)) {
    placement.agreed = pricing::AgreedPrice{
        code_of<pricing::Unit>(pricing::unit_codes, row.text(10)), money_of(row, 11)};
  }
  placement.annual_price = money_of(row, 12);
  placement.education = money_of(row, 13);
  placement.care = money_of(row, 14);
  placement.health = money_of(row, 15);
  placement.lot = row.text(16);
  if (!row.is_null(17)) {
    placement.ending = Ending{code_of<EndedBy>(ended_by_codes, row.text(17)), date_of(row, 18)};
  }
  placement.withdrawn = row.integer(19) != 0;
  return placement;
}

void lock_councils(Transaction& transaction, const std::vector<pricing::LaCode>& councils) {
  std::vector<Values> rows;
  for (const pricing::LaCode council : councils) rows.push_back({council.text(), std::int64_t{1}});
  transaction.connection().insert_many("INSERT INTO placement_council (council, revision) VALUES",
                                       rows, "ON DUPLICATE KEY UPDATE revision = revision + 1");
}

PlacementsByReference read_placements(Connection& connection, pricing::LaCode council,
                                      std::span<const CallOff* const> wanted) {
  PlacementsByReference found;
  for (std::size_t from = 0; from < wanted.size(); from += references_in_a_query) {
    const std::size_t to = std::min(from + references_in_a_query, wanted.size());
    std::string marks;
    Values values{council.text()};
    for (std::size_t at = from; at < to; ++at) {
      marks += marks.empty() ? "?" : ", ?";
      values.emplace_back(wanted[at]->reference);
    }
    const std::string sql = "SELECT " + std::string(placement_select) +
                            " FROM placement WHERE council = ? AND reference IN (" + marks + ")";
    connection.query_each(sql, values, [&](const Row& row) {
      CallOff placement = call_off_of(row);
      std::string reference = placement.reference;
      found.emplace(std::move(reference), std::move(placement));
    });
  }
  return found;
}

void store_placements(Connection& connection, const std::string& record_id,
                      std::span<const CallOff* const> placements) {
  constexpr std::string_view head =
      "INSERT INTO placement (record_id, council, reference, urn, line, add_ons, need, provision,"
      " start_date, end_date, basis, agreed_unit, agreed_unit_price, annual_price, education, care,"
      " health, lot, ended_by, ending_notice, withdrawn) VALUES";
  constexpr std::string_view tail =
      "ON DUPLICATE KEY UPDATE record_id = VALUES(record_id), urn = VALUES(urn),"
      " line = VALUES(line), add_ons = VALUES(add_ons), need = VALUES(need),"
      " provision = VALUES(provision), start_date = VALUES(start_date),"
      " end_date = VALUES(end_date), basis = VALUES(basis), agreed_unit = VALUES(agreed_unit),"
      " agreed_unit_price = VALUES(agreed_unit_price), annual_price = VALUES(annual_price),"
      " education = VALUES(education), care = VALUES(care), health = VALUES(health),"
      " lot = VALUES(lot), ended_by = VALUES(ended_by), ending_notice = VALUES(ending_notice),"
      " withdrawn = VALUES(withdrawn)";
  std::vector<Values> batch;
  batch.reserve(std::min(placements.size(), rows_at_once));
  for (std::size_t at = 0; at < placements.size(); ++at) {
    batch.push_back(row_of(record_id, *placements[at]));
    if (batch.size() == rows_at_once || at + 1 == placements.size()) {
      connection.insert_many(head, batch, tail);
      batch.clear();
    }
  }
}

}  // namespace assize::registry
