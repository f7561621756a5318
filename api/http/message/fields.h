// The fields of a small form, from a browser (application/x-www-form-urlencoded) or a program (a
// flat JSON object), read alike. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/message/request.h"
#include "pricing/result.h"

namespace assize::api {

// Gathers every fault: missing, repeated, over-long and unknown fields too.
class Fields {
 public:
  // Faults if the body cannot be read as either.
  static Result<Fields> of(const Request& request);

  // Whether a browser's form sent them, so that a redirection is the answer.
  bool is_form() const { return is_form_; }
  // The field's text without the spaces around it; none if it is not there or empty.
  std::optional<std::string> text(std::string_view name, std::size_t limit_bytes = 300);
  // The same, as it was typed.
  std::optional<std::string> exact(std::string_view name, std::size_t limit_bytes = 300);
  // The same, with a fault if there is none.
  std::string needed(std::string_view name, std::string_view what, std::size_t limit_bytes = 300);
  // "true", "on", "yes" or "1".
  bool flag(std::string_view name);
  // Every text of a list: a JSON array, or a form's field given several times.
  std::vector<std::string> list(std::string_view name, std::size_t count_limit = 200);
  void refuse(std::string_view name, std::string message);
  // Every fault so far, with one for each field that nobody asked for.
  Faults faults();

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
  std::vector<std::string> known_{"csrf_token"};
  Faults faults_;
  bool is_form_ = false;
};

}  // namespace assize::api
