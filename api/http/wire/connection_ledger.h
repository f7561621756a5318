// Every open connection, so that there are never too many in all or from one address, and a
// newcomer is never kept out by those who only wait: at a limit, the one that has waited longest
// for its client is closed in the newcomer's favour. Thread-safe.
#pragma once

#include <Poco/Net/StreamSocket.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "api/http/wire/limits.h"

namespace assize::api {

class ConnectionLedger {
 public:
  explicit ConnectionLedger(const WireLimits& limits) : limits_(limits) {}

  enum class State {
    waiting,  // for the client to send a request: may be closed at any time
    working,  // on a request that has arrived: never cut short
    sending,  // the reply: cut short only in a newcomer's favour
  };

  // One connection's place, from when it is admitted to when it ends.
  class Place {
   public:
    Place(ConnectionLedger& ledger, const Poco::Net::StreamSocket& socket);
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    // False: every place is taken by requests being worked on.
    bool is_admitted() const { return number_ != 0; }
    void set_state(State state) { ledger_.set_state(number_, state); }
    // The service is stopping: close after the reply.
    bool is_closing() const;

   private:
    ConnectionLedger& ledger_;
    std::uint64_t number_ = 0;
  };

  // Closes those that wait, lets the others end until the deadline, and then closes them too.
  void close_all(std::chrono::steady_clock::time_point deadline);
  std::size_t size() const;

 private:
  struct Connection {
    Poco::Net::StreamSocket socket;
    std::string address;
    State state = State::waiting;
    bool is_evicted = false;
    std::chrono::steady_clock::time_point since;
  };

  std::uint64_t admit(const Poco::Net::StreamSocket& socket);
  bool is_of_many(const std::string& address) const;
  // Closes the one that has waited longest, of those from that address (or any, if empty).
  bool evict(const std::string& address);
  void set_state(std::uint64_t number, State state);
  void leave(std::uint64_t number);

  const WireLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable someone_left_;
  std::map<std::uint64_t, Connection> connections_;
  std::map<std::string, std::size_t> by_address_;  // those not evicted
  std::size_t evicted_ = 0;
  std::uint64_t last_number_ = 0;
  bool is_closing_ = false;
};

}  // namespace assize::api
