// The table of commands, in the order that help shows them. Each is in a file of its own.
#pragma once

#include <array>

#include "api/command_line/command.h"

namespace assize::api {

inline constexpr std::array<AddCommand, 0> commands{};

}  // namespace assize::api
