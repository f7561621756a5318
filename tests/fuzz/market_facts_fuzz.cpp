// Any bytes are read as facts of the market; good ones are judged and written in every form.
// links: pricing
#include <cstdint>
#include <cstdlib>
#include <string>

#include "pricing/market/assess_market.h"

namespace {

constexpr std::string_view limits = R"({ "edition": "1", "title": "Limits", "status": "example",
  "published": "2026-03-31", "areas": [], "bands": [], "parameters": [
  {"id": "share_limit", "unit": "percent", "title": "-", "values": [{"from": "1800-01-01", "value": "33.3333"}]} ] })";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assize::pricing;
  static const RuleBook book = RuleBook::load(limits, "").value();
  static const Date at = Date::parse("2026-11-21").value();
  const auto facts = read_market_facts({reinterpret_cast<const char*>(data), size});
  if (!facts) {
    for (const assize::Fault& fault : facts.faults()) {
      if (fault.place.empty() || fault.message.empty()) std::abort();
    }
    return 0;
  }
  const std::string canonical = write_market_facts(*facts);
  const auto again = read_market_facts(canonical);
  if (!again || write_market_facts(*again) != canonical) std::abort();

  std::string said;
  const Write write = [&said](std::string_view text) { said += text; };
  const MarketAssessment assessment = assess_market(*facts, book, at);
  for (const MarketFinding& each : assessment.findings) {
    if (each.finding.message.empty() || each.finding.working.empty()) std::abort();
  }
  write_market_text(assessment, write);
  write_market_json(assessment, write);
  std::string before;
  std::swap(before, said);
  const MarketAssessment other = assess_market(*again, book, at);
  write_market_text(other, write);
  write_market_json(other, write);
  if (said != before) std::abort();
  write_market_csv(assessment, write);
  write_market_summary(assessment, write);
  return 0;
}
