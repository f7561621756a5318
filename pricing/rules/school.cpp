#include "pricing/rules/school.h"

#include <algorithm>
#include <tuple>

namespace assize::pricing {
namespace {

std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : name) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3u;
  return hash ^ hash >> 32;
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
}

bool NameIndex::same_name(std::uint64_t one, std::uint64_t other) const {
  return one >> 32 == other >> 32 && offers_[place(one)].name == offers_[place(other)].name;
}

void NameIndex::keep_one_of_each_name() {
  std::size_t kept = 0;
  for (const std::uint64_t key : keys_) {
    if (kept == 0 || !same_name(keys_[kept - 1], key)) {
      keys_[kept++] = key;
    } else if (stands_before(offers_[place(key)], offers_[place(keys_[kept - 1])])) {
      keys_[kept - 1] = key;
    }
  }
  keys_.resize(kept);
}

std::optional<std::uint32_t> NameIndex::find(std::string_view name) const {
  const std::uint64_t hash = hash_of(name) & 0xFFFFFFFF;
  const auto found = std::partition_point(keys_.begin(), keys_.end(), [&](std::uint64_t key) {
    return key >> 32 != hash ? key >> 32 < hash : offers_[place(key)].name < name;
  });
  if (found == keys_.end() || *found >> 32 != hash || offers_[place(*found)].name != name) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(place(*found));
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
  offers_before_built_ = false;
  names_before.build(before);
  names_before.keep_one_of_each_name();
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto same = now[i].has(Column::line) ? names_before.find(now[i].name) : std::nullopt;
    if (same) {
      line_before[i] = *same;
      matched_by[i] = MatchedBy::name;
    } else {
      match_by_offer(i);
    }
    if (line_before[i] != none_before) has_line_after[line_before[i]] = true;
  }
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
