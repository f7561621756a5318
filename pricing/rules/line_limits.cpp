// The rules of one line that hold its units, spans, lodging and VAT to a limit: FV-10 to FV-13.
#include <algorithm>

#include "pricing/rules/line_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

// The most units that a year has, in hundredths; none for hours and sessions.
struct UnitLimit {
  Unit unit;
  std::int64_t most;
  std::string_view words;
};
constexpr std::array unit_limits{UnitLimit{Unit::day, 366, "days"},
                                 UnitLimit{Unit::week, 53, "weeks"},
                                 UnitLimit{Unit::term, 6, "terms"}};
constexpr std::int64_t least_weeks_of_full_year = 50;
constexpr std::int64_t most_weeks_of_school_year = 44;
constexpr std::int32_t most_days_of_period = 366;

// What a line that is not priced by the week lodges: a full year, or the 38 weeks of a school year.
constexpr std::int64_t weeks_of_full_year = 52;
constexpr std::int64_t weeks_of_school_year = 38;

void report_units(Findings& findings, const ParsedLine& line, std::string_view limit,
                  std::string_view message, std::string_view comparison) {
  report_line(findings, Rule::fv_10, line, "units_per_year", [&](Finding& finding) {
    finding.value = hundredths_text(line.offer.units_hundredths);
    finding.limit = limit;
    finding.message = sentence("units_per_year is ", finding.value, ": ", message);
    finding.show(sentence("units_per_year as read: ", finding.value, ", ",
                          unit_words(line.offer.unit), ", provision ", code(line.offer.provision)),
                 sentence(finding.value, " ", comparison, " ", limit));
  });
}

}  // namespace

// FV-10. One finding of the units: the limit of the year before that of the provision.
void LineRules::judge_units(const ParsedLine& line, Findings& findings) const {
  const Offer& offer = line.offer;
  if (offer.has(columns(Column::unit, Column::units_per_year))) {
    const std::int64_t units = offer.units_hundredths;
    const auto limit = std::find_if(unit_limits.begin(), unit_limits.end(),
                                    [&](const UnitLimit& each) { return each.unit == offer.unit; });
    const bool week = offer.unit == Unit::week && offer.has(Column::provision);
    const bool school_year = offer.provision == Provision::day ||
                             offer.provision == Provision::weekly ||
                             offer.provision == Provision::termly;
    if (limit != unit_limits.end() && units > limit->most * 100) {
      report_units(findings, line, std::to_string(limit->most),
                   sentence("a year has at most ", limit->most, " ", limit->words), ">");
    } else if (offer.unit == Unit::year && units != 100) {
      report_units(findings, line, "1", "a line priced by the year has 1", "≠");
    } else if (week && offer.provision == Provision::full_year &&
               units < least_weeks_of_full_year * 100) {
      report_units(findings, line, "50", "a full_year line has at least 50 weeks", "<");
    } else if (week && school_year && units > most_weeks_of_school_year * 100) {
      report_units(findings, line, "44",
                   sentence("a ", code(offer.provision), " line has at most 44 weeks"), ">");
    }
  }
  if (!offer.has(Column::item) || offer.item != Item::placement) return;
  if (offer.has(Column::need) && offer.need == Need::any) {
    report_line(findings, Rule::fv_10, line, "need", [](Finding& finding) {
      finding.value = "ANY";
      finding.message = "a placement is for one need; write its code in place of ANY";
      finding.show("item as read: placement", "need as read: ANY", "ANY is for add-ons only");
    });
  }
  if (offer.has(Column::provision) && offer.provision == Provision::any) {
    report_line(findings, Rule::fv_10, line, "provision", [](Finding& finding) {
      finding.value = "any";
      finding.message =
          "a placement is of one provision; write day, weekly, termly or full_year in place of any";
      finding.show("item as read: placement", "provision as read: any", "any is for add-ons only");
    });
  }
}

// FV-11.
void LineRules::judge_spans(const ParsedLine& line, Findings& findings) const {
  const Offer& offer = line.offer;
  if (offer.has(columns(Column::age_from, Column::age_to)) && offer.age_to < offer.age_from) {
    report_line(findings, Rule::fv_11, line, "age_to", [&](Finding& finding) {
      finding.value = std::to_string(offer.age_to);
      finding.limit = std::to_string(offer.age_from);
      finding.message = sentence("age_to, ", offer.age_to, ", is below age_from, ", offer.age_from);
      finding.show(sentence("age_from as read: ", offer.age_from),
                   sentence("age_to as read: ", offer.age_to),
                   sentence(offer.age_to, " < ", offer.age_from));
    });
  }
  if (!offer.has(period_columns)) return;
  const std::int32_t days = offer.effective_to - offer.effective_from + 1;
  if (days >= 1 && days <= most_days_of_period) return;
  report_line(findings, Rule::fv_11, line, "effective_to", [&](Finding& finding) {
    finding.value = offer.effective_to.text();
    const bool backwards = days < 1;
    const Date last = offer.effective_from.plus_days(most_days_of_period - 1);
    finding.limit = backwards ? offer.effective_from.text() : last.text();
    finding.message =
        backwards ? sentence("effective_to, ", offer.effective_to.display(),
                             ", is before effective_from, ", offer.effective_from.display())
                  : sentence("the line is in effect for ", days,
                             " days, and may be for 366; the last day may be ", last.display());
    finding.show(
        sentence("effective_from as read: ", offer.effective_from.display()),
        sentence("effective_to as read: ", offer.effective_to.display()),
        backwards ? sentence(offer.effective_to.text(), " is before ", offer.effective_from.text())
                  : sentence(days, " days, both ends included, > 366"));
  });
}

// FV-12. Nights lodged a year: the weeks of a line priced by the week; of another, those of its
// provision. A full_year week is seven days and a weekly one four.
void LineRules::judge_lodging(const ParsedLine& line, Findings& findings) {
  const Offer& offer = line.offer;
  if (register_view_ == nullptr) return;
  if (!offer.has(columns(Column::urn, Column::item, Column::provision, Column::unit,
                         Column::units_per_year, Column::effective_from))) {
    return;
  }
  const bool full_year = offer.provision == Provision::full_year;
  if (offer.item != Item::placement || (!full_year && offer.provision != Provision::weekly)) return;
  if (school_ == nullptr) {
    findings.not_judged(Rule::fv_12, Unjudged::school_not_on_register);
    return;
  }
  const ParameterValue* limit = calendar_.on(offer.effective_from).residential_days_limit;
  if (limit == nullptr || school_->childrens_home) return;
  const std::int64_t weeks = offer.unit == Unit::week ? offer.units_hundredths
                             : full_year              ? weeks_of_full_year * 100
                                                      : weeks_of_school_year * 100;
  const bool by_day = offer.unit == Unit::day;
  const std::int64_t days = by_day ? offer.units_hundredths : weeks * (full_year ? 7 : 4);
  if (days < std::int64_t{*limit->days} * 100) return;
  report_line(findings, Rule::fv_12, line, "units_per_year", [&](Finding& finding) {
    finding.value = hundredths_text(days);
    finding.limit = std::to_string(*limit->days);
    finding.message = sentence("the line lodges a child for ", finding.value,
                               " days a year, at or over the limit of ", finding.limit, ", and ",
                               school_->name, " is not registered as a children's home");
    finding.show(
        by_day ? sentence(finding.value, " days a year, as read")
               : sentence(hundredths_text(weeks), " weeks a year",
                          offer.unit == Unit::week ? ", as read, × " : " of the provision, × ",
                          full_year ? 7 : 4, " days = ", finding.value, " days"),
        parameter_words(Parameter::residential_days_limit, *limit, book_),
        sentence(finding.value, " ≥ ", finding.limit),
        sentence("on the register, URN ", offer.urn, " is not a children's home"));
  });
}

// FV-13.
void LineRules::judge_vat(const ParsedLine& line, Findings& findings) {
  const Offer& offer = line.offer;
  if (!offer.has(columns(Column::vat_rate, Column::effective_from))) return;
  if (line.vat_rate.numerator() == 0) return;
  const ParameterValue* allowed = calendar_.on(offer.effective_from).vat_rates;
  if (allowed == nullptr) return;
  const auto& rates = *allowed->rates;
  if (std::find(rates.begin(), rates.end(), line.vat_rate) != rates.end()) return;
  report_line(findings, Rule::fv_13, line, "vat_rate", [&](Finding& finding) {
    std::string list = "0";
    for (const Ratio& rate : rates) list += sentence(" or ", rate.percent_text());
    finding.value = line.text(Column::vat_rate);
    finding.limit = list;
    finding.message = sentence("vat_rate is ", line.vat_rate.percent_text(), "; it may be ", list);
    finding.show(sentence("vat_rate as read: ", finding.value),
                 parameter_words(Parameter::vat_rates, *allowed, book_));
  });
}

}  // namespace assize::pricing
