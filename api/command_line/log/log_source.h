// Where `assize log verify` reads a log's files: a folder, or an address over HTTP. Thread-safe.
#pragma once

#include <string>

#include "audit/verify/verify_log.h"

namespace assize::api {

// Throws CannotRun if it is neither a folder nor an http:// address. What cannot be read later is a
// refusal that names the file.
audit::LogSource open_log_source(const std::string& source);

}  // namespace assize::api
