// What the reports on files and on the market have in common. Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pricing/assessment/assess.h"

namespace assize::pricing {

// "1 error, 2 holds."; "nothing found." for none.
std::string severity_words(const std::array<std::uint64_t, 5>& severities);
// A finding and its working, indented below its heading.
void append_finding_text(const Finding& finding, std::string& out);
// What was not assessed and why; rules with one reason between them share a line.
void append_not_assessed(const std::vector<NotAssessed>& not_assessed, std::string& out);

// "key": "text", and "key": 12.
void append_json_member(std::string& out, std::string_view key, std::string_view text);
void append_json_number(std::string& out, std::string_view key, std::uint64_t number);
// "key": "text" of each, after a comma.
using JsonTexts = std::span<const std::pair<std::string_view, std::string_view>>;
void append_json_members(std::string& out, JsonTexts keys_and_texts);
// The members `counts` and `not_assessed`, after a comma.
void append_counts_json(std::string& out, const std::map<std::string_view, std::uint64_t>& counts,
                        const std::vector<NotAssessed>& not_assessed);
// The member `working`, after a comma.
void append_working_json(std::string& out, const Finding& finding);

}  // namespace assize::pricing
