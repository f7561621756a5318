#include "api/routes/accounts/account_replies.h"

namespace assize::api {

Response account_problem(const Faults& faults) {
  const std::string& place = faults.front().place;
  const std::string& message = faults.front().message;
  if (place == "forbidden") return problem_reply(Problem::not_allowed, message);
  if (place == "account") return problem_reply(Problem::not_found, message);
  if (place == "conflict") return problem_reply(Problem::out_of_turn, message);
  return problem_reply(Problem::faulty_document, message, faults);
}

Response bad_fields(const Faults& faults) {
  return problem_reply(Problem::bad_parameters, faults.front().message, faults);
}

Response needs_person() {
  return problem_reply(Problem::not_allowed,
                       "Only a person who is signed in may do this, not a token.");
}

Response done(bool is_form, std::string_view path) {
  Response response;
  response.status = is_form ? 303 : 204;
  if (is_form) response.with("Location", std::string(path));
  return response.with("Cache-Control", "no-store");
}

Response wait_first(std::int64_t seconds) {
  Response response =
      problem_reply(Problem::too_often, "Too many tries. Try again in " + std::to_string(seconds) +
                                            (seconds == 1 ? " second." : " seconds."));
  return response.with("Retry-After", std::to_string(seconds));
}

}  // namespace assize::api
