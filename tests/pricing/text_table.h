// Reads a table of cases kept as text: one case a line, fields parted by "|", "#" starts a comment
// line. \t, \n and \xNN in a field stand for bytes.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace assize::pricing {

struct TableRow {
  int line;
  std::vector<std::string> fields;
};

inline std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
    } else if (text[at + 1] == 't' || text[at + 1] == 'n') {
      out += text[++at] == 't' ? '\t' : '\n';
    } else if (text[at + 1] == 'x' && at + 3 < text.size()) {
      out += static_cast<char>(std::stoi(std::string(text.substr(at + 2, 2)), nullptr, 16));
      at += 3;
    } else {
      out += text[at];
    }
  }
  return out;
}

// A file whole. `path` is below the source folder.
inline std::string read_whole(const std::string& path) {
  std::ifstream file(std::string(ASSIZE_SOURCE_DIR) + "/" + path);
  if (!file) throw std::runtime_error("no file " + path);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

// `path` is below the source folder, such as "tests/pricing/exact/messages.txt".
inline std::vector<TableRow> read_table(const std::string& path) {
  std::ifstream file(std::string(ASSIZE_SOURCE_DIR) + "/" + path);
  if (!file) throw std::runtime_error("no table " + path);
  std::vector<TableRow> rows;
  std::string text;
  for (int line = 1; std::getline(file, text); ++line) {
    if (text.empty() || text.front() == '#') continue;
    TableRow row{line, {}};
    for (std::size_t from = 0, to = 0; to != std::string::npos; from = to + 1) {
      to = text.find('|', from);
      row.fields.push_back(unescaped(text.substr(from, to - from)));
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) throw std::runtime_error("the table is empty: " + path);
  return rows;
}

}  // namespace assize::pricing
