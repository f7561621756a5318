#include "pricing/rules/school.h"

#include <algorithm>
#include <tuple>

#include "pricing/text/same_text.h"

namespace assize::pricing {
namespace {

// By whole words, the last of which overlaps the one before it, and not byte by byte. Names that
// are made to collide cost only comparisons.
std::uint64_t hash_of(std::string_view name) {
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15u;
  std::uint64_t hash = name.size();
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * factor;
    hash ^= hash >> 32;
  };
  const char* const at = name.data();
  const std::size_t size = name.size();
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) mix(number_at<std::uint64_t>(at + i));
    mix(number_at<std::uint64_t>(at + size - 8));
  } else if (size >= 4) {
    mix(number_at<std::uint32_t>(at) | std::uint64_t{number_at<std::uint32_t>(at + size - 4)}
                                           << 32);
  } else {
    for (const char c : name) mix(static_cast<std::uint8_t>(c));
  }
  return hash;
}

// Which of two lines of one name in last year's file stands: the one that ran latest, and then by
// what it says, never by where it stood, so that the order of lines changes nothing.
bool stands_before(const Offer& one, const Offer& other) {
  const auto precedence = [](const Offer& offer) {
    return std::make_tuple(offer.effective_from, offer.effective_to, offer.unit_price,
                           offer.annual_price, offer_key_of(offer), offer.unit,
                           offer.units_hundredths, offer.included, offer.good);
  };
  return precedence(one) > precedence(other);
}

}  // namespace

void NameIndex::build(std::span<const Offer> offers) {
  offers_ = offers;
  keys_.clear();
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (offers[i].has(Column::line)) {
      keys_.push_back(hash_of(offers[i].name) << 32 | static_cast<std::uint64_t>(i));
    }
  }
  std::sort(keys_.begin(), keys_.end(), [this](std::uint64_t one, std::uint64_t other) {
    if (one >> 32 != other >> 32) return one < other;
    const int order = offers_[place(one)].name.compare(offers_[place(other)].name);
    return order != 0 ? order < 0 : one < other;
  });
  repeats_ = std::adjacent_find(keys_.begin(), keys_.end(), [this](auto one, auto other) {
               return same_name(one, other);
             }) != keys_.end();
}

bool NameIndex::same_name(std::uint64_t one, std::uint64_t other) const {
  return one >> 32 == other >> 32 &&
         same_text(offers_[place(one)].name, offers_[place(other)].name);
}

std::optional<std::uint32_t> NameIndex::find(std::string_view name) const {
  const std::uint64_t hash = hash_of(name) & 0xFFFFFFFF;
  const auto found = std::partition_point(keys_.begin(), keys_.end(), [&](std::uint64_t key) {
    return key >> 32 != hash ? key >> 32 < hash : offers_[place(key)].name < name;
  });
  if (found == keys_.end() || *found >> 32 != hash ||
      !same_text(offers_[place(*found)].name, name)) {
    return std::nullopt;
  }
  return place(*found);
}

std::uint64_t offer_key_of(const Offer& offer) {
  std::uint64_t key = static_cast<std::uint64_t>(offer.item);
  key = key << 3 | static_cast<std::uint64_t>(offer.provision);
  key = key << 4 | static_cast<std::uint64_t>(offer.need);
  key = key << 5 | offer.age_from;
  return key << 5 | offer.age_to;
}

void School::match() {
  line_before.assign(now.size(), none_before);
  matched_by.assign(now.size(), MatchedBy::nothing);
  has_line_after.assign(before.size(), false);
  if (before.empty()) return;
  offers_before_built_ = false;
  match_by_name();
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (line_before[i] == none_before) match_by_offer(i);
    if (line_before[i] != none_before) has_line_after[line_before[i]] = true;
  }
}

// Last year's lines look for this year's, and mostly find them one after another in the same order.
void School::match_by_name() {
  std::size_t next = 0;  // after the one last found
  for (std::uint32_t b = 0; b < before.size(); ++b) {
    if (!before[b].has(Column::line)) continue;
    if (next < now.size() && !names_now.repeats() && now[next].has(Column::line) &&
        same_text(now[next].name, before[b].name)) {
      follow(static_cast<std::uint32_t>(next++), b);
    } else if (const auto found = names_now.find(before[b].name)) {
      follow(*found, b);
      next = *found + std::size_t{1};
    }
  }
  if (!names_now.repeats()) return;
  // The first of each name has found its line; the others of that name follow the same.
  const auto keys = names_now.keys();
  for (std::size_t k = 1; k < keys.size(); ++k) {
    if (!names_now.same_name(keys[k - 1], keys[k])) continue;
    line_before[NameIndex::place(keys[k])] = line_before[NameIndex::place(keys[k - 1])];
    matched_by[NameIndex::place(keys[k])] = matched_by[NameIndex::place(keys[k - 1])];
  }
}

// That line of this year has the name of that of last year.
void School::follow(std::uint32_t place_now, std::uint32_t place_before) {
  std::uint32_t& kept = line_before[place_now];
  if (kept != none_before && !stands_before(before[place_before], before[kept])) return;
  kept = place_before;
  matched_by[place_now] = MatchedBy::name;
}

void School::match_by_offer(std::size_t i) {
  if (!now[i].has(offer_key)) return;
  if (!offers_before_built_) {
    offers_before_.clear();
    for (std::size_t b = 0; b < before.size(); ++b) {
      if (before[b].has(offer_key)) offers_before_.push_back(offer_key_of(before[b]) << 32 | b);
    }
    std::sort(offers_before_.begin(), offers_before_.end());
    offers_before_built_ = true;
  }
  const std::uint64_t key = offer_key_of(now[i]);
  const auto first = std::lower_bound(offers_before_.begin(), offers_before_.end(), key << 32);
  if (first == offers_before_.end() || *first >> 32 != key) return;
  if (first + 1 != offers_before_.end() && *(first + 1) >> 32 == key) return;
  line_before[i] = static_cast<std::uint32_t>(*first & 0xFFFFFFFF);
  matched_by[i] = MatchedBy::offer;
}

Comparison compare(const Offer& now, const Offer& before) {
  if (!now.has(Column::unit) || !before.has(Column::unit)) return {};
  const bool same_unit = now.unit == before.unit;
  const Column column = same_unit ? Column::unit_price : Column::annual_price;
  if (!now.has(column) || !before.has(column)) return {};
  return same_unit ? Comparison{true, column, before.unit_price, now.unit_price}
                   : Comparison{true, column, before.annual_price, now.annual_price};
}

}  // namespace assize::pricing
