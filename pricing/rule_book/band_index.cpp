#include "pricing/rule_book/band_index.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <set>
#include <tuple>

namespace assize::pricing {
namespace {

// A key is five fields side by side. All ones in a field is "any", so that a line's key becomes a
// less specific one by setting bits.
struct Field {
  int shift;
  std::uint64_t any;  // all ones, in place
};
constexpr Field age_field{0, 0x1FULL};
constexpr Field area_field{5, 0xFFFFULL << 5U};
constexpr Field need_field{21, 0xFULL << 21U};
constexpr Field provision_field{25, 0x7ULL << 25U};
constexpr Field item_field{28, 0x7FULL << 28U};
static_assert(ItemCodes::limit <= 0x7F && provision_codes.size() < 0x7 && need_codes.size() < 0xF);

template <typename T>
std::uint64_t placed(const Field& field, const std::optional<T>& value) {
  return value ? static_cast<std::uint64_t>(*value) << field.shift : field.any;
}

std::uint64_t key_of(const Band& band, int age) {
  return placed(item_field, band.item) | placed(provision_field, band.provision) |
         placed(need_field, band.need) | placed(area_field, band.area) |
         static_cast<std::uint64_t>(age) << age_field.shift;
}

// Which fields of a key are any. The order of specificity is that of these numbers: item,
// provision, need, area, from the highest bits down, and a named value before any.
std::uint64_t pattern_of(std::uint64_t key) {
  std::uint64_t pattern = 0;
  for (const Field& field : {item_field, provision_field, need_field, area_field}) {
    if ((key & field.any) == field.any) pattern |= field.any;
  }
  return pattern;
}

constexpr std::uint64_t spread = 0x9E3779B97F4A7C15ULL;  // 2^64 over the golden ratio

}  // namespace

std::size_t BandIndex::group_of(const Band& band) {
  if (band.component != Component::total) return static_cast<std::size_t>(band.component);
  return static_cast<std::size_t>(Component::total) + static_cast<std::size_t>(band.unit);
}

BandIndex::BandIndex(std::span<const Band> bands) {
  struct Placed {
    std::uint64_t key;
    std::size_t group;
    Entry entry;
  };
  std::vector<Placed> all;
  std::set<std::uint64_t> patterns;
  for (std::size_t at = 0; at < bands.size(); ++at) {
    const Band& band = bands[at];
    patterns.insert(pattern_of(key_of(band, 0)));
    const std::int32_t to =
        band.period.to ? band.period.to->days() : std::numeric_limits<std::int32_t>::max();
    for (int age = band.age_from; age <= band.age_to; ++age) {
      all.push_back({key_of(band, age),
                     group_of(band),
                     {band.period.from.days(), to, static_cast<std::uint32_t>(at), band.age_to}});
    }
  }
  patterns_.assign(patterns.begin(), patterns.end());
  set_reach(bands);
  std::sort(all.begin(), all.end(), [](const Placed& left, const Placed& right) {
    return std::tuple(left.key, left.group, left.entry.from, left.entry.band) <
           std::tuple(right.key, right.group, right.entry.from, right.entry.band);
  });

  std::size_t keys = 0;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (at == 0 || all[at].key != all[at - 1].key) ++keys;
  }
  slots_.resize(std::bit_ceil(2 * keys + 2));
  shift_ = 64 - std::countr_zero(slots_.size());
  entries_.reserve(all.size());
  cells_.reserve(keys);
  for (std::size_t at = 0; at < all.size();) {
    const std::uint64_t key = all[at].key;
    add_slot(key, static_cast<std::uint32_t>(cells_.size()));
    Cell& cell = cells_.emplace_back();
    for (std::size_t group = 0; group < group_count; ++group) {
      cell.begins[group] = static_cast<std::uint32_t>(entries_.size());
      for (; at < all.size() && all[at].key == key && all[at].group == group; ++at) {
        entries_.push_back(all[at].entry);
        cell.groups |= 1U << group;
      }
    }
    cell.begins[group_count] = static_cast<std::uint32_t>(entries_.size());
  }
}

void BandIndex::set_reach(std::span<const Band> bands) {
  for (const Band& band : bands) {
    const auto pattern =
        std::lower_bound(patterns_.begin(), patterns_.end(), pattern_of(key_of(band, 0))) -
        patterns_.begin();
    for (std::size_t item = 0; item < reach_.size(); ++item) {
      if (band.item && static_cast<std::size_t>(*band.item) != item) continue;
      for (std::size_t provision = 0; provision < provision_codes.size(); ++provision) {
        if (band.provision && static_cast<std::size_t>(*band.provision) != provision) continue;
        Reach& reach = reach_[item][provision];
        reach.patterns = static_cast<std::uint16_t>(reach.patterns | 1U << pattern);
        reach.components = static_cast<std::uint16_t>(reach.components |
                                                      1U << static_cast<unsigned>(band.component));
      }
    }
  }
}

void BandIndex::add_slot(std::uint64_t key, std::uint32_t cell) {
  std::size_t slot = (key * spread) >> shift_;
  while (slots_[slot].key != no_key) slot = (slot + 1) & (slots_.size() - 1);
  slots_[slot] = {key, cell};
}

const BandIndex::Cell* BandIndex::cell_of(std::uint64_t key) const {
  for (std::size_t slot = (key * spread) >> shift_;; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot].key == key) return &cells_[slots_[slot].cell];
    if (slots_[slot].key == no_key) return nullptr;
  }
}

// The one that holds the day and the ages; null if none. Periods within a group do not overlap, so
// only the last to begin by that day can.
const BandIndex::Entry* BandIndex::entry_on(const Cell& cell, std::size_t group, std::int32_t on,
                                            std::int32_t age_to) const {
  const Entry* const begin = entries_.data() + cell.begins[group];
  const Entry* const end = entries_.data() + cell.begins[group + 1];
  std::ptrdiff_t begun = 0;
  if (end - begin > 16) {
    begun =
        std::upper_bound(begin, end, on,
                         [](std::int32_t day, const Entry& entry) { return day < entry.from; }) -
        begin;
  } else {
    // Counting all of a few is quicker than stopping at one that cannot be predicted.
    for (const Entry* entry = begin; entry != end; ++entry) begun += entry->from <= on ? 1 : 0;
  }
  if (begun == 0) return nullptr;
  const Entry& entry = begin[begun - 1];
  return on < entry.to && age_to <= entry.age_to ? &entry : nullptr;
}

BandsOfLine BandIndex::find(std::span<const Band> bands, const BandQuery& query) const {
  BandsOfLine found{};
  if (query.age_from < 0 || query.age_to > 25 || query.age_to < query.age_from) return found;
  const std::uint64_t line = static_cast<std::uint64_t>(query.item) << item_field.shift |
                             static_cast<std::uint64_t>(query.provision) << provision_field.shift |
                             static_cast<std::uint64_t>(query.need) << need_field.shift |
                             placed(area_field, query.area) |
                             static_cast<std::uint64_t>(query.age_from) << age_field.shift;
  const Reach& reach =
      reach_[static_cast<std::size_t>(query.item)][static_cast<std::size_t>(query.provision)];
  constexpr auto total = static_cast<std::size_t>(Component::total);
  const std::size_t own_group = total + static_cast<std::size_t>(query.unit);
  const std::int32_t on = query.on.days();

  // The groups still to be found: the line's own unit has a lower bit than the year, and so is
  // tried first.
  constexpr std::uint32_t parts = (1U << total) - 1;
  std::uint32_t missing = reach.components & parts;
  if ((reach.components >> total) != 0) missing |= 1U << own_group | 1U << total_by_year;
  for (std::uint32_t left = reach.patterns; left != 0 && missing != 0; left &= left - 1) {
    const Cell* cell = cell_of(line | patterns_[static_cast<std::size_t>(std::countr_zero(left))]);
    if (cell == nullptr) continue;
    for (std::uint32_t groups = cell->groups & missing; groups != 0; groups &= groups - 1) {
      const auto group = static_cast<std::size_t>(std::countr_zero(groups));
      const Entry* entry = entry_on(*cell, group, on, query.age_to);
      if (entry == nullptr) continue;
      found[std::min(group, total)] = &bands[entry->band];
      if (group < total) {
        missing &= ~(1U << group);
      } else {
        missing &= parts;
        break;
      }
    }
  }
  return found;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> BandIndex::ties() const {
  std::set<std::pair<std::uint32_t, std::uint32_t>> later_and_earlier;
  for (const Cell& cell : cells_) {
    for (std::size_t group = 0; group < group_count; ++group) {
      // The one that ends last of those that began before: if any of them ties with the next, it
      // does.
      const Entry* last = nullptr;
      for (std::uint32_t at = cell.begins[group]; at < cell.begins[group + 1]; ++at) {
        const Entry& entry = entries_[at];
        if (last != nullptr && entry.from < last->to) {
          later_and_earlier.insert(
              {std::max(last->band, entry.band), std::min(last->band, entry.band)});
        }
        if (last == nullptr || entry.to > last->to) last = &entry;
      }
    }
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (const auto& [later, earlier] : later_and_earlier) pairs.emplace_back(earlier, later);
  return pairs;
}

}  // namespace assize::pricing
