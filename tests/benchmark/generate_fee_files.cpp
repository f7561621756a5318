// generate_fee_files --lines N --seed S --out DIR
// links: pricing
// Writes fees.csv and previous.csv, of N lines each, register.csv and rule_book.json. The same N
// and S give the same bytes. About two lines in a hundred have a finding: over the band, a rise
// over the limit, short notice, a wrong sum or a bad field.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

// SplitMix64: the same everywhere, unlike the distributions of the standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool one_in(std::uint64_t count) { return next() % count == 0; }

 private:
  std::uint64_t state_;
};

const std::vector<std::string> needs{"SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI",
                                     "VI",   "MSI", "PD",  "ASD",  "DS",   "OTH"};
struct ProvisionLevel {
  std::string code;
  std::int64_t weeks;
  std::int64_t weekly_pennies;  // a usual week
  std::int64_t boarding_percent;
};
const std::vector<ProvisionLevel> provisions{{"day", 38, 168'000, 0},
                                             {"weekly", 38, 250'000, 35},
                                             {"termly", 38, 330'000, 40},
                                             {"full_year", 52, 400'000, 45}};
const std::vector<std::string> add_ons{"one_to_one",
                                       "two_to_one",
                                       "speech_language_therapy",
                                       "occupational_therapy",
                                       "physiotherapy",
                                       "psychology",
                                       "mental_health",
                                       "nursing",
                                       "transport",
                                       "respite",
                                       "assessment"};
struct Phase {
  int from, to;
};
const std::vector<Phase> phases{{5, 10}, {11, 16}, {17, 19}};

std::string money(std::int64_t pennies) {
  const std::string rest = std::to_string(pennies % 100);
  return std::to_string(pennies / 100) + (rest.size() == 1 ? ".0" : ".") + rest;
}

// One line in both years: the same but for price, dates and, now and then, a fault.
struct Line {
  std::string start;  // urn to unit
  std::int64_t units;
  std::int64_t price_before, price_now;
  std::int64_t boarding_percent;
  std::string included;
};

void write_line(std::string& out, const Line& line, bool now, Random& random) {
  const std::int64_t price = now ? line.price_now : line.price_before;
  const std::int64_t annual = price * line.units;
  const std::int64_t boarding = annual * line.boarding_percent / 100;
  std::int64_t education = annual - boarding;
  std::string unit_price = money(price);
  std::string notice = now ? "2026-05-31" : "2025-05-31";
  if (now && random.one_in(400)) education += 1;
  if (now && random.one_in(400)) unit_price = "£" + unit_price;
  if (now && random.one_in(300)) notice = "2026-08-15";
  out += line.start + std::to_string(line.units) + "," + unit_price + "," + money(annual) + "," +
         money(education) + "," + (boarding == 0 ? "0" : money(boarding)) + ",0,0,0,";
  out += now ? "2026-09-01,2027-08-31," : "2025-09-01,2026-08-31,";
  out += notice + "," + line.included + "\n";
}

Line placement(const std::string& urn, std::size_t need, std::size_t provision, const Phase& phase,
               Random& random) {
  const ProvisionLevel& level = provisions[provision];
  Line line;
  line.start = urn + "," + needs[need] + "-" + level.code + "-" + std::to_string(phase.from) +
               ",placement," + level.code + "," + needs[need] + "," + std::to_string(phase.from) +
               "," + std::to_string(phase.to) + ",week,";
  line.units = level.weeks;
  line.price_before = level.weekly_pennies * random.between(80, 110) / 100 + random.between(0, 99);
  line.boarding_percent = level.boarding_percent;
  if (random.one_in(4)) line.included = "nursing;transport";
  return line;
}

Line add_on(const std::string& urn, std::size_t item, std::size_t provision, Random& random) {
  Line line;
  const std::string& code = provisions[provision].code;
  line.start = urn + "," + add_ons[item].substr(0, 12) + "-" + code + "," + add_ons[item] + "," +
               code + ",ANY,5,19,hour,";
  line.units = 38 * random.between(1, 5);
  line.price_before = random.between(4'000, 9'000);
  line.boarding_percent = 0;
  return line;
}

void write_school(std::uint32_t number, std::size_t& left, std::string& now, std::string& before,
                  Random& random) {
  const std::string urn = std::to_string(number);
  const std::size_t first_need = random.next() % needs.size();
  const std::size_t first_provision = random.next() % 3;
  std::vector<Line> lines;
  for (std::size_t n = 0; n < 4; ++n) {
    for (std::size_t p = 0; p < 2; ++p) {
      for (const Phase& phase : phases) {
        lines.push_back(
            placement(urn, (first_need + n) % needs.size(), first_provision + p, phase, random));
      }
    }
  }
  for (std::size_t item = 0; item < add_ons.size(); ++item) {
    const bool often_included = add_ons[item] == "nursing" || add_ons[item] == "transport";
    if (often_included) continue;
    for (std::size_t p = 0; p < 2; ++p)
      lines.push_back(add_on(urn, item, first_provision + p, random));
  }
  for (Line& line : lines) {
    if (left == 0) return;
    --left;
    const std::int64_t rise = random.one_in(150) ? random.between(40, 120) : random.between(0, 20);
    line.price_now = line.price_before + line.price_before * rise / 1000;
    if (random.one_in(300)) line.price_now *= 2;
    write_line(now, line, true, random);
    write_line(before, line, false, random);
  }
}

void write_rule_book(std::ostream& out) {
  out << R"({ "edition": "2026.bench", "title": "Bands for benchmarks", "status": "example",
  "published": "2026-03-31", "areas": [], "bands": [)";
  bool first = true;
  const auto band = [&](const std::string& id, const std::string& rest) {
    out << (first ? "\n" : ",\n") << R"(    {"id": ")" << id << R"(", )" << rest
        << R"(, "from": "2025-09-01", "to": "2028-09-01"})";
    first = false;
  };
  for (const std::string& need : needs) {
    for (const ProvisionLevel& level : provisions) {
      for (const Phase& phase : phases) {
        const std::int64_t annual = level.weekly_pennies * level.weeks;
        const std::string key = need + "-" + level.code + "-" + std::to_string(phase.from);
        const std::string common = R"("item": "placement", "provision": ")" + level.code +
                                   R"(", "need": ")" + need + R"(", "age_from": )" +
                                   std::to_string(phase.from) + R"(, "age_to": )" +
                                   std::to_string(phase.to) + R"(, "unit": "year", )";
        band(key + "-E", common + R"("component": "education", "floor": "20000.00", "ceiling": ")" +
                             money(annual * 12 / 10 * (100 - level.boarding_percent) / 100) + "\"");
        if (level.boarding_percent > 0) {
          band(key + "-B", common + R"("component": "boarding", "ceiling": ")" +
                               money(annual * 12 / 10 * level.boarding_percent / 100) + "\"");
        }
      }
    }
  }
  for (const std::string& item : add_ons) {
    band(item, R"("item": ")" + item + R"(", "provision": "*", "need": "*", "age_from": 0,
     "age_to": 25, "unit": "hour", "component": "total", "floor": "30.00", "ceiling": "110.00")");
  }
  out << R"( ],
  "parameters": [
    {"id": "increase_cap", "unit": "percent", "title": "Largest yearly rise",
     "values": [{"from": "2025-09-01", "value": "3.8"}]},
    {"id": "notice_days", "unit": "days", "title": "Notice",
     "values": [{"from": "2025-09-01", "value": "56"}]},
    {"id": "vat_rates", "unit": "percent", "title": "Rates of VAT",
     "values": [{"from": "2025-09-01", "value": ["20"]}]},
    {"id": "residential_days_limit", "unit": "days", "title": "Lodging",
     "values": [{"from": "2025-09-01", "value": "295"}]},
    {"id": "basket", "unit": "hours", "title": "Like for like",
     "values": [{"from": "2025-09-01",
                 "value": {"speech_language_therapy": "39", "occupational_therapy": "19.5"}}]} ] }
)";
}

constexpr std::string_view header =
    "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,"
    "education,boarding,care,health,vat_rate,effective_from,effective_to,notice_given,included\n";

}  // namespace

int main(int argc, char** argv) {
  std::size_t lines = 2'000'000;
  std::uint64_t seed = 1;
  std::string out = ".";
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--lines") lines = std::strtoull(argv[i + 1], nullptr, 10);
    if (option == "--seed") seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (option == "--out") out = argv[i + 1];
  }
  std::ofstream fees(out + "/fees.csv");
  std::ofstream previous(out + "/previous.csv");
  std::ofstream register_file(out + "/register.csv");
  std::ofstream book(out + "/rule_book.json");
  if (!fees || !previous || !register_file || !book) {
    std::cerr << "generate_fee_files: cannot write in " << out << "\n";
    return 2;
  }
  write_rule_book(book);
  fees << header;
  previous << header;
  register_file << "urn,name,type_code,la_code,open_date,close_date,childrens_home\n";
  Random random(seed);
  std::string now;
  std::string before;
  for (std::uint32_t urn = 100'000; lines > 0; ++urn) {
    if (urn > 999'999) urn = 100'000;
    now.clear();
    before.clear();
    write_school(urn, lines, now, before, random);
    fees << now;
    previous << before;
    register_file << urn << ",School " << urn << ",10," << std::to_string(201 + random.next() % 150)
                  << ",1990-01-01,,1\n";
  }
  return 0;
}
