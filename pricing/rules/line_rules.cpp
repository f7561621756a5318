#include "pricing/rules/line_rules.h"

#include <bit>

#include "pricing/exact/rounding_points.h"
#include "pricing/fee_file/line_parser.h"
#include "pricing/rules/words.h"
#include "pricing/text/encoding.h"

namespace assize::pricing {
namespace {

constexpr std::size_t value_limit_characters = 200;

constexpr std::array<std::string_view, 3> type_words{"08", "10", "32"};

std::string days_open(const SchoolFacts& school) {
  const std::string from = school.open_date ? "opened " + school.open_date->display() : "";
  const std::string to = school.close_date ? "last open " + school.close_date->display() : "";
  return from + (from.empty() || to.empty() ? "" : ", ") + to;
}

}  // namespace

LineRules::LineRules(const RuleBook& book, const RegisterView* register_view, bool has_previous)
    : book_(book),
      register_view_(register_view),
      has_previous_(has_previous),
      bands_(book),
      calendar_(book) {}

void LineRules::judge(const ParsedLine& line, Findings& findings) {
  find_school(line.offer);
  if (line.bad != 0) judge_form(line, findings);
  judge_school(line, findings);
  judge_sum(line, findings);
  judge_product(line, findings);
  judge_bands(line, findings);
  judge_units(line, findings);
  judge_spans(line, findings);
  judge_lodging(line, findings);
  judge_vat(line, findings);
  count_rules_off(line.offer, findings);
}

void LineRules::find_school(const Offer& offer) {
  const std::uint32_t urn = offer.has(Column::urn) ? offer.urn : 0;
  if (urn == urn_) return;
  urn_ = urn;
  const auto known = Urn::from_number(urn);
  school_ = register_view_ != nullptr && known ? register_view_->find(*known) : nullptr;
  council_known_ = school_ != nullptr && school_->la;
  area_ = council_known_ ? book_.area_of(*school_->la) : std::nullopt;
}

// FV-02.
void LineRules::judge_form(const ParsedLine& line, Findings& findings) const {
  for (Columns left = line.bad; left != 0; left &= left - 1) {
    const auto column = static_cast<Column>(std::countr_zero(left));
    const std::string_view text = line.text(column);
    report_line(findings, Rule::fv_02, line, name(column), [&](Finding& finding) {
      finding.value = excerpt(text, value_limit_characters);
      finding.message = sentence(name(column), ": ", explain_field(column, text, book_.items()));
      finding.show(sentence(name(column), " as read: ",
                            text.empty() ? "nothing" : std::string_view(finding.value)),
                   sentence("its form: ", form_of(column)),
                   "the field takes no part in the other rules of its line");
    });
  }
}

// FV-01.
void LineRules::judge_school(const ParsedLine& line, Findings& findings) const {
  const Offer& offer = line.offer;
  if (register_view_ == nullptr || !offer.has(Column::urn)) return;
  if (school_ == nullptr) {
    report_line(findings, Rule::fv_01, line, "urn", [&](Finding& finding) {
      finding.value = std::to_string(offer.urn);
      finding.message =
          sentence("URN ", offer.urn, " is not on the register; check its six digits");
      finding.show(
          sentence("urn as read: ", offer.urn),
          // Not how many schools it has: a filing reads those it names, a check may read them all.
          "no school of the register given has that URN");
    });
    return;
  }
  if (!is_regulated_type(school_->type_code)) {
    report_line(findings, Rule::fv_01, line, "urn", [&](Finding& finding) {
      const std::string type = sentence(school_->type_code < 10 ? "0" : "", school_->type_code);
      finding.value = type;
      finding.limit = "08, 10 or 32";
      finding.message = sentence(school_->name, " (URN ", offer.urn, ") is of type ", type,
                                 " on the register, which is not regulated; only non-maintained "
                                 "special schools (08), other independent special schools (10) and "
                                 "special post-16 institutions (32) file fees");
      finding.show(
          sentence("urn as read: ", offer.urn), sentence("type on the register: ", type),
          sentence("regulated types: ", type_words[0], ", ", type_words[1], ", ", type_words[2]));
    });
  }
  if (!offer.has(Column::effective_from)) return;
  const Date day = offer.effective_from;
  const bool too_early = school_->open_date && day < *school_->open_date;
  const bool too_late = school_->close_date && day > *school_->close_date;
  if (!too_early && !too_late) return;
  report_line(findings, Rule::fv_01, line, "effective_from", [&](Finding& finding) {
    const Date edge = too_early ? *school_->open_date : *school_->close_date;
    finding.value = day.text();
    finding.limit = edge.text();
    finding.message =
        sentence(school_->name, " (URN ", offer.urn, ") is not open on ", day.display(), ": it ",
                 too_early ? "opened on " : "was last open on ", edge.display());
    finding.show(sentence("effective_from as read: ", day.display()),
                 sentence("on the register: ", days_open(*school_)),
                 sentence(day.text(), too_early ? " is before " : " is after ", edge.text()));
  });
}

// FV-03.
void LineRules::judge_sum(const ParsedLine& line, Findings& findings) const {
  const Offer& offer = line.offer;
  if (!offer.has(columns(Column::education, Column::boarding, Column::care, Column::health,
                         Column::annual_price))) {
    return;
  }
  const Pounds sum = line.parts[0] + line.parts[1] + line.parts[2] + line.parts[3];
  if (sum == offer.annual_price) return;
  report_line(findings, Rule::fv_03, line, "annual_price", [&](Finding& finding) {
    const bool more = sum > offer.annual_price;
    const Pounds difference = more ? sum - offer.annual_price : offer.annual_price - sum;
    finding.value = offer.annual_price.text();
    finding.limit = sum.text();
    finding.message = sentence("education, boarding, care and health sum to ", sum.display(), ", ",
                               difference.display(), more ? " more" : " less",
                               " than annual_price, ", offer.annual_price.display());
    finding.show(sentence("education ", line.parts[0].display(), " + boarding ",
                          line.parts[1].display(), " + care ", line.parts[2].display(),
                          " + health ", line.parts[3].display(), " = ", sum.display()),
                 sentence("annual_price as read: ", offer.annual_price.display()),
                 sentence(sum.display(), " ≠ ", offer.annual_price.display()),
                 sentence("difference: ", difference.display()));
  });
}

// FV-04.
void LineRules::judge_product(const ParsedLine& line, Findings& findings) const {
  const Offer& offer = line.offer;
  if (!offer.has(columns(Column::units_per_year, Column::unit_price, Column::annual_price))) return;
  const auto product = annual_price_by_units(offer.unit_price, offer.units_hundredths);
  if (product == offer.annual_price) return;
  report_line(findings, Rule::fv_04, line, "annual_price", [&](Finding& finding) {
    const Wide exact =
        static_cast<Wide>(offer.unit_price.ten_thousandths()) * offer.units_hundredths;
    const bool rounded = exact % 10'000 != 0;
    const std::string right = product ? product->display() : display_wide(exact / 100);
    finding.value = offer.annual_price.text();
    finding.limit = product ? product->text() : "";
    const std::string units = hundredths_text(offer.units_hundredths);
    finding.message = sentence("unit_price × units_per_year is ", right, ", but annual_price is ",
                               offer.annual_price.display());
    finding.show(
        sentence(
            "unit_price ", offer.unit_price.display(), " × units_per_year ", units, " = ", right,
            rounded ? sentence(", rounded half up to the penny (", annual_price_of_line.name, ")")
                    : std::string(", with nothing to round")),
        sentence("annual_price as read: ", offer.annual_price.display()),
        sentence(right, " ≠ ", offer.annual_price.display()));
    if (product) {
      const bool more = *product > offer.annual_price;
      finding.working.push_back(sentence(
          "difference: ",
          (more ? *product - offer.annual_price : offer.annual_price - *product).display()));
    }
  });
}

// Counts the line for each rule whose parameter is not in force on its day.
void LineRules::count_rules_off(const Offer& offer, Findings& findings) {
  if (!offer.has(Column::effective_from)) return;
  const DayParameters& day = calendar_.on(offer.effective_from);
  for (std::uint64_t left = day.off; left != 0; left &= left - 1) {
    const auto rule = static_cast<Rule>(std::countr_zero(left));
    const FactKinds facts = entry(rule).facts;
    if (facts.has(FactKind::previous) && !has_previous_) continue;
    if (facts.has(FactKind::register_view) && register_view_ == nullptr) continue;
    findings.not_judged(rule, Unjudged::parameter_not_in_force);
  }
  if (has_previous_ && day.basket_without_limit()) {
    findings.not_judged(Rule::uni_06, Unjudged::limit_not_in_force);
  }
}

}  // namespace assize::pricing
