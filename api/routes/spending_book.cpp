#include "api/routes/spending_book.h"

namespace assize::api {

std::shared_ptr<const SpendingBook> spending_book(
    Backend& backend, const std::shared_ptr<const registry::Snapshot>& snapshot) {
  return backend.spending.get(snapshot, [&] {
    return backend.database.in_transaction([&](registry::Transaction& transaction) {
      registry::Connection& connection = transaction.connection();
      return SpendingBook{registry::read_spending_in_full(connection, *snapshot, snapshot->today),
                          registry::read_spending_for_everyone(connection, *snapshot)};
    });
  });
}

}  // namespace assize::api
