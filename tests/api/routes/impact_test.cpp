// The impact of a draft edition over HTTP and from the command line, against the fees themselves.
#include <chrono>
#include <thread>

#include "pricing/exact/money.h"
#include "pricing/text/csv.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

constexpr const char* json_body = "Content-Type: application/json\r\n";

class ImpactTest : public ServiceTest {
 protected:
  // What other tests filed just before may take a moment to be seen: begin when nothing has changed
  // for longer than that.
  static void SetUpTestSuite() {
    ServiceTest::SetUpTestSuite();
    // A placement with the first provider costs £50,000 by its latest return, whatever other tests
    // hand in.
    const RawReply filed =
        ask(port(), "POST", "/v1/returns",
            market_->bearer("provider") + new_key() + "Content-Type: text/csv\r\n",
            return_file(own_provider, "2030", "50000.00"));
    ASSERT_EQ(filed.status, 201) << filed.body;
    std::string seen;
    for (int unchanged = 0; unchanged < 8;) {
      std::string now = get("/v1/catalogue.json?as_at=2026-10-01").body;
      unchanged = now == seen ? unchanged + 1 : 0;
      seen = std::move(now);
      std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
  }

  static RawReply measure(const std::string& role, const std::string& draft,
                          const std::string& query = "?as_at=2026-10-01") {
    return ask(port(), "POST", "/v1/impact" + query, market_->bearer(role) + json_body, draft);
  }
};

// A ceiling of £40,000 where the edition in force has £62,000.
std::string draft_book() {
  std::string book = small_book("test.draft");
  book.replace(book.find("62000.00"), 8, "40000.00");
  return book;
}

struct Expected {
  std::uint64_t lines = 0, over_before = 0, over_after = 0;
  pricing::Pounds before, after;
};

void add(Expected& expected, pricing::Pounds price) {
  const auto in_force = pricing::Pounds::parse("62000.00").value();
  const auto draft = pricing::Pounds::parse("40000.00").value();
  ++expected.lines;
  if (price > in_force) {
    ++expected.over_before;
    expected.before += price - in_force;
  }
  if (price > draft) {
    ++expected.over_after;
    expected.after += price - draft;
  }
}

std::string words(const Expected& expected) {
  const auto side = [](std::uint64_t over, pricing::Pounds pounds) {
    return "\"over\":" + std::to_string(over) + ",\"pounds_over\":\"" + pounds.text() + "\"";
  };
  return std::to_string(expected.lines) + side(expected.over_before, expected.before) +
         side(expected.over_after, expected.after);
}

std::string words(const pricing::JsonValue& tally) {
  const auto side = [&](const char* name) {
    const pricing::JsonValue& counts = *tally.find(name);
    return "\"over\":" + counts.find("over")->number()->text + ",\"pounds_over\":\"" +
           *counts.find("pounds_over")->string() + "\"";
  };
  return tally.find("lines")->number()->text + side("before") + side("after");
}

TEST_F(ImpactTest, IsTheSumOfTheFeesInForce) {
  const auto catalogue = pricing::parse_json(get("/v1/catalogue.json?as_at=2026-10-01").body);
  ASSERT_TRUE(catalogue.ok());
  Expected total;
  std::map<std::string, Expected> schools;
  for (const pricing::JsonValue& fee : *catalogue->find("fees")->array()) {
    const auto price = pricing::Pounds::parse(*fee.find("annual_price")->string()).value();
    add(total, price);
    add(schools[*fee.find("urn")->string()], price);
  }
  ASSERT_GT(total.over_after, total.over_before);

  const RawReply reply = measure("case_officer", draft_book());
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.header("Cache-Control"), "no-store");
  const auto impact = pricing::parse_json(reply.body);
  ASSERT_TRUE(impact.ok());
  EXPECT_EQ(words(*impact->find("total")), words(total));
  const auto& rows = *impact->find("schools")->array();
  EXPECT_EQ(rows.size(), schools.size());
  for (const pricing::JsonValue& row : rows) {
    EXPECT_EQ(words(row), words(schools[*row.find("id")->string()]));
  }
  EXPECT_EQ(impact->find("lines")->array()->size(), total.over_after - total.over_before);
  // Ceilings of £40,000 leave less than a placement costs.
  const pricing::JsonValue& exit_risk = *impact->find("exit_risk");
  ASSERT_TRUE(*exit_risk.find("assessed")->boolean()) << reply.body;
  std::size_t found = 0;
  for (const pricing::JsonValue& school : *exit_risk.find("schools")->array()) {
    if (*school.find("urn")->string() != own_school) continue;
    ++found;
    EXPECT_EQ(*school.find("lowest_price")->string(), "40000.00");
    EXPECT_EQ(*school.find("cost_per_placement")->string(), "50000.00");
  }
  EXPECT_EQ(found, 1U) << reply.body;
}

TEST_F(ImpactTest, IsTheSameFromTheCommandLine) {
  const TemporaryFolder folder;
  const std::string draft = folder.file("draft.json", draft_book());
  const auto from_program = [&](const std::string& format) {
    return run({"impact", "--draft", draft, "--as-at", "2026-10-01", "--format", format,
                "--data-dir", market_->data_dir});
  };
  const Outcome json = from_program("json");
  ASSERT_EQ(json.status, 0) << json.err;
  EXPECT_EQ(json.out, measure("approver", draft_book()).body + "\n");

  const Outcome text = from_program("text");
  EXPECT_EQ(text.status, 0) << text.err;
  EXPECT_TRUE(
      text.out.starts_with("Impact of the draft edition test.draft (example) beside edition "))
      << text.out;
  EXPECT_NE(text.out.find("\nLines newly over a ceiling: "), std::string::npos) << text.out;
  EXPECT_NE(text.out.find("\nExit risk: "), std::string::npos) << text.out;
  EXPECT_EQ(text.out.find("\nExit risk: not assessed"), std::string::npos) << text.out;

  const Outcome csv = from_program("csv");
  std::size_t rows = 0;
  const auto table = pricing::read_csv(
      csv.out, [](const pricing::CsvTable&) { return true; },
      [&](const pricing::CsvRow& row) {
        EXPECT_EQ(row.problem, "");
        ++rows;
      });
  EXPECT_TRUE(table.ok());
  EXPECT_GT(rows, 30U);
  EXPECT_NE(csv.out.find("\nexit_risk," + std::string(own_school) + ","), std::string::npos);
  const auto over_http = [&](const std::string& accept) {
    return ask(port(), "POST", "/v1/impact?as_at=2026-10-01",
               market_->bearer("approver") + "Accept: " + accept + "\r\n" + json_body,
               draft_book());
  };
  const RawReply same = over_http("text/csv");
  EXPECT_EQ(same.body, csv.out);
  EXPECT_EQ(same.header("Content-Type"), "text/csv; charset=utf-8; header=present");
  EXPECT_EQ(same.header("Vary"), "Accept");
  EXPECT_EQ(over_http("text/csv, */*;q=0.1").body, csv.out);
  EXPECT_EQ(over_http("application/json, text/csv").body + "\n", json.out);
  EXPECT_EQ(over_http("*/*").body + "\n", json.out);
  EXPECT_EQ(over_http("text/html").status, 406);
}

TEST_F(ImpactTest, JudgesByTheDraftsBandsOfAnotherDay) {
  std::string draft = draft_book();
  draft.replace(draft.find("2020-01-01"), 10, "2028-09-01");
  const auto free_after = [&](const std::string& query) {
    const auto impact = pricing::parse_json(measure("administrator", draft, query).body);
    return impact->find("total")->find("after")->find("free")->number()->text;
  };
  EXPECT_NE(free_after("?as_at=2026-10-01"), "0");
  EXPECT_EQ(free_after("?as_at=2026-10-01&bands_on=2028-09-01"), "0");
}

TEST_F(ImpactTest, ListsEveryFaultOfTheDraftAndIsForTheRegulatorAlone) {
  const RawReply faulty = measure("approver", R"({"edition": 1, "odd": true})");
  EXPECT_EQ(faulty.status, 422);
  EXPECT_EQ(member(faulty, "type"), "/problems/faulty-document");
  EXPECT_EQ(measure("approver", draft_book(), "?as_at=soon").status, 400);
  EXPECT_EQ(measure("", draft_book()).status, 401);
  EXPECT_EQ(measure("provider", draft_book()).status, 403);
  EXPECT_EQ(measure("commissioner", draft_book()).status, 403);
  const Outcome missing = run({"impact", "--draft", "nowhere.json"});
  EXPECT_EQ(missing.status, 2);
}

}  // namespace
}  // namespace assize::api::testing
