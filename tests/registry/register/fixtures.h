// Reading the register's fixtures, and the real files by others where they lie beside the checkout.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>

namespace assize::registry {

inline std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string register_fixture(const std::string& name) {
  return file_bytes(std::filesystem::path(ASSIZE_SOURCE_DIR) / "tests/fixtures/register" / name);
}

// A file by others, such as "data/gias/gias_sample_99.csv"; none where those are not at hand.
inline std::optional<std::string> shared_file(const std::string& name) {
  const char* given = std::getenv("ASSIZE_SHARED");
  const std::filesystem::path folder =
      given != nullptr ? given : std::filesystem::path(ASSIZE_SOURCE_DIR) / "../shared";
  if (!std::filesystem::exists(folder / name)) return std::nullopt;
  return file_bytes(folder / name);
}

}  // namespace assize::registry
