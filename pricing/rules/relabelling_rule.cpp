// UNI-08: a new line is like lines that ended, and dearer than the dearest of them by more than the
// limit on increases.
#include <algorithm>
#include <optional>

#include "pricing/exact/rounding_points.h"
#include "pricing/rules/increase_rules.h"
#include "pricing/rules/school_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr Columns like_columns = columns(Column::item, Column::provision, Column::unit,
                                         Column::age_from, Column::age_to, Column::unit_price);

// Item, provision and unit.
std::uint64_t likeness(const Offer& offer) {
  return (offer_key_of(offer) >> 14) << 3 | static_cast<std::uint64_t>(offer.unit);
}

constexpr std::size_t ages = 26;
using DearestByAge = std::array<const Offer*, ages>;

// The dearer; of equals, by what it is called, so that the order of lines changes nothing.
bool is_dearer(const Offer& one, const Offer& other) {
  if (one.unit_price != other.unit_price) return one.unit_price > other.unit_price;
  return one.name < other.name;
}

// The dearest of the lines that ended, by likeness and then by age.
class EndedLines {
 public:
  explicit EndedLines(const School& school) {
    for (std::size_t b = 0; b < school.before.size(); ++b) {
      const Offer& offer = school.before[b];
      if (school.has_line_after[b] || !offer.has(like_columns)) continue;
      DearestByAge& dearest = of(likeness(offer));
      for (std::size_t age = offer.age_from; age <= offer.age_to; ++age) {
        if (dearest[age] == nullptr || is_dearer(offer, *dearest[age])) dearest[age] = &offer;
      }
    }
  }

  const Offer* dearest_like(const Offer& offer) const {
    const auto group = std::find_if(groups_.begin(), groups_.end(), [&](const auto& each) {
      return each.first == likeness(offer);
    });
    if (group == groups_.end()) return nullptr;
    const Offer* dearest = nullptr;
    for (std::size_t age = offer.age_from; age <= offer.age_to; ++age) {
      const Offer* ended = group->second[age];
      if (ended != nullptr && (dearest == nullptr || is_dearer(*ended, *dearest))) dearest = ended;
    }
    return dearest;
  }

 private:
  // There are at most 64 items × 5 provisions × 6 units, and few in any one school.
  DearestByAge& of(std::uint64_t key) {
    for (auto& [each, dearest] : groups_) {
      if (each == key) return dearest;
    }
    return groups_.emplace_back(key, DearestByAge{}).second;
  }

  std::vector<std::pair<std::uint64_t, DearestByAge>> groups_;
};

}  // namespace

void IncreaseRules::judge_relabelling(const School& school, Findings& findings) {
  std::optional<EndedLines> ended;
  for (std::size_t i = 0; i < school.now.size(); ++i) {
    const Offer& offer = school.now[i];
    if (school.line_before[i] != none_before || school.before.empty()) continue;
    if (!offer.has(like_columns | only(Column::effective_from))) continue;
    const IncreaseLimit& limit = calendar_.on(offer.effective_from).limit;
    if (!limit.in_force()) continue;
    if (!ended) ended.emplace(school);
    const Offer* dearest = ended->dearest_like(offer);
    if (dearest == nullptr) continue;
    const Pounds rise = offer.unit_price - dearest->unit_price;
    if (rise <= dearest->unit_price * limit.ratio) continue;
    report_offer(findings, Rule::uni_08, offer, "unit_price", [&](Finding& finding) {
      const Unrounded allowed = dearest->unit_price * limit.ratio;
      const Pounds shown = allowed.at(increase_limit_shown);
      finding.value = offer.unit_price.text();
      finding.limit = (dearest->unit_price + shown).text();
      finding.message = sentence(
          "the line is new, but like \"", dearest->name, "\", which ended at ",
          dearest->unit_price.display(), "; unit_price is ", offer.unit_price.display(), ", ",
          over_words(rise, shown), " over that and the limit of ", limit.ratio.percent_text());
      finding.show(
          sentence("the new line: ", offer_words(offer, book_.items()), ", at ",
                   offer.unit_price.display()),
          sentence("no line of last year's file has its name, or alone has its item, provision, "
                   "need and ages"),
          sentence("the dearest line that ended and is like it: line ", dearest->line,
                   " of last year's file (\"", dearest->name, "\"), ",
                   offer_words(*dearest, book_.items()), ", at ", dearest->unit_price.display()),
          limit_words(limit, book_),
          sentence(offer.unit_price.display(), " − ", dearest->unit_price.display(), " = ",
                   rise.display()),
          product_words(dearest->unit_price, limit.ratio, increase_limit_shown),
          sentence(rise.display(), " > ", exact_words(allowed)),
          sentence("over by ", over_words(rise, shown)));
    });
  }
}

}  // namespace assize::pricing
