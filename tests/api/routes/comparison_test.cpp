// Comparing schools over HTTP and from the command line.
#include "pricing/exact/money.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

class ComparisonTest : public ServiceTest {
 protected:
  // The first two with a placement in force on the day that these tests ask about.
  static std::vector<std::string> two_schools() {
    const auto catalogue = pricing::parse_json(get("/v1/catalogue.json?as_at=2026-10-01").body);
    std::vector<std::string> urns;
    for (const pricing::JsonValue& fee : *catalogue->find("fees")->array()) {
      const std::string& urn = *fee.find("urn")->string();
      if (*fee.find("item")->string() != "placement") continue;
      if (urns.empty() || urns.back() != urn) urns.push_back(urn);
      if (urns.size() == 2) return urns;
    }
    throw std::runtime_error("the demo has fees of one school only");
  }

  static std::string address() {
    const auto urns = two_schools();
    return "/v1/compare?urn=" + urns[0] + "&urn=" + urns[1] + "&as_at=2026-10-01";
  }
};

TEST_F(ComparisonTest, PutsTheCheapestFirstAndSaysHowMuchMoreTheOthersCost) {
  const RawReply reply = get(address());
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto comparison = pricing::parse_json(reply.body);
  ASSERT_TRUE(comparison.ok());
  EXPECT_EQ(*comparison->find("as_at")->string(), "2026-10-01");
  std::size_t lines = 0;
  for (const pricing::JsonValue& kind : *comparison->find("kinds")->array()) {
    std::optional<pricing::Pounds> cheapest;
    for (const pricing::JsonValue& line : *kind.find("lines")->array()) {
      const auto pounds = [&](const char* name) {
        return pricing::Pounds::parse(*line.find(name)->string()).value();
      };
      if (!cheapest) cheapest = pounds("yearly_price");
      EXPECT_EQ(pounds("over_cheapest"), pounds("yearly_price") - *cheapest);
      EXPECT_EQ(pounds("education") + pounds("boarding") + pounds("care") + pounds("health"),
                pounds("annual_price"));
      ++lines;
    }
  }
  EXPECT_GT(lines, 1U);
}

TEST_F(ComparisonTest, IsTheSameFromTheCommandLineInEveryFormat) {
  const auto urns = two_schools();
  const auto from_program = [&](const std::string& format) {
    return run({"compare", urns[0], urns[1], "--as-at", "2026-10-01", "--format", format,
                "--data-dir", market_->data_dir});
  };
  const Outcome json = from_program("json");
  ASSERT_EQ(json.status, 0) << json.err;
  EXPECT_EQ(json.out, get(address()).body + "\n");
  const Outcome text = from_program("text");
  EXPECT_TRUE(
      text.out.starts_with("Prices in force on 1 October 2026, net of VAT, for one pupil "
                           "for a year. No basket is in force, so add-ons are not "
                           "compared.\n"))
      << text.out;
  EXPECT_NE(text.out.find(", the cheapest\n"), std::string::npos) << text.out;
  const Outcome csv = from_program("csv");
  EXPECT_TRUE(csv.out.starts_with("provision,need,urn,school,line,"));
  EXPECT_EQ(get(address(), "Accept: text/csv\r\n").body, csv.out);
  EXPECT_EQ(get(address(), "Accept: text/html\r\n").status, 406);
}

TEST_F(ComparisonTest, TakesSixSchoolsAndTheCommandLineTwenty) {
  std::string query = "/v1/compare?urn=900001";
  for (int urn = 900002; urn <= 900006; ++urn) query += "&urn=" + std::to_string(urn);
  EXPECT_EQ(get(query).status, 200);
  const RawReply seven = get(query + "&urn=900007");
  EXPECT_EQ(seven.status, 400);
  EXPECT_NE(seven.body.find("one to six"), std::string::npos) << seven.body;
  const std::vector<std::string> data_dir{"--data-dir", market_->data_dir};
  std::vector<std::string> arguments{"compare"};
  for (int urn = 900001; urn <= 900021; ++urn) arguments.push_back(std::to_string(urn));
  arguments.insert(arguments.end(), data_dir.begin(), data_dir.end());
  EXPECT_EQ(run(arguments).status, 2);
  EXPECT_EQ(run({"compare", "900001", "900001", data_dir[0], data_dir[1]}).status, 2);
  EXPECT_EQ(run({"compare", "999999", data_dir[0], data_dir[1]}).status, 2);
}

TEST_F(ComparisonTest, SaysWhereThereIsNothingToCompare) {
  const Outcome none =
      run({"compare", own_school, "--as-at", "1990-01-01", "--data-dir", market_->data_dir});
  EXPECT_EQ(none.status, 0) << none.err;
  EXPECT_NE(none.out.find("None of these schools has such a placement in force."),
            std::string::npos);
}

}  // namespace
}  // namespace assize::api::testing
