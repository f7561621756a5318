#include "api/http/wire/connection_ledger.h"

#include <Poco/Exception.h>

#include <algorithm>

namespace assize::api {
namespace {

// For threads whose sockets were closed under them to notice.
constexpr std::chrono::seconds last_patience{5};

// Wakes the thread that waits on it; the descriptor stays open until that thread lets it go.
void shut(Poco::Net::StreamSocket& socket) {
  try {
    socket.shutdown();
  } catch (const Poco::Exception&) {  // it has gone already
  }
}

}  // namespace

ConnectionLedger::Place::Place(ConnectionLedger& ledger, const Poco::Net::StreamSocket& socket)
    : ledger_(ledger), number_(ledger.admit(socket)) {}

ConnectionLedger::Place::~Place() {
  if (is_admitted()) ledger_.leave(number_);
}

bool ConnectionLedger::Place::is_closing() const {
  const std::lock_guard lock(ledger_.mutex_);
  return ledger_.is_closing_;
}

std::uint64_t ConnectionLedger::admit(const Poco::Net::StreamSocket& socket) {
  const std::string address = socket.peerAddress().host().toString();
  const std::lock_guard lock(mutex_);
  if (is_closing_) return 0;
  const auto others = by_address_.find(address);
  const bool is_full = !is_of_many(address) && others != by_address_.end() &&
                       others->second >= limits_.connections_per_address;
  if (is_full && !evict(address)) return 0;
  if (connections_.size() - evicted_ >= limits_.connections && !evict("")) return 0;
  ++by_address_[address];
  connections_.emplace(++last_number_, Connection{socket, address, State::waiting, false,
                                                  std::chrono::steady_clock::now()});
  return last_number_;
}

bool ConnectionLedger::is_of_many(const std::string& address) const {
  if (limits_.addresses_of_many.empty()) return false;
  const std::optional<Address> parsed = Address::parse(address);
  return parsed && std::any_of(limits_.addresses_of_many.begin(), limits_.addresses_of_many.end(),
                               [&](const AddressBlock& block) { return block.contains(*parsed); });
}

bool ConnectionLedger::evict(const std::string& address) {
  Connection* slowest = nullptr;
  for (auto& [number, connection] : connections_) {
    if (connection.state == State::working || connection.is_evicted) continue;
    if (!address.empty() && connection.address != address) continue;
    if (slowest == nullptr || connection.since < slowest->since) slowest = &connection;
  }
  if (slowest == nullptr) return false;
  slowest->is_evicted = true;
  ++evicted_;
  if (--by_address_[slowest->address] == 0) by_address_.erase(slowest->address);
  shut(slowest->socket);
  return true;
}

void ConnectionLedger::set_state(std::uint64_t number, State state) {
  const std::lock_guard lock(mutex_);
  Connection& connection = connections_.at(number);
  connection.state = state;
  connection.since = std::chrono::steady_clock::now();
  if (state == State::waiting && is_closing_) shut(connection.socket);
}

void ConnectionLedger::leave(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  const auto found = connections_.find(number);
  if (found->second.is_evicted) {
    --evicted_;
  } else if (--by_address_[found->second.address] == 0) {
    by_address_.erase(found->second.address);
  }
  connections_.erase(found);
  someone_left_.notify_all();
}

void ConnectionLedger::close_all(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  is_closing_ = true;
  for (auto& [number, connection] : connections_) {
    if (connection.state == State::waiting) shut(connection.socket);
  }
  const auto all_left = [this] { return connections_.empty(); };
  if (someone_left_.wait_until(lock, deadline, all_left)) return;
  for (auto& [number, connection] : connections_) shut(connection.socket);
  someone_left_.wait_for(lock, last_patience, all_left);
}

std::size_t ConnectionLedger::size() const {
  const std::lock_guard lock(mutex_);
  return connections_.size() - evicted_;
}

}  // namespace assize::api
