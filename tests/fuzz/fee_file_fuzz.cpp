// Any bytes as a fee file, checked twice in different pieces: no crash, and one verdict.
// links: pricing
#include <cstdint>
#include <cstdlib>
#include <string>

#include "pricing/assessment/assess.h"

using namespace assize::pricing;

namespace {

const RuleBook& book() {
  static const RuleBook loaded =
      RuleBook::load(R"({"edition": "1", "title": "Fuzz", "status": "example",
        "published": "2026-01-01", "areas": [], "bands": [
         {"id": "B", "item": "*", "provision": "*", "need": "*", "age_from": 0, "age_to": 25,
          "unit": "year", "component": "total", "floor": "1.00", "ceiling": "9.00",
          "from": "2000-01-01", "to": null}],
        "parameters": [
         {"id": "increase_cap", "unit": "percent", "title": "Cap",
          "values": [{"from": "2000-01-01", "value": "3.8"}]},
         {"id": "notice_days", "unit": "days", "title": "Notice",
          "values": [{"from": "2000-01-01", "value": "56"}]},
         {"id": "basket", "unit": "hours", "title": "Basket",
          "values": [{"from": "2000-01-01", "value": {"nursing": "39"}}]}]})",
                     "0")
          .value();
  return loaded;
}

std::string all_reports(const AssessInput& input) {
  const Assessment assessment = assess(input);
  std::string out;
  const Write write = [&out](std::string_view piece) { out += piece; };
  write_text(assessment, write);
  write_json(assessment, write);
  write_annotated_csv(assessment, input.fees, write);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Both years in one input, parted by a line of equals signs; the header may be left to us.
  const std::size_t cut = bytes.find("\n====\n");
  const std::string header =
      "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,"
      "education,boarding,care,health,vat_rate,effective_from,effective_to,notice_given,included,"
      "new_provision\n";
  const bool with_header = !bytes.starts_with("urn,");
  std::string now(bytes.substr(0, cut));
  std::string before(cut == bytes.npos ? std::string_view() : bytes.substr(cut + 6));
  if (with_header) {
    now = header + now;
    before = header + before;
  }
  AssessInput input;
  input.book = &book();
  input.fees = read_from_memory(now);
  if (cut != bytes.npos) input.previous = read_from_memory(before);
  input.filed = Date::from_days(20'500);
  input.jobs = 1;
  input.sizes = {1 << 20, 1 << 10};
  const std::string whole = all_reports(input);
  input.sizes = {64, 1 << 10};
  const Assessment in_pieces = assess(input);
  std::string pieces;
  write_json(in_pieces, [&pieces](std::string_view piece) { pieces += piece; });
  if (whole.find(pieces) == std::string::npos) std::abort();
  read_fee_lines(input.fees, book());
  return 0;
}
