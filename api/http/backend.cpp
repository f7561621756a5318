#include "api/http/backend.h"

namespace assize::api {

Gate::Pass::~Pass() {
  if (gate_ == nullptr) return;
  const std::lock_guard lock(gate_->mutex_);
  ++gate_->free_;
  gate_->freed_.notify_one();
}

std::optional<Gate::Pass> Gate::enter(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!freed_.wait_for(lock, patience, [this] { return free_ > 0; })) return std::nullopt;
  --free_;
  return Pass(*this);
}

std::shared_ptr<const std::string> DownloadCache::get(
    const std::shared_ptr<const registry::Snapshot>& snapshot, const std::string& name,
    const Make& make) {
  const std::lock_guard lock(mutex_);
  if (snapshot_ != snapshot) {
    snapshot_ = snapshot;
    downloads_.clear();
  }
  std::shared_ptr<const std::string>& download = downloads_[name];
  if (!download) download = std::make_shared<const std::string>(make());
  return download;
}

std::shared_ptr<const SpendingBook> SpendingCache::get(
    const std::shared_ptr<const registry::Snapshot>& snapshot, const Make& make) {
  const std::lock_guard lock(mutex_);
  if (!book_ || snapshot_ != snapshot) {
    book_ = std::make_shared<const SpendingBook>(make());
    snapshot_ = snapshot;
  }
  return book_;
}

}  // namespace assize::api
