// The rules on returns as RETURN.md's formulas read, with fractions of any size and divisions, on
// random returns near the limits. Shares no arithmetic with the engine.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <random>
#include <set>

#include "pricing/returns/assess_returns.h"
#include "tests/pricing/returns/return_cases.h"

namespace assize::pricing {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using Rational = cpp_rational;

Rational number(std::string text) {
  const bool below = text.starts_with("-");
  if (below) text.erase(0, 1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string places = point == text.size() ? "" : text.substr(point + 1);
  const std::string digits = text.substr(0, point) + places;
  // Without its noughts in front, which would make it octal.
  const std::size_t start = std::min(digits.find_first_not_of('0'), digits.size() - 1);
  Rational value(cpp_int(digits.substr(start)));
  for (std::size_t i = 0; i < places.size(); ++i) value /= 10;
  return below ? Rational(-value) : value;
}

struct SlowReturn {
  int year;
  ReturnTexts texts;
  Rational operator[](const std::string& column) const { return number(texts.at(column)); }
  bool blank(const std::string& column) const { return texts.at(column).empty(); }
  Rational income() const { return (*this)["income_public"] + (*this)["income_other"]; }
  Rational costs() const {
    Rational out = 0;
    for (const char* column :
         {"staff", "premises", "rent_connected", "rent_other", "management_charges_connected",
          "royalties_connected", "depreciation", "other_operating"}) {
      out += (*this)[column];
    }
    return out;
  }
  Rational connected() const {
    return (*this)["rent_connected"] + (*this)["management_charges_connected"] +
           (*this)["royalties_connected"];
  }
  Rational interest() const { return (*this)["interest_connected"] + (*this)["interest_other"]; }
};

using Found = std::multiset<std::string>;

void judge_one(const SlowReturn& r, const std::string& line, Found& found) {
  const Rational percent(1, 100);
  const bool reviews_margin = r.year < 2029;  // as in book.json
  const auto add = [&](const char* what) { found.insert(line + what); };
  if (reviews_margin && r["operating_surplus"] > r.income() * 8 * percent) {
    add("PRF-01 operating_surplus");
  }
  const bool has_rent_limit = !r.blank("market_rent") || r["rent_connected"] == 0;
  const Rational market = r.blank("market_rent") ? Rational(0) : r["market_rent"];
  const Rational rent = r["rent_connected"] - market * (1 + 5 * percent);
  const Rational charges =
      r["management_charges_connected"] + r["royalties_connected"] - r.income() * 3 * percent;
  const Rational rate = r["interest_connected"] - r["loans_connected"] * number("0.061234");
  if (has_rent_limit && rent > 0) add("PRF-03 rent_connected");
  if (charges > 0) add("PRF-04 management_charges_connected");
  if (rate > 0) add("PRF-05 interest_connected");
  if (r["dividends"] + r["loans_upstream"] > r["surplus_before_tax"] - r["tax"]) {
    add("PRF-06 dividends");
  }
  const Rational excess =
      std::max(rent, Rational(0)) + std::max(charges, Rational(0)) + std::max(rate, Rational(0));
  const Rational cap = r.income() * 8 * percent;
  if (has_rent_limit && r["surplus_before_tax"] <= cap && cap < r["surplus_before_tax"] + excess) {
    add("PRF-07 surplus_before_tax");
  }
  if (r["operating_surplus"] > r["capital_employed"] * 8 * percent) {
    add("PRF-08 operating_surplus");
  }
  // Days as yyyy-mm-dd are in the order of their texts.
  if (r.texts.at("received") > r.texts.at("due")) add("PRF-09 received");
  if (r["operating_surplus"] != r.income() - r.costs()) add("PRF-09 operating_surplus");
  if (r["surplus_before_tax"] != r["operating_surplus"] - r.interest()) {
    add("PRF-09 surplus_before_tax");
  }
  if (r["rent_connected"] > 0 && r.blank("market_rent")) add("PRF-09 market_rent");
  if (!r.blank("accounts_operating_surplus") &&
      r["operating_surplus"] != r["accounts_operating_surplus"]) {
    add("PRF-09 accounts_operating_surplus");
  }
  if (r["loans_connected"] + r["loans_other"] >
      (r["operating_surplus"] + r["depreciation"]) * Rational(5, 2)) {
    add("MKT-03 loans_connected");
  }
  if (r["operating_surplus"] < r.interest() * Rational(3, 2)) add("MKT-04 operating_surplus");
}

bool outgrows(const SlowReturn& before, const SlowReturn& now) {
  const auto growth = [&](const Rational& then, const Rational& after) {
    return Rational(after / now["placements_public"]) / (then / before["placements_public"]) - 1;
  };
  return growth(before["income_public"], now["income_public"]) -
             growth(before.costs(), now.costs()) >
         Rational(1, 100);
}

bool can_grow(const SlowReturn& r) {
  return r["income_public"] > 0 && r.costs() > 0 && r["placements_public"] > 0;
}

Found slowly(const std::vector<SlowReturn>& rows) {
  Found found;
  const auto same = [](const SlowReturn& a, const SlowReturn& b, int years) {
    return a.texts.at("provider") == b.texts.at("provider") && a.year + years == b.year;
  };
  const auto copies = [&](const SlowReturn& row) {
    return std::count_if(rows.begin(), rows.end(), [&](auto& each) { return same(each, row, 0); });
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const SlowReturn& row = rows[i];
    const std::string line = std::to_string(i + 2) + " ";
    judge_one(row, line, found);
    const auto earlier = std::find_if(rows.begin(), rows.end(),
                                      [&](const SlowReturn& each) { return same(each, row, 0); });
    if (&*earlier != &row) found.insert(line + "FV-08 year_from");
    // PRF-02.
    for (const SlowReturn& one : rows) {
      for (const SlowReturn& two : rows) {
        if (!same(one, two, 1) || !same(two, row, 1)) continue;
        if (copies(one) > 1 || copies(two) > 1 || copies(row) > 1) continue;
        if (!can_grow(one) || !can_grow(two) || row["placements_public"] == 0) continue;
        if (outgrows(one, two) && outgrows(two, row)) found.insert(line + "PRF-02 income_public");
      }
    }
    // PRF-01 of groups, on the last of the group's rows of the year.
    const std::string group = row.texts.at("group");
    if (group.empty() || row.year >= 2029) continue;
    Rational income = 0;
    Rational surplus = 0;
    bool is_last = true;
    bool has_copies = false;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      if (rows[at].texts.at("group") != group || rows[at].year != row.year) continue;
      is_last = is_last && at <= i;
      has_copies = has_copies || copies(rows[at]) > 1;
      income += rows[at].income();
      surplus += rows[at]["operating_surplus"] + rows[at].connected();
    }
    if (is_last && !has_copies && surplus > income * Rational(8, 100)) {
      found.insert(line + "PRF-01 group");
    }
  }
  return found;
}

class RandomReturns {
 public:
  explicit RandomReturns(unsigned seed) : random_(seed) {}

  std::vector<SlowReturn> next() {
    std::vector<SlowReturn> rows;
    if (upto(2) == 0) return years_running();
    const int count = 1 + upto(9);
    for (int i = 0; i < count; ++i) {
      const int year = 2026 + upto(3);
      rows.push_back({year, usual_return(year, changes())});
    }
    return rows;
  }

 private:
  int upto(int most) { return static_cast<int>(random_() % (static_cast<unsigned>(most) + 1)); }
  std::string pennies(std::int64_t pennies) { return Pounds::from_pennies(pennies).text(); }

  // Three years of one provider, whose fees grow by one point more than its costs, or nearly.
  std::vector<SlowReturn> years_running() {
    std::vector<SlowReturn> rows;
    std::int64_t fees = 90'000'000;
    std::int64_t staff = 60'000'000;
    for (int year = 2026; year < 2029; ++year) {
      ReturnTexts said{{"income_public", pennies(fees)}, {"staff", pennies(staff)}};
      if (upto(3) == 0) said["placements_public"] = "19." + std::to_string(10 + upto(89));
      rows.push_back({year, usual_return(year, said)});
      fees += fees * 101 / 100 - fees + upto(4) - 2;
      if (upto(3) == 0) staff -= upto(3);
    }
    return rows;
  }

  // The usual figures, and every now and then one a little or much more or less, at a limit, nil or
  // the largest.
  ReturnTexts changes() {
    ReturnTexts out{{"provider", "GB-COH-0000000" + std::to_string(1 + upto(2))}};
    if (upto(1) == 0) out["group"] = "GB-COH-0000009" + std::to_string(upto(1));
    for (const auto& [column, text] : usual_return(2026)) {
      if (text.find('-') != std::string::npos || text.empty() || upto(5) != 0) continue;
      const bool derived = column.ends_with("surplus") || column == "surplus_before_tax";
      if (derived && upto(3) != 0) continue;
      std::int64_t amount = Pounds::parse(text).value().ten_thousandths() / 100;
      const int kind = upto(7);
      if (kind == 0) amount = 0;
      if (kind == 1) amount = 99'999'999'999'999;
      if (kind == 2) amount = amount * 101 / 100;
      if (kind >= 3 && kind <= 5) amount += upto(4) - 2;
      if (kind > 5) amount = amount * (1 + upto(200)) / 100;
      out[column] = pennies(std::max<std::int64_t>(amount, 0));
    }
    if (upto(9) == 0) out["received"] = "2028-0" + std::to_string(5 + upto(1)) + "-01";
    if (upto(9) == 0) out["market_rent"] = "";
    if (upto(9) == 0) out["accounts_operating_surplus"] = "";
    return within_form(out);
  }

  // A surplus worked out from the largest amounts may have more digits than its form allows.
  ReturnTexts within_form(ReturnTexts said) {
    const ReturnTexts whole = usual_return(2026, said);
    for (const char* column :
         {"operating_surplus", "surplus_before_tax", "accounts_operating_surplus"}) {
      if (whole.at(column).size() > 15) said[column] = "-1.23";
    }
    const ReturnTexts again = usual_return(2026, said);
    for (const char* column : {"surplus_before_tax", "accounts_operating_surplus"}) {
      if (again.at(column).size() > 15) said[column] = "4.56";
    }
    return said;
  }

  std::mt19937 random_;
};

TEST(SlowReturns, FindTheSame) {
  const RuleBook book = returns_book();
  std::map<std::string, int> times;
  for (unsigned seed = 0; seed < 1500; ++seed) {
    const std::vector<SlowReturn> rows = RandomReturns(seed).next();
    std::string file = returns_header();
    for (const SlowReturn& row : rows) file += returns_row(row.texts);
    const Assessment assessment = assess_returns(file, book);
    Found found;
    for (const Finding& each : assessment.findings) {
      const std::string what = std::string(each.rule) + " " + each.column;
      found.insert(std::to_string(each.line) + " " + what);
      ++times[what];
    }
    ASSERT_EQ(found, slowly(rows)) << "seed " << seed << "\n" << file;
  }
  // Random returns meet every finding, or the comparison would say little.
  EXPECT_EQ(times.size(), 17U) << ::testing::PrintToString(times);
  for (const auto& [what, count] : times) EXPECT_GT(count, 20) << what;
}

TEST(SlowReturns, OrderOfRowsChangesLinesAlone) {
  const RuleBook book = returns_book();
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::vector<SlowReturn> rows = RandomReturns(seed).next();
    const auto counts = [&] {
      std::string file = returns_header();
      for (const SlowReturn& row : rows) file += returns_row(row.texts);
      const Assessment assessment = assess_returns(file, book);
      return std::pair(assessment.counts, assessment.not_assessed);
    };
    const auto before = counts();
    std::mt19937 random(seed);
    std::shuffle(rows.begin(), rows.end(), random);
    EXPECT_EQ(counts(), before) << "seed " << seed;
  }
}

}  // namespace
}  // namespace assize::pricing
