#include "registry/catalogue/search/facets.h"

#include <algorithm>
#include <array>

#include "registry/catalogue/school_types.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

constexpr std::array<std::string_view, inspection_choices.size()> inspection_names{
    "Outstanding",          "Good",
    "Requires improvement", "Inadequate",
    "Meets the standards",  "Does not meet the standards",
    "Report card",          "No inspection is known"};

struct Counts {
  std::array<std::size_t, 32> needs{};
  std::array<std::size_t, 32> provisions{};
  std::array<std::size_t, 256> types{};
  std::array<std::size_t, 256> regions{};
  std::array<std::size_t, 1000> councils{};
  std::array<std::size_t, 2> section41{};
  std::array<std::size_t, inspection_choices.size()> inspections{};
};

template <std::size_t size>
void count_bits(std::array<std::size_t, size>& counts, std::uint32_t bits) {
  for (std::size_t place = 0; bits != 0; bits >>= 1U, ++place) counts[place] += bits & 1U;
}

// A school counts for a choice if it meets every other.
void count_school(const Matching& matching, const SearchRow& row, Counts& counts) {
  const std::uint8_t failed = matching.other_choices(row);
  if (failed == 0) {
    count_bits(counts.needs, matching.needs_on_offer(row));
    count_bits(counts.provisions, matching.provisions_on_offer(row));
  }
  if ((failed & (failed - 1U)) != 0 || !matching.fits_by_fees(row)) return;
  const auto counts_for = [failed](Choice choice) {
    return failed == 0 || failed == choice_bit(choice);
  };
  if (counts_for(Choice::type)) ++counts.types[row.type];
  if (counts_for(Choice::region)) ++counts.regions[row.region];
  if (counts_for(Choice::la)) ++counts.councils[row.la];
  if (counts_for(Choice::section41)) ++counts.section41[row.section41 ? 1 : 0];
  if (counts_for(Choice::inspection)) ++counts.inspections[row.inspection];
}

void sort_by_count(std::vector<FacetCount>& counts) {
  std::stable_sort(
      counts.begin(), counts.end(),
      [](const FacetCount& left, const FacetCount& right) { return left.schools > right.schools; });
}

std::string council_code(std::size_t number) {
  const auto code = pricing::LaCode::from_number(static_cast<std::uint32_t>(number));
  return code ? code->text() : "";
}

std::string council_name(std::size_t number) {
  const auto code = pricing::LaCode::from_number(static_cast<std::uint32_t>(number));
  const LocalAuthority* council = code ? find_local_authority(*code) : nullptr;
  return council == nullptr ? "" : council->name;
}

// Those with a school; `value` and `name` are asked of a place.
template <std::size_t size, typename Value, typename Name>
std::vector<FacetCount> list(const std::array<std::size_t, size>& counts, Value value, Name name) {
  std::vector<FacetCount> listed;
  for (std::size_t place = 0; place < size; ++place) {
    if (counts[place] == 0) continue;
    FacetCount count{value(place), name(place), counts[place]};
    if (!count.value.empty()) listed.push_back(std::move(count));
  }
  sort_by_count(listed);
  return listed;
}

}  // namespace

Facets count_facets(const Snapshot& snapshot, const Matching& matching) {
  const SearchIndex& index = *snapshot.index;
  Counts counts;
  matching.in_reach().each(
      [&](std::uint32_t school) { count_school(matching, index.rows[school], counts); });
  const auto need = [](std::size_t place) { return std::string(pricing::need_codes[place]); };
  const auto provision = [](std::size_t place) {
    return std::string(pricing::provision_codes[place]);
  };
  const auto type = [](std::size_t place) {
    return (place < 10 ? "0" : "") + std::to_string(place);
  };
  const auto type_name = [](std::size_t place) {
    return std::string(find_school_type(static_cast<int>(place))->name);
  };
  const auto region = [&index](std::size_t place) { return index.regions[place]; };
  const auto yes_or_no = [](std::size_t place) {
    return std::string(place == 0 ? "false" : "true");
  };
  const auto approval = [](std::size_t place) {
    return std::string(place == 0 ? "Not approved under section 41" : "Approved under section 41");
  };
  const auto inspection = [](std::size_t place) { return std::string(inspection_choices[place]); };
  const auto inspection_name = [](std::size_t place) {
    return std::string(inspection_names[place]);
  };
  return {list(counts.needs, need, need),
          list(counts.provisions, provision, provision),
          list(counts.types, type, type_name),
          list(counts.regions, region, region),
          list(counts.councils, council_code, council_name),
          list(counts.section41, yes_or_no, approval),
          list(counts.inspections, inspection, inspection_name)};
}

}  // namespace assize::registry
