#include "registry/forms/form.h"

namespace assize::registry {
namespace {

constexpr std::size_t faults_limit = 10'000;

}  // namespace

void FormFaults::add(std::string place, std::string message) {
  if (++count_ <= faults_limit) faults_.push_back({std::move(place), std::move(message)});
}

Faults FormFaults::take() {
  if (count_ > faults_limit) {
    faults_.push_back(
        {"", "there are " + std::to_string(count_ - faults_limit) + " more faults like these"});
  }
  count_ = 0;
  return std::move(faults_);
}

std::string row_place(std::string_view where, std::string_view column) {
  return std::string(where).append(where.starts_with('$') ? "." : ", ").append(column);
}

void FormFields::say(std::size_t column, std::string message) {
  is_good_ = false;
  faults_.add(row_place(row_.where(), form_.columns[column]), std::move(message));
}

void FormFields::refuse(std::size_t column, std::string message) {
  if (const auto why = hides_ ? hides_(row_.value(column)) : std::nullopt) message = *why;
  say(column, std::move(message));
}

}  // namespace assize::registry
