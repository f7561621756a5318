#include "registry/catalogue/reading/read_postcodes.h"

#include <utility>
#include <vector>

namespace assize::registry {

std::shared_ptr<const PostcodeTable> read_postcodes(Connection& connection) {
  std::vector<std::pair<std::uint64_t, GridPoint>> postcodes;
  connection.query_each(
      "SELECT postcode, easting, northing FROM school"
      " WHERE postcode IS NOT NULL AND easting IS NOT NULL AND northing IS NOT NULL ORDER BY urn",
      {}, [&](const Row& row) {
        if (const auto code = pack_postcode(row.text(0))) {
          postcodes.emplace_back(*code, GridPoint{static_cast<std::int32_t>(row.integer(1)),
                                                  static_cast<std::int32_t>(row.integer(2))});
        }
      });
  return std::make_shared<const PostcodeTable>(std::move(postcodes));
}

}  // namespace assize::registry
