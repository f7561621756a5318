// Writes the demo nation in the forms of the files that others publish. Pure; thread-safe.
#pragma once

#include <string>

#include "registry/demo/demo_nation.h"

namespace assize::registry {

std::string write_demo_gias(const DemoNation& nation);
std::string write_demo_section41(const DemoNation& nation);
std::string write_demo_ownership(const DemoNation& nation);

}  // namespace assize::registry
