// One HTTP reply as handlers make it: a value with its whole body. Values only; thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assize::api {

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const std::string> body;  // null: none
  bool has_instance = false;                // a problem that names its request already
  bool is_recorded =
      false;  // a problem that nevertheless changed something, such as a refused filing

  std::string_view body_text() const { return body ? std::string_view(*body) : ""; }
  // The value of a header by its exact name; empty if it is not there.
  std::string_view header(std::string_view name) const;
  Response& with(std::string name, std::string value) {
    headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
};

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view csv_type = "text/csv; charset=utf-8; header=present";
inline constexpr std::string_view html_type = "text/html; charset=utf-8";
inline constexpr std::string_view text_type = "text/plain; charset=utf-8";

Response reply(std::string_view content_type, std::string body, int status = 200);
// JSON for the one who asked alone: kept only by its own browser, and asked about again each time.
Response private_reply(std::string json, int status = 200);
// With a body that others share, such as a download made once for each snapshot.
Response reply(std::string_view content_type, std::shared_ptr<const std::string> body);

// "OK", "Not Found".
std::string_view reason_phrase(int status);

// A strong entity tag of the body: quoted, from its SHA-256.
std::string entity_tag(std::string_view body);
// RFC 9530: "sha-256=:…:".
std::string repr_digest(std::string_view body);
// Whether an If-None-Match value names the tag (weak comparison, RFC 9110 section 13.1.2).
bool names_entity_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace assize::api
