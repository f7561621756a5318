#include "registry/placements/placement.h"

#include <algorithm>

#include "pricing/text/csv.h"
#include "pricing/text/encoding.h"

namespace assize::registry {

std::array<std::string, placement_columns.size()> placement_texts(const CallOff& placement) {
  const auto day = [](const std::optional<pricing::Date>& date) {
    return date ? date->text() : std::string();
  };
  const auto& ending = placement.ending;
  return {placement.reference,
          placement.urn.text(),
          placement.line,
          std::string(code(placement.need)),
          std::string(code(placement.provision)),
          placement.start.text(),
          std::string(pricing::placement_basis_codes[static_cast<std::size_t>(placement.basis)]),
          placement.annual_price.text(),
          placement.education.text(),
          placement.care.text(),
          placement.health.text(),
          placement.council.text(),
          placement.add_ons,
          day(placement.end),
          placement.agreed ? std::string(code(placement.agreed->unit)) : "",
          placement.agreed ? placement.agreed->unit_price.text() : "",
          placement.lot,
          ending ? std::string(ended_by_codes[static_cast<std::size_t>(ending->by)]) : "",
          ending ? day(ending->notice) : "",
          placement.withdrawn ? "true" : ""};
}

std::vector<std::string_view> add_ons_of(const CallOff& placement) {
  std::vector<std::string_view> names;
  std::string_view left = placement.add_ons;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find(';'), left.size());
    const std::string_view name = pricing::trimmed(left.substr(0, end));
    if (!name.empty()) names.push_back(name);
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return names;
}

void append_placement_csv(std::string& out, const CallOff& placement) {
  const auto texts = placement_texts(placement);
  for (std::size_t at = 0; at < texts.size(); ++at) {
    if (at > 0) out += ',';
    pricing::append_csv_field(out, texts[at]);
  }
  out += '\n';
}

std::string placement_csv_header() {
  std::string out;
  for (const std::string_view column : placement_columns) {
    out.append(out.empty() ? "" : ",").append(column);
  }
  return out + "\n";
}

}  // namespace assize::registry
