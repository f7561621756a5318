// Any bytes at all, read as each of the register's files: an answer or a fault, never a crash.
// links: registry
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "registry/register/files/gias_file.h"
#include "registry/register/files/links_file.h"
#include "registry/register/files/ownership_file.h"
#include "registry/register/files/section41_file.h"

namespace {

// Every row is either taken or refused, and what was taken survives being packed.
void check(const assize::Result<assize::registry::GiasFile>& file) {
  if (!file) return;
  if (file->schools.size() + file->reading.refused.size() != file->reading.rows) std::abort();
  for (const auto& school : file->schools) {
    if (assize::registry::SchoolValues::unpacked(school.packed).packed() != school.packed) {
      std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(assize::registry::read_gias(bytes));
  (void)assize::registry::read_section41(bytes);
  (void)assize::registry::read_links(bytes);
  (void)assize::registry::read_ownership(bytes);
  return 0;
}
