# Run by embed_files: writes the C++ source and header that hold the files named in MANIFEST.
file(STRINGS ${MANIFEST} names)
set(entries "")
set(index 0)
set(bodies "")
foreach(name IN LISTS names)
  file(READ "${ROOT}/${name}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND bodies "const unsigned char body_${index}[] = {${bytes}0x00};\n")
  string(APPEND entries
         "    {\"${name}\", {reinterpret_cast<const char*>(body_${index}), sizeof(body_${index}) - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${HEADER} "#pragma once
#include <string_view>
#include <vector>
namespace ${NAMESPACE} {
std::string_view embedded_file(std::string_view name);
std::vector<std::string_view> embedded_file_names();
}  // namespace ${NAMESPACE}
")
file(WRITE ${SOURCE} "#include \"${INCLUDE}\"
#include <stdexcept>
#include <string>
#include <utility>
namespace {
${bodies}const std::pair<std::string_view, std::string_view> files[] = {
${entries}};
}  // namespace
namespace ${NAMESPACE} {
std::string_view embedded_file(std::string_view name) {
  for (const auto& [file_name, body] : files) {
    if (file_name == name) return body;
  }
  throw std::out_of_range(\"no embedded file \" + std::string(name));
}
std::vector<std::string_view> embedded_file_names() {
  std::vector<std::string_view> names;
  for (const auto& file : files) names.push_back(file.first);
  return names;
}
}  // namespace ${NAMESPACE}
")
