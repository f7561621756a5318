#include "registry/register/files/links_file.h"

#include <array>
#include <unordered_set>

#include "registry/register/counted.h"
#include "registry/register/files/source_values.h"

namespace assize::registry {
namespace {

enum Wanted : std::size_t { urn, link_urn, link_name, link_type, established };
constexpr std::array<WantedColumn, 5> wanted_columns{
    {{"URN", true}, {"LinkURN", true}, {"LinkName"}, {"LinkType", true}, {"LinkEstablishedDate"}}};

std::string take_link(const SourceRow& row, SourceReading& reading, SchoolLink& link) {
  const auto from = parse_source_urn(row.text(urn));
  if (!from) return from.faults()[0].message;
  const auto to = parse_source_urn(row.text(link_urn));
  if (!to) return "LinkURN: " + to.faults()[0].message;
  link.urn = from->number();
  link.link_urn = to->number();
  link.link_type = row.text(link_type);
  if (link.link_type.empty() || length_characters(link.link_type) > 100) {
    return "LinkType is missing or has over 100 characters; give it as GIAS does, such as "
           "\"Successor\"";
  }
  link.link_name = row.text(link_name);
  if (length_characters(link.link_name) > 200) {
    reading.left_empty("LinkName", row.line(), link.link_name);
    link.link_name.clear();
  }
  const auto day = parse_source_date(row.text(established));
  if (!day) return "LinkEstablishedDate: " + day.faults()[0].message;
  if (*day) link.established_on = (*day)->text();
  return "";
}

}  // namespace

std::string SchoolLink::identity() const {
  return std::to_string(urn) + '>' + std::to_string(link_urn) + ' ' + link_type;
}

Result<LinksFile> read_links(std::string_view bytes, const ImportProgress& on_progress) {
  LinksFile file;
  std::unordered_set<std::string> seen;
  std::uint64_t repeated = 0;
  auto reading = read_source(bytes, "file of GIAS links", wanted_columns, on_progress,
                             [&](const SourceRow& row, SourceReading& so_far) -> std::string {
                               SchoolLink link;
                               std::string reason = take_link(row, so_far, link);
                               if (!reason.empty()) return reason;
                               if (seen.insert(link.identity()).second) {
                                 file.links.push_back(std::move(link));
                               } else {
                                 ++repeated;
                               }
                               return "";
                             });
  if (!reading) return reading.faults();
  file.reading = std::move(reading).value();
  if (repeated > 0) {
    file.reading.notes.push_back(counted(repeated, "link is in the file twice and was taken once",
                                         "links are in the file twice and were taken once"));
  }
  return file;
}

}  // namespace assize::registry
