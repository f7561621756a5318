// Verifies a whole log, or its growth since a checkpoint, from the files of its static layout
// alone: every leaf, tile, root and signature is worked out again. Thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "audit/note/checkpoint.h"
#include "audit/result.h"
#include "audit/verify/key_chain.h"

namespace assize::audit {

// The bytes of "checkpoint" or of a tile's path; refused if there is no such file. Called from
// several threads at once.
using LogSource = std::function<Checked<std::string>(std::string_view path)>;

struct LogVerification {
  std::uint64_t size = 0;
  Hash root{};
  std::uint64_t entries_checked = 0;
  std::uint64_t tiles_checked = 0;
  std::string note;  // the checkpoint's, as the source gave it
  KeyChain keys;     // those of the entries checked
};

// `key`: any that the log has had; the rotations among the entries checked lead from it to the one
// that signed the checkpoint. `since`: the text of an earlier signed checkpoint that this log must
// extend; if another key than `key` signed it, the whole log is checked. `on_progress` is
// called now and then, from any thread, with entries done and entries in all; it may be empty. The
// refusal names the first bad entry, tile, signature or inconsistency.
Checked<LogVerification> verify_log(
    const LogSource& source, const VerifierKey& key, std::optional<std::string_view> since,
    int jobs, const std::function<void(std::uint64_t, std::uint64_t)>& on_progress);

}  // namespace assize::audit
