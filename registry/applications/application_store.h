// Applications to the register in the database: their rows held and changed, their events added
// with log entries. Not thread-safe, as a connection is not.
#pragma once

#include "registry/applications/register_applications.h"

namespace assize::registry {

// Held until the transaction ends; with no events.
std::optional<RegisterApplication> lock_application(Connection& connection, const std::string& id);
void insert_application(Connection& connection, const RegisterApplication& application,
                        const std::string& name);
void update_application(Connection& connection, const RegisterApplication& application,
                        const std::string& name);
// Logs the event as "application." and its code and stores it, as the application's last. Whose it
// is, and what it says, is committed to; only its id, status and URN are public.
void record_application_event(Transaction& transaction, const Journal& journal,
                              const RegisterApplication& application, ApplicationEvent event);

}  // namespace assize::registry
