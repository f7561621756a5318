#include <algorithm>

#include "api/impact/impact_report.h"
#include "pricing/exact/rounding_points.h"
#include "pricing/rules/words.h"

namespace assize::api {
namespace {

using pricing::ChangedLine;
using pricing::counted;
using pricing::ExactSum;
using pricing::Impact;
using pricing::ImpactTally;
using pricing::sentence;
using pricing::Standing;

constexpr std::size_t rows_shown = 10;
constexpr std::size_t name_width = 60;
constexpr std::size_t number_width = 12;
constexpr std::size_t pounds_width = 18;

// Characters, not bytes: names and pound signs are UTF-8.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::string left(std::string_view text, std::size_t width) {
  const std::size_t length = width_of(text);
  return std::string(text) + std::string(length < width ? width - length : 1, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t length = width_of(text);
  return std::string(length < width ? width - length : 1, ' ') + std::string(text);
}

std::string right(std::uint64_t number) { return right(std::to_string(number), number_width); }

std::string heading(const ImpactReport& report) {
  std::string text =
      sentence("Impact of the draft edition ", report.draft.edition(), " (", report.draft.status(),
               ") beside edition ", report.in_force.edition(), " (", report.in_force.status(),
               "), in force.\nFees that hold on ", report.as_at.display(), ": ",
               counted(report.market.fees.size(), "line"), " of ",
               counted(report.market.schools.size(), "school"), ".\n");
  text += "Each is judged by the bands of the day on which it took effect, as a check judges it";
  text +=
      report.draft_on ? "; by the draft's bands of " + report.draft_on->display() + ".\n" : ".\n";
  return text;
}

void add_summary_row(std::string& text, std::string_view what, std::uint64_t before,
                     std::uint64_t after, std::uint64_t newly, std::uint64_t no_longer) {
  text += left(what, name_width) + right(before) + right(after) + right(newly) + right(no_longer) +
          "\n";
}

std::string summary(const Impact& impact) {
  const ImpactTally& total = impact.total;
  std::string text = left("", name_width) + right("in force", number_width) +
                     right("draft", number_width) + right("newly", number_width) +
                     right("no longer", number_width) + "\n";
  add_summary_row(text, "lines over a ceiling", total.before.over, total.after.over,
                  total.newly_over, total.no_longer_over);
  add_summary_row(text, "lines under a floor", total.before.under, total.after.under,
                  total.newly_under, total.no_longer_under);
  add_summary_row(text, "lines free (no band covers them)", total.before.free, total.after.free,
                  total.newly_free, total.no_longer_free);
  const auto add_schools = [&](std::string_view what, const SchoolCounts& schools) {
    add_summary_row(text, what, schools.before, schools.after, schools.newly, schools.no_longer);
  };
  add_schools("schools with a line over a ceiling", schools_over(impact));
  add_schools("schools with a line under a floor", schools_under(impact));
  add_schools("schools with a line that is free", schools_free(impact));
  text += left("lines not judged", name_width) + right(total.before.not_judged) +
          right(total.after.not_judged) + "\n";
  return text + "pounds over the ceiling, a year: " + total.before.excess.display() +
         " in force, " + total.after.excess.display() + " under the draft\n";
}

ExactSum change_of(const ImpactTally& tally) { return tally.after.excess - tally.before.excess; }

// How far the sum is from nil.
ExactSum size_of(const ExactSum& sum) { return std::max(sum, ExactSum() - sum); }

// Those with nothing over a ceiling, then or now, are left out.
std::string table_text(ImpactTable table) {
  std::erase_if(table.rows, [](const ImpactRow& row) {
    return row.tally->before.excess.is_zero() && row.tally->after.excess.is_zero();
  });
  const std::size_t all = table.rows.size();
  if (all == 0) return "";
  std::stable_sort(table.rows.begin(), table.rows.end(),
                   [](const ImpactRow& one, const ImpactRow& other) {
                     return size_of(change_of(*one.tally)) > size_of(change_of(*other.tally));
                   });
  if (all > rows_shown) table.rows.resize(rows_shown);
  std::string text =
      sentence("\nBy ", table.kind, ": lines newly over, and pounds over the ceiling a year");
  text += all > rows_shown
              ? sentence(" (the ", rows_shown, " of ", all, " ", table.many, " that change most)\n")
              : "\n";
  text += left("", name_width) + right("newly over", number_width) +
          right("in force", pounds_width) + right("draft", pounds_width) +
          right("change", pounds_width) + "\n";
  for (const ImpactRow& row : table.rows) {
    const bool has_code = !row.id.empty() && row.id != row.name;
    text += left(has_code ? row.id + " " + row.name : row.name, name_width) +
            right(row.tally->newly_over) + right(row.tally->before.excess.display(), pounds_width) +
            right(row.tally->after.excess.display(), pounds_width) +
            right(change_of(*row.tally).display(), pounds_width) + "\n";
  }
  return text;
}

// A tenth of the ceiling at a time.
std::string distances(const Impact& impact) {
  std::string text = "\nPrices by their distance to the ceiling\n" + left("", name_width) +
                     right("in force", number_width) + right("draft", number_width) + "\n";
  for (std::size_t begin = 0; begin < pricing::distance_places; begin += 10) {
    // 0, then 1 to 10 and so on: a place holds what is over the percentage before it.
    const std::size_t first = begin == 0 ? 0 : begin - 9;
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (std::size_t place = first; place <= begin; ++place) {
      before += impact.distances_before[place];
      after += impact.distances_after[place];
    }
    if (before + after == 0) continue;
    const std::string words =
        begin == 0 ? "nil"
                   : sentence("over ", first - 1, "% and at most ", begin, "% of the ceiling");
    text += left(words, name_width) + right(before) + right(after) + "\n";
  }
  const std::size_t last = pricing::distance_places - 1;
  if (impact.distances_before[last] + impact.distances_after[last] == 0) return text;
  return text + left("over 200% of the ceiling", name_width) +
         right(impact.distances_before[last]) + right(impact.distances_after[last]) + "\n";
}

std::string line_words(const ImpactReport& report, const ChangedLine& changed) {
  const registry::CatalogueSchool& school = *report.market.schools[changed.school];
  const registry::CatalogueFee& fee = *report.market.fees[changed.line];
  std::string text = sentence("  ", school.urn.text(), " ", school.name, ", ", fee.line, ": ",
                              fee.item, ", ", pricing::code(fee.provision), ", ",
                              pricing::code(fee.need), ", ages ", fee.age_from, " to ", fee.age_to,
                              ", ", fee.unit_price.display(), " ", pricing::unit_words(fee.unit));
  if (!changed.after.excess.is_zero()) {
    text += "; over by " + changed.after.excess.display() + " a year";
  }
  return text + "\n";
}

std::string newly(const ImpactReport& report, std::string_view what, bool Standing::*kind) {
  std::vector<const ChangedLine*> lines;
  for (const ChangedLine& line : report.impact.changed) {
    if (!(line.before.*kind) && line.after.*kind) lines.push_back(&line);
  }
  if (lines.empty()) return "";
  const std::size_t all = lines.size();
  std::stable_sort(lines.begin(), lines.end(), [](const auto* one, const auto* other) {
    return one->after.excess > other->after.excess;
  });
  if (all > rows_shown) lines.resize(rows_shown);
  std::string text = sentence("\nLines newly ", what, ": ", all,
                              all > rows_shown ? sentence(", of which ", rows_shown) : "", "\n");
  for (const ChangedLine* line : lines) text += line_words(report, *line);
  return text;
}

std::string exit_risk(const ImpactReport& report) {
  const Impact& impact = report.impact;
  if (!impact.exit_risk_assessed) {
    return sentence("\nExit risk: not assessed: ", no_returns, ".\n");
  }
  std::string text =
      sentence("\nExit risk: ", counted(impact.exit_risks.size(), "school"),
               " would have to charge less than a placement costs by the provider's return; ",
               impact.schools_without_cost, " more would have to lower a price and have none.\n");
  const std::size_t shown = std::min(impact.exit_risks.size(), rows_shown);
  for (std::size_t at = 0; at < shown; ++at) {
    const pricing::ExitRisk& risk = impact.exit_risks[at];
    const registry::CatalogueSchool& school = *report.market.schools[risk.school];
    text += sentence("  ", school.urn.text(), " ", school.name, ": ", counted(risk.lines, "line"),
                     ", the lowest ", risk.lowest.display(), " a year against a cost of ",
                     risk.cost.at(pricing::excess_shown).display(), "\n");
  }
  if (shown < impact.exit_risks.size()) {
    text += sentence("  and ", impact.exit_risks.size() - shown, " more\n");
  }
  return text;
}

}  // namespace

std::string impact_text(const ImpactReport& report) {
  std::string text =
      heading(report) + std::string(impact_measure) + "\n\n" + summary(report.impact);
  for (ImpactTable& table : impact_tables(report)) text += table_text(std::move(table));
  text += distances(report.impact);
  text += newly(report, "over a ceiling", &Standing::over);
  text += newly(report, "under a floor", &Standing::under);
  text += newly(report, "free, for no band covers them", &Standing::free);
  return text + exit_risk(report);
}

}  // namespace assize::api
