// A small rule book and fee files for tests.
#pragma once

#include <string>

namespace assize::api::testing {

inline constexpr const char* fee_header =
    "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,"
    "education,boarding,care,health,vat_rate,effective_from,effective_to\n";

// One line at that price, all of it education.
inline std::string fee_row(const std::string& urn, const std::string& price,
                           const std::string& line = "ASD-DAY") {
  return urn + "," + line + ",placement,day,ASD,11,15,year,1," + price + "," + price + "," + price +
         ",0.00,0.00,0.00,0,2026-09-01,2027-08-31\n";
}

// Each price is of a line of its own, so that none is an increase of what another test filed.
inline std::string fee_file(const std::string& urn, const std::string& price) {
  std::string line = "AT-";
  for (const char letter : price) {
    if (letter >= '0' && letter <= '9') line += letter;
  }
  return fee_header + fee_row(urn, price, line);
}

// A provider's return for the accounting year to 31 August, in order, that came today; its income
// is all from public bodies, and its costs are as much up to £800,000.
std::string return_file(const std::string& provider, const std::string& year,
                        const std::string& income_public);

// One band for everything, up to £62,000 in all.
inline std::string small_book(const std::string& edition = "test.1") {
  return R"({"edition": ")" + edition +
         R"(", "title": "For tests", "status": "example", "published": "2026-03-31", "areas": [],
 "bands": [{"id": "B-ALL", "item": "*", "provision": "*", "need": "*", "age_from": 0, "age_to": 25,
   "area": "*", "unit": "year", "component": "total", "floor": "100.00", "ceiling": "62000.00",
   "from": "2020-01-01", "source": "https://example.org/"}],
 "parameters": []})";
}

}  // namespace assize::api::testing
