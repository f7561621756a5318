// Money spent over HTTP: to the penny what the placements and the catalogue say, and to each caller
// no more than it may be told.
#include <algorithm>
#include <chrono>
#include <thread>

#include "pricing/exact/money.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

using pricing::JsonValue;
using pricing::Pounds;

class SpendingTest : public ServiceTest {
 protected:
  static JsonValue json(const std::string& target, const std::string& role = "") {
    const RawReply reply = get(target, role.empty() ? "" : market_->bearer(role));
    EXPECT_EQ(reply.status, 200) << target << reply.body;
    auto value = pricing::parse_json(reply.body);
    EXPECT_TRUE(value.ok()) << target;
    return value.ok() ? std::move(value).value() : JsonValue();
  }
  static std::string text(const JsonValue& object, std::string_view key) {
    const JsonValue* value = object.find(key);
    if (value == nullptr) return "";
    if (value->number() != nullptr) return value->number()->text;
    return value->string() != nullptr ? *value->string() : "";
  }
  static std::vector<JsonValue> live_placements(const std::string& today) {
    std::vector<JsonValue> live;
    std::string cursor;
    do {
      const JsonValue page =
          json("/v1/placements?limit=1000&as_at=" + today + cursor, "administrator");
      for (const JsonValue& each : *page.find("placements")->array()) live.push_back(each);
      cursor = text(page, "next").empty() ? "" : "&cursor=" + text(page, "next");
    } while (!cursor.empty());
    return live;
  }
  // Of a placement, from the files that anyone with the right may take away.
  static Pounds price_of(const JsonValue& placement, const std::map<std::string, JsonValue>& fees) {
    const auto fee = [&](const std::string& line) {
      const auto found = fees.find(text(placement, "urn") + "/" + line);
      return found == fees.end() ? nullptr : &found->second;
    };
    const Pounds recorded = Pounds::parse(text(placement, "annual_price")).value();
    const JsonValue* line = fee(text(placement, "line"));
    if (line == nullptr) return recorded;
    Pounds price = Pounds::parse(text(*line, "annual_price")).value();
    if (!text(placement, "agreed_unit_price").empty()) {
      if (text(placement, "agreed_unit") != text(*line, "unit")) return recorded;
      const auto pennies = Pounds::parse(text(placement, "agreed_unit_price")).value();
      const auto units = Pounds::parse(text(*line, "units_per_year")).value();
      const pricing::Wide product = static_cast<pricing::Wide>(pennies.ten_thousandths()) / 100 *
                                    (units.ten_thousandths() / 100);
      price = Pounds::from_pennies(static_cast<std::int64_t>((product + 50) / 100));
    }
    std::string add_ons = text(placement, "add_ons");
    while (!add_ons.empty()) {
      const std::size_t end = std::min(add_ons.find(';'), add_ons.size());
      const JsonValue* add_on = fee(add_ons.substr(0, end));
      if (add_on == nullptr) return recorded;
      price += Pounds::parse(text(*add_on, "annual_price")).value();
      add_ons.erase(0, end + 1);
    }
    return price;
  }
};

TEST_F(SpendingTest, IsToThePennyWhatPlacementsAndCatalogueSay) {
  JsonValue nation;
  std::vector<JsonValue> live;
  for (int tries = 0; tries < 40; ++tries) {  // until the snapshot has what other tests recorded
    nation = json("/v1/spending/E92000001", "case_officer");
    live = live_placements(text(nation, "as_at"));
    if (text(nation, "placements") == std::to_string(live.size())) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ASSERT_EQ(text(nation, "placements"), std::to_string(live.size()));
  ASSERT_GT(live.size(), 20U);
  std::map<std::string, JsonValue> fees;
  const JsonValue catalogue = json("/v1/catalogue.json");
  for (const JsonValue& fee : *catalogue.find("fees")->array()) {
    fees.insert_or_assign(text(fee, "urn") + "/" + text(fee, "line"), fee);
  }
  std::map<std::string, Pounds> spend;
  std::map<std::string, std::uint64_t> counts;
  for (const JsonValue& each : live) {
    for (const std::string& area : {std::string("E92000001"), text(each, "council")}) {
      spend[area] += price_of(each, fees);
      ++counts[area];
    }
  }
  for (const auto& [area, pounds] : spend) {
    const JsonValue told = json("/v1/spending/" + area, "administrator");
    EXPECT_EQ(text(told, "spend"), pounds.text()) << area;
    EXPECT_EQ(text(told, "placements"), std::to_string(counts[area])) << area;
    EXPECT_TRUE(*told.find("in_full")->boolean());
  }
}

TEST_F(SpendingTest, TellsACouncilItsOwnInFullAndEveryoneNothingSmall) {
  const JsonValue full = json("/v1/spending", "approver");
  std::string a_council;
  for (const JsonValue& area : *full.find("areas")->array()) {
    if (text(area, "area") == "council") a_council = text(area, "code");
  }
  ASSERT_FALSE(a_council.empty());
  for (const std::string role : {"", "provider", "commissioner", "other_commissioner"}) {
    const std::string own = role == "commissioner"         ? "383"
                            : role == "other_commissioner" ? "205"
                                                           : "none";
    const JsonValue told = json("/v1/spending", role);
    for (const JsonValue& area : *told.find("areas")->array()) {
      const bool in_full = *area.find("in_full")->boolean();
      EXPECT_EQ(in_full, text(area, "code") == own) << role << text(area, "code");
      if (!in_full) {
        EXPECT_GE(std::stoi(text(area, "placements")), 5) << role << text(area, "name");
        EXPECT_EQ(text(area, "as_at").substr(8), "01");
      }
    }
    const int another_day =
        get("/v1/spending?as_at=2026-10-01", role.empty() ? "" : market_->bearer(role)).status;
    EXPECT_EQ(another_day, role.ends_with("commissioner") ? 200 : 403) << role;
  }
  // Of another day a council is told its own, and nothing else.
  const JsonValue then = json("/v1/spending?as_at=2026-10-01", "commissioner");
  EXPECT_LE(then.find("areas")->array()->size(), 1U);
  EXPECT_EQ(get("/v1/spending/205?as_at=2026-10-01", market_->bearer("commissioner")).status, 404);
  EXPECT_EQ(get("/v1/spending?as_at=2999-01-01", market_->bearer("approver")).status, 400);
  EXPECT_EQ(get("/v1/spending/XYZ", market_->bearer("approver")).status, 404);
}

TEST_F(SpendingTest, IsCsvForWhoeverAsksAndHasADigest) {
  const std::string accept = "Accept: text/csv\r\n";
  const RawReply all = get("/v1/spending", market_->bearer("approver") + accept);
  ASSERT_EQ(all.status, 200) << all.body;
  EXPECT_EQ(all.body.substr(0, all.body.find(',')), "area");
  EXPECT_NE(all.body.find("\nnation,E92000001,England,"), std::string::npos) << all.body;
  EXPECT_NE(all.header("Repr-Digest"), "");
  EXPECT_NE(all.header("Assize-Checkpoint"), "");
  EXPECT_EQ(all.header("Cache-Control"), "private, no-cache");
  const RawReply one = get("/v1/spending/E92000001", market_->bearer("approver") + accept);
  EXPECT_EQ(all.body.find(one.body), 0U);
  const Outcome printed = run({"spending", "--data-dir", market_->data_dir});
  ASSERT_EQ(printed.status, 0) << printed.err;
  EXPECT_EQ(printed.out.substr(0, printed.out.find('\n')), all.body.substr(0, all.body.find('\n')));
  EXPECT_EQ(run({"spending", "999", "--data-dir", market_->data_dir}).status, 2);
}

}  // namespace
}  // namespace assize::api::testing
