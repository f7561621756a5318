#include "registry/catalogue/search/search_index.h"

#include <algorithm>

#include "registry/catalogue/reading/read_schools.h"
#include "registry/register/files/inspections_file.h"

namespace assize::registry {
namespace {

std::uint8_t place_of_region(std::vector<std::string>& regions, const std::string& region) {
  const auto found = std::find(regions.begin(), regions.end(), region);
  const auto place = static_cast<std::uint8_t>(found - regions.begin());
  if (found == regions.end()) regions.push_back(region);
  return place;
}

std::uint8_t place_of_inspection(const CatalogueSchool& school) {
  std::string_view choice = "none";
  if (!school.inspections.empty()) {
    const Outcome latest = read_outcome(school.inspections.front().outcome);
    choice = latest.grade.empty() ? latest.form : latest.grade;
  }
  return static_cast<std::uint8_t>(std::ranges::find(inspection_choices, choice) -
                                   inspection_choices.begin());
}

// A school that was accepted by application is found before it opens; its status says so.
bool is_listed(const CatalogueSchool& school) {
  return school.is_open ||
         (school.status == "proposed_to_open" && school.registration.application_id.has_value());
}

SearchRow row_of(const CatalogueSchool& school, SearchIndex& index) {
  SearchRow row;
  for (const pricing::Need need : school.needs) row.register_needs |= need_bit(need);
  row.la = school.la ? school.la->number() : std::uint16_t{0};
  row.age_from = static_cast<std::int8_t>(school.age_from.value_or(-1));
  row.age_to = static_cast<std::int8_t>(school.age_to.value_or(-1));
  row.type = static_cast<std::uint8_t>(school.type_code);
  row.region = place_of_region(index.regions, school.region);
  row.inspection = place_of_inspection(school);
  row.is_listed = is_listed(school);
  row.section41 = school.section41;
  row.has_position = school.position.has_value();
  row.position = school.position.value_or(GridPoint());
  row.first_offer = static_cast<std::uint32_t>(index.offers.size());
  for (const std::size_t place : school.fees_today) {
    const CatalogueFee& fee = school.fees[place];
    if (fee.item != "placement") continue;
    index.offers.push_back(
        {fee.annual_price, fee.need, fee.provision, static_cast<std::uint8_t>(fee.age_from),
         static_cast<std::uint8_t>(fee.age_to), static_cast<std::uint32_t>(place)});
    row.offer_needs |= static_cast<std::uint16_t>(need_bit(fee.need));
    row.offer_provisions |= provision_bit(fee.provision);
  }
  row.offers = static_cast<std::uint32_t>(index.offers.size()) - row.first_offer;
  return row;
}

// Only fees are read anew between two whole readings, and they have no words.
bool has_same_texts(const Snapshot& snapshot, const Snapshot* before) {
  return before != nullptr && before->index != nullptr && before->imports == snapshot.imports &&
         before->today == snapshot.today && before->schools.size() == snapshot.schools.size();
}

// Only schools that are other values than before have other prices.
std::shared_ptr<const PriceLists> price_lists(const Snapshot& snapshot, const Snapshot* before,
                                              const SearchIndex& index) {
  if (!has_same_texts(snapshot, before)) {
    return std::make_shared<const PriceLists>(index.rows, index.offers);
  }
  std::vector<std::uint32_t> changed;
  for (std::uint32_t school = 0; school < snapshot.schools.size(); ++school) {
    if (snapshot.schools[school] != before->schools[school]) changed.push_back(school);
  }
  return std::make_shared<const PriceLists>(*before->index->prices, changed, index.rows,
                                            index.offers);
}

}  // namespace

std::shared_ptr<const SearchIndex> build_search_index(const Snapshot& snapshot,
                                                      const Snapshot* before) {
  auto index = std::make_shared<SearchIndex>();
  index->regions.emplace_back();
  index->rows.reserve(snapshot.schools.size());
  if (before != nullptr && before->index != nullptr) {
    index->offers.reserve(before->index->offers.size());
  }
  for (const auto& school : snapshot.schools) index->rows.push_back(row_of(*school, *index));
  index->sets = std::make_shared<const ChoiceSets>(snapshot, index->rows);
  index->prices = price_lists(snapshot, before, *index);
  if (has_same_texts(snapshot, before)) {
    index->words = before->index->words;
    index->names = before->index->names;
    index->name_ranks = before->index->name_ranks;
    return index;
  }
  std::vector<std::string> texts;
  texts.reserve(snapshot.schools.size());
  for (const auto& school : snapshot.schools) texts.push_back(school->search_text);
  index->words = std::make_shared<const WordIndex>(texts);
  std::vector<std::string> names;
  names.reserve(snapshot.schools.size());
  for (const std::uint32_t place : snapshot.by_name) {
    names.push_back(lower_case(snapshot.schools[place]->name));
  }
  index->names = std::make_shared<const std::vector<std::string>>(std::move(names));
  index->name_ranks.resize(snapshot.schools.size());
  for (std::uint32_t rank = 0; rank < snapshot.by_name.size(); ++rank) {
    index->name_ranks[snapshot.by_name[rank]] = rank;
  }
  return index;
}

}  // namespace assize::registry
