// /v1/people, /v1/invitations and /v1/organisations: who is in an organisation, and which there
// are.
#include "api/accounts/account_json.h"
#include "api/idempotency/once.h"
#include "api/routes/accounts/account_replies.h"
#include "api/routes/handlers.h"
#include "registry/people/managing.h"
#include "registry/people/organisations.h"

namespace assize::api {
namespace {

using registry::Connection;
using registry::Transaction;

constexpr std::int64_t page_size = 100;

void write_member(JsonWriter& json, const registry::Membership& member) {
  json.begin_object().member("account", member.account_id).member("name", member.person.name);
  json.member("email", member.person.email).member("organisation", member.organisation_id);
  json.member("role", registry::code(member.role)).key("manages").boolean(member.manages);
  json.end_object();
}

void write_invitation(JsonWriter& json, const registry::Invitation& invitation) {
  json.begin_object().member("id", invitation.id).member("name", invitation.name);
  json.member("email", invitation.email).member("organisation", invitation.organisation_id);
  json.member("role", registry::code(invitation.role)).key("manages").boolean(invitation.manages);
  json.member("expires_at", invitation.expires_at).end_object();
}

Response private_json(JsonWriter& json, int status = 200) {
  return reply(json_type, json.take(), status).with("Cache-Control", "private, no-store");
}

// The organisation that a list is of: the one asked for, where the caller may, or the caller's own.
// "" where it is not the caller's to see.
std::string organisation_asked(const Request& request, const std::optional<std::string>& asked) {
  const std::string& own = request.caller.organisation_id;
  if (!asked) return own;
  return request.reach == Reach::all || *asked == own ? *asked : "";
}

Response nothing_there() {
  return problem_reply(Problem::not_found, "There is no such organisation that is yours to see.");
}

}  // namespace

Response list_people(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const auto organisation = organisation_asked(request, query.text("organisation"));
  if (const Faults faults = query.faults(); !faults.empty()) return bad_fields(faults);
  if (organisation.empty()) return nothing_there();
  JsonWriter json;
  json.begin_object().key("people").begin_array();
  backend.database.with_connection([&](Connection& connection) {
    for (const auto& each : registry::members_of(connection, organisation)) {
      write_member(json, each);
    }
  });
  json.end_array().end_object();
  return private_json(json);
}

Response change_person(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  const auto role =
      registry::role_of_code(fields.needed("role", "Say which role they have from now on."));
  const bool manages = fields.flag("manages");
  if (!role) fields.refuse("role", "There is no such role.");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  return once_in_transaction(request, backend, [&](Transaction& transaction) {
    const auto changed = registry::change_membership(transaction, backend.journal, request.caller,
                                                     request.path_value("account"), *role, manages);
    if (!changed.ok()) return account_problem(changed.faults());
    JsonWriter json;
    write_member(json, *changed);
    return private_json(json);
  });
}

Response remove_person(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  return once_in_transaction(request, backend, [&](Transaction& transaction) {
    const auto ended = registry::end_membership(transaction, backend.journal, request.caller,
                                                request.path_value("account"));
    return ended.ok() ? done(false, "") : account_problem(ended.faults());
  });
}

Response list_invitations(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const auto organisation = organisation_asked(request, query.text("organisation"));
  if (const Faults faults = query.faults(); !faults.empty()) return bad_fields(faults);
  if (organisation.empty()) return nothing_there();
  JsonWriter json;
  json.begin_object().key("invitations").begin_array();
  backend.database.with_connection([&](Connection& connection) {
    for (const auto& each : registry::open_invitations(connection, backend.journal, organisation)) {
      write_invitation(json, each);
    }
  });
  json.end_array().end_object();
  return private_json(json);
}

Response invite_person(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  registry::Invitation wanted;
  wanted.organisation_id = fields.text("organisation").value_or(request.caller.organisation_id);
  wanted.name = fields.needed("name", "Give the person's name.");
  wanted.email = fields.needed("email", "Give the person's e-mail address.");
  const auto role =
      registry::role_of_code(fields.needed("role", "Say which role they shall have."));
  wanted.manages = fields.flag("manages");
  if (!role) fields.refuse("role", "There is no such role.");
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  wanted.role = *role;
  return once_in_transaction(request, backend, [&](Transaction& transaction) {
    const auto made = registry::invite(transaction, backend.journal, request.caller, wanted,
                                       backend.site.public_url);
    if (!made.ok()) return account_problem(made.faults());
    JsonWriter json;
    write_invitation(json, *made);
    return private_json(json, 201);
  });
}

Response withdraw_invitation(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  return once_in_transaction(request, backend, [&](Transaction& transaction) {
    if (registry::withdraw_invitation(transaction, backend.journal, request.caller,
                                      request.path_value("id"))) {
      return done(false, "");
    }
    return problem_reply(Problem::not_found, "No invitation that is yours to withdraw is open.");
  });
}

Response list_registered_organisations(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const std::string after = query.text("cursor").value_or("");
  if (const Faults faults = query.faults(); !faults.empty()) return bad_fields(faults);
  const auto found = backend.database.with_connection([&](Connection& connection) {
    return registry::list_organisations(connection, after, page_size);
  });
  JsonWriter json;
  json.begin_object().key("organisations").begin_array();
  for (const auto& each : found) write_organisation(json, each);
  json.end_array().member_or_null(
      "next", found.size() == page_size ? std::optional(found.back().id) : std::nullopt);
  json.end_object();
  return private_json(json);
}

Response show_registered_organisation(const Request& request, Backend& backend) {
  if (const Faults faults = QueryReader(request.query).faults(); !faults.empty()) {
    return bad_fields(faults);
  }
  const std::string& id = request.path_value("id");
  if (!request.may_reach(id)) return nothing_there();
  const auto found = backend.database.with_connection(
      [&](Connection& connection) { return registry::find_organisation(connection, id); });
  if (!found) return nothing_there();
  JsonWriter json;
  write_organisation(json, *found);
  return private_json(json);
}

Response register_organisation(const Request& request, Backend& backend) {
  if (backend.log_is_contradicted) return refuse_while_contradicted();
  auto read = Fields::of(request);
  if (!read.ok()) return bad_fields(read.faults());
  Fields fields = std::move(read).value();
  registry::Organisation wanted;
  const auto kind =
      registry::organisation_kind_of_code(fields.needed("kind", "Say of which kind it is."));
  wanted.name = fields.needed("name", "Give the organisation's name.");
  wanted.provider_id = fields.text("provider");
  wanted.group_id = fields.text("group");
  wanted.la_codes = fields.list("councils");
  if (!kind) {
    fields.refuse("kind", "It is provider, group, council, partnership, regulator or auditor.");
  }
  if (const Faults faults = fields.faults(); !faults.empty()) return bad_fields(faults);
  wanted.kind = *kind;
  return once_in_transaction(request, backend, [&](Transaction& transaction) {
    const auto made =
        registry::register_organisation(transaction, backend.journal, request.caller, wanted);
    if (!made.ok()) return account_problem(made.faults());
    JsonWriter json;
    write_organisation(json, *made);
    return private_json(json, 201);
  });
}

}  // namespace assize::api
