// A school as the register's table holds it, packed into one text so that 50,000 of them are
// compared and kept cheaply. Values only; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assize::registry {

// The columns of table `school` after `urn`, in the order in which records hold them.
inline constexpr std::array<std::string_view, 32> school_columns{"name",
                                                                 "type_code",
                                                                 "status",
                                                                 "la_code",
                                                                 "establishment_number",
                                                                 "ukprn",
                                                                 "open_date",
                                                                 "close_date",
                                                                 "phase",
                                                                 "age_from",
                                                                 "age_to",
                                                                 "gender",
                                                                 "boarders",
                                                                 "capacity",
                                                                 "pupils",
                                                                 "street",
                                                                 "locality",
                                                                 "address3",
                                                                 "town",
                                                                 "county",
                                                                 "postcode",
                                                                 "website",
                                                                 "region",
                                                                 "easting",
                                                                 "northing",
                                                                 "uprn",
                                                                 "inspectorate",
                                                                 "inspected_on",
                                                                 "inspection_outcome",
                                                                 "childrens_home",
                                                                 "needs",
                                                                 "gias_changed_on"};

enum class SchoolColumn : std::uint8_t {
  name,
  type_code,
  status,
  la_code,
  establishment_number,
  ukprn,
  open_date,
  close_date,
  phase,
  age_from,
  age_to,
  gender,
  boarders,
  capacity,
  pupils,
  street,
  locality,
  address3,
  town,
  county,
  postcode,
  website,
  region,
  easting,
  northing,
  uprn,
  inspectorate,
  inspected_on,
  inspection_outcome,
  childrens_home,
  needs,
  gias_changed_on
};

// The values by column; none is NULL.
class SchoolValues {
 public:
  std::optional<std::string>& operator[](SchoolColumn column) {
    return values_[static_cast<std::size_t>(column)];
  }
  const std::optional<std::string>& operator[](SchoolColumn column) const {
    return values_[static_cast<std::size_t>(column)];
  }
  std::optional<std::string>& at(std::size_t column) { return values_.at(column); }
  const std::optional<std::string>& at(std::size_t column) const { return values_.at(column); }

  // All values as one text: equal texts are equal schools. Values hold no control characters.
  std::string packed() const;
  static SchoolValues unpacked(std::string_view text);

 private:
  std::array<std::optional<std::string>, school_columns.size()> values_;
};

struct SchoolRecord {
  std::uint32_t urn = 0;
  std::string packed;
};

}  // namespace assize::registry
