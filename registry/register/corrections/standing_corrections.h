// The corrections that an import of the source must leave alone. One stands until the source says
// something else than it said when the correction was made. Not thread-safe.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "registry/database/database.h"
#include "registry/register/files/school_record.h"

namespace assize::registry {

class StandingCorrections {
 public:
  explicit StandingCorrections(Connection& connection);

  // Puts what was corrected in place of what the source goes on saying. Where the source says
  // another value, that one is left, and the correction is overtaken.
  void apply(std::uint32_t urn, const std::bitset<school_columns.size()>& untold,
             std::string& packed);
  // Ends those that were overtaken; gives each as "900001 capacity".
  std::vector<std::string> end_overtaken(Connection& connection) const;

 private:
  struct Standing {
    SchoolColumn column;
    std::optional<std::string> source_value, value;
  };
  std::unordered_map<std::uint32_t, std::vector<Standing>> by_urn_;
  std::vector<std::pair<std::uint32_t, SchoolColumn>> overtaken_;
};

// Lets a correction stand, in place of one that stands already; whose source value it then keeps.
// One that says what the source says ends what stood.
void let_stand(Connection& connection, std::uint32_t urn, SchoolColumn column,
               const std::string& correction_id, const std::optional<std::string>& before,
               const std::optional<std::string>& value);

}  // namespace assize::registry
