// assess_benchmark: how long one filing of 50 lines takes to assess, findings and working made,
// links: pricing
// with last year's beside it; the middle of many runs.
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "pricing/assessment/assess.h"

using namespace assize::pricing;

namespace {

constexpr std::int64_t aim_microseconds = 50;

constexpr std::string_view book_text = R"({ "edition": "2026.1", "title": "Benchmark",
  "status": "example", "published": "2026-03-31", "areas": [],
  "bands": [ {"id": "DAY", "item": "placement", "provision": "day", "need": "*", "age_from": 0,
    "age_to": 25, "unit": "year", "component": "education", "floor": "20000.00",
    "ceiling": "62000.00", "from": "2025-09-01", "to": null},
   {"id": "HOUR", "item": "*", "provision": "*", "need": "*", "age_from": 0, "age_to": 25,
    "unit": "hour", "component": "total", "ceiling": "95.00", "from": "2025-09-01", "to": null} ],
  "parameters": [
   {"id": "increase_cap", "unit": "percent", "title": "Cap",
    "values": [{"from": "2025-09-01", "value": "3.8"}]},
   {"id": "notice_days", "unit": "days", "title": "Notice",
    "values": [{"from": "2025-09-01", "value": "56"}]},
   {"id": "basket", "unit": "hours", "title": "Basket",
    "values": [{"from": "2025-09-01", "value": {"speech_language_therapy": "39"}}]} ] })";

std::string file(bool now) {
  std::string out =
      "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,"
      "education,boarding,care,health,vat_rate,effective_from,effective_to,notice_given,included\n";
  const std::string dates = now ? ",0,0,0,0,2026-09-01,2027-08-31,2026-05-31,\n"
                                : ",0,0,0,0,2025-09-01,2026-08-31,2025-05-31,\n";
  const std::vector<std::string> needs{"SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI",
                                       "VI",   "MSI", "PD",  "ASD",  "DS",   "OTH"};
  for (int i = 0; i < 50; ++i) {
    const std::string& need = needs[static_cast<std::size_t>(i) % needs.size()];
    const bool add_on = i % 2 == 1;
    const int age = 5 + i / 13 * 3;
    // One line in ten rises by more than the limit.
    const int pounds = (add_on ? 60 : 1200) * (now ? (i % 10 == 0 ? 110 : 102) : 100) / 100;
    const std::string annual = std::to_string(pounds * 38) + ".00";
    out += "123456,LINE-" + std::to_string(i) + "," +
           (add_on ? "speech_language_therapy" : "placement") + ",day," + need + "," +
           std::to_string(age) + "," + std::to_string(age + 2) + "," + (add_on ? "hour" : "week") +
           ",38," + std::to_string(pounds) + ".00," + annual + "," + annual + dates;
  }
  return out;
}

}  // namespace

int main() {
  const RuleBook book = RuleBook::load(book_text, "0").value();
  const std::string now = file(true);
  const std::string before = file(false);
  AssessInput input;
  input.fees = read_from_memory(now);
  input.previous = read_from_memory(before);
  input.book = &book;
  input.filed = Date::parse("2026-03-31").value();
  std::vector<std::int64_t> nanoseconds;
  std::size_t findings = 0;
  for (int round = 0; round < 2000; ++round) {
    const auto started = std::chrono::steady_clock::now();
    findings = assess(input).findings.size();
    nanoseconds.push_back(std::chrono::duration_cast<std::chrono::nanoseconds>(
                              std::chrono::steady_clock::now() - started)
                              .count());
  }
  std::sort(nanoseconds.begin(), nanoseconds.end());
  const auto microseconds = [&](std::size_t at) { return nanoseconds[at] / 1000; };
  const std::int64_t middle = microseconds(nanoseconds.size() / 2);
  const std::int64_t percent = middle * 100 / aim_microseconds;
  std::cout << "assess 50 lines with last year's, " << findings
            << " findings with working: " << middle << " microseconds, the quickest tenth "
            << microseconds(nanoseconds.size() / 10) << "; " << percent / 100 << "."
            << percent / 10 % 10 << percent % 10 << " of the aim, at most " << aim_microseconds
            << "\n";
  return 0;
}
