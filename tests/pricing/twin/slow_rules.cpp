#include "tests/pricing/twin/slow_rules.h"

#include <algorithm>
#include <chrono>

#include "tests/pricing/twin/slow_book.h"
#include "tests/pricing/twin/slow_lines.h"

namespace assize::twin {
namespace {

class Judge {
 public:
  explicit Judge(const SlowInput& input) : input_(input), book_(input.rule_book) {
    for (const auto& fields : input.fees) now_.push_back(read_line(fields, book_.items));
    if (input.previous) {
      for (const auto& fields : *input.previous) before_.push_back(read_line(fields, book_.items));
    }
    for (const auto& line : now_) line_before_.push_back(find_line_before(line));
  }

  Verdicts verdicts() {
    for (std::size_t i = 0; i < now_.size(); ++i) {
      judge_line(i);
      judge_against_others(i);
      if (input_.previous) judge_increase(i);
      if (!input_.facts.empty()) judge_by_facts(i);
    }
    if (!input_.facts.empty()) judge_endings();
    return verdicts_;
  }

 private:
  void say(std::size_t i, const char* rule) { verdicts_.emplace(i, rule); }

  const Fields* school_of(const Line& line) const {
    if (!input_.school_register || !line.urn) return nullptr;
    for (const auto& school : *input_.school_register) {
      if (field(school, "urn") == *line.urn) return &school;
    }
    return nullptr;
  }

  void judge_line(std::size_t i) {
    const Line& line = now_[i];
    if (line.has_bad_field) say(i, "FV-02");
    if (input_.school_register && line.urn && !is_open_regulated(line)) say(i, "FV-01");
    judge_sums(i);
    judge_bands(i);
    judge_units(i);
    if (line.from && line.to && (*line.to < *line.from || *line.to - *line.from + 1 > 366)) {
      say(i, "FV-11");
    }
    if (line.age_from && line.age_to && *line.age_to < *line.age_from) say(i, "FV-11");
    judge_lodging(i);
    judge_vat(i);
  }

  bool is_open_regulated(const Line& line) const {
    const Fields* school = school_of(line);
    if (!school) return false;
    const int type = std::stoi(field(*school, "type_code"));
    if (type != 8 && type != 10 && type != 32) return false;
    if (!line.from) return true;
    const auto opened = day_number(field(*school, "open_date"));
    const auto closed = day_number(field(*school, "close_date"));
    return (!opened || *opened <= *line.from) && (!closed || *closed >= *line.from);
  }

  void judge_sums(std::size_t i) {
    const Line& line = now_[i];
    if (!line.annual_price) return;
    Number sum = 0;
    bool is_whole = true;
    for (const auto& part : components) {
      const auto& price = line.parts.at(part);
      if (!price) is_whole = false;
      if (price) sum += *price;
    }
    if (is_whole && sum != *line.annual_price) say(i, "FV-03");
    if (line.unit_price && line.units_per_year) {
      const Number pennies = *line.unit_price * *line.units_per_year * 100 + Number(1, 2);
      const boost::multiprecision::cpp_int floor = numerator(pennies) / denominator(pennies);
      if (Number(floor) / 100 != *line.annual_price) say(i, "FV-04");
    }
  }

  void judge_bands(std::size_t i) {
    const Line& line = now_[i];
    if (!line.item || !line.provision || !line.need || !line.unit || !line.age_from ||
        !line.age_to || !line.from || *line.age_to < *line.age_from) {
      return;
    }
    const Json* area = nullptr;
    if (book_.has_areas()) {
      const Fields* school = school_of(line);
      if (!school || field(*school, "la_code").empty()) return;
      area = book_.area_of(field(*school, "la_code"));
    }
    bool is_covered = false;
    for (const std::string component : {"education", "boarding", "care", "health", "total"}) {
      const Json* band = book_.band_for(component, line, area);
      if (!band) continue;
      is_covered = true;
      const auto price = component != "total"        ? line.parts.at(component)
                         : (*band)["unit"] == "year" ? line.annual_price
                                                     : line.unit_price;
      if (!price) continue;
      Number factor = 1;
      if (area && Book::text_of(*band, "area") == "*") factor = *number((*area)["factor"]);
      if (has(*band, "ceiling") && *price > *number((*band)["ceiling"]) * factor) say(i, "FV-05");
      if (has(*band, "floor") && *price < *number((*band)["floor"]) * factor) say(i, "FV-06");
    }
    if (!is_covered) say(i, "FV-07");
  }

  static bool has(const Json& band, const char* key) {
    return band.contains(key) && !band[key].is_null();
  }

  void judge_units(std::size_t i) {
    const Line& line = now_[i];
    const auto bought = line.units_per_year;
    const std::string unit = line.unit.value_or("");
    bool fits = true;
    if (bought) {
      if (unit == "week" && *bought > 53) fits = false;
      if (unit == "day" && *bought > 366) fits = false;
      if (unit == "term" && *bought > 6) fits = false;
      if (unit == "year" && *bought != 1) fits = false;
      if (unit == "week") {
        const std::string provision = line.provision.value_or("");
        if (provision == "full_year" && *bought < 50) fits = false;
        if ((provision == "day" || provision == "weekly" || provision == "termly") && *bought > 44)
          fits = false;
      }
    }
    if (line.item == "placement" && (line.need == "ANY" || line.provision == "any")) fits = false;
    if (!fits) say(i, "FV-10");
  }

  void judge_lodging(std::size_t i) {
    const Line& line = now_[i];
    const Fields* school = school_of(line);
    const bool is_full_year = line.provision == "full_year";
    if (!school || line.item != "placement" || !line.unit || !line.units_per_year || !line.from ||
        (!is_full_year && line.provision != "weekly")) {
      return;
    }
    const Json limit = book_.parameter("residential_days_limit", *line.from);
    if (limit.is_null()) return;
    // A line that is not priced by the week or day lodges for its provision's usual weeks.
    const Number weeks = line.unit == "week" ? *line.units_per_year : is_full_year ? 52 : 38;
    const Number days =
        line.unit == "day" ? *line.units_per_year : Number(weeks * (is_full_year ? 7 : 4));
    if (days >= *number(limit) && field(*school, "childrens_home") != "yes") say(i, "FV-12");
  }

  void judge_vat(std::size_t i) {
    const Line& line = now_[i];
    if (!line.vat_rate || *line.vat_rate == 0 || !line.from) return;
    const Json rates = book_.parameter("vat_rates", *line.from);
    if (rates.is_null()) return;
    for (const auto& rate : rates) {
      if (*number(rate) == *line.vat_rate) return;
    }
    say(i, "FV-13");
  }

  void judge_against_others(std::size_t i) {
    const Line& line = now_[i];
    for (std::size_t j = 0; j < now_.size(); ++j) {
      const Line& other = now_[j];
      if (!same(line.urn, other.urn) || i == j) continue;
      if (j < i && same(line.name, other.name)) say(i, "FV-08");
      if (j < i && same(line.item, other.item) && same(line.provision, other.provision) &&
          same(line.need, other.need) && same(line.unit, other.unit) && ages_overlap(line, other) &&
          periods_overlap(line, other)) {
        say(i, "FV-08");
      }
      if (line.item && *line.item != "placement" && other.item == "placement" &&
          other.included.contains(*line.item) && provisions_meet(line, other) &&
          needs_meet(line, other) && ages_overlap(line, other) && periods_overlap(line, other) &&
          line.unit_price && *line.unit_price > 0) {
        say(i, "FV-09");
      }
    }
  }

  static bool provisions_meet(const Line& add_on, const Line& placement) {
    return add_on.provision && placement.provision &&
           (*add_on.provision == *placement.provision || *add_on.provision == "any");
  }
  static bool needs_meet(const Line& add_on, const Line& placement) {
    return add_on.need && placement.need &&
           (*add_on.need == *placement.need || *add_on.need == "ANY");
  }

  const Line* find_line_before(const Line& line) const {
    for (const auto& earlier : before_) {
      if (same(line.urn, earlier.urn) && same(line.name, earlier.name)) return &earlier;
    }
    const Line* only = nullptr;
    for (const auto& earlier : before_) {
      if (!same(line.urn, earlier.urn) || !same(line.item, earlier.item) ||
          !same(line.provision, earlier.provision) || !same(line.need, earlier.need) ||
          !same(line.age_from, earlier.age_from) || !same(line.age_to, earlier.age_to)) {
        continue;
      }
      if (only) return nullptr;
      only = &earlier;
    }
    return only;
  }

  // The prices compared: before, then now.
  static std::optional<std::pair<Number, Number>> compared(const Line& before, const Line& now) {
    if (same(before.unit, now.unit)) {
      if (!before.unit_price || !now.unit_price) return std::nullopt;
      return std::pair(*before.unit_price, *now.unit_price);
    }
    if (!before.unit || !now.unit || !before.annual_price || !now.annual_price) return std::nullopt;
    return std::pair(*before.annual_price, *now.annual_price);
  }

  std::optional<Number> increase_limit(const Line& line) const {
    if (!line.from) return std::nullopt;
    const Json index = book_.parameter("increase_index", *line.from);
    if (!index.is_null()) {
      const Json flex = book_.parameter("increase_flex", *line.from);
      return (*number(index) + (flex.is_null() ? Number(0) : *number(flex))) / 100;
    }
    const Json cap = book_.parameter("increase_cap", *line.from);
    if (cap.is_null()) return std::nullopt;
    return *number(cap) / 100;
  }

  bool rises_past_limit(std::size_t i) const {
    const auto limit = increase_limit(now_[i]);
    if (!line_before_[i] || !limit) return false;
    const auto prices = compared(*line_before_[i], now_[i]);
    return prices && prices->second - prices->first > prices->first * *limit;
  }

  void judge_increase(std::size_t i) {
    const Line& line = now_[i];
    const Line* before = line_before_[i];
    if (!before) {
      judge_new_line(i);
      return;
    }
    const auto prices = compared(*before, line);
    if (prices && prices->second > prices->first) judge_rise(i);
    if (same(before->unit, line.unit) && before->units_per_year && line.units_per_year &&
        before->annual_price && line.annual_price &&
        *line.units_per_year<*before->units_per_year&& * line.annual_price* *
                             before->units_per_year> *
            before->annual_price * *line.units_per_year) {
      say(i, "UNI-12");
    }
    judge_basket(i);
  }

  void judge_rise(std::size_t i) {
    const Line& line = now_[i];
    if (line.from && *line.from < *day_number(input_.filed)) say(i, "UNI-07");
    if (line.has_new_provision) {
      say(i, "UNI-10");
      return;
    }
    if (rises_past_limit(i)) say(i, "UNI-04");
    if (!line.from) return;
    const Json days = book_.parameter("notice_days", *line.from);
    if (days.is_null()) return;
    const bool is_notice_unreadable =
        !line.notice && !field(input_.fees[i], "notice_given").empty();
    if (is_notice_unreadable) return;
    if (!line.notice || Number(*line.from - *line.notice) < *number(days)) say(i, "UNI-02");
  }

  void judge_new_line(std::size_t i) {
    const Line& line = now_[i];
    const auto limit = increase_limit(line);
    if (!limit || !line.unit_price || !line.name) return;
    std::optional<Number> dearest;
    for (const auto& earlier : before_) {
      const bool has_line_after = std::any_of(line_before_.begin(), line_before_.end(),
                                              [&](const Line* used) { return used == &earlier; });
      if (has_line_after || !same(line.urn, earlier.urn) || !same(line.item, earlier.item) ||
          !same(line.provision, earlier.provision) || !same(line.unit, earlier.unit) ||
          !ages_overlap(line, earlier) || !earlier.unit_price) {
        continue;
      }
      if (!dearest || *earlier.unit_price > *dearest) dearest = earlier.unit_price;
    }
    if (dearest && *line.unit_price > *dearest * (1 + *limit)) say(i, "UNI-08");
  }

  static bool runs_forwards(const Line& line) {
    return line.age_from && line.age_to && line.from && line.to && *line.age_from <= *line.age_to &&
           *line.from <= *line.to;
  }

  // The school's hourly line for an add-on that is nearest to a placement line: its own provision
  // before any, its own need before ANY, in effect at the same time before not; then by what the
  // lines say, so that their order changes nothing.
  static const Line* hourly_line(const std::vector<Line>& lines, const Line& placement,
                                 const std::string& add_on) {
    const Line* best = nullptr;
    std::vector<Number> best_rank;
    for (const auto& line : lines) {
      if (!same(line.urn, placement.urn) || line.item != add_on || line.unit != "hour" ||
          !line.unit_price || !provisions_meet(line, placement) || !needs_meet(line, placement) ||
          !runs_forwards(line) || !ages_overlap(line, placement)) {
        continue;
      }
      const std::vector<Number> rank{*line.provision != *placement.provision,
                                     *line.need != *placement.need,
                                     !periods_overlap(line, placement),
                                     *line.age_from,
                                     *line.age_to,
                                     *line.from,
                                     *line.to,
                                     *line.unit_price};
      if (!best || rank < best_rank) {
        best = &line;
        best_rank = rank;
      }
    }
    return best;
  }

  void judge_basket(std::size_t i) {
    const Line& line = now_[i];
    const Line& before = *line_before_[i];
    const auto limit = increase_limit(line);
    for (const Line* each : {&line, &before}) {
      if (each->item != "placement" || !each->provision || !each->need || !runs_forwards(*each) ||
          !each->annual_price || !each->is_included_readable) {
        return;
      }
    }
    if (!limit) return;
    const Json basket = book_.parameter("basket", *line.from);
    if (basket.is_null()) return;
    Number then = *before.annual_price;
    Number today = *line.annual_price;
    bool does_a_line_rise = rises_past_limit(i);
    bool is_any_add_on_priced = false;
    for (const auto& [code, hours] : basket.items()) {
      const Line* add_on_then = hourly_line(before_, before, code);
      const Line* add_on_now = hourly_line(now_, line, code);
      const bool was_included = before.included.contains(code);
      const bool is_included = line.included.contains(code);
      if ((!was_included && !add_on_then) || (!is_included && !add_on_now)) continue;
      is_any_add_on_priced |= !was_included || !is_included;
      if (!was_included) then += *number(hours) * *add_on_then->unit_price;
      if (is_included) continue;
      today += *number(hours) * *add_on_now->unit_price;
      does_a_line_rise |= rises_past_limit(static_cast<std::size_t>(add_on_now - now_.data()));
    }
    if (!is_any_add_on_priced) return;
    const Number growth_of_line = *line.annual_price * then;
    const bool is_over_limit = today - then > then * *limit && !does_a_line_rise;
    // today/then - annual/annual_before > 1/100, without dividing.
    const bool outgrows_line =
        today * *before.annual_price - growth_of_line > then * *before.annual_price / 100;
    if (is_over_limit || outgrows_line) say(i, "UNI-06");
  }

  static int day_of(const Json& fact, const char* key) {
    return *day_number(fact[key].get<std::string>());
  }
  static bool is_live(const Json& placement, int day) {
    return day_of(placement, "from") <= day &&
           (!placement.contains("to") || day <= day_of(placement, "to"));
  }
  // The facts of a list that bear one of these names at the line's school.
  std::vector<Json> facts_of(const char* list, const Line& line,
                             const std::set<std::string>& names) const {
    std::vector<Json> out;
    for (const Json& each : facts_.value(list, Json::array())) {
      if (each["urn"] == *line.urn && names.contains(each["line"])) out.push_back(each);
    }
    return out;
  }

  // The old name of a line that was renamed: matched by its offer, and no line has that name now.
  std::string former_name(std::size_t i) const {
    const Line* before = line_before_[i];
    if (!before || !before->name || same(before->name, now_[i].name)) return "";
    for (const Line& other : now_) {
      if (same(other.urn, before->urn) && same(other.name, before->name)) return "";
    }
    return *before->name;
  }

  void judge_by_facts(std::size_t i) {
    const Line& line = now_[i];
    if (!line.urn || !line.name || !line.from) return;
    const std::string former = former_name(i);
    std::set<std::string> names{*line.name};
    if (!former.empty()) names.insert(former);
    std::vector<Json> history = facts_of("history", line, {former.empty() ? *line.name : former});
    std::sort(history.begin(), history.end(), [](const Json& one, const Json& other) {
      return one["effective_from"] < other["effective_from"];
    });
    if (line_before_[i]) {
      const auto prices = compared(*line_before_[i], line);
      if (prices && prices->second > prices->first) judge_rise_by_facts(i, names, history);
    }
    judge_three_years(i, history);
    judge_spread(i, names);
  }

  void judge_rise_by_facts(std::size_t i, const std::set<std::string>& names,
                           const std::vector<Json>& history) {
    const Line& line = now_[i];
    for (const Json& placement : facts_of("placements", line, names)) {
      if (!is_live(placement, *line.from)) continue;
      int latest = -1'000'000;
      bool is_accepted = false;
      for (const Json& answer : facts_of("agreements", line, names)) {
        if (answer["commissioner"] != placement["commissioner"]) continue;
        if (day_of(answer, "effective_from") != *line.from) continue;
        const int day = day_of(answer, "day");
        if (day > latest) is_accepted = true;
        if (day >= latest && answer["position"] == "challenged") is_accepted = false;
        latest = std::max(latest, day);
      }
      if (!is_accepted) say(i, "UNI-01");
    }
    for (std::size_t at = 1; at < history.size() && !line.has_new_provision; ++at) {
      const int day = day_of(history[at], "effective_from");
      const char* price =
          history[at]["unit"] == history[at - 1]["unit"] ? "unit_price" : "annual_price";
      const bool rises = *number(history[at][price]) > *number(history[at - 1][price]);
      if (rises && day < *line.from && *line.from - day <= 7 * 52) say(i, "UNI-03");
    }
    for (const Json& change : facts_["ownership_changes"]) {
      const int since = *line.from - day_of(change, "day");
      if (change["urn"] == *line.urn && since >= 0 && since <= 365) say(i, "UNI-09");
    }
  }

  // By the text of the date: no filing of the twin's begins on 29 February.
  int years_before(std::size_t i, int years) const {
    const std::string text = field(input_.fees[i], "effective_from");
    return *day_number(std::to_string(std::stoi(text.substr(0, 4)) - years) + text.substr(4));
  }

  void judge_three_years(std::size_t i, const std::vector<Json>& history) {
    const Line& line = now_[i];
    Number factor = 1;
    for (const int years : {0, 1, 2}) {
      const Json index = book_.parameter("increase_index", years_before(i, years));
      const Json flex = book_.parameter("increase_flex", years_before(i, years));
      if (index.is_null()) return;
      factor *= 1 + (*number(index) + (flex.is_null() ? Number(0) : *number(flex))) / 100;
    }
    for (const Json& price : history) {
      const int day = years_before(i, 3);
      if (day < day_of(price, "effective_from") || day > day_of(price, "effective_to")) continue;
      if (!line.unit) return;
      const bool is_same = price["unit"] == *line.unit;
      const auto now = is_same ? line.unit_price : line.annual_price;
      if (now && *now > *number(price[is_same ? "unit_price" : "annual_price"]) * factor) {
        say(i, "UNI-05");
      }
    }
  }

  void judge_spread(std::size_t i, const std::set<std::string>& names) {
    const Line& line = now_[i];
    const Json limit = book_.parameter("price_spread_limit", *line.from);
    if (limit.is_null() || !line.unit) return;
    struct Paid {
      Json commissioner, unit;
      Number price;
    };
    std::vector<Paid> paid;
    for (const Json& each : facts_of("placements", line, names)) {
      if (!is_live(each, *line.from)) continue;
      if (each.contains("agreed")) {
        paid.push_back(
            {each["commissioner"], each["agreed"]["unit"], *number(each["agreed"]["unit_price"])});
      } else if (line.unit_price) {
        paid.push_back({each["commissioner"], *line.unit, *line.unit_price});
      }
    }
    for (const Paid& high : paid) {
      for (const Paid& low : paid) {
        if (high.commissioner != low.commissioner && high.unit == low.unit &&
            high.price > low.price * (1 + *number(limit) / 100)) {
          say(i, "UNI-13");
        }
      }
    }
  }

  // On the first line of that name, or, where there is none, on the file as a whole.
  void judge_endings() {
    for (const Json& ended : facts_["ended_placements"]) {
      bool is_reported = false;
      for (const Json& answer : facts_["agreements"]) {
        const int since = day_of(ended, "day") - day_of(answer, "day");
        is_reported |= answer["position"] == "challenged" && answer["urn"] == ended["urn"] &&
                       answer["commissioner"] == ended["commissioner"] && since >= 0 && since <= 90;
      }
      bool is_school_in_file = false;
      std::optional<std::size_t> place;
      for (std::size_t i = 0; i < now_.size(); ++i) {
        if (now_[i].urn != ended["urn"].get<std::string>()) continue;
        is_school_in_file = true;
        if (!place && now_[i].name == ended["line"].get<std::string>()) place = i;
      }
      if (is_reported && is_school_in_file) say(place.value_or(whole_file), "UNI-11");
    }
  }

  const SlowInput& input_;
  Json facts_ = input_.facts.empty() ? Json::object() : Json::parse(input_.facts);
  Book book_;
  std::vector<Line> now_;
  std::vector<Line> before_;
  std::vector<const Line*> line_before_;
  Verdicts verdicts_;
};

}  // namespace

Verdicts slow_verdicts(const SlowInput& input) { return Judge(input).verdicts(); }

}  // namespace assize::twin
