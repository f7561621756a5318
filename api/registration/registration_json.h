// Registrations, their events and conditions, and ownership as the JSON that the API and the
// command line answer with. Pure; thread-safe.
#pragma once

#include <string>
#include <vector>

#include "api/http/message/json_writer.h"
#include "registry/register/control/ownership.h"
#include "registry/registration/registration.h"

namespace assize::api {

// Whether reasons, and what opens the log's commitments, are shown.
enum class Confidences { hidden, shown };

// How a registration stands: its status, since when, and its children's home.
void write_registration(JsonWriter& json, const registry::Registration& registration);
void write_conditions(JsonWriter& json, const std::vector<registry::Condition>& conditions,
                      pricing::Date day);
void write_registration_event(JsonWriter& json, const registry::RegistrationEvent& event,
                              Confidences confidences);
std::string registration_event_json(const registry::RegistrationEvent& event);
std::string conditions_json(const std::vector<registry::Condition>& conditions, pricing::Date day);
// A school's registration on a day with every event of it that is known.
std::string registration_json(pricing::Urn urn,
                              const std::vector<registry::RegistrationEvent>& events,
                              pricing::Date day, Confidences confidences);

std::string control_change_json(const registry::ControlChange& change, Confidences confidences);
std::string school_ownership_json(pricing::Urn urn, const registry::Ownership& ownership,
                                  Confidences confidences);
std::string provider_ownership_json(const registry::ProviderOwnership& provider,
                                    Confidences confidences);

}  // namespace assize::api
