// Where postcodes lie, as far as this register knows: those of its schools, and those of a postcode
// file if one was imported. A postcode that is not known lies at the mean of its outward code.
// Immutable once made; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/geography/grid.h"

namespace assize::registry {

// A postcode without spaces, in capitals, as a number that sorts as the text does. None if the text
// has not the form of a postcode ("YO10 5DD").
std::optional<std::uint64_t> pack_postcode(std::string_view text);
// The same of an outward code alone ("YO10").
std::optional<std::uint64_t> pack_outward_code(std::string_view text);

struct Located {
  GridPoint point;
  bool is_exact = false;  // false: the mean of its outward code
};

class PostcodeTable {
 public:
  PostcodeTable() = default;
  // What is given later counts where a postcode is given twice.
  explicit PostcodeTable(std::vector<std::pair<std::uint64_t, GridPoint>> postcodes);
  // A whole postcode, or an outward code.
  std::optional<Located> find(std::string_view text) const;
  std::size_t size() const { return postcodes_.size(); }

 private:
  struct Entry {
    std::uint64_t code;
    GridPoint point;
  };
  static std::optional<GridPoint> find_in(const std::vector<Entry>& entries, std::uint64_t code);

  std::vector<Entry> postcodes_;
  std::vector<Entry> outward_codes_;  // each at the mean of its postcodes, to the metre below
};

}  // namespace assize::registry
