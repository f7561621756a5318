#include "registry/filings/steps/school_locks.h"

#include <algorithm>
#include <map>
#include <string>

namespace assize::registry {
namespace {

constexpr std::size_t urns_in_a_query = 500;
constexpr unsigned row_changed_since_read = 1020;  // ER_CHECKREAD

using Revisions = std::map<std::int64_t, std::int64_t>;  // by URN

Revisions read_revisions(Connection& connection, const std::vector<std::uint32_t>& urns) {
  Revisions revisions;
  for (std::size_t begin = 0; begin < urns.size(); begin += urns_in_a_query) {
    std::string sql = "SELECT urn, revision FROM school_fees_revision WHERE urn IN (";
    Values values;
    for (std::size_t at = begin; at < std::min(urns.size(), begin + urns_in_a_query); ++at) {
      sql += values.empty() ? "?" : ", ?";
      values.emplace_back(std::int64_t{urns[at]});
    }
    connection.query_each(sql + ")", values, [&](const Row& row) {
      revisions.emplace(row.integer(0), row.integer(1));
    });
  }
  return revisions;
}

// Makes the rows this transaction's own, and gives what they are then.
Revisions raise_revisions(Connection& connection, const std::vector<std::uint32_t>& urns) {
  Revisions revisions;
  for (std::size_t begin = 0; begin < urns.size(); begin += urns_in_a_query) {
    std::string sql = "INSERT INTO school_fees_revision (urn, revision) VALUES ";
    Values values;
    for (std::size_t at = begin; at < std::min(urns.size(), begin + urns_in_a_query); ++at) {
      sql += values.empty() ? "(?, 1)" : ", (?, 1)";
      values.emplace_back(std::int64_t{urns[at]});
    }
    sql += " ON DUPLICATE KEY UPDATE revision = revision + 1 RETURNING urn, revision";
    connection.query_each(
        sql, values, [&](const Row& row) { revisions.emplace(row.integer(0), row.integer(1)); });
  }
  return revisions;
}

}  // namespace

void lock_schools(Transaction& transaction, const std::vector<std::uint32_t>& urns) {
  Connection& connection = transaction.connection();
  // What this transaction's reads see, and what is there once the rows are its own.
  const Revisions seen = read_revisions(connection, urns);
  const Revisions locked = raise_revisions(connection, urns);
  for (const auto& [urn, revision] : locked) {
    const auto before = seen.find(urn);
    if (revision != (before == seen.end() ? 0 : before->second) + 1) {
      throw DatabaseError(
          row_changed_since_read,
          "another filing for school " + std::to_string(urn) + " was accepted meanwhile");
    }
  }
}

}  // namespace assize::registry
