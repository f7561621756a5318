// Any bytes are assessed as a file of returns, kept or counted alike, and written in every form.
// links: pricing
#include <cstdint>
#include <cstdlib>
#include <string>

#include "pricing/returns/assess_returns.h"
#include "pricing/returns/read_returns.h"

namespace {

constexpr std::string_view limits = R"({ "edition": "1", "title": "Limits", "status": "example",
  "published": "2026-03-31", "areas": [], "bands": [], "parameters": [
  {"id": "margin_review", "unit": "percent", "title": "-", "values": [{"from": "2026-01-01", "value": "8"}]},
  {"id": "margin_cap", "unit": "percent", "title": "-", "values": [{"from": "2026-01-01", "value": "8"}]},
  {"id": "connected_rent_limit", "unit": "percent", "title": "-", "values": [{"from": "2026-01-01", "value": "5"}]},
  {"id": "management_charge_limit", "unit": "percent", "title": "-", "values": [{"from": "2026-01-01", "value": "99999.9999"}]},
  {"id": "loan_rate_limit", "unit": "percent", "title": "-", "values": [{"from": "2026-01-01", "value": "6.1234"}]},
  {"id": "allowed_return", "unit": "percent", "title": "-", "values": [{"from": "2026-01-01", "value": "8"}]},
  {"id": "leverage_limit", "unit": "multiple", "title": "-", "values": [{"from": "2026-01-01", "value": "99999.9999"}]},
  {"id": "interest_cover_limit", "unit": "multiple", "title": "-", "values": [{"from": "2026-01-01", "value": "1.5"}]} ] })";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assize::pricing;
  static const RuleBook book = RuleBook::load(limits, "").value();
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Assessment kept = assess_returns(bytes, book);
  const Assessment counted = assess_returns(bytes, book, false);
  if (kept.counts != counted.counts || kept.not_assessed != counted.not_assessed) std::abort();
  std::uint64_t total = 0;
  for (const auto& [rule, count] : kept.counts) total += count;
  if (total != kept.findings.size()) std::abort();
  for (const Finding& finding : kept.findings) {
    if (finding.message.empty() || finding.working.empty()) std::abort();
  }
  const Write ignore = [](std::string_view) {};
  write_text(kept, ignore);
  write_json(kept, ignore);
  write_summary(kept, ignore);
  write_annotated_returns(kept, bytes, ignore);
  if (read_returns(bytes).size() > kept.lines) std::abort();
  return 0;
}
