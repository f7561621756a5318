#include "registry/register/store/ownership_store.h"

#include <set>
#include <unordered_set>

namespace assize::registry {
namespace {

// (URN, provider, first day) is one running of a school.
struct RunningKey {
  std::uint32_t urn;
  std::string provider_id;
  std::string from;
  auto operator<=>(const RunningKey&) const = default;
};
using Runnings = std::map<RunningKey, std::optional<std::string>>;  // with the last day

struct Known {
  std::map<std::string, std::string> groups;
  std::map<std::string, ProviderFacts> providers;
  Runnings runnings;
  std::unordered_set<std::uint32_t> schools;
};

Known load_known(Connection& connection) {
  Known known;
  connection.query_each("SELECT id, name FROM provider_group FOR UPDATE", {},
                        [&](const Row& row) { known.groups.emplace(row.text(0), row.text(1)); });
  connection.query_each(
      "SELECT id, name, group_id FROM provider FOR UPDATE", {}, [&](const Row& row) {
        known.providers.emplace(row.text(0), ProviderFacts{row.text(1), row.text_or_none(2)});
      });
  connection.query_each(
      "SELECT urn, provider_id, from_date, to_date FROM school_provider FOR UPDATE", {},
      [&](const Row& row) {
        known.runnings.emplace(
            RunningKey{static_cast<std::uint32_t>(row.integer(0)), row.text(1), row.text(2)},
            row.text_or_none(3));
      });
  connection.query_each("SELECT urn FROM school", {}, [&](const Row& row) {
    known.schools.insert(static_cast<std::uint32_t>(row.integer(0)));
  });
  return known;
}

// The running of the same school, other than this one, that shares a day with it.
const RunningKey* overlapping(const Runnings& runnings, const RunningKey& key,
                              const std::optional<std::string>& to) {
  for (auto other = runnings.lower_bound(RunningKey{key.urn, "", ""});
       other != runnings.end() && other->first.urn == key.urn; ++other) {
    if (other->first == key) continue;
    const bool begins_in_time = !to || other->first.from <= *to;
    const bool ends_in_time = !other->second || key.from <= *other->second;
    if (begins_in_time && ends_in_time) return &other->first;
  }
  return nullptr;
}

// The runnings of the file that can be held together with those of the register; refuses the
// others.
std::vector<const Running*> accept(const Known& known, const OwnershipFile& file,
                                   std::vector<ImportRefusal>& refused) {
  Runnings together = known.runnings;
  // Last days that the file changes come first, so that a school can pass from one provider to the
  // next in a single file.
  for (const Running& running : file.runnings) {
    const auto before = together.find({running.urn, running.provider_id, running.from});
    if (before != together.end()) before->second = running.to;
  }
  std::set<RunningKey> taken;
  std::vector<const Running*> accepted;
  for (const Running& running : file.runnings) {
    const RunningKey key{running.urn, running.provider_id, running.from};
    std::string reason;
    const std::string school = "school " + std::to_string(running.urn);
    if (!known.schools.contains(running.urn)) {
      reason = school + " is not on the register; import the GIAS extract that has it first";
    } else if (!taken.insert(key).second) {
      reason = "an earlier row says the same school, provider and first day; remove one";
    } else if (const RunningKey* other = overlapping(together, key, running.to)) {
      reason = school + " is run by " + other->provider_id + " from " + other->from +
               ", which shares days with this row; give that one a last day (to) before this one";
      const auto before = known.runnings.find(key);
      if (before != known.runnings.end()) together[key] = before->second;
    }
    if (reason.empty()) {
      together[key] = running.to;
      accepted.push_back(&running);
    } else {
      refused.push_back({running.line, std::move(reason), file.row_texts.at(running.line)});
    }
  }
  return accepted;
}

struct Writing {
  std::map<std::string, std::string> groups;
  std::map<std::string, ProviderFacts> providers;
  std::vector<Values> runnings;
};

void write(Connection& connection, const Writing& writing) {
  std::vector<Values> groups;
  for (const auto& [id, name] : writing.groups) groups.push_back({id, name});
  std::vector<Values> providers;
  for (const auto& [id, facts] : writing.providers) {
    providers.push_back({id, facts.name, value_or_null(facts.group_id)});
  }
  const std::string update = " ON DUPLICATE KEY UPDATE ";
  if (!groups.empty()) {
    connection.insert_many("INSERT INTO provider_group (id, name) VALUES", groups,
                           update + "name = VALUES(name)");
  }
  if (!providers.empty()) {
    connection.insert_many("INSERT INTO provider (id, name, group_id) VALUES", providers,
                           update + "name = VALUES(name), group_id = VALUES(group_id)");
  }
  if (!writing.runnings.empty()) {
    connection.insert_many(
        "INSERT INTO school_provider (urn, provider_id, from_date, to_date) VALUES",
        writing.runnings, update + "to_date = VALUES(to_date)");
  }
}

}  // namespace

StoreCounts store_ownership(Connection& connection, const OwnershipFile& file,
                            std::vector<ImportRefusal>& refused, const OnChange& on_change) {
  const Known known = load_known(connection);
  StoreCounts counts;
  Writing writing;
  for (const Running* running : accept(known, file, refused)) {
    bool differs = false;
    const ProviderFacts& facts = file.providers.at(running->provider_id);
    const auto provider = known.providers.find(running->provider_id);
    if (provider == known.providers.end() || !(provider->second == facts)) {
      writing.providers.emplace(running->provider_id, facts);
      differs = true;
    }
    if (facts.group_id) {
      const std::string& name = file.groups.at(*facts.group_id);
      const auto group = known.groups.find(*facts.group_id);
      if (group == known.groups.end() || group->second != name) {
        writing.groups.emplace(*facts.group_id, name);
        differs = true;
      }
    }
    const auto before = known.runnings.find({running->urn, running->provider_id, running->from});
    const bool is_new = before == known.runnings.end();
    const bool is_same = !is_new && before->second == running->to;
    if (!is_same) {
      writing.runnings.push_back({std::int64_t{running->urn}, running->provider_id, running->from,
                                  value_or_null(running->to)});
    }
    if (is_new) {
      ++counts.added;
    } else if (!is_same || differs) {
      ++counts.changed;
    } else {
      ++counts.unchanged;
    }
    if (on_change && (is_new || !is_same || differs)) {
      on_change({is_new ? ImportChange::Kind::added : ImportChange::Kind::changed,
                 std::to_string(running->urn) + " run by " + running->provider_id + " " +
                     facts.name + " from " + running->from +
                     (running->to ? " to " + *running->to : ""),
                 {}});
    }
  }
  write(connection, writing);
  return counts;
}

}  // namespace assize::registry
