#include "registry/register/store/postcode_store.h"

namespace assize::registry {
namespace {

constexpr std::size_t batch_rows = 5000;

std::string text_of(GridPoint point) {
  return std::to_string(point.easting) + "," + std::to_string(point.northing);
}

// The letters of a packed postcode: six bits each, the first highest.
std::string unpacked(std::uint64_t code) {
  std::string text;
  for (int at = 6; at >= 0; --at) {
    const auto letter = static_cast<int>((code >> (at * 6)) & 63U);
    if (letter == 0) break;
    text += static_cast<char>(letter <= 10 ? '0' + letter - 1 : 'A' + letter - 11);
  }
  return text.insert(text.size() - 3, " ");
}

}  // namespace

StoreCounts store_postcodes(Connection& connection, const PostcodesFile& file,
                            const ImportProgress& on_progress, const OnChange& on_change) {
  std::vector<std::pair<std::uint64_t, GridPoint>> known;
  connection.query_each("SELECT code, easting, northing FROM postcode ORDER BY code FOR UPDATE", {},
                        [&](const Row& row) {
                          known.emplace_back(static_cast<std::uint64_t>(row.integer(0)),
                                             GridPoint{static_cast<std::int32_t>(row.integer(1)),
                                                       static_cast<std::int32_t>(row.integer(2))});
                        });
  StoreCounts counts;
  std::vector<Values> rows;
  const auto write = [&] {
    if (!rows.empty()) {
      connection.insert_many("INSERT INTO postcode (code, easting, northing) VALUES", rows,
                             " ON DUPLICATE KEY UPDATE easting = VALUES(easting),"
                             " northing = VALUES(northing)");
    }
    rows.clear();
  };
  auto before = known.begin();
  std::uint64_t done = 0;
  for (const auto& [code, point] : file.postcodes) {
    if (on_progress && ++done % 10'000 == 0) {
      on_progress("comparing postcodes", done, file.postcodes.size());
    }
    while (before != known.end() && before->first < code) ++before;
    const bool is_new = before == known.end() || before->first != code;
    if (!is_new && before->second == point) {
      ++counts.unchanged;
      continue;
    }
    ++(is_new ? counts.added : counts.changed);
    if (on_change) {
      const auto old = is_new ? std::nullopt : std::optional(text_of(before->second));
      on_change({is_new ? ImportChange::Kind::added : ImportChange::Kind::changed,
                 unpacked(code),
                 {{"position", old, text_of(point)}}});
    }
    rows.push_back({static_cast<std::int64_t>(code), std::int64_t{point.easting},
                    std::int64_t{point.northing}});
    if (rows.size() == batch_rows) write();
  }
  write();
  return counts;
}

}  // namespace assize::registry
