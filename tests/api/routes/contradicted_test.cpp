// Commands while the stored log contradicts what was signed: refused before anything is touched.
#include <gtest/gtest.h>

#include "api/routes/handlers.h"

namespace assize::api {
namespace {

TEST(ContradictedLog, RefusesEveryCommandThatWouldBeLogged) {
  // Nobody answers at that address, so whatever reached for the database would throw.
  registry::DatabaseAddress nowhere;
  nowhere.socket_path = "/nonexistent/socket";
  registry::Database database(nowhere);
  const registry::Journal journal(audit::SigningKey::generate("test/log"),
                                  registry::system_clock());
  registry::SnapshotKeeper snapshots(database, registry::system_clock());
  Backend backend(database, journal, snapshots);
  backend.log_is_contradicted = true;
  Request request;
  request.caller = registry::local_administrator();
  request.reach = Reach::all;
  for (const auto& command : {file_fee_file, make_draft, take_draft_step, take_case_step,
                              take_steps_of_many, hand_in_case_document, answer_increase}) {
    const Response response = command(request, backend);
    EXPECT_EQ(response.status, 503);
    EXPECT_NE(response.body_text().find("/problems/log-contradicted"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace assize::api
