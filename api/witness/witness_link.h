// The log's side of C2SP tlog-witness: one witness, asked to cosign each new checkpoint in a thread
// of its own, off the path of sequencing. Its trouble is reported once while it lasts, and
// outlived.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "audit/note/cosignature.h"
#include "registry/database/database.h"
#include "registry/log/published_log.h"

namespace assize::api {

struct WitnessAddress {
  std::string url;  // the submission prefix: http://witness.example:8081
  audit::WitnessKey key;
};
// "URL=VKEY". Throws CannotRun.
WitnessAddress parse_witness_address(const std::string& text);

class WitnessLink {
 public:
  using Report = std::function<void(std::string_view)>;
  // Begins at once.
  WitnessLink(WitnessAddress address, registry::Database& database, registry::PublishedLog& log,
              Report report);
  ~WitnessLink();
  WitnessLink(const WitnessLink&) = delete;
  WitnessLink& operator=(const WitnessLink&) = delete;

 private:
  void run();
  bool ask_once();
  void keep(std::string_view answer, const audit::SignedNote& note, std::uint64_t size);

  WitnessAddress address_;
  registry::Database& database_;
  registry::PublishedLog& log_;
  Report report_;
  std::uint64_t known_size_ = 0;     // what the witness cosigned last, as far as we know
  std::uint64_t cosigned_size_ = 0;  // what it cosigned for us
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

}  // namespace assize::api
