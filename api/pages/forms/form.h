// What a browser's form sends: application/x-www-form-urlencoded, or multipart/form-data (RFC 7578)
// with its files. Read strictly; bounded by the body it is given. Pure; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/message/request.h"
#include "pricing/result.h"

namespace assize::api {

struct FormFile {
  std::string name;       // of the field
  std::string file_name;  // as the browser said; for showing alone
  std::string type;       // likewise
  std::string content;
};

struct Form {
  Query fields;
  std::vector<FormFile> files;

  // The first value of a field; "" if it was not sent.
  std::string value(std::string_view name) const;
  // The file of a field; null if none was chosen.
  const FormFile* file(std::string_view name) const;
};

// What a route of a form reads.
inline constexpr std::string_view form_types =
    "application/x-www-form-urlencoded multipart/form-data";

Result<Form> parse_form(std::string_view content_type, std::string_view body);
Result<Form> parse_form(const Request& request);

}  // namespace assize::api
