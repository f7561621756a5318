#include "registry/register/files/section41_file.h"

#include <array>
#include <unordered_set>

#include "registry/register/counted.h"
#include "registry/register/files/source_values.h"

namespace assize::registry {
namespace {

enum Wanted : std::size_t { la, number, urn, name, type, found_type, granted, revoked };
constexpr std::array<WantedColumn, 8> wanted_columns{{{"la_code"},
                                                      {"est_no"},
                                                      {"urn", true},
                                                      {"name", true},
                                                      {"source_est_type"},
                                                      {"gias_establishment_type"},
                                                      {"s41_granted", true},
                                                      {"s41_revoked", true}}};

// What every event of a row shares; the reason if the row is to be refused.
std::string take_school(const SourceRow& row, Section41Event& event) {
  event.name = row.text(name);
  if (event.name.empty()) return "the name is missing; give the school's name";
  if (length_characters(event.name) > 200) return "the name has over 200 characters; shorten it";
  if (const std::string text = row.text(urn); !text.empty()) {
    const auto parsed = parse_source_urn(text);
    if (!parsed) return parsed.faults()[0].message + ", or leave it empty";
    event.urn = parsed->number();
  }
  const auto council = parse_source_la(row.text(la));
  if (!council) return "la_code: " + council.faults()[0].message;
  event.la_code = *council;
  event.establishment_number = padded_code(row.text(number), 4);
  // The list's own word for the type, or the register's where the list has none.
  std::string kind = row.text(type);
  if (kind.empty()) kind = row.text(found_type);
  if (!kind.empty() && length_characters(kind) <= 60) event.establishment_type = kind;
  return "";
}

}  // namespace

std::string Section41Event::identity() const {
  std::string text = on + (granted ? " granted " : " revoked ");
  if (urn) return text + std::to_string(*urn);
  return text + la_code.value_or("") + '/' + establishment_number.value_or("") + '/' + name;
}

Result<Section41File> read_section41(std::string_view bytes, const ImportProgress& on_progress) {
  Section41File file;
  std::unordered_set<std::string> seen;
  std::uint64_t repeated = 0;
  auto reading = read_source(
      bytes, "list of section 41 approvals", wanted_columns, on_progress,
      [&](const SourceRow& row, SourceReading&) -> std::string {
        Section41Event event;
        std::string reason = take_school(row, event);
        if (!reason.empty()) return reason;
        std::vector<Section41Event> of_row;
        for (const Wanted column : {revoked, granted}) {
          const auto day = parse_source_date(row.text(column));
          if (!day) {
            return std::string(wanted_columns[column].name) + ": " + day.faults()[0].message;
          }
          if (!*day) continue;
          event.granted = column == granted;
          event.on = (*day)->text();
          of_row.push_back(event);
        }
        if (of_row.empty()) {
          return "there is neither a day of granting nor one of revoking; give s41_granted or "
                 "s41_revoked";
        }
        for (Section41Event& one : of_row) {
          if (seen.insert(one.identity()).second) {
            file.events.push_back(std::move(one));
          } else {
            ++repeated;
          }
        }
        return "";
      });
  if (!reading) return reading.faults();
  file.reading = std::move(reading).value();
  if (repeated > 0) {
    file.reading.notes.push_back(counted(repeated, "event is in the file twice and was taken once",
                                         "events are in the file twice and were taken once"));
  }
  return file;
}

}  // namespace assize::registry
