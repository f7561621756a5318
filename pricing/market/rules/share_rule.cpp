// MKT-01: held / total > share_limit is compared as held × denominator > total × numerator. Where
// it is not known who runs some schools, a holder who is over without them is over; if one could be
// over with them, that cannot be told.
#include <map>
#include <stdexcept>
#include <utility>

#include "pricing/market/rules/holdings.h"
#include "pricing/market/rules/market_rules.h"
#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

using Pair = std::pair<std::string_view, Need>;  // of a commissioner

bool is_over(std::uint64_t held, std::uint64_t total, const Ratio& limit) {
  return static_cast<Wide>(held) * limit.denominator() >
         static_cast<Wide>(total) * limit.numerator();
}

constexpr std::int64_t millionths = 1'000'000;

// number × ratio in millionths, exact: a percentage has at most four decimal places.
Wide product(std::uint64_t number, const Ratio& ratio) {
  if (millionths % ratio.denominator() != 0) throw std::logic_error("not a percentage as written");
  return static_cast<Wide>(number) * ratio.numerator() * (millionths / ratio.denominator());
}

std::string millionths_text(Wide number) {
  const Wide size = number < 0 ? -number : number;
  std::string places = std::to_string(static_cast<std::int64_t>(size % millionths) + millionths);
  places.front() = '.';
  while (places.back() == '0') places.pop_back();
  return sentence(number < 0 ? "-" : "", static_cast<std::uint64_t>(size / millionths),
                  places == "." ? "" : places);
}

std::string parts_words(const MarketView& market, const Held& held) {
  std::string out;
  for (const auto& [urn, count] : held.by_school) {
    out += sentence(out.empty() ? "" : " + ", school_words(market, urn), " ", count);
  }
  return held.by_school.size() == 1 ? out : sentence(out, " = ", held.count);
}

void report(const Pair& pair, const Holdings& holdings, std::string_view holder, const Held& held,
            const ParameterValue& limit, MarketJudging& judging) {
  const std::string_view commissioner = pair.first;
  const Need need = pair.second;
  const Ratio& ratio = *limit.ratio;
  const MarketSubject about{std::string(commissioner), need, "", std::string(holder), {}};
  judging.report(Rule::mkt_01, about, "placements", [&](Finding& finding) {
    const Wide limit_millionths = product(holdings.total, ratio);
    const std::string allowed = millionths_text(limit_millionths);
    const std::string over =
        millionths_text(static_cast<Wide>(held.count) * millionths - limit_millionths);
    finding.value = std::to_string(held.count);
    finding.limit = allowed;
    finding.message = sentence(holder_words(holder, held), " has ", held.count, " of the ",
                               placements_words(holdings.total), " of commissioner ", commissioner,
                               " with need ", code(need), "; the limit is ", ratio.percent_text(),
                               ", which is ", allowed, ", so it is ", over, " over");
    finding.show(
        sentence("placements live on ", judging.market.at().display(), " of commissioner ",
                 commissioner, " with need ", code(need), ": ", holdings.total),
        sentence("of ", holder_words(holder, held), ": ", parts_words(judging.market, held)),
        parameter_words(Parameter::share_limit, limit, judging.book),
        sentence(holdings.total, " × ", ratio.percent_text(), " = ", allowed),
        sentence(held.count, " > ", allowed), sentence("over by ", over));
    if (holdings.unknown == 0) return;
    finding.working.push_back(sentence("who runs the school is not known of ", holdings.unknown,
                                       " of the ", holdings.total,
                                       "; they are in the total, and counted as nobody's"));
  });
}

// Whether some placements that are nobody's could take a holder over the limit.
bool could_be_over(const Holdings& holdings, const Ratio& limit) {
  if (holdings.unknown == 0) return false;
  if (is_over(holdings.unknown, holdings.total, limit)) return true;
  for (const auto& [holder, held] : holdings.held) {
    if (!is_over(held.count, holdings.total, limit) &&
        is_over(held.count + holdings.unknown, holdings.total, limit)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void judge_shares(MarketJudging& judging) {
  if (!judging.has(Rule::mkt_01, market_lists(MarketList::schools, MarketList::placements))) return;
  const Date at = judging.market.at();
  const ParameterValue* limit = judging.book.parameter(Parameter::share_limit, at);
  if (limit == nullptr) {
    judging.not_judged(Rule::mkt_01, sentence("share_limit is not in force on ", at.display()));
    return;
  }
  std::map<Pair, Holdings> pairs;
  for (const MarketPlacement* each : judging.market.live()) {
    pairs[{each->commissioner, each->need}].add(judging.market, *each);
  }
  std::uint64_t untold = 0;
  for (const auto& [pair, holdings] : pairs) {
    for (const auto& [holder, held] : holdings.held) {
      if (!is_over(held.count, holdings.total, *limit->ratio)) continue;
      report(pair, holdings, holder, held, *limit, judging);
    }
    if (could_be_over(holdings, *limit->ratio)) ++untold;
  }
  if (untold == 0) return;
  judging.not_judged(
      Rule::mkt_01,
      sentence("who runs the school is not known of enough placements to matter, for ", untold,
               untold == 1 ? " pair of commissioner and need" : " pairs of commissioner and need"));
}

}  // namespace assize::pricing
