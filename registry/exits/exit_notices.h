// Notices by which a provider closes places at a school: given, withdrawn by a later notice, and
// read again. Never changed, never erased. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/market/market_facts.h"
#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"

namespace assize::registry {

// Which places are closed; every one of the school where nothing is named.
struct ClosedPlaces {
  std::optional<pricing::Need> need;
  std::optional<pricing::Provision> provision;
  std::optional<pricing::AgeRange> ages;
};

// What is asked for: a school, its places and their last day; or the notice that is withdrawn.
struct ExitRequest {
  std::optional<pricing::Urn> urn = {};
  ClosedPlaces places = {};
  std::optional<pricing::Date> last_day = {};
  std::string reason = {};
  std::optional<std::string> withdraws = {};
};
// {"urn", "need", "provision", "age_from", "age_to", "last_day", "reason"}, or {"withdraws",
// "reason"}. Reports every fault, each with its JSON path.
Result<ExitRequest> parse_exit_request(std::string_view json);

struct ExitNotice {
  explicit ExitNotice(pricing::Urn its_urn) : urn(its_urn) {}

  std::string id;  // a ULID
  pricing::Urn urn;
  ClosedPlaces places;
  pricing::Date last_day;
  std::string reason;
  std::optional<std::string> withdraws;     // the notice that this one withdraws
  std::optional<std::string> withdrawn_by;  // the notice that withdraws this one
  pricing::Date notified_on;
  std::string notified_at;
  std::string receipt_json;
};

// Given by a provider, for a school that it runs today, or by the administrator. Logged as
// "exit.notified", with all but the reason, to which the entry commits. The place of a fault that
// is not the request's is "forbidden".
Result<ExitNotice> notify_exit(Transaction& transaction, const Journal& journal,
                               const Caller& caller, const ExitRequest& request);
Result<ExitNotice> notify_exit(Database& database, const Journal& journal, const Caller& caller,
                               const ExitRequest& request);

// With a council, only if it has, or had on the day of the notice or later, a placement there that
// the notice speaks of: for any other it is as if the notice were not there.
std::optional<ExitNotice> find_exit_notice(Connection& connection, std::string_view id,
                                           const std::optional<std::string>& council);
// The latest first, at most 1,000.
std::vector<ExitNotice> list_exit_notices(Connection& connection,
                                          const std::optional<std::string>& council);

}  // namespace assize::registry
