// Every text of the pages, by key, from one file a language, so that a translation is one file.
// Immutable; thread-safe.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace assize::api {

class Texts {
 public:
  // Lines of "key = text"; lines that begin with "#" are remarks. A text may hold {{tags}}, which
  // are filled in where it is shown. Throws std::invalid_argument at a line that is neither, and at
  // a key that is given twice.
  static Texts parse(std::string_view file);

  // None of that key: null.
  const std::string* find(std::string_view key) const;
  // The text with its tags filled in by plain values. Throws std::out_of_range without such a key.
  std::string say(
      std::string_view key,
      std::initializer_list<std::pair<std::string_view, std::string_view>> values = {}) const;
  // Its HTML, with its tags as they are. Throws std::invalid_argument without such a key.
  std::string as_template(std::string_view key) const;
  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

// The English ones, which are built into the program.
const Texts& english();

}  // namespace assize::api
