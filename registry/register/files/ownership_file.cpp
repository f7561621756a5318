#include "registry/register/files/ownership_file.h"

#include <algorithm>
#include <array>

#include "pricing/exact/organisation_id.h"
#include "registry/register/files/source_values.h"

namespace assize::registry {
namespace {

enum Wanted : std::size_t { provider, provider_name, group, group_name, urn, from, to };
constexpr std::array<WantedColumn, 7> wanted_columns{{{"provider", true},
                                                      {"provider_name", true},
                                                      {"group"},
                                                      {"group_name"},
                                                      {"urn", true},
                                                      {"from", true},
                                                      {"to"}}};

std::string id_reason(std::string_view column, const std::string& id) {
  return std::string(column) + ": \"" + id +
         "\" is not an organisation's identifier; write GB-COH- and the company number, GB-CHC- "
         "and the charity number, or GB-UKPRN- and its eight digits";
}

std::string name_reason(std::string_view column, const std::string& text) {
  if (!text.empty() && length_characters(text) <= 200) return "";
  return std::string(column) + " is missing or has over 200 characters; give the name";
}

// The day of a column; the reason if it is not one.
std::string take_day(const SourceRow& row, Wanted column, std::optional<std::string>& day) {
  const auto parsed = parse_source_date(row.text(column));
  if (!parsed) {
    return std::string(wanted_columns[column].name) + ": " + parsed.faults()[0].message;
  }
  if (*parsed) day = (*parsed)->text();
  return "";
}

std::string take_running(const SourceRow& row, Running& running) {
  running.line = row.line();
  running.provider_id = row.text(provider);
  const auto school = parse_source_urn(row.text(urn));
  if (!school) return school.faults()[0].message;
  running.urn = school->number();
  std::optional<std::string> first;
  if (std::string reason = take_day(row, from, first); !reason.empty()) return reason;
  if (!first) return "from is missing; give the first day on which the provider runs the school";
  running.from = *first;
  if (std::string reason = take_day(row, to, running.to); !reason.empty()) return reason;
  if (running.to && *running.to < running.from) {
    return "to (" + *running.to + ") is before from (" + running.from +
           "); exchange or correct them";
  }
  return "";
}

// Checks the row's provider and group against the rows before it, and adds what is new.
std::string take_names(const SourceRow& row, OwnershipFile& file) {
  const std::string id = row.text(provider);
  if (!pricing::is_organisation_id(id)) return id_reason("provider", id);
  ProviderFacts facts{row.text(provider_name), std::nullopt};
  if (std::string reason = name_reason("provider_name", facts.name); !reason.empty()) return reason;
  const std::string group_id = row.text(group);
  if (!group_id.empty()) {
    if (!pricing::is_organisation_id(group_id)) return id_reason("group", group_id);
    const std::string named = row.text(group_name);
    if (std::string reason = name_reason("group_name", named); !reason.empty()) return reason;
    const auto earlier = file.groups.find(group_id);
    if (earlier != file.groups.end() && earlier->second != named) {
      return "group " + group_id + " is named \"" + earlier->second +
             "\" in an earlier row; give it one name";
    }
    facts.group_id = group_id;
  }
  const auto earlier = file.providers.find(id);
  if (earlier != file.providers.end() && !(earlier->second == facts)) {
    return "provider " + id + " has another name or group in an earlier row; give it one of each";
  }
  if (facts.group_id) file.groups.emplace(*facts.group_id, row.text(group_name));
  file.providers.emplace(id, std::move(facts));
  return "";
}

}  // namespace

Result<OwnershipFile> read_ownership(std::string_view bytes, const ImportProgress& on_progress) {
  OwnershipFile file;
  auto reading = read_source(bytes, "ownership file", wanted_columns, on_progress,
                             [&](const SourceRow& row, SourceReading&) -> std::string {
                               Running running;
                               std::string reason = take_running(row, running);
                               if (reason.empty()) reason = take_names(row, file);
                               if (!reason.empty()) return reason;
                               file.row_texts.emplace(row.line(), row.csv_text());
                               file.runnings.push_back(std::move(running));
                               return "";
                             });
  if (!reading) return reading.faults();
  file.reading = std::move(reading).value();
  return file;
}

}  // namespace assize::registry
