// The replay of a filing as JSON, the same on the command line and over HTTP. Pure; thread-safe.
#pragma once

#include <string>

#include "registry/filings/replay.h"

namespace assize::api {

std::string replay_json(const registry::Replay& replay);

}  // namespace assize::api
