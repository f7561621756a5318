#include "api/catalogue/price_json.h"

#include <algorithm>
#include <map>
#include <set>

#include "pricing/exact/rounding_points.h"
#include "pricing/rules/band_judgement.h"

namespace assize::api {
namespace {

using pricing::Date;
using registry::CatalogueFee;
using registry::CatalogueSchool;

// The fees of one line, one for each stretch of time in which another holds.
std::vector<const CatalogueFee*> history_of(const CatalogueSchool& school,
                                            const std::string& line) {
  std::vector<const CatalogueFee*> filed;
  std::set<Date> starts;
  for (const CatalogueFee& fee : school.fees) {
    if (fee.line != line) continue;
    filed.push_back(&fee);
    starts.insert(fee.effective_from);
    starts.insert(fee.effective_to.plus_days(1));
  }
  std::vector<const CatalogueFee*> history;
  for (const Date day : starts) {
    const CatalogueFee* holds = nullptr;
    for (const CatalogueFee* fee : filed) {
      if (day >= fee->effective_from && day <= fee->effective_to) holds = fee;
    }
    if (holds != nullptr && (history.empty() || history.back() != holds)) history.push_back(holds);
  }
  return history;
}

void write_limit(JsonWriter& json, std::string_view key,
                 const std::optional<pricing::Unrounded>& limit) {
  json.member_or_null(
      key, limit ? std::optional(limit->at(pricing::band_limit_shown).text()) : std::nullopt);
}

void write_bands(JsonWriter& json, const CatalogueSchool& school, const CatalogueFee& fee,
                 const pricing::RuleBook& book, pricing::BandLookup& lookup) {
  const std::optional<pricing::Item> item = book.items().find(fee.item);
  if (!item || (pricing::needs_council(book) && !school.la)) return;
  const pricing::BandQuery query{*item,
                                 fee.provision,
                                 fee.need,
                                 fee.age_from,
                                 fee.age_to,
                                 fee.unit,
                                 school.la ? book.area_of(*school.la) : std::nullopt,
                                 fee.effective_from};
  const pricing::LinePrices prices{
      fee.unit_price, fee.annual_price, {fee.education, fee.boarding, fee.care, fee.health}};
  pricing::hold_to_bands(book, lookup, query, prices, [&](const pricing::HeldToBand& held) {
    json.begin_object().member("band", held.band.id);
    json.member("component", pricing::code(held.component));
    json.member("unit", pricing::code(held.band.unit)).member("price", held.price.text());
    write_limit(json, "floor", held.floor);
    write_limit(json, "ceiling", held.ceiling);
    json.member("stands", held.is_above() ? "above" : held.is_below() ? "below" : "within");
    json.member("source", held.band.source).end_object();
  });
}

struct Group {
  std::vector<pricing::Pounds> prices;
  std::uint64_t risen = 0, fallen = 0, same = 0;
};
using GroupKey = std::pair<pricing::Need, pricing::Provision>;

std::vector<const CatalogueFee*> placements_at(const CatalogueSchool& school, Date day) {
  std::vector<const CatalogueFee*> fees = registry::fees_as_at(school, day);
  std::erase_if(fees, [](const CatalogueFee* fee) { return fee->item != "placement"; });
  return fees;
}

void count_change(Group& group, const CatalogueFee& fee,
                  const std::vector<const CatalogueFee*>& before) {
  for (const CatalogueFee* old : before) {
    if (old->line != fee.line) continue;
    if (fee.annual_price > old->annual_price) {
      ++group.risen;
    } else if (fee.annual_price < old->annual_price) {
      ++group.fallen;
    } else {
      ++group.same;
    }
  }
}

std::map<GroupKey, Group> groups_at(const registry::Snapshot& snapshot, Date day,
                                    std::optional<Date> before) {
  std::map<GroupKey, Group> groups;
  for (const auto& school : snapshot.schools) {
    if (school->fees.empty()) continue;
    const auto now = placements_at(*school, day);
    const auto then = before ? placements_at(*school, *before) : std::vector<const CatalogueFee*>();
    for (const CatalogueFee* fee : now) {
      Group& group = groups[{fee->need, fee->provision}];
      group.prices.push_back(fee->annual_price);
      count_change(group, *fee, then);
    }
  }
  return groups;
}

// The least price that so many hundredths of them do not exceed.
std::string quantile(const std::vector<pricing::Pounds>& sorted, std::size_t hundredths) {
  const std::size_t place = (sorted.size() * hundredths + 99) / 100;
  return sorted.at(std::max<std::size_t>(place, 1) - 1).text();
}

std::vector<Date> days_of(const registry::Snapshot& snapshot) {
  constexpr int most_years = 10;
  std::optional<Date> first;
  for (const auto& school : snapshot.schools) {
    for (const CatalogueFee& fee : school->fees) {
      if (!first || fee.effective_from < *first) first = fee.effective_from;
    }
  }
  std::vector<Date> days;
  const int this_year = std::stoi(snapshot.today.text().substr(0, 4));
  for (int year = this_year - most_years; first && year <= this_year; ++year) {
    const Result<Date> day = Date::from_civil(year, 10, 1);
    if (day.ok() && *day >= *first && *day <= snapshot.today) days.push_back(*day);
  }
  return days;
}

}  // namespace

void write_prices(JsonWriter& json, const CatalogueSchool& school, Date as_at,
                  const pricing::RuleBook* book) {
  std::optional<pricing::BandLookup> lookup;
  if (book != nullptr) lookup.emplace(*book);
  json.begin_object().member("urn", school.urn.text()).member("as_at", as_at.text());
  json.member_or_null("edition", book == nullptr ? std::nullopt : std::optional(book->edition()));
  json.key("lines").begin_array();
  for (const CatalogueFee* fee : registry::fees_as_at(school, as_at)) {
    json.begin_object().member("line", fee->line).member("item", fee->item);
    json.member("provision", pricing::code(fee->provision));
    json.member("need", pricing::code(fee->need));
    json.key("age_from").integer(fee->age_from).key("age_to").integer(fee->age_to);
    json.key("prices").begin_array();
    for (const CatalogueFee* each : history_of(school, fee->line)) {
      json.begin_object().member("effective_from", each->effective_from.text());
      json.member("effective_to", each->effective_to.text());
      json.member("unit", pricing::code(each->unit));
      json.member("unit_price", each->unit_price.text());
      json.member("annual_price", each->annual_price.text());
      json.member("filing", each->filing_id).end_object();
    }
    json.end_array().key("bands").begin_array();
    if (book != nullptr) write_bands(json, school, *fee, *book, *lookup);
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

void write_price_changes(JsonWriter& json, const registry::Snapshot& snapshot) {
  json.begin_object().member("as_at", snapshot.today.text()).key("days").begin_array();
  std::optional<Date> before;
  for (const Date day : days_of(snapshot)) {
    json.begin_object().member("day", day.text()).key("groups").begin_array();
    for (auto& [key, group] : groups_at(snapshot, day, before)) {
      std::sort(group.prices.begin(), group.prices.end());
      json.begin_object().member("need", pricing::code(key.first));
      json.member("provision", pricing::code(key.second));
      json.key("lines").whole(group.prices.size());
      json.member("quarter", quantile(group.prices, 25));
      json.member("half", quantile(group.prices, 50));
      json.member("three_quarters", quantile(group.prices, 75));
      json.key("risen").whole(group.risen).key("fallen").whole(group.fallen);
      json.key("same").whole(group.same).end_object();
    }
    json.end_array().end_object();
    before = day;
  }
  json.end_array().end_object();
}

}  // namespace assize::api
