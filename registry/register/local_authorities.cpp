#include "registry/register/local_authorities.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "pricing/text/csv.h"
#include "registry/embedded.h"

namespace assize::registry {
namespace {

std::vector<LocalAuthority> read_embedded() {
  std::vector<LocalAuthority> councils;
  const auto table = pricing::read_csv(
      embedded_file("data/local_authorities.csv"),
      [](const pricing::CsvTable&) { return Result<bool>(true); },
      [&](const pricing::CsvRow& row) {
        councils.push_back({pricing::LaCode::parse(row.fields.at(0)).value(), row.fields.at(1),
                            row.fields.at(2), row.fields.at(3)});
      });
  if (!table) throw std::logic_error("local_authorities.csv: " + table.faults()[0].message);
  return councils;
}

bool same_letters(std::string_view left, std::string_view right) {
  const auto lower = [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  };
  return std::ranges::equal(left, right, {}, lower, lower);
}

}  // namespace

std::span<const LocalAuthority> local_authorities() {
  static const std::vector<LocalAuthority> councils = read_embedded();
  return councils;
}

const LocalAuthority* find_local_authority(pricing::LaCode code) {
  const auto councils = local_authorities();
  const auto found = std::ranges::lower_bound(councils, code, {}, &LocalAuthority::code);
  return found != councils.end() && found->code == code ? &*found : nullptr;
}

std::string_view region_named(std::string_view text) {
  for (const LocalAuthority& council : local_authorities()) {
    if (same_letters(council.region, text)) return council.region;
  }
  return {};
}

}  // namespace assize::registry
