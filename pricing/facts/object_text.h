// Writes one JSON object without spaces; its writer names the members in the order of the alphabet.
// Used by one thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/exact/money.h"
#include "pricing/text/json.h"

namespace assize::pricing {

class ObjectText {
 public:
  explicit ObjectText(std::string& out) : out_(out) { out_ += '{'; }
  void member(std::string_view key, std::string_view value) {
    start(key);
    append_json_string(out_, value);
  }
  void member(std::string_view key, Date value) { member(key, std::string_view(value.text())); }
  void member(std::string_view key, Pounds value) { member(key, std::string_view(value.text())); }
  void member(std::string_view key, Urn value) { member(key, std::string_view(value.text())); }
  void whole(std::string_view key, std::int64_t value) {
    start(key);
    out_ += std::to_string(value);
  }
  void start(std::string_view key) {
    if (!is_first_) out_ += ',';
    is_first_ = false;
    append_json_string(out_, key);
    out_ += ':';
  }
  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool is_first_ = true;
};

// A list under its key, each element by write(std::string&, const T&); nothing if it is absent.
template <typename List, typename Write>
void write_objects(std::string& out, ObjectText& object, std::string_view key, const List& list,
                   Write write) {
  if (!list) return;
  object.start(key);
  out += '[';
  for (std::size_t at = 0; at < list->size(); ++at) {
    if (at > 0) out += ',';
    write(out, (*list)[at]);
  }
  out += ']';
}

}  // namespace assize::pricing
