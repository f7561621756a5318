// Changes of control: a school passes to another provider, or a provider comes under another
// controller. One is recorded at a time, by an officer of the regulator; what was before is kept.
// Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pricing/exact/codes.h"
#include "pricing/exact/date.h"
#include "pricing/result.h"
#include "registry/access/caller.h"
#include "registry/database/database.h"
#include "registry/log/journal.h"
#include "registry/register/history/moment.h"

namespace assize::registry {

enum class OwnerKind : std::uint8_t {
  company,
  charity,
  private_equity,
  public_body,
  partnership,
  other
};
inline constexpr std::array<std::string_view, 6> owner_kind_codes{
    "company", "charity", "private_equity", "public_body", "partnership", "other"};
// What a connected party takes from the school.
enum class PartyRelation : std::uint8_t { rent, management_charge, loan, royalty, other };
inline constexpr std::array<std::string_view, 5> party_relation_codes{"rent", "management_charge",
                                                                      "loan", "royalty", "other"};

struct ConnectedParty {
  std::string id, name;
  PartyRelation relation = PartyRelation::other;
};

// Who controls from which day. Bodies only: no person is named.
struct ControlRequest {
  std::string controller_id, controller_name;
  OwnerKind owner_kind = OwnerKind::other;
  std::optional<pricing::Date> from;
  std::vector<ConnectedParty> connected;
  std::string reason;
};
// {"controller", "controller_name", "owner_kind", "from", "connected_parties": [{"id", "name",
// "relation"}], "reason"}. Reports every fault, each with its JSON path.
Result<ControlRequest> parse_control_request(std::string_view json);

struct ControlChange {
  std::string id;                          // a ULID
  std::optional<pricing::Urn> urn;         // of the school that passed to a provider
  std::optional<std::string> provider_id;  // or of the provider that passed to a controller
  std::string controller_id, controller_name;
  OwnerKind owner_kind = OwnerKind::other;
  pricing::Date from;
  std::vector<ConnectedParty> connected;  // by id
  std::string reason;                     // the regulator's alone, as is what opens the commitment
  std::string recorded_at;
  std::string commitment_random;  // hexadecimal
  std::string receipt_json;
};

// The controller runs the school from that day, and whoever ran it until then does so until the day
// before. Logged as "control.changed". Faults by place: "forbidden", "not_found" (no such school),
// "conflict" (it runs it already, or a later change is recorded), or a member.
Result<ControlChange> change_control_of_school(Transaction& transaction, const Journal& journal,
                                               const Caller& caller, pricing::Urn urn,
                                               const ControlRequest& request);
// The provider belongs to the controller's group from that day, which has come. As above.
Result<ControlChange> change_control_of_provider(Transaction& transaction, const Journal& journal,
                                                 const Caller& caller,
                                                 const std::string& provider_id,
                                                 const ControlRequest& request);

}  // namespace assize::registry
