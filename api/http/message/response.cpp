#include "api/http/message/response.h"

#include <algorithm>
#include <array>

#include "audit/tree/hash.h"

namespace assize::api {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

constexpr std::array<std::pair<int, std::string_view>, 25> phrases{{
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
}};

}  // namespace

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return "";
}

Response reply(std::string_view content_type, std::string body, int status) {
  Response response = reply(content_type, std::make_shared<const std::string>(std::move(body)));
  response.status = status;
  return response;
}

Response private_reply(std::string json, int status) {
  return reply(json_type, std::move(json), status).with("Cache-Control", "private, no-cache");
}

Response reply(std::string_view content_type, std::shared_ptr<const std::string> body) {
  Response response;
  response.with("Content-Type", std::string(content_type));
  response.body = std::move(body);
  return response;
}

std::string_view reason_phrase(int status) {
  const auto found = std::find_if(phrases.begin(), phrases.end(),
                                  [status](const auto& row) { return row.first == status; });
  return found == phrases.end() ? "Unknown" : found->second;
}

std::string entity_tag(std::string_view body) {
  return "\"" + audit::sha256_hex(body).substr(0, 32) + "\"";
}

std::string repr_digest(std::string_view body) {
  const audit::Hash hash = audit::sha256(body);
  return "sha-256=:" + audit::base64(audit::bytes_of(hash)) + ":";
}

bool names_entity_tag(std::string_view if_none_match, std::string_view tag) {
  while (!if_none_match.empty()) {
    const std::string_view member = if_none_match.substr(0, if_none_match.find(','));
    if_none_match.remove_prefix(std::min(if_none_match.size(), member.size() + 1));
    std::string_view candidate = trimmed(member);
    if (candidate == "*") return true;
    if (candidate.substr(0, 2) == "W/") candidate.remove_prefix(2);
    if (candidate == tag) return true;
  }
  return false;
}

}  // namespace assize::api
