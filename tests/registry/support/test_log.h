// A journal with a key of its own and a clock that the test sets. Not thread-safe, but for the
// clock.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "registry/log/journal.h"

namespace assize::registry::testing {

inline constexpr audit::Instant test_start = 1'774'948'502'123'456;  // 2026-03-31T09:15:02.123456Z

class TestJournal {
 public:
  explicit TestJournal(const std::string& name = "test.example/log")
      : now_(std::make_shared<std::atomic<audit::Instant>>(test_start)),
        journal_(audit::SigningKey::generate(name), [now = now_] { return now->load(); }) {}

  void pass(audit::Instant microseconds) { *now_ += microseconds; }
  const Journal& operator*() const { return journal_; }
  const Journal* operator->() const { return &journal_; }
  const audit::VerifierKey& verifier() const { return journal_.key().verifier(); }

 private:
  std::shared_ptr<std::atomic<audit::Instant>> now_;
  Journal journal_;
};

}  // namespace assize::registry::testing
