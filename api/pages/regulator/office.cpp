#include "api/pages/regulator/office.h"

#include <algorithm>

#include "api/pages/site/json_view.h"
#include "api/pages/template/texts.h"
#include "audit/tree/hash.h"

namespace assize::api {

using registry::Role;

std::string new_form_key() { return audit::sha256_hex(audit::random_bytes(16)); }

bool is_at_work(const Request& request) {
  const Role role = request.caller.role;
  return role == Role::case_officer || role == Role::approver || role == Role::administrator;
}

bool may_decide(const Request& request) {
  return request.caller.role == Role::approver || request.caller.role == Role::administrator;
}

std::string account_name(const Request& request, const std::string& account) {
  return !account.empty() && account == request.caller.account_id ? english().say("office.you")
                                                                  : account;
}

std::vector<FormError> errors_of_reply(const ApiReply& reply,
                                       std::initializer_list<FieldOfPlace> fields) {
  std::vector<FormError> errors;
  for (const pricing::JsonValue& fault : elements(reply.json, "faults")) {
    const std::string place = member_text(fault, "place");
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&place](const FieldOfPlace& each) {
          return place == each.first || place == "$." + std::string(each.first);
        });
    if (found != fields.end()) {
      errors.push_back({std::string(found->second), member_text(fault, "message")});
    } else {
      errors.push_back({"", (place.empty() ? "" : place + ": ") + member_text(fault, "message")});
    }
  }
  if (errors.empty()) errors.push_back({"", member_text(reply.json, "detail")});
  return errors;
}

int status_of_reply(const ApiReply& reply) {
  return reply.status() == 409 || reply.status() == 403 ? reply.status() : 422;
}

bool is_whole_text(std::string_view text) {
  return !text.empty() && text.size() <= 9 &&
         text.find_first_not_of("0123456789") == std::string_view::npos &&
         (text == "0" || text.front() != '0');
}

}  // namespace assize::api
