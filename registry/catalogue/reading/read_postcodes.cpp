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
  // What is given later counts: a file of postcodes is nearer the truth than a school's address.
  connection.query_each(
      "SELECT code, easting, northing FROM postcode ORDER BY code", {}, [&](const Row& row) {
        postcodes.emplace_back(static_cast<std::uint64_t>(row.integer(0)),
                               GridPoint{static_cast<std::int32_t>(row.integer(1)),
                                         static_cast<std::int32_t>(row.integer(2))});
      });
  return std::make_shared<const PostcodeTable>(std::move(postcodes));
}

}  // namespace assize::registry
