// Invented names for the demo market, put together from parts. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "registry/demo/demo_random.h"

namespace assize::registry {

std::string demo_school_name(DemoRandom& random);
std::string demo_college_name(DemoRandom& random);
std::string demo_state_school_name(DemoRandom& random);
std::string demo_street(DemoRandom& random);
std::string demo_provider_name(DemoRandom& random, bool is_charity);
std::string demo_group_name(DemoRandom& random);
// "https://www.alder-brook-school-900001.example": a name that is kept free for examples.
std::string demo_website(std::string_view name, std::uint32_t urn);
// A postcode of the area that cannot exist: no real one has C, I, K, M, O or V after its last
// digit.
std::string demo_postcode(DemoRandom& random, std::string_view area);

}  // namespace assize::registry
