#include "registry/tailored_lists/tailored_lists.h"

#include "registry/database/stored_instant.h"
#include "registry/filings/filing_id.h"
#include "registry/filings/steps/hexadecimal.h"

namespace assize::registry {
namespace {

NewEntry log_entry(const FrozenList& frozen, const Caller& caller,
                   const audit::Commitment& commitment) {
  NewEntry entry;
  entry.action = "tailored_list.frozen";
  entry.actor = caller.account_id;
  entry.subject = "tailored_list/" + frozen.id;
  entry.body_sha256 = commitment.body_sha256;
  entry.public_part = audit::CanonicalValue::Object{
      {"council", frozen.council},
      {"checkpoint_size", static_cast<std::int64_t>(frozen.checkpoint_size)}};
  return entry;
}

FrozenList frozen_list(const Row& row) {
  FrozenList frozen;
  frozen.id = row.text(0);
  frozen.council = row.text(1);
  frozen.reference = row.text(2);
  frozen.need = row.text(3);
  frozen.provision = row.text(4);
  frozen.schools = row.integer(5);
  frozen.checkpoint_size = static_cast<std::uint64_t>(row.integer(6));
  frozen.frozen_at = instant_from_database(row.text(7));
  frozen.commitment_random = row.text(8);
  frozen.receipt_json = row.text(9);
  return frozen;
}

}  // namespace

Result<std::optional<pricing::LaCode>> council_of_list(const Caller& caller,
                                                       const TailoredRequest& request) {
  if (caller.role != Role::commissioner) {
    if (request.freeze && !request.council) {
      return Fault{"$.council", "this is missing: write the code of the council whose list it is"};
    }
    return request.council;
  }
  const auto own = caller.la_code ? pricing::LaCode::parse(*caller.la_code)
                                  : Result<pricing::LaCode>(Fault{"", ""});
  if (!own || (request.council && *request.council != *own)) {
    return Fault{"forbidden", "A council makes lists for itself alone: leave council out."};
  }
  return std::optional(*own);
}

FrozenList freeze_tailored_list(Transaction& transaction, const Journal& journal,
                                const Caller& caller, pricing::LaCode council,
                                const TailoredList& list, const std::string& body) {
  const audit::Instant now = journal.now();
  const audit::Commitment commitment = audit::commit_to(body);
  FrozenList frozen;
  frozen.id = new_filing_id(now);
  frozen.council = council.text();
  frozen.reference = list.request.reference;
  frozen.need = code(list.request.need);
  frozen.provision = code(list.request.provision);
  frozen.schools = static_cast<std::int64_t>(list.schools.size());
  frozen.checkpoint_size = list.checkpoint.size;
  frozen.frozen_at = audit::instant_text(now);
  frozen.commitment_random = hexadecimal(commitment.random);
  frozen.receipt_json =
      audit::receipt_json(journal.append(transaction, log_entry(frozen, caller, commitment)));
  transaction.connection().execute(
      "INSERT INTO tailored_list (id, council, reference, need, provision, body, schools,"
      " checkpoint_size, account_id, frozen_at, commitment_random, receipt)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {frozen.id, frozen.council, frozen.reference, frozen.need, frozen.provision, body,
       frozen.schools, static_cast<std::int64_t>(frozen.checkpoint_size), caller.account_id,
       instant_to_database(frozen.frozen_at), frozen.commitment_random, frozen.receipt_json});
  return frozen;
}

std::vector<FrozenList> list_frozen_lists(Connection& connection,
                                          const std::optional<std::string>& council) {
  std::string sql =
      "SELECT id, council, reference, need, provision, schools, checkpoint_size, frozen_at,"
      " commitment_random, receipt FROM tailored_list";
  Values values;
  if (council) {
    sql += " WHERE council = ?";
    values.emplace_back(*council);
  }
  std::vector<FrozenList> lists;
  connection.query_each(sql + " ORDER BY id DESC LIMIT 1000", values,
                        [&](const Row& row) { lists.push_back(frozen_list(row)); });
  return lists;
}

std::optional<std::string> frozen_list_body(Connection& connection, std::string_view id,
                                            const std::optional<std::string>& council) {
  std::string sql = "SELECT body FROM tailored_list WHERE id = ?";
  Values values{std::string(id)};
  if (council) {
    sql += " AND council = ?";
    values.emplace_back(*council);
  }
  const auto row = connection.query_one(sql, values);
  if (!row) return std::nullopt;
  return row->text(0);
}

}  // namespace assize::registry
