// What a template may have done to a value before it is shown. Pure; thread-safe.
//
//   pounds   59187.6 -> £59,187.60; 59188.00 -> £59,188         whole  12345 -> 12,345
//   date     2026-09-01 -> 1 September 2026
//   moment   2026-09-01T08:05:00Z -> 1 September 2026, 08:05 UTC
//   text:X   the catalogue's text "X.value"; the value itself where there is none
//   link     a web address, or one of this site; "#" for any other, such as javascript:
//   part     escaped as a part of an address
//   lower    with a small first letter            percent  0.5 -> 0.5%
//   plural:one,many   1 -> "1 one", 2 -> "2 many"
#pragma once

#include <string>
#include <string_view>

#include "api/pages/template/texts.h"
#include "pricing/text/json.h"

namespace assize::api {

bool is_filter(std::string_view name);
std::string filtered(std::string_view name, std::string_view argument, const std::string& text,
                     const Texts& texts);

// A string, number or boolean as text; "" for anything else.
std::string plain_text(const pricing::JsonValue& value);
// "£1,234.50"; the text itself where it is not an amount.
std::string pounds_text(std::string_view amount);
// "1 September 2026"; the text itself where it is not a date.
std::string date_text(std::string_view date);
// "/schools?need=ASD", "#top" and "https://…" as they are; "#" otherwise.
std::string safe_link(std::string_view address);

}  // namespace assize::api
