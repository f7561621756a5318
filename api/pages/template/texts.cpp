#include "api/pages/template/texts.h"

#include <stdexcept>

#include "api/embedded.h"
#include "api/pages/template/template.h"

namespace assize::api {

Texts Texts::parse(std::string_view file) {
  Texts texts;
  while (!file.empty()) {
    const std::size_t end = file.find('\n');
    const std::string_view line = file.substr(0, end);
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t mark = line.find(" = ");
    if (mark == std::string_view::npos || mark == 0) {
      throw std::invalid_argument("this is not \"key = text\": " + std::string(line));
    }
    if (!texts.texts_.emplace(line.substr(0, mark), line.substr(mark + 3)).second) {
      throw std::invalid_argument("this key is given twice: " + std::string(line.substr(0, mark)));
    }
  }
  return texts;
}

const std::string* Texts::find(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : &found->second;
}

std::string Texts::say(
    std::string_view key,
    std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
  const std::string* text = find(key);
  if (text == nullptr) throw std::out_of_range("there is no text \"" + std::string(key) + "\"");
  std::string out;
  std::string_view left = *text;
  for (std::size_t at = left.find("{{"); at != std::string_view::npos; at = left.find("{{")) {
    const std::size_t end = left.find("}}", at);
    if (end == std::string_view::npos) break;
    out += left.substr(0, at);
    const std::string_view name = left.substr(at + 2, end - at - 2);
    for (const auto& [each, value] : values) {
      if (each == name) out += value;
    }
    left.remove_prefix(end + 2);
  }
  return out.append(left);
}

std::string Texts::as_template(std::string_view key) const {
  const std::string* text = find(key);
  if (text == nullptr) throw std::invalid_argument("there is no text \"" + std::string(key) + "\"");
  std::string out;
  std::string_view left = *text;
  for (std::size_t at = left.find("{{"); at != std::string_view::npos; at = left.find("{{")) {
    const std::size_t end = left.find("}}", at);
    if (end == std::string_view::npos) break;
    out += escape_html(left.substr(0, at));
    out += left.substr(at, end + 2 - at);
    left.remove_prefix(end + 2);
  }
  return out + escape_html(left);
}

const Texts& english() {
  static const Texts texts = Texts::parse(embedded_file("pages/texts/en.txt"));
  return texts;
}

}  // namespace assize::api
