// E-mail as it leaves: the text of a message (RFC 5322), put into a folder as a file or sent by
// SMTP. Thread-safe.
#pragma once

#include <string>

#include "api/http/backend.h"
#include "registry/messages/outbox.h"

namespace assize::api {

// With its headers, lines ending in CRLF; the body in base64, so that nothing in it is a header.
std::string mail_text(const registry::Message& message, const std::string& from, audit::Instant at);
// Where the site says. Throws if it cannot.
void deliver_mail(const registry::Message& message, const Site& site, audit::Instant at);

}  // namespace assize::api
