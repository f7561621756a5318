#include "registry/register/store/link_store.h"

#include <unordered_map>
#include <unordered_set>

#include "registry/register/counted.h"

namespace assize::registry {
namespace {

std::unordered_map<std::string, SchoolLink> load_links(Connection& connection) {
  std::unordered_map<std::string, SchoolLink> known;
  connection.query_each(
      "SELECT urn, link_urn, link_type, link_name, established_on FROM school_link FOR UPDATE", {},
      [&](const Row& row) {
        SchoolLink link{static_cast<std::uint32_t>(row.integer(0)),
                        static_cast<std::uint32_t>(row.integer(1)), row.text(2), row.text(3),
                        row.text_or_none(4)};
        std::string identity = link.identity();
        known.emplace(std::move(identity), std::move(link));
      });
  return known;
}

void note_unknown(Connection& connection, const LinksFile& file, StoreCounts& counts) {
  std::unordered_set<std::int64_t> schools;
  connection.query_each("SELECT urn FROM school", {},
                        [&](const Row& row) { schools.insert(row.integer(0)); });
  std::uint64_t unknown = 0;
  for (const SchoolLink& link : file.links) {
    if (!schools.contains(link.urn) || !schools.contains(link.link_urn)) ++unknown;
  }
  if (unknown > 0) {
    counts.notes.push_back(
        counted(unknown, "link names a school that is not on the register, and is kept",
                "links name schools that are not on the register, and are kept"));
  }
}

}  // namespace

StoreCounts store_links(Connection& connection, const LinksFile& file, const OnChange& on_change) {
  const auto known = load_links(connection);
  StoreCounts counts;
  std::vector<Values> batch;
  for (const SchoolLink& link : file.links) {
    const auto before = known.find(link.identity());
    if (before != known.end() && before->second == link) {
      ++counts.unchanged;
      continue;
    }
    const bool is_new = before == known.end();
    ++(is_new ? counts.added : counts.changed);
    if (on_change) {
      on_change({is_new ? ImportChange::Kind::added : ImportChange::Kind::changed,
                 std::to_string(link.urn) + " " + link.link_type + " " +
                     std::to_string(link.link_urn) + " " + link.link_name,
                 {}});
    }
    batch.push_back({std::int64_t{link.urn}, std::int64_t{link.link_urn}, link.link_type,
                     link.link_name, value_or_null(link.established_on)});
  }
  if (!batch.empty()) {
    connection.insert_many(
        "INSERT INTO school_link (urn, link_urn, link_type, link_name, established_on) VALUES",
        batch,
        " ON DUPLICATE KEY UPDATE link_name = VALUES(link_name),"
        " established_on = VALUES(established_on)");
  }
  note_unknown(connection, file, counts);
  return counts;
}

}  // namespace assize::registry
