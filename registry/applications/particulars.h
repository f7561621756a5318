// What a provider says of the school that it applies to register. No person is named: of the head
// teacher, only whether the post is filled. Pure; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/result.h"
#include "pricing/text/json.h"
#include "registry/register/files/school_record.h"

namespace assize::registry {

struct Particulars {
  // name, type_code, la_code, street, locality, town, county, postcode, age_from, age_to, gender,
  // capacity, needs and open_date (the proposed first day), as the register's table holds them.
  SchoolValues school;
  std::vector<pricing::Provision> provision;
  std::string premises;          // in words
  std::string headteacher_post;  // filled, acting or vacant
};

// From a JSON object: name, type, la, street, locality, town, county, postcode, age_from, age_to,
// gender, capacity, needs, provision, opens_on, premises, headteacher_post. All but locality and
// county are needed. Appends every fault, with its path.
Particulars read_particulars(const pricing::JsonValue& value, const std::string& path,
                             Faults& faults);
// Canonical JSON, which read_particulars reads back.
std::string particulars_json(const Particulars& particulars);
Particulars stored_particulars(std::string_view json);

}  // namespace assize::registry
