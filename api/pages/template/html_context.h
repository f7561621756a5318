// Where a template puts its values, judged when it is compiled: between tags or within a quoted
// attribute, never in a script, a style or a handler, and into an address only as a whole safe link
// or as an escaped part. Pure; thread-safe.
#pragma once

#include <vector>

#include "api/pages/template/template.h"

namespace assize::api {

// Throws std::invalid_argument where a value could do harm, where a section leaves the HTML in
// another state than it found it in, and at scripts, styles and handlers in the page itself.
void check_html_context(const std::vector<Template::Step>& steps);

}  // namespace assize::api
