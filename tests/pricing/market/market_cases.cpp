#include "tests/pricing/market/market_cases.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "pricing/rules/words.h"
#include "tests/pricing/text_table.h"

namespace assize::pricing {
namespace {

using Members = std::map<std::string, std::string>;

struct Kind {
  std::string list;
  Members usual;
};

const std::map<std::string, Kind> kinds{
    {"school",
     {"schools",
      {{"urn", "900001"},
       {"name", "Hill"},
       {"provider", "P1"},
       {"region", "East"},
       {"easting", "500000"},
       {"northing", "200000"}}}},
    {"placement",
     {"placements",
      {{"commissioner", "301"},
       {"need", "ASD"},
       {"urn", "900001"},
       {"from", "2026-09-01"},
       {"basis", "strategic"},
       {"count", "1"}}}},
    {"vacancy",
     {"vacancies",
      {{"urn", "900002"}, {"need", "ASD"}, {"places", "1"}, {"stated", "2026-11-01"}}}},
    {"inspection",
     {"inspections",
      {{"urn", "900001"}, {"day", "2026-05-03"}, {"body", "Ofsted"}, {"standards", "met"}}}},
    {"standing",
     {"standings",
      {{"urn", "900001"}, {"kind", "registration"}, {"day", "2020-01-01"}, {"state", "granted"}}}}};

// A member said to be nothing ("group=") is left out.
std::string object_json(const Kind& kind, const std::string& text) {
  Members members = kind.usual;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) throw std::runtime_error("no = in: " + word);
    members[word.substr(0, equals)] = word.substr(equals + 1);
  }
  std::string out;
  for (const auto& [key, value] : members) {
    if (value.empty()) continue;
    const bool is_number =
        key == "count" || key == "places" || key == "age_from" || key == "age_to";
    const std::string mark = is_number ? "" : "\"";
    out += sentence(out.empty() ? "{" : ",", "\"", key, "\":", mark, value, mark);
  }
  return out + "}";
}

}  // namespace

std::string MarketCase::facts_json() const {
  std::string out;
  for (const std::string_view each : market_list_names) {
    const std::string list(each);
    if (absent.contains(list)) continue;
    const auto elements = lists.find(list);
    out += sentence(out.empty() ? "{" : ",", "\"", list, "\":[",
                    elements == lists.end() ? "" : elements->second, "]");
  }
  return (out.empty() ? "{" : out) + "}";
}

std::vector<MarketCase> read_market_cases(const std::string& path) {
  std::istringstream file(read_whole(path));
  std::vector<MarketCase> cases;
  std::string rule;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.empty() || text[0] == '#') continue;
    const std::string word = text.substr(0, text.find(' '));
    const std::string rest = text.substr(std::min(word.size() + 1, text.size()));
    if (word == "rule") {
      rule = rest;
    } else if (word == "case") {
      cases.emplace_back();
      cases.back().line = line;
      cases.back().rule = rule;
      cases.back().name = rest;
    } else if (word == "at") {
      cases.back().at = rest;
    } else if (word == "absent") {
      std::istringstream lists(rest);
      for (std::string list; lists >> list;) cases.back().absent.insert(list);
    } else if (const auto kind = kinds.find(word); kind != kinds.end()) {
      std::string& elements = cases.back().lists[kind->second.list];
      elements += (elements.empty() ? "" : ",") + object_json(kind->second, rest);
    } else {
      cases.back().expected.push_back(text);
    }
  }
  if (cases.empty()) throw std::runtime_error("no cases in " + path);
  return cases;
}

std::vector<std::string> market_outcome(const MarketAssessment& assessment, const std::string& rule,
                                        const std::vector<std::string>& like) {
  // Whether the case says such a thing of its finding of that place.
  const auto asks = [&like](std::string_view word, std::size_t place) {
    std::size_t finds = 0;
    return std::any_of(like.begin(), like.end(), [&](const std::string& each) {
      if (each.starts_with("find ")) ++finds;
      return finds == place && each.starts_with(word);
    });
  };
  std::vector<std::string> out;
  std::size_t place = 0;
  for (const MarketFinding& each : assessment.findings) {
    const Finding& finding = each.finding;
    if (finding.rule != rule) continue;
    ++place;
    out.push_back(sentence("find ", each.about.commissioner, "|",
                           each.about.need ? code(*each.about.need) : "", "|", each.about.region,
                           "|", each.about.holder, "|", finding.urn, "|", finding.column, "|",
                           finding.value, "|", finding.limit));
    if (asks("says ", place)) out.push_back("says " + finding.message);
    if (!asks("works ", place)) continue;
    for (const std::string& step : finding.working) out.push_back("works " + step);
  }
  if (out.empty()) out.emplace_back("nothing");
  const bool asks_not = std::any_of(like.begin(), like.end(), [](const std::string& each) {
    return each.starts_with("not ") || each == "all";
  });
  if (!asks_not) return out;
  bool all = true;
  for (const NotAssessed& each : assessment.not_assessed) {
    if (each.rule != rule) continue;
    out.push_back("not " + each.because);
    all = false;
  }
  if (all) out.emplace_back("all");
  return out;
}

RuleBook market_book() {
  return RuleBook::load(read_whole("tests/pricing/market/book.json"), "abc").value();
}

}  // namespace assize::pricing
