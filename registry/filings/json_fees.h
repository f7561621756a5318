// The JSON form of a fee file, turned into the CSV form, so that one reader and one set of rules
// judge both. Thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "pricing/result.h"

namespace assize::registry {

// Reads {"lines": [{"urn": "123456", "line": "ASD-DAY", ...}, ...]}: the fee file's columns as
// keys, and any that begin with "x_". Every value is a string; a key that is left out, or null, is
// an empty field. The CSV has lines[0] on its line 2, so a finding on line N is about lines[N - 2].
// Faults give the JSON path; after the first 1,000 the rest are only counted.
Result<std::string> fees_from_json(std::string_view body);

}  // namespace assize::registry
