// The rules that hold a line to its bands: FV-05, FV-06 and FV-07.
#include "pricing/exact/rounding_points.h"
#include "pricing/rules/line_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

struct Breach {
  const ParsedLine& line;
  const HeldToBand& held;
  bool above;
};

void explain(const Breach& breach, const RuleBook& book, std::optional<AreaIndex> area,
             Finding& finding) {
  const Band& band = breach.held.band;
  const Column column = breach.held.column;
  const Pounds price = breach.held.price;
  const Pounds as_written = breach.above ? *band.ceiling : *band.floor;
  const Unrounded limit = breach.above ? *breach.held.ceiling : *breach.held.floor;
  const Pounds shown = limit.at(band_limit_shown);
  const std::string_view kind = breach.above ? "ceiling" : "floor";
  const std::string difference = breach.above ? over_words(price, shown) : over_words(shown, price);
  finding.value = price.text();
  finding.limit = shown.text();
  finding.band = band.id;
  finding.message = sentence(name(column), " is ", price.display(), ", ", difference,
                             breach.above ? " above" : " below", " the ", kind, " of ",
                             shown.display(), " (band ", band.id, ")",
                             breach.above ? "" : "; it may not be enough to meet the need");
  finding.show(sentence(name(column), " as read: ", price.display(), " for ",
                        offer_words(breach.line.offer, book.items())),
               sentence("band ", band.id, " of edition ", book.edition(), ", ",
                        band.period.display(), band.source.empty() ? "" : ", ", band.source, ": ",
                        kind, " ", as_written.display(), " ", unit_words(band.unit)));
  if (area && !band.area) {
    const Area& where = book.areas()[*area];
    std::string product = sentence("area ", where.id, ": ", as_written.display(), " × ",
                                   where.factor.factor_text(), " = ", shown.display());
    if (!limit.is_exact_at(band_limit_shown)) {
      product += ", " + rounding_words(band_limit_shown);
    }
    finding.working.push_back(std::move(product));
  }
  finding.working.push_back(
      sentence(price.display(), breach.above ? " > " : " < ", exact_words(limit)));
  finding.working.push_back(sentence("difference: ", difference));
}

}  // namespace

void LineRules::judge_bands(const ParsedLine& line, Findings& findings) {
  const Offer& offer = line.offer;
  if (needs_council(book_) && !council_known_) {
    for (const Rule rule : {Rule::fv_05, Rule::fv_06, Rule::fv_07}) {
      findings.not_judged(rule, Unjudged::council_not_known);
    }
    return;
  }
  if (!offer.has(offer_key | columns(Column::unit, Column::effective_from))) return;
  const Coverage coverage =
      hold_to_bands(book_, bands_,
                    {offer.item, offer.provision, offer.need, offer.age_from, offer.age_to,
                     offer.unit, area_, offer.effective_from},
                    {offer.unit_price, offer.annual_price, line.parts},
                    [&](const HeldToBand& held) { judge_band(line, held, findings); });
  if (coverage != Coverage::no_band) return;
  report_line(findings, Rule::fv_07, line, "", [&](Finding& finding) {
    const std::string words = offer_words(offer, book_.items());
    finding.value = words;
    finding.message = sentence("no band covers ", words, " on ", offer.effective_from.display(),
                               "; the price needs prior approval");
    finding.show(
        sentence("the line: ", words),
        sentence("edition ", book_.edition(), " has ", counted(book_.bands().size(), "band"),
                 "; none in force on ", offer.effective_from.display(),
                 " is for that item, provision and need, with ages that hold ", offer.age_from,
                 " to ", offer.age_to, area_ ? ", in area " : "",
                 area_ ? book_.areas()[*area_].id : ""));
  });
}

// FV-05 and FV-06.
void LineRules::judge_band(const ParsedLine& line, const HeldToBand& held,
                           Findings& findings) const {
  if (!line.offer.has(held.column)) return;
  const auto report = [&](Rule rule, bool above) {
    report_line(findings, rule, line, name(held.column), [&](Finding& finding) {
      explain({line, held, above}, book_, area_, finding);
    });
  };
  if (held.is_above()) report(Rule::fv_05, true);
  if (held.is_below()) report(Rule::fv_06, false);
}

}  // namespace assize::pricing
