// What is published by others' standards: each file against its schema, and its money against the
// fee files that were handed in.
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include "api/publication/csvw.h"
#include "api/publication/service_directory.h"
#include "audit/tree/hash.h"
#include "pricing/exact/money.h"
#include "pricing/text/csv.h"
#include "tests/api/support/market.h"

namespace assize::api::testing {
namespace {

namespace fs = std::filesystem;
using pricing::JsonValue;

class PublicationTest : public ServiceTest {
 protected:
  static JsonValue json(const std::string& target) {
    const RawReply reply = get(target);
    EXPECT_EQ(reply.status, 200) << target << reply.body;
    auto value = pricing::parse_json(reply.body);
    EXPECT_TRUE(value.ok()) << target;
    return value.ok() ? std::move(value).value() : JsonValue();
  }
  static std::string text(const JsonValue& object, std::string_view key) {
    const JsonValue* value = object.find(key);
    if (value == nullptr) return "";
    return value->number() != nullptr ? value->number()->text : *value->string();
  }
};

// "900001/LINE" and the price of it, in every fee file that the demo's providers handed in.
std::multimap<std::string, std::string> filed_prices(const std::string& folder,
                                                     const std::string& column) {
  std::multimap<std::string, std::string> prices;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::map<std::string, std::size_t> columns;
    const auto read = pricing::read_csv(
        read_file(entry.path().string()),
        [&](const pricing::CsvTable& table) -> Result<bool> {
          for (std::size_t at = 0; at < table.header.size(); ++at) columns[table.header[at]] = at;
          return true;
        },
        [&](const pricing::CsvRow& row) {
          prices.emplace(row.fields[columns["urn"]] + "/" + row.fields[columns["line"]],
                         pricing::Pounds::parse(row.fields[columns[column]]).value().text());
        });
    if (!read.ok()) throw std::runtime_error(read.faults()[0].message);
  }
  return prices;
}

bool was_filed(const std::multimap<std::string, std::string>& prices, const std::string& line,
               const std::string& price) {
  const auto [from, to] = prices.equal_range(line);
  return std::any_of(from, to, [&](const auto& each) { return each.second == price; });
}

TEST_F(PublicationTest, MoneyInOcdsIsTheFilingsToThePenny) {
  const auto filed = filed_prices(market_->folder.path("files/fees"), "unit_price");
  std::map<std::string, std::string> in_force;
  const JsonValue catalogue = json("/v1/catalogue.json");
  for (const JsonValue& fee : *catalogue.find("fees")->array()) {
    in_force[text(fee, "urn") + "/" + text(fee, "line")] = text(fee, "unit_price");
  }
  std::size_t items = 0;
  const JsonValue package = json("/v1/ocds/releases.json");
  for (const JsonValue& release : *package.find("releases")->array()) {
    // Call-offs are sums of many placements.
    if (release.find("awards") == nullptr || release.find("relatedProcesses") != nullptr) continue;
    for (const JsonValue& award : *release.find("awards")->array()) {
      if (award.find("items") == nullptr) continue;
      for (const JsonValue& item : *award.find("items")->array()) {
        const std::string id = text(item, "id");
        const std::string line = id.substr(id.find('/') + 1);
        const JsonValue& value = *item.find("unit")->find("value");
        ASSERT_NE(value.find("amount")->number(), nullptr) << "an amount is a JSON number";
        EXPECT_EQ(text(value, "amount"), in_force[line]) << line;
        if (line.find("/AT-") == std::string::npos) {  // those are other tests' own
          EXPECT_TRUE(was_filed(filed, line, text(value, "amount"))) << line;
        }
        EXPECT_EQ(text(value, "currency"), "GBP");
        ++items;
      }
    }
  }
  EXPECT_GT(items, 0U);
}

// Six places at a school of the live framework, each called off from the lot that it is admitted
// to.
std::string called_off_places(const JsonValue& framework) {
  std::string csv =
      "reference,urn,line,need,provision,start,basis,annual_price,education,care,health,lot\n";
  for (const JsonValue& lot : *framework.find("lots")->array()) {
    const std::string need = *lot.find("need")->string();
    for (const JsonValue& school : *lot.find("schools")->array()) {
      if (*school.find("status")->string() != "admitted") continue;
      for (char each = '1'; each <= '6'; ++each) {
        csv += std::string("CALLED-") + each + "," + *school.find("urn")->string() + ",ANY-LINE," +
               (need == "ANY" ? "ASD" : need) + "," + *lot.find("provision")->string() + "," +
               *framework.find("begins")->string() +
               ",strategic,45000.00,40000.00,5000.00,0.00,PLACES-1/" + *lot.find("id")->string() +
               "\n";
      }
      return csv;
    }
  }
  return csv;
}

std::vector<JsonValue> call_offs_of(const JsonValue& package) {
  std::vector<JsonValue> found;
  for (const JsonValue& release : *package.find("releases")->array()) {
    if (release.find("relatedProcesses") != nullptr) found.push_back(release);
  }
  return found;
}

TEST_F(PublicationTest, CallOffsAreProcessesOfTheirOwnAndTellOfNoFewerThanFive) {
  EXPECT_TRUE(call_offs_of(json("/v1/ocds/releases.json")).empty()) << "none are recorded yet";
  const RawReply recorded =
      ask(port(), "POST", "/v1/placements",
          market_->bearer("commissioner") + new_key() + "Content-Type: text/csv\r\n",
          called_off_places(json("/v1/frameworks/PLACES-1")));
  ASSERT_EQ(recorded.status, 201) << recorded.body;
  JsonValue package;
  for (int tries = 0; tries < 100; ++tries) {
    package = json("/v1/ocds/releases.json");
    if (!call_offs_of(package).empty()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  std::set<std::string> ids;
  for (const JsonValue& release : *package.find("releases")->array()) {
    EXPECT_TRUE(ids.insert(text(release, "ocid")).second) << text(release, "ocid");
  }
  int quantity = 0;
  for (const JsonValue& release : call_offs_of(package)) {
    const JsonValue* related = release.find("relatedProcesses");
    const std::string framework = text(related->array()->front(), "identifier");
    EXPECT_TRUE(framework.ends_with("-PLACES-1") && ids.contains(framework)) << framework;
    const JsonValue& award = release.find("awards")->array()->front();
    EXPECT_EQ(award.find("suppliers"), nullptr) << "a supplier could tell of a child";
    const int of_award = std::stoi(text(award.find("items")->array()->front(), "quantity"));
    EXPECT_GE(of_award, 5) << text(release, "ocid");
    quantity += of_award;
  }
  EXPECT_EQ(quantity, 6);
}

TEST_F(PublicationTest, MoneyInTheServiceDirectoryIsTheFilingsToThePenny) {
  const auto filed = filed_prices(market_->folder.path("files/fees"), "annual_price");
  std::size_t costs = 0;
  const JsonValue services = json("/oruk/v3/services?per_page=100");
  for (const JsonValue& school : *services.find("contents")->array()) {
    const JsonValue service = json("/oruk/v3/services/" + text(school, "id"));
    const std::string urn = text(school, "id").substr(30);
    for (const JsonValue& cost : *service.find("cost_options")->array()) {
      ASSERT_NE(cost.find("amount")->number(), nullptr) << "an amount is a JSON number";
      const std::string line = urn + "/" + text(cost, "option");
      if (line.find("/AT-") != std::string::npos) continue;  // those are other tests' own
      EXPECT_TRUE(was_filed(filed, line, text(cost, "amount"))) << line;
      ++costs;
    }
  }
  EXPECT_GT(costs, 0U);
}

TEST_F(PublicationTest, EachHasADigestAndNamesItsCheckpoint) {
  for (const char* target :
       {"/v1/catalogue.csv", "/v1/catalogue.json", "/v1/catalogue.csv-metadata.json",
        "/v1/ocds/releases.json", "/oruk/v3/services", "/oruk/v3/"}) {
    const RawReply reply = get(target);
    ASSERT_EQ(reply.status, 200) << target << reply.body;
    EXPECT_EQ(reply.header("Repr-Digest"),
              "sha-256=:" + audit::base64(audit::bytes_of(audit::sha256(reply.body))) + ":")
        << target;
    const std::string checkpoint = reply.header("Assize-Checkpoint");
    const std::size_t space = checkpoint.find(' ');
    ASSERT_NE(space, std::string::npos) << target << ": " << checkpoint;
    EXPECT_TRUE(audit::from_base64(checkpoint.substr(space + 1)).ok()) << checkpoint;
  }
  EXPECT_EQ(get("/oruk/v3/services").header("Access-Control-Allow-Origin"), "*");
  EXPECT_NE(get("/v1/catalogue.csv").header("Link").find("/v1/catalogue.csv-metadata.json"),
            std::string::npos);
}

TEST_F(PublicationTest, TheMetadataHasTheColumnsOfTheFile) {
  std::string header;
  for (const CsvColumn& column : catalogue_columns()) {
    header += (header.empty() ? "" : ",") + std::string(column.name);
  }
  const std::string csv = get("/v1/catalogue.csv").body;
  EXPECT_EQ(csv.substr(0, csv.find('\n')), header);
  const JsonValue metadata = json("/v1/catalogue.csv-metadata.json");
  EXPECT_EQ(metadata.find("tableSchema")->find("columns")->array()->size(),
            catalogue_columns().size());
  EXPECT_EQ(text(metadata, "url"), "catalogue.csv");
}

TEST_F(PublicationTest, TheDirectoryIsPagedAndNarrowed) {
  const JsonValue all = json("/oruk/v3/services?per_page=5");
  EXPECT_EQ(text(all, "total_items"), "12");
  EXPECT_EQ(text(all, "total_pages"), "3");
  EXPECT_EQ(all.find("contents")->array()->size(), 5U);
  const JsonValue last = json("/oruk/v3/services?per_page=5&page=3");
  EXPECT_EQ(last.find("contents")->array()->size(), 2U);
  EXPECT_TRUE(*last.find("last_page")->boolean());
  const JsonValue past = json("/oruk/v3/services?per_page=5&page=4");
  EXPECT_TRUE(*past.find("empty")->boolean());
  EXPECT_EQ(text(json("/oruk/v3/services?search=900001"), "total_items"), "1");
  EXPECT_EQ(text(json("/oruk/v3/services?search=nosuchword"), "total_items"), "0");
  EXPECT_EQ(text(json("/oruk/v3/services?taxonomy_id=other"), "total_items"), "0");
  const std::string needs = record_id(RecordKind::taxonomy, 1);
  EXPECT_EQ(text(json("/oruk/v3/services?taxonomy_id=" + needs), "total_items"), "12");
  EXPECT_EQ(text(json("/oruk/v3/taxonomy_terms?per_page=100"), "total_items"), "19");
  EXPECT_EQ(get("/oruk/v3/services?per_page=0").status, 400);
  EXPECT_EQ(get("/oruk/v3/services?day=MO").status, 400);
  EXPECT_EQ(get("/oruk/v3/services/" + record_id(RecordKind::service, 123456)).status, 404);
  EXPECT_EQ(get("/oruk/v3/services/" + record_id(RecordKind::location, 900001)).status, 404);
  EXPECT_EQ(get("/oruk/v3/services/x").status, 404);
  EXPECT_EQ(get("/oruk/v3/organizations/x").status, 404);
  EXPECT_EQ(get("/oruk/v3/taxonomy_terms/" + record_id(RecordKind::term, 19)).status, 404);
  EXPECT_EQ(get("/oruk/v3").status, 200);
}

TEST_F(PublicationTest, OcdsIsTheSameFromTheCommandLine) {
  const Outcome outcome = run({"publish", "ocds", "--data-dir", market_->data_dir});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto package = pricing::parse_json(outcome.out);
  ASSERT_TRUE(package.ok());
  const JsonValue served = json("/v1/ocds/releases.json");
  EXPECT_EQ(package->find("releases")->array()->size(), served.find("releases")->array()->size());
}

// A copy brought up to date by what has changed is the catalogue.
TEST_F(PublicationTest, WhatHasChangedBringsACopyUpToDate) {
  const RawReply before = get("/v1/catalogue.json");
  const std::string header = before.header("Assize-Checkpoint");
  const std::string size = header.substr(0, header.find(' '));
  const auto by_line = [](const JsonValue& catalogue) {
    std::map<std::string, std::map<std::string, std::string>> fees;  // by URN and line
    for (const JsonValue& fee : *catalogue.find("fees")->array()) {
      fees[text(fee, "urn")][text(fee, "line")] = text(fee, "unit_price") + text(fee, "filing");
    }
    return fees;
  };
  auto copy = by_line(pricing::parse_json(before.body).value());
  ASSERT_EQ(file("provider", fee_file(own_school, "41234.00"), new_key()).status, 201);
  JsonValue changes;
  std::string now;
  for (int tries = 0; tries < 60; ++tries) {
    const RawReply after = get("/v1/catalogue.json?since=" + size);
    ASSERT_EQ(after.status, 200) << after.body;
    changes = pricing::parse_json(after.body).value();
    now = after.header("Assize-Checkpoint");
    if (!changes.find("schools")->array()->empty()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ASSERT_FALSE(changes.find("schools")->array()->empty());
  EXPECT_EQ(text(*changes.find("since"), "size"), size);
  EXPECT_EQ(text(*changes.find("checkpoint"), "size"), now.substr(0, now.find(' ')));
  std::set<std::string> entries;
  for (const JsonValue& entry : *changes.find("entries")->array()) {
    EXPECT_TRUE(entries.insert(text(entry, "index")).second);
  }
  for (const JsonValue& school : *changes.find("schools")->array()) {
    EXPECT_EQ(text(school, "urn"), own_school) << "nothing else has changed";
    ASSERT_FALSE(school.find("entries")->array()->empty());
    for (const JsonValue& entry : *school.find("entries")->array()) {
      EXPECT_TRUE(entries.contains(entry.number()->text));
    }
    auto& of_school = copy[text(school, "urn")];
    of_school.clear();
    for (const JsonValue& fee : *school.find("fees")->array()) {
      of_school[text(fee, "line")] = text(fee, "unit_price") + text(fee, "filing");
    }
  }
  EXPECT_EQ(copy, by_line(json("/v1/catalogue.json")));
  for (const char* wrong : {"since=0", "since=x", "since=999999999", "since=1&as_at=2026-09-01"}) {
    EXPECT_EQ(get(std::string("/v1/catalogue.json?") + wrong).status, 400) << wrong;
  }
}

// Each against the schema of its standard, by npm's ajv where scripts/test has fetched it.
TEST_F(PublicationTest, EachIsValidByItsSchema) {
  const char* given = std::getenv("ASSIZE_SHARED");
  const std::string shared =
      given != nullptr ? given : std::string(ASSIZE_SOURCE_DIR) + "/../shared";
  const std::string schemas = shared + "/schemas";
  if (!fs::exists(schemas)) GTEST_SKIP() << "there are no schemas in " << schemas;
  const char* fetched = std::getenv("ASSIZE_AJV");
  const std::string ajv =
      fetched != nullptr ? fetched : std::string(ASSIZE_SOURCE_DIR) + "/build/ajv";
  if (!fs::exists(ajv + "/node_modules/ajv")) {
    GTEST_SKIP() << "ajv is not in " << ajv << "; scripts/test fetches it where there is npm";
  }
  const TemporaryFolder folder;
  const std::string some_service = record_id(RecordKind::service, 900001);
  const JsonValue organisations = json("/oruk/v3/organizations");
  const std::string organisation = text(organisations.find("contents")->array()->front(), "id");
  const std::pair<std::string, std::string> cases[] = {
      {"/v1/ocds/releases.json", "ocds"},
      {"/oruk/v3/services?per_page=100", "oruk-page/service_list"},
      {"/oruk/v3/services/" + some_service, "oruk/service"},
      {"/oruk/v3/service_at_locations", "oruk-page/service_at_location_list"},
      {"/oruk/v3/service_at_locations/" + record_id(RecordKind::service_at_location, 900001),
       "oruk/service_at_location"},
      {"/oruk/v3/organizations", "oruk-page/organization_list"},
      {"/oruk/v3/organizations/" + organisation, "oruk/organization"}};
  const auto check = [&](const std::string& kind, const std::string& file) {
    const std::string command = "ASSIZE_AJV='" + ajv + "' node '" + ASSIZE_SOURCE_DIR +
                                "/tests/api/publication/schemas/check.mjs' '" + schemas + "' " +
                                kind + " '" + file + "' >'" + folder.path("out") + "' 2>&1";
    return std::system(command.c_str());
  };
  for (const auto& [target, kind] : cases) {
    const std::string file = folder.file("published.json", get(target).body);
    EXPECT_EQ(check(kind, file), 0) << target << "\n" << read_file(folder.path("out"));
  }
  // And it does find what is wrong.
  std::string broken = get("/v1/ocds/releases.json").body;
  broken.replace(broken.find("\"open\""), 6, "\"ajar\"");
  EXPECT_NE(check("ocds", folder.file("broken.json", broken)), 0);
}

}  // namespace
}  // namespace assize::api::testing
