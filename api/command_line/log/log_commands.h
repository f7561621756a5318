// The commands of `assize log`, each in a file of its own.
#pragma once

#include "api/command_line/command.h"
#include "audit/note/cosignature.h"
#include "audit/note/signing_key.h"

#include <cstdint>
#include <string>

namespace assize::api {

inline constexpr std::uint64_t log_text_limit_bytes = 1 << 20;  // of a receipt, proof, checkpoint

void add_log_key(CLI::App& log, Work& chosen);
void add_log_export(CLI::App& log, Work& chosen);
void add_log_verify(CLI::App& log, Work& chosen);
void add_log_prove(CLI::App& log, Work& chosen);
void add_log_witness(CLI::App& log, Work& chosen);
void add_log_show(CLI::App& log, Work& chosen);
void add_log_open(CLI::App& log, Work& chosen);

// The value of --key; throws CannotRun.
audit::VerifierKey log_key_option(const std::string& text);

}  // namespace assize::api
