// The rules that hold a line to its bands: FV-05, FV-06 and FV-07.
#include "pricing/exact/rounding_points.h"
#include "pricing/rules/line_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

// What a band judges: the component of the yearly price, or the unit price by a band of that unit.
struct Judged {
  Column column;
  Pounds price;
};
Judged judged_by(const Band& band, Component component, const ParsedLine& line) {
  const Offer& offer = line.offer;
  if (component != Component::total) {
    const auto part = static_cast<std::size_t>(component);
    return {static_cast<Column>(static_cast<std::size_t>(Column::education) + part),
            line.parts[part]};
  }
  if (band.unit == Unit::year) return {Column::annual_price, offer.annual_price};
  return {Column::unit_price, offer.unit_price};
}

struct Breach {
  const ParsedLine& line;
  const Band& band;
  Judged judged;
  Pounds as_written;
  Unrounded limit;
  bool above;
};

void explain(const Breach& breach, const RuleBook& book, std::optional<AreaIndex> area,
             Finding& finding) {
  const Band& band = breach.band;
  const Pounds price = breach.judged.price;
  const Pounds shown = breach.limit.at(band_limit_shown);
  const std::string_view kind = breach.above ? "ceiling" : "floor";
  const std::string difference = breach.above ? over_words(price, shown) : over_words(shown, price);
  finding.value = price.text();
  finding.limit = shown.text();
  finding.band = band.id;
  finding.message = sentence(name(breach.judged.column), " is ", price.display(), ", ", difference,
                             breach.above ? " above" : " below", " the ", kind, " of ",
                             shown.display(), " (band ", band.id, ")",
                             breach.above ? "" : "; it may not be enough to meet the need");
  finding.working = {
      sentence(name(breach.judged.column), " as read: ", price.display(), " for ",
               offer_words(breach.line.offer, book.items())),
      sentence("band ", band.id, " of edition ", book.edition(), ", ", band.period.display(),
               band.source.empty() ? "" : ", ", band.source, ": ", kind, " ",
               breach.as_written.display(), " ", unit_words(band.unit))};
  if (area && !band.area) {
    const Area& where = book.areas()[*area];
    std::string product = sentence("area ", where.id, ": ", breach.as_written.display(), " × ",
                                   where.factor.factor_text(), " = ", shown.display());
    if (!breach.limit.is_exact_at(band_limit_shown)) {
      product += ", " + rounding_words(band_limit_shown);
    }
    finding.working.push_back(std::move(product));
  }
  finding.working.push_back(
      sentence(price.display(), breach.above ? " > " : " < ", exact_words(breach.limit)));
  finding.working.push_back(sentence("difference: ", difference));
}

}  // namespace

void LineRules::judge_bands(const ParsedLine& line, Findings& findings) {
  const Offer& offer = line.offer;
  if (!book_.areas().empty() && !council_known_) {
    for (const Rule rule : {Rule::fv_05, Rule::fv_06, Rule::fv_07}) {
      findings.not_judged(rule, Unjudged::council_not_known);
    }
    return;
  }
  // Ages that run backwards are FV-11's, and no band is for them.
  if (!offer.has(offer_key | columns(Column::unit, Column::effective_from))) return;
  if (offer.age_to < offer.age_from) return;
  const BandsOfLine& bands = bands_.of({offer.item, offer.provision, offer.need, offer.age_from,
                                        offer.age_to, offer.unit, area_, offer.effective_from});
  bool covered = false;
  for (std::size_t component = 0; component < bands.size(); ++component) {
    if (bands[component] == nullptr) continue;
    covered = true;
    judge_band(line, static_cast<Component>(component), *bands[component], findings);
  }
  if (covered) return;
  report_line(findings, Rule::fv_07, line, "", [&](Finding& finding) {
    const std::string words = offer_words(offer, book_.items());
    finding.value = words;
    finding.message = sentence("no band covers ", words, " on ", offer.effective_from.display(),
                               "; the price needs prior approval");
    finding.working = {
        sentence("the line: ", words),
        sentence("edition ", book_.edition(), " has ", counted(book_.bands().size(), "band"),
                 "; none in force on ", offer.effective_from.display(),
                 " is for that item, provision and need, with ages that hold ", offer.age_from,
                 " to ", offer.age_to, area_ ? ", in area " : "",
                 area_ ? book_.areas()[*area_].id : "")};
  });
}

// FV-05 and FV-06.
void LineRules::judge_band(const ParsedLine& line, Component component, const Band& band,
                           Findings& findings) const {
  const Judged judged = judged_by(band, component, line);
  if (!line.offer.has(judged.column)) return;
  const auto judge_limit = [&](const std::optional<Pounds>& limit, Rule rule, bool above) {
    if (!limit) return;
    const Unrounded exact = book_.limit_in(band, *limit, area_);
    if (above ? judged.price <= exact : judged.price >= exact) return;
    report_line(findings, rule, line, name(judged.column), [&](Finding& finding) {
      explain({line, band, judged, *limit, exact, above}, book_, area_, finding);
    });
  };
  judge_limit(band.ceiling, Rule::fv_05, true);
  judge_limit(band.floor, Rule::fv_06, false);
}

}  // namespace assize::pricing
