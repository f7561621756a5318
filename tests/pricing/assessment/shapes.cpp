#include "tests/pricing/assessment/shapes.h"

#include <random>

namespace assize::pricing {

std::vector<std::string> drawn_rows(std::uint64_t seed, std::size_t count, bool last_year) {
  std::mt19937_64 random(seed);
  const auto pick = [&random](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string year = last_year ? "2025" : "2026";
    const std::string next = last_year ? "2026" : "2027";
    std::string changes =
        "urn=" + pick({"123456", "123457", "100001", "123456", "123456", "99999"});
    changes += " line=" + pick({"A", "B", "C", "D", "E", "F", "G", "'caf\xC3\xA9, \"x\"'"});
    if (random() % 2 == 0) changes += " line=L" + std::to_string(random() % (2 * count));
    changes += " item=" + pick({"placement", "placement", "nursing", "speech_language_therapy",
                                "occupational_therapy"});
    changes += " provision=" + pick({"day", "day", "termly", "full_year", "any"});
    changes += " need=" + pick({"ASD", "HI", "HI", "ANY", "autism"});
    const auto age = random() % 20;
    changes += " age_from=" + std::to_string(age);
    changes += " age_to=" + std::to_string(age + random() % 6);
    changes += " unit=" + pick({"week", "hour", "hour", "day"});
    changes += " unit_price=" + pick({"100", "103.80", "103.81", "80", "81.5", "1000",
                                      "\xC2\xA3"
                                      "7"});
    changes += " effective_from=" + year + pick({"-09-01", "-10-01", "-02-30"});
    changes += " effective_to=" + next + pick({"-08-31", "-01-31", "-09-01"});
    changes += " notice_given=" + pick({"2026-01-01", "2026-08-01", "''"});
    changes += " included=" + pick({"''", "''", "nursing", "speech_language_therapy;nursing"});
    changes += " new_provision=" + pick({"''", "''", "''", "'plan of May'"});
    rows.push_back(row(changes));
    if (random() % 40 == 0) rows.push_back("123456,short\n");
    if (random() % 60 == 0) rows.push_back("\n");
    if (random() % 60 == 0) rows.push_back("1\"2,stray\n");
  }
  return rows;
}

std::string joined_file(const std::vector<std::string>& rows) {
  std::string out = header_row();
  for (const std::string& each : rows) out += each;
  return out;
}

Reports reports_of(const AssessInput& input) {
  const Assessment assessment = assess(input);
  Reports out;
  const auto into = [](std::string& to) { return [&to](std::string_view piece) { to += piece; }; };
  write_text(assessment, into(out.text));
  write_json(assessment, into(out.json));
  write_summary(assessment, into(out.summary));
  write_annotated_csv(assessment, input.fees, into(out.csv));
  return out;
}

}  // namespace assize::pricing
