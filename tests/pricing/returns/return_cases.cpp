#include "tests/pricing/returns/return_cases.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "pricing/rules/return_columns.h"
#include "pricing/text/csv.h"
#include "tests/pricing/text_table.h"

namespace assize::pricing {
namespace {

ReturnTexts texts_of(const std::string& text) {
  ReturnTexts out;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) throw std::runtime_error("no = in: " + word);
    out[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return out;
}

// What the texts of those columns add up to, as far as they are amounts.
Pounds total(const ReturnTexts& texts, const std::vector<std::string>& columns) {
  Pounds out;
  for (const std::string& column : columns) {
    const std::string& text = texts.at(column);
    const bool below = text.starts_with("-");
    const Pounds amount = read_pounds(below ? text.substr(1) : text).value_or(Pounds());
    out = below ? out - amount : out + amount;
  }
  return out;
}

const ReturnTexts usual{{"provider", "GB-COH-00000001"},
                        {"group", ""},
                        {"income_public", "900000"},
                        {"income_other", "100000"},
                        {"staff", "600000"},
                        {"premises", "100000"},
                        {"rent_connected", "50000"},
                        {"rent_other", "10000"},
                        {"management_charges_connected", "20000"},
                        {"royalties_connected", "5000"},
                        {"depreciation", "25000"},
                        {"other_operating", "110000"},
                        {"interest_connected", "3000"},
                        {"interest_other", "7000"},
                        {"tax", "13300"},
                        {"dividends", "10000"},
                        {"loans_upstream", "5000"},
                        {"loans_connected", "50000"},
                        {"loans_other", "150000"},
                        {"capital_employed", "1000000"},
                        {"market_rent", "50000"},
                        {"placements_public", "20"}};

}  // namespace

ReturnTexts usual_return(int year, const ReturnTexts& said) {
  ReturnTexts out = usual;
  out["year_from"] = std::to_string(year - 1) + "-09-01";
  out["year_to"] = std::to_string(year) + "-08-31";
  out["due"] = out["received"] = std::to_string(year + 1) + "-05-31";
  for (const auto& [column, text] : said) out[column] = text;
  const auto put = [&](const std::string& column, Pounds amount) {
    if (!said.contains(column)) out[column] = amount.text();
  };
  put("operating_surplus", total(out, {"income_public", "income_other"}) -
                               total(out, {"staff", "premises", "rent_connected", "rent_other",
                                           "management_charges_connected", "royalties_connected",
                                           "depreciation", "other_operating"}));
  put("surplus_before_tax",
      total(out, {"operating_surplus"}) - total(out, {"interest_connected", "interest_other"}));
  put("accounts_operating_surplus", total(out, {"operating_surplus"}));
  return out;
}

std::string returns_header() {
  std::string out;
  for (const std::string_view column : return_column_names) {
    out.append(out.empty() ? "" : ",").append(column);
  }
  return out + "\n";
}

std::string returns_row(const ReturnTexts& texts) {
  std::string out;
  for (const std::string_view column : return_column_names) {
    if (column != return_column_names[0]) out += ',';
    append_csv_field(out, texts.at(std::string(column)));
  }
  return out + "\n";
}

std::vector<ReturnCase> read_return_cases(const std::string& path) {
  std::istringstream file(read_whole(path));
  std::vector<ReturnCase> cases;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.empty() || text[0] == '#') continue;
    if (text.starts_with("case ")) {
      cases.push_back({line, text.substr(5), returns_header(), {}});
    } else if (text.starts_with("year ")) {
      const int year = std::stoi(text.substr(5, 4));
      const ReturnTexts said = texts_of(text.substr(9));
      for (const auto& [column, value] : said) {
        if (std::find(return_column_names.begin(), return_column_names.end(), column) ==
            return_column_names.end()) {
          throw std::runtime_error("no column " + column);
        }
      }
      cases.back().file += returns_row(usual_return(year, said));
    } else {
      cases.back().expected.push_back(text);
    }
  }
  if (cases.empty()) throw std::runtime_error("no cases in " + path);
  return cases;
}

RuleBook returns_book() {
  return RuleBook::load(read_whole("tests/pricing/returns/book.json"), "abc").value();
}

}  // namespace assize::pricing
