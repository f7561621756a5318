// Comparisons, from a table of cases.
#include "pricing/comparison/compare_schools.h"

#include <gtest/gtest.h>

#include <deque>
#include <fstream>
#include <map>
#include <sstream>

namespace assize::pricing {
namespace {

struct Case {
  std::string name;
  ComparisonWishes wishes;
  std::vector<BasketItem> basket;
  std::vector<SchoolOffers> schools;
  std::string expected;
};

std::deque<std::string> texts;  // that offers point into
const ItemCodes items;

std::int64_t hundredths(const std::string& text) { return *read_scaled<12, 2>(text); }

std::map<std::string, std::string> fields_of(std::istream& words) {
  std::map<std::string, std::string> fields;
  for (std::string word; words >> word;) {
    fields[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
  }
  return fields;
}

std::string or_else(const std::map<std::string, std::string>& fields, const char* name,
                    const char* otherwise) {
  const auto found = fields.find(name);
  return found == fields.end() ? otherwise : found->second;
}

void add_line(SchoolOffers& school, std::istream& words) {
  Offer offer;
  offer.good = all_columns;
  words >> texts.emplace_back();
  offer.name = texts.back();
  const auto fields = fields_of(words);
  const std::string ages = fields.at("ages");
  offer.item = *items.find(or_else(fields, "item", "placement"));
  offer.need = *read_need(fields.at("need"));
  offer.provision = *read_provision(fields.at("provision"));
  offer.age_from = static_cast<std::uint8_t>(std::stoi(ages));
  offer.age_to = static_cast<std::uint8_t>(std::stoi(ages.substr(ages.find('-') + 1)));
  offer.unit = *read_unit(fields.at("unit"));
  offer.units_hundredths = hundredths(fields.at("units"));
  offer.unit_price = *read_pounds(fields.at("price"));
  offer.annual_price = *annual_price_by_units(offer.unit_price, offer.units_hundredths);
  offer.effective_from = *read_date(or_else(fields, "from", "2026-09-01"));
  offer.effective_to = *read_date(or_else(fields, "to", "2027-08-31"));
  std::istringstream included(or_else(fields, "included", ""));
  for (std::string item; std::getline(included, item, ',');) {
    offer.included |= std::uint64_t{1} << static_cast<unsigned>(*items.find(item));
  }
  school.offers.push_back(offer);
  school.parts.push_back({offer.annual_price, Pounds(), Pounds(), Pounds()});
  school.vat_rates.push_back(*read_percent(or_else(fields, "vat", "0")));
}

std::vector<Case> read_cases() {
  std::ifstream file(ASSIZE_SOURCE_DIR "/tests/pricing/comparison/comparison_cases.txt");
  std::vector<Case> cases;
  for (std::string text; std::getline(file, text);) {
    if (text.empty() || text.front() == '#') continue;
    std::istringstream words(text);
    std::string first;
    words >> first;
    if (first == "case") {
      cases.emplace_back().name = text.substr(5);
    } else if (first == "wish") {
      const auto fields = fields_of(words);
      ComparisonWishes& wishes = cases.back().wishes;
      wishes.need = read_need(or_else(fields, "need", ""));
      wishes.provision = read_provision(or_else(fields, "provision", ""));
      if (fields.contains("age")) wishes.age = std::stoi(fields.at("age"));
    } else if (first == "basket") {
      for (const auto& [item, hours] : fields_of(words)) {
        cases.back().basket.push_back({*items.find(item), hundredths(hours)});
      }
    } else if (first == "school") {
      words >> cases.back().schools.emplace_back().urn;
    } else if (first == "line") {
      add_line(cases.back().schools.back(), words);
    } else {
      cases.back().expected += text + "\n";
    }
  }
  return cases;
}

std::string written(const std::vector<ComparedKind>& kinds, const Case& one) {
  std::ostringstream out;
  for (const ComparedKind& kind : kinds) {
    out << "kind " << code(kind.provision) << ' ' << code(kind.need) << '\n';
    if (!kind.left_out.empty()) out << "left out";
    for (const Item item : kind.left_out) out << ' ' << items.code(item);
    if (!kind.left_out.empty()) out << '\n';
    for (const ComparedLine& line : kind.lines) {
      const SchoolOffers& school = one.schools[line.school];
      out << "row " << school.urn << ' ' << school.offers[line.line].name << ' '
          << line.yearly.text() << ' ' << line.over_cheapest.text() << ' ' << line.basket.text()
          << ' ' << line.basket_over_cheapest.text() << '\n';
      for (const CaveatNote& note : line.caveats) {
        out << "caveat " << code(note.caveat) << ' ' << note.words << '\n';
      }
    }
    if (kind.schools_without.empty()) continue;
    out << "without";
    for (const std::size_t place : kind.schools_without) out << ' ' << one.schools[place].urn;
    out << '\n';
  }
  return out.str();
}

TEST(CompareSchools, IsAsTheCasesSay) {
  const std::vector<Case> cases = read_cases();
  ASSERT_GT(cases.size(), 10U);
  for (const Case& one : cases) {
    EXPECT_EQ(written(compare_schools(one.schools, one.wishes, one.basket, items), one),
              one.expected)
        << one.name;
  }
}

}  // namespace
}  // namespace assize::pricing
