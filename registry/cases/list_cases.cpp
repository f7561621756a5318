// The queue: cases by pounds at stake, by age or by deadline, a page at a time.
#include <algorithm>
#include <charconv>

#include "pricing/exact/decimal.h"
#include "pricing/rule_book/object_reader.h"
#include "registry/cases/case.h"
#include "registry/cases/case_store.h"

namespace assize::registry {
namespace {

using pricing::Date;
using pricing::Pounds;

constexpr std::size_t page_limit = 200;

void add_equal(std::string& where, Values& values, std::string_view column,
               const std::optional<std::string>& text) {
  if (!text) return;
  where.append(" AND c.").append(column).append(" = ?");
  values.emplace_back(*text);
}

std::string where_of(const CaseReader& reader, const CaseFilter& filter, Values& values) {
  std::string where = " WHERE TRUE";
  if (!reader.is_regulator()) {
    where += " AND c.organisation_id = ? AND c.kind <> 'market'";
    values.emplace_back(*reader.organisation_id);
  }
  if (filter.state) {
    add_equal(where, values, "state", std::string(code(*filter.state)));
  } else if (filter.status == CaseStatus::live) {
    where += " AND c.state IN ('open', 'objected', 'responded', 'appealed')";
  } else if (filter.status == CaseStatus::over) {
    where += " AND c.state IN ('decided', 'closed')";
  }
  if (filter.kind) add_equal(where, values, "kind", std::string(code(*filter.kind)));
  add_equal(where, values, "group_id", filter.group);
  add_equal(where, values, "filing_id", filter.filing);
  if (filter.owner) add_equal(where, values, "owner", *filter.owner == "none" ? "" : *filter.owner);
  if (filter.urn) {
    where += " AND c.urn = ?";
    values.emplace_back(std::int64_t{filter.urn->number()});
  }
  if (filter.rule) {
    where += " AND INSTR(c.rules, ?) > 0";
    values.emplace_back(" " + *filter.rule + " ");
  }
  if (filter.escalated) where += " AND c.escalation > 0";
  return where;
}

// Where the page before ended: "KEY.ORDER", the key being what the order is by.
struct Place {
  std::string key;
  std::int64_t order = 0;
};

std::optional<Place> read_place(const std::string& text, CaseOrder order) {
  const std::size_t dot = text.rfind('~');
  if (dot == std::string::npos) return std::nullopt;
  Place place{text.substr(0, dot), 0};
  const std::string digits = text.substr(dot + 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), place.order);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (order == CaseOrder::stake && !Pounds::parse(place.key)) return std::nullopt;
  if (order == CaseOrder::due && !Date::parse(place.key)) return std::nullopt;
  if (order == CaseOrder::age && !place.key.empty()) return std::nullopt;
  return place;
}

constexpr std::string_view no_deadline = "2999-12-31";

std::string key_of(const Case& about, CaseOrder order) {
  if (order == CaseOrder::stake) return about.stake.text();
  if (order == CaseOrder::due)
    return about.due_on ? about.due_on->text() : std::string(no_deadline);
  return "";
}

std::string after_clause(const Place& place, CaseOrder order, Values& values) {
  if (order == CaseOrder::age) {
    values.emplace_back(place.order);
    return " AND c.case_order > ?";
  }
  values.emplace_back(place.key);
  values.emplace_back(place.key);
  values.emplace_back(place.order);
  if (order == CaseOrder::stake) {
    return " AND (c.stake < CAST(? AS DECIMAL(18,2)) OR (c.stake = CAST(? AS DECIMAL(18,2))"
           " AND c.case_order > ?))";
  }
  return " AND (COALESCE(c.due_on, '2999-12-31') > ? OR (COALESCE(c.due_on, '2999-12-31') = ?"
         " AND c.case_order > ?))";
}

std::string_view order_clause(CaseOrder order) {
  switch (order) {
    case CaseOrder::stake:
      return " ORDER BY c.stake DESC, c.case_order LIMIT ?";
    case CaseOrder::due:
      return " ORDER BY COALESCE(c.due_on, '2999-12-31'), c.case_order LIMIT ?";
    case CaseOrder::age:
      break;
  }
  return " ORDER BY c.case_order LIMIT ?";
}

}  // namespace

Result<CaseOrder> parse_case_order(std::string_view text) {
  return pricing::parse_code<CaseOrder>(case_order_codes, text);
}

Result<CaseStatus> parse_case_status(std::string_view text) {
  return pricing::parse_code<CaseStatus>(case_status_codes, text);
}

Result<CasePage> list_cases(Connection& connection, const CaseReader& reader,
                            const CaseFilter& filter, CaseOrder order,
                            const std::optional<std::string>& after, std::size_t limit) {
  const std::size_t size = std::clamp<std::size_t>(limit, 1, page_limit);
  Values values;
  std::string where = where_of(reader, filter, values);
  const Row total =
      connection
          .query_one("SELECT COUNT(*), COALESCE(SUM(c.stake), 0) FROM case_file c" + where, values)
          .value();
  CasePage page;
  page.matching = static_cast<std::uint64_t>(total.integer(0));
  page.stake = total.text(1);
  if (after) {
    const auto place = read_place(*after, order);
    if (!place) {
      return Fault{"after", "This is not the next of a page in this order. Leave it out."};
    }
    where += after_clause(*place, order, values);
  }
  values.emplace_back(static_cast<std::int64_t>(size + 1));
  connection.query_each(std::string(case_select()) + where + std::string(order_clause(order)),
                        values, [&](const Row& row) {
                          if (page.cases.size() == size) {
                            page.next = key_of(page.cases.back(), order) + "~" +
                                        std::to_string(page.cases.back().order);
                            return;
                          }
                          page.cases.push_back(case_of(row));
                        });
  return page;
}

}  // namespace assize::registry
