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

std::vector<pricing::LaCode> codes_of(std::string_view text) {
  std::vector<pricing::LaCode> codes;
  for (std::size_t at = 0; at < text.size(); at += 4) {
    codes.push_back(pricing::LaCode::parse(text.substr(at, 3)).value());
  }
  return codes;
}

std::vector<FormerCouncil> read_former() {
  std::vector<FormerCouncil> councils;
  const auto table = pricing::read_csv(
      embedded_file("data/former_councils.csv"),
      [](const pricing::CsvTable&) { return Result<bool>(true); },
      [&](const pricing::CsvRow& row) {
        councils.push_back({pricing::LaCode::parse(row.fields.at(0)).value(), row.fields.at(1),
                            pricing::Date::parse(row.fields.at(2)).value(),
                            codes_of(row.fields.at(3)), row.fields.at(4)});
      });
  if (!table) throw std::logic_error("former_councils.csv: " + table.faults()[0].message);
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

std::span<const FormerCouncil> former_councils() {
  static const std::vector<FormerCouncil> councils = read_former();
  return councils;
}

const FormerCouncil* find_former_council(pricing::LaCode code) {
  const auto councils = former_councils();
  const auto found = std::ranges::find(councils, code, &FormerCouncil::code);
  return found != councils.end() ? &*found : nullptr;
}

std::vector<pricing::LaCode> councils_of_today(pricing::LaCode code) {
  if (const FormerCouncil* former = find_former_council(code)) return former->became;
  if (find_local_authority(code) != nullptr) return {code};
  return {};
}

std::optional<pricing::LaCode> council_on(pricing::LaCode code, pricing::Date day) {
  std::optional<pricing::LaCode> before;
  for (const FormerCouncil& former : former_councils()) {
    if (day > former.last_day || std::ranges::find(former.became, code) == former.became.end()) {
      continue;
    }
    if (before) return std::nullopt;
    before = former.code;
  }
  return before ? before : code;
}

std::string_view name_of_council(pricing::LaCode code) {
  if (const LocalAuthority* council = find_local_authority(code)) return council->name;
  const FormerCouncil* former = find_former_council(code);
  return former != nullptr ? std::string_view(former->name) : std::string_view();
}

std::string region_of_school(const std::optional<std::string>& la_code,
                             const std::optional<std::string>& told) {
  if (la_code) {
    const auto code = pricing::LaCode::parse(*la_code);
    const LocalAuthority* council = code.ok() ? find_local_authority(*code) : nullptr;
    if (council != nullptr) return council->region;
  }
  return told.value_or("");
}

std::string_view region_named(std::string_view text) {
  for (const LocalAuthority& council : local_authorities()) {
    if (same_letters(council.region, text)) return council.region;
  }
  return {};
}

}  // namespace assize::registry
