#include "registry/register/store/approval_store.h"

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "registry/register/counted.h"

namespace assize::registry {
namespace {

struct KnownEvent {
  std::int64_t id = 0;
  Section41Event event;
  bool is_listed = false;
};

using KnownEvents = std::unordered_map<std::string, KnownEvent>;

KnownEvents load_events(Connection& connection) {
  KnownEvents known;
  connection.query_each(
      "SELECT id, event = 'granted', on_date, urn, name, la_code, establishment_number,"
      " establishment_type FROM approval_event WHERE kind = 'section41' FOR UPDATE",
      {}, [&](const Row& row) {
        Section41Event event{row.integer(1) != 0, row.text(2),         std::nullopt,
                             row.text(4),         row.text_or_none(5), row.text_or_none(6),
                             row.text_or_none(7)};
        if (!row.is_null(3)) event.urn = static_cast<std::uint32_t>(row.integer(3));
        std::string identity = event.identity();
        known.emplace(std::move(identity), KnownEvent{row.integer(0), std::move(event)});
      });
  return known;
}

Value urn_value(const Section41Event& event) {
  return event.urn ? Value(std::int64_t{*event.urn}) : Value(nullptr);
}

void correct_event(Connection& connection, std::int64_t id, const Section41Event& event) {
  connection.execute(
      "UPDATE approval_event SET name = ?, la_code = ?, establishment_number = ?,"
      " establishment_type = ? WHERE id = ?",
      {event.name, value_or_null(event.la_code), value_or_null(event.establishment_number),
       value_or_null(event.establishment_type), id});
}

Values row_values(const Section41Event& event) {
  return {std::string("section41"),
          std::string(event.granted ? "granted" : "revoked"),
          event.on,
          urn_value(event),
          event.name,
          value_or_null(event.la_code),
          value_or_null(event.establishment_number),
          value_or_null(event.establishment_type)};
}

void tell(const OnChange& on_change, ImportChange::Kind kind, const Section41Event& event) {
  if (!on_change) return;
  const std::string urn = event.urn ? std::to_string(*event.urn) + " " : "";
  on_change(
      {kind, urn + event.name + (event.granted ? " granted on " : " revoked on ") + event.on, {}});
}

// Schools whose last event is a grant that the list no longer has.
void note_dropped(const KnownEvents& known, const Section41File& file, StoreCounts& counts) {
  struct Last {
    std::string on;
    bool granted = false;
    bool is_listed = false;
  };
  std::map<std::uint32_t, Last> last_of;
  const auto take = [&](const Section41Event& event, bool is_listed) {
    if (!event.urn) return;
    Last& last = last_of[*event.urn];
    if (event.on < last.on || (event.on == last.on && last.granted && !event.granted)) return;
    last = {event.on, event.granted, is_listed};
  };
  std::uint64_t dropped = 0;
  for (const auto& [identity, event] : known) {
    if (!event.is_listed) ++dropped;
    take(event.event, event.is_listed);
  }
  for (const Section41Event& event : file.events) take(event, true);
  if (dropped > 0) {
    counts.notes.push_back(
        counted(dropped, "event of the register is no longer in the list and is kept",
                "events of the register are no longer in the list and are kept"));
  }
  std::string urns;
  for (const auto& [urn, last] : last_of) {
    if (!last.granted || last.is_listed) continue;
    urns += (urns.empty() ? "" : ", ") + std::to_string(urn);
  }
  if (!urns.empty()) {
    counts.notes.push_back("approved here, but no longer in the list: " + urns +
                           "; ask the Department whether the approval still stands");
  }
}

void note_unknown(Connection& connection, const Section41File& file, StoreCounts& counts) {
  std::unordered_set<std::int64_t> schools;
  connection.query_each("SELECT urn FROM school", {},
                        [&](const Row& row) { schools.insert(row.integer(0)); });
  std::uint64_t unknown = 0;
  std::uint64_t unnumbered = 0;
  for (const Section41Event& event : file.events) {
    if (!event.urn) ++unnumbered;
    if (event.urn && !schools.contains(*event.urn)) ++unknown;
  }
  if (unnumbered > 0) {
    counts.notes.push_back(counted(unnumbered, "event has no URN and is kept by the school's name",
                                   "events have no URN and are kept by the school's name"));
  }
  if (unknown > 0) {
    counts.notes.push_back(
        counted(unknown, "event names a school that is not on the register, and is kept",
                "events name schools that are not on the register, and are kept"));
  }
}

}  // namespace

StoreCounts store_section41(Connection& connection, const Section41File& file,
                            const OnChange& on_change) {
  KnownEvents known = load_events(connection);
  StoreCounts counts;
  std::vector<Values> added;
  for (const Section41Event& event : file.events) {
    const auto before = known.find(event.identity());
    if (before == known.end()) {
      ++counts.added;
      tell(on_change, ImportChange::Kind::added, event);
      added.push_back(row_values(event));
      continue;
    }
    before->second.is_listed = true;
    if (before->second.event == event) {
      ++counts.unchanged;
    } else {
      ++counts.changed;
      tell(on_change, ImportChange::Kind::changed, event);
      correct_event(connection, before->second.id, event);
    }
  }
  if (!added.empty()) {
    connection.insert_many(
        "INSERT INTO approval_event (kind, event, on_date, urn, name, la_code,"
        " establishment_number, establishment_type) VALUES",
        added);
  }
  note_unknown(connection, file, counts);
  note_dropped(known, file, counts);
  return counts;
}

}  // namespace assize::registry
