#include "registry/register/history/moment.h"

#include <algorithm>

#include "registry/database/stored_instant.h"

namespace assize::registry {

KnownAt::KnownAt(const std::optional<std::string>& instant_text) {
  // System time ends in 2038 in this version; what is to come is answered as now.
  constexpr std::string_view last = "2037-12-31T00:00:00Z";
  if (instant_text) at_ = instant_to_database(std::min<std::string_view>(*instant_text, last));
}

std::string_view KnownAt::clause() const {
  return at_ ? " FOR SYSTEM_TIME AS OF CAST(? AS DATETIME(6))" : "";
}

void KnownAt::bind(Values& values) const {
  if (at_) values.emplace_back(*at_);
}

RegisterMoment::RegisterMoment(Transaction& transaction) : connection_(transaction.connection()) {
  // The server's clock may go back, and another node's may be ahead. The session's is a binary
  // fraction, right to a microsecond or two.
  connection_.execute(
      "UPDATE register_moment SET at = GREATEST(SYSDATE(6), at + INTERVAL 10 MICROSECOND)"
      " WHERE id = 1");
  connection_.execute(
      "SET timestamp = (SELECT UNIX_TIMESTAMP(at) FROM register_moment WHERE id = 1)");
  at_ = connection_.query_one("SELECT NOW(6)")->text(0);
}

RegisterMoment::~RegisterMoment() {
  try {
    connection_.execute("SET timestamp = DEFAULT");
  } catch (const DatabaseError&) {
    // The connection is lost, and its clock with it.
  }
}

}  // namespace assize::registry
