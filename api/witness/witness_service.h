// The witness's side of C2SP tlog-witness over HTTP: POST /add-checkpoint. Thread-safe; requests
// are judged one at a time.
#pragma once

#include <functional>
#include <mutex>
#include <string>

#include "api/http/wire/exchange.h"
#include "api/witness/state_file.h"

namespace assize::api {

class WitnessService : public ExchangeHandler {
 public:
  explicit WitnessService(OpenedWitness& witness) : witness_(witness) {}

  Exchange begin(const Head& head) override;
  Response answer(Exchange& exchange) override;
  Response answer_fault(Exchange& exchange, const WireFault& fault) override;
  void note(const Exchange& exchange, int status) override;

 private:
  Response add_checkpoint(const std::string& body);

  OpenedWitness& witness_;
  std::mutex mutex_;
};

// Whole seconds since 1970, by the system's clock.
audit::PosixSeconds seconds_now();

}  // namespace assize::api
