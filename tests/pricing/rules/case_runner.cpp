#include "tests/pricing/rules/case_runner.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>

#include "pricing/fee_file/columns.h"
#include "pricing/fee_file/offer.h"
#include "pricing/text/csv.h"
#include "tests/pricing/text_table.h"

namespace assize::pricing {
namespace {

const std::map<std::string, std::string> usual{
    {"urn", "123456"},        {"line", "ASD-DAY"},  {"item", "placement"}, {"provision", "day"},
    {"need", "ASD"},          {"age_from", "5"},    {"age_to", "16"},      {"unit", "week"},
    {"units_per_year", "38"}, {"vat_rate", "0"},    {"boarding", "0"},     {"care", "0"},
    {"health", "0"},          {"notice_given", ""}, {"included", ""},      {"new_provision", ""}};

std::map<std::string, std::string> changes_of(const std::string& text) {
  std::map<std::string, std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t equals = text.find('=', at);
    if (equals == std::string::npos) throw std::runtime_error("no = in: " + text);
    const bool in_quotes = text[equals + 1] == '\'';
    const std::size_t from = equals + (in_quotes ? 2 : 1);
    const std::size_t to = std::min(text.find(in_quotes ? '\'' : ' ', from), text.size());
    out[text.substr(at, equals - at)] = text.substr(from, to - from);
    at = std::min(text.find_first_not_of(' ', to + 1), text.size());
    if (to == text.size()) break;
  }
  return out;
}

// What a fact says unless it says otherwise, by list.
const std::map<std::string, std::map<std::string, std::string>> usual_facts{
    {"agreements",
     {{"urn", "123456"},
      {"line", "ASD-DAY"},
      {"commissioner", "301"},
      {"effective_from", "2026-09-01"},
      {"day", "2026-05-01"},
      {"position", "accepted"}}},
    {"ended_placements",
     {{"urn", "123456"}, {"line", "ASD-DAY"}, {"commissioner", "301"}, {"day", "2026-06-01"}}},
    {"history",
     {{"urn", "123456"},
      {"line", "ASD-DAY"},
      {"effective_from", "2025-09-01"},
      {"effective_to", "2026-08-31"},
      {"unit", "week"},
      {"units_per_year", "38"},
      {"unit_price", "1000"},
      {"annual_price", "38000"}}},
    {"ownership_changes",
     {{"urn", "123456"}, {"day", "2026-01-01"}, {"from", "Hill Trust"}, {"to", "Dale Group"}}},
    {"placements",
     {{"urn", "123456"},
      {"line", "ASD-DAY"},
      {"commissioner", "301"},
      {"reference", "P1"},
      {"from", "2025-09-01"},
      {"basis", "strategic"}}}};

// One element of a list, as JSON. `agreed` is "1000/week".
std::string fact_json(const std::string& list, const std::string& changes) {
  auto values = usual_facts.at(list);
  for (const auto& [key, value] : changes_of(changes)) values[key] = value;
  std::string out;
  for (const auto& [key, value] : values) {
    out += out.empty() ? "{" : ",";
    out += "\"" + key + "\":";
    const std::size_t slash = key == "agreed" ? value.find('/') : std::string::npos;
    if (slash == std::string::npos) {
      out += "\"" + value + "\"";
    } else {
      out += R"({"unit":")" + value.substr(slash + 1) + R"(","unit_price":")" +
             value.substr(0, slash) + R"("})";
    }
  }
  return out + "}";
}

}  // namespace

std::string facts_json(const RuleCase& rule_case) {
  if (rule_case.facts.empty()) return {};
  std::string out;
  for (const auto& [list, elements] : rule_case.facts) {
    out += (out.empty() ? "{\"" : ",\"") + list + "\":[" + elements + "]";
  }
  return out + "}";
}

std::string header_row() {
  std::string out;
  for (const std::string_view each : column_names)
    out += (out.empty() ? "" : ",") + std::string(each);
  return out + "\n";
}

// The usual price is £1,000 a week; the yearly price follows from it, and education from that,
// unless they are said.
std::string row(const std::string& changes) {
  auto values = usual;
  const auto said = changes_of(changes);
  values["unit_price"] = "1000";
  values["effective_from"] = "2026-09-01";
  values["effective_to"] = "2027-08-31";
  for (const auto& [key, value] : said) {
    if (!find_column(key)) throw std::runtime_error("no column " + key);
    values[key] = value;
  }
  const auto units = read_hundredths(values["units_per_year"]);
  const auto price = read_pounds(values["unit_price"]);
  if (!said.contains("annual_price")) {
    const auto product = units && price ? annual_price_by_units(*price, *units) : std::nullopt;
    values["annual_price"] = product ? product->text() : "38000.00";
  }
  if (!said.contains("education")) values["education"] = values["annual_price"];
  std::string out;
  for (std::size_t c = 0; c < column_count; ++c) {
    if (c > 0) out += ',';
    append_csv_field(out, values[std::string(column_names[c])]);
  }
  return out + "\n";
}

std::vector<RuleCase> read_cases(const std::string& path) {
  std::istringstream file(read_whole(path));
  std::vector<RuleCase> cases;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.empty() || text[0] == '#') continue;
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string word = text.substr(0, space);
    const std::string rest = text.substr(std::min(space + 1, text.size()));
    if (word == "case") {
      cases.emplace_back();
      cases.back().line = line;
      cases.back().name = rest;
      continue;
    }
    RuleCase& each = cases.at(cases.size() - 1);
    if (word == "filed") {
      each.filed = rest;
    } else if (word == "register") {
      if (each.register_csv.empty()) {
        each.register_csv = "urn,name,type_code,la_code,open_date,close_date,childrens_home\n";
      }
      each.register_csv += rest + "\n";
    } else if (word == "given") {
      std::istringstream lists(rest);
      for (std::string list; lists >> list;) each.facts[list];
    } else if (word == "fact") {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      const std::string list = rest.substr(0, end);
      std::string& elements = each.facts[list];
      elements += elements.empty() ? "" : ",";
      elements += fact_json(list, rest.substr(std::min(end + 1, rest.size())));
    } else if (word == "before") {
      if (each.before.empty()) each.before = header_row();
      each.before += row("effective_from=2025-09-01 effective_to=2026-08-31 " + rest);
    } else if (word == "now") {
      if (each.now.empty()) each.now = header_row();
      each.now += row(rest);
    } else {
      each.expected.push_back(text);
    }
  }
  return cases;
}

RuleBook book_for_tests(const std::string& name) {
  return RuleBook::load(read_whole("tests/pricing/rules/" + name), "abc").value();
}

std::vector<std::string> outcome(const Assessment& assessment,
                                 const std::vector<std::string>& like) {
  std::vector<std::string> out;
  const auto asks = [&like](std::string_view word, std::size_t finding) {
    std::size_t finds = 0;
    for (const std::string& each : like) {
      if (each.starts_with("find ")) ++finds;
      if (finds == finding + 1 && each.starts_with(word)) return true;
    }
    return false;
  };
  if (assessment.findings.empty()) out.push_back("nothing");
  for (std::size_t i = 0; i < assessment.findings.size(); ++i) {
    const Finding& finding = assessment.findings[i];
    out.push_back("find " + std::to_string(finding.line) + "|" + std::string(finding.rule) + "|" +
                  std::string(code(finding.severity)) + "|" + finding.column + "|" + finding.value +
                  "|" + finding.limit + "|" + finding.band);
    if (asks("says ", i)) out.push_back("says " + finding.message);
    if (!asks("works ", i)) continue;
    for (const std::string& step : finding.working) out.push_back("works " + step);
  }
  const bool asks_not = std::any_of(like.begin(), like.end(),
                                    [](const auto& each) { return each.starts_with("not "); });
  if (!asks_not) return out;
  for (const NotAssessed& each : assessment.not_assessed) {
    if (!each.rule.starts_with("PRF") && !each.rule.starts_with("MKT")) {
      out.push_back("not " + each.rule + "|" + each.because);
    }
  }
  return out;
}

}  // namespace assize::pricing
