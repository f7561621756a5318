#include "registry/register/files/school_record.h"

namespace assize::registry {
namespace {
constexpr char end_of_value = '\x1F';
constexpr char no_value = '\x1E';
}  // namespace

std::string SchoolValues::packed() const {
  std::string text;
  for (const auto& value : values_) {
    if (value) {
      text += *value;
    } else {
      text += no_value;
    }
    text += end_of_value;
  }
  return text;
}

SchoolValues SchoolValues::unpacked(std::string_view text) {
  SchoolValues values;
  for (auto& value : values.values_) {
    const std::size_t end = text.find(end_of_value);
    const std::string_view held = text.substr(0, end);
    if (held.size() != 1 || held.front() != no_value) value = std::string(held);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return values;
}

}  // namespace assize::registry
