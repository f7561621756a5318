// How long it takes to publish a market ten times England's: the whole catalogue as CSV and as
// JSON, and the frameworks as OCDS, in which every line is an item once. links: api
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <string>

#include "api/publication/ocds.h"
#include "registry/catalogue/export.h"
#include "registry/register/local_authorities.h"

namespace {

using namespace assize;            // NOLINT(google-build-using-namespace): a program of its own
using namespace assize::registry;  // NOLINT(google-build-using-namespace)
using Clock = std::chrono::steady_clock;

constexpr std::size_t school_count = 20'000;
constexpr std::size_t lines_each = 50;
constexpr std::size_t lot_count = 13;  // one for each need
constexpr std::int64_t aim_milliseconds = 5'000;

class Market {
 public:
  Snapshot make() {
    Snapshot snapshot;
    snapshot.today = pricing::Date::from_civil(2026, 10, 1).value();
    snapshot.checkpoint = {123'456, "bm90IGEgcm9vdA==", "2026-10-01T09:15:02.123456Z"};
    snapshot.frameworks.push_back(framework());
    for (std::size_t number = 0; number < school_count; ++number) {
      snapshot.schools.push_back(std::make_shared<const CatalogueSchool>(school(number)));
    }
    return snapshot;
  }

 private:
  static Framework framework() {
    Framework framework;
    framework.id = "PLACES-1";
    framework.title = "Special school places";
    framework.buyer_name = "The regulator";
    framework.dates = {day(2026, 1), day(2026, 2), day(2026, 4), day(2030, 4)};
    for (std::size_t need = 0; need < lot_count; ++need) {
      Lot lot;
      lot.id = pricing::need_codes[need];
      lot.title = "Places for " + lot.id;
      lot.need = static_cast<pricing::Need>(need);
      lot.provision = pricing::Provision::any;
      framework.lots.push_back(lot);
    }
    return framework;
  }
  static pricing::Date day(int year, int month) {
    return pricing::Date::from_civil(year, month, 1).value();
  }
  CatalogueSchool school(std::size_t number) {
    CatalogueSchool school(
        *pricing::Urn::from_number(static_cast<std::uint32_t>(100'000 + number)));
    const LocalAuthority& council = local_authorities()[number % local_authorities().size()];
    school.name = "Hill School number " + std::to_string(number);
    school.type_code = 10;
    school.type_name = "Other independent special school";
    school.is_open = true;
    school.la = council.code;
    school.la_name = council.name;
    school.region = council.region;
    school.postcode = "SW1A 2AA";
    school.provider_id = "GB-COH-" + std::to_string(10'000'000 + number / 4);
    school.provider_name = "Hill Schools Limited number " + std::to_string(number / 4);
    school.group_name = "Hill Group";
    const std::size_t first_need = number % lot_count;
    for (std::size_t lot = 0; lot < 3; ++lot) {
      school.lots.push_back({"PLACES-1",
                             std::string(pricing::need_codes[(first_need + lot) % lot_count]),
                             LotStatus::admitted, day(2026, 3), true});
    }
    for (std::size_t line = 0; line < lines_each; ++line) {
      school.fees.push_back(
          fee(line, static_cast<pricing::Need>((first_need + line % 3) % lot_count)));
      school.fees_today.push_back(line);
    }
    return school;
  }
  CatalogueFee fee(std::size_t line, pricing::Need need) {
    CatalogueFee fee;
    fee.line = "LINE-" + std::to_string(100 + line);
    fee.item = "placement";
    fee.provision = static_cast<pricing::Provision>(line % 4);
    fee.need = need;
    fee.age_from = 5;
    fee.age_to = 19;
    fee.unit = pricing::Unit::week;
    fee.units_per_year = "38";
    fee.unit_price = pricing::Pounds::from_pennies(
        std::uniform_int_distribution<std::int64_t>(100'000, 500'000)(random_));
    fee.annual_price = fee.unit_price * 38;
    fee.education = fee.annual_price;
    fee.vat_rate = "0";
    fee.effective_from = day(2026, 9);
    fee.effective_to = day(2027, 8);
    fee.filing_id = "01J8Z3N5QK6W7X8Y9Z0A1B2C3D";
    return fee;
  }

  std::mt19937 random_{1};
};

std::int64_t peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

// Says how long it took, of the aim, and how much memory beyond what there was. Returns the time.
template <typename Work>
std::int64_t measure(const char* what, Work work) {
  const std::int64_t before = peak_mebibytes();
  const auto began = Clock::now();
  const std::size_t bytes = work();
  const std::int64_t taken =
      std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began).count();
  std::printf("  %-34s %8lld ms for %zu MB, %lld MiB of memory\n", what,
              static_cast<long long>(taken), bytes / 1'000'000,
              static_cast<long long>(peak_mebibytes() - before));
  return taken;
}

}  // namespace

int main() {
  const Snapshot snapshot = Market().make();
  std::printf("  %zu schools, %zu lines: %lld MiB\n", school_count, school_count * lines_each,
              static_cast<long long>(peak_mebibytes()));
  std::int64_t taken = 0;
  const auto count_bytes = [&](auto write_all) {
    std::size_t bytes = 0;
    write_all(snapshot, snapshot.today,
              [&bytes](std::string_view piece) { bytes += piece.size(); });
    return bytes;
  };
  taken += measure("the catalogue as CSV", [&] { return count_bytes(export_catalogue_csv); });
  measure("the catalogue as JSON", [&] { return count_bytes(export_catalogue_json); });
  taken += measure("the frameworks as OCDS",
                   [&] { return api::ocds_package(snapshot, {}, snapshot.today).size(); });
  std::printf("  %-34s %8lld ms   %lld %% of the aim, at most 5 s\n", "OCDS and CSV",
              static_cast<long long>(taken),
              static_cast<long long>(100 * taken / aim_milliseconds));
}
