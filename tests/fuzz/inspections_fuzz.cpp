// Any bytes at all, read as a file of inspections: an answer or a fault, never a crash.
// links: registry
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "registry/market/inspection_standards.h"
#include "registry/register/files/inspections_file.h"

// Every row is taken, refused or said before, and each outcome has one of the three forms.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assize::registry;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = read_inspections(bytes);
  if (!file.ok()) return 0;
  if (file->inspections.size() + file->reading.refused.size() > file->reading.rows) std::abort();
  for (const Inspection& each : file->inspections) {
    const Outcome outcome = read_outcome(each.outcome);
    if (outcome.grade.empty() == outcome.areas.empty()) std::abort();
    for (const auto& [area, grade] : outcome.areas) {
      if (area.empty() || grade.empty()) std::abort();
    }
    (void)standards_found(each.outcome);
  }
  return 0;
}
