// A signed log in files, kept in memory, for tests of what reads one: tests tamper with the files.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "../tree/memory_log.h"
#include "audit/note/checkpoint.h"
#include "audit/verify/verify_log.h"

namespace assize::audit {

struct StaticLog {
  static constexpr const char* name = "assize.example/log";

  explicit StaticLog(std::uint64_t size) { grow_to(size); }

  void grow_to(std::uint64_t size) {
    log.add(sample_entries(log.size(), size - log.size()));
    files = log.files();
    files["checkpoint"] = sign_checkpoint({name, log.size(), log.root()}, key);
  }

  LogSource source() const {
    return [this](std::string_view path) -> Checked<std::string> {
      const auto found = files.find(std::string(path));
      if (found == files.end()) return Refusal{"no such file"};
      return found->second;
    };
  }

  Checked<LogVerification> verify(std::optional<std::string_view> since = std::nullopt,
                                  int jobs = 2) const {
    return verify_log(source(), key.verifier(), since, jobs, {});
  }

  SigningKey key = SigningKey::generate(name);
  MemoryLog log;
  std::map<std::string, std::string> files;
};

}  // namespace assize::audit
