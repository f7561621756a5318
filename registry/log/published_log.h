// Reading the log as it is published: checkpoints, tiles, entries, proofs. Only what a stored
// checkpoint covers is ever shown. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"
#include "registry/database/database.h"

namespace assize::registry {

class PublishedLog {
 public:
  explicit PublishedLog(Database& database) : database_(database) {}
  // The latest signed checkpoint; none before the first entry.
  std::optional<std::string> checkpoint_note();
  std::uint64_t size();
  // A tile or bundle of exactly that width, cut from a fuller one if need be; none if the log does
  // not have it.
  std::optional<std::string> tile(const audit::TileId& id);
  std::optional<std::string> entry(std::uint64_t index);
  std::optional<std::uint64_t> index_of(const audit::Hash& leaf);
  // These throw std::out_of_range for a size that is not published, or an index not below it.
  std::vector<audit::Hash> inclusion_proof(std::uint64_t index, std::uint64_t size);
  std::vector<audit::Hash> consistency_proof(std::uint64_t from, std::uint64_t to);

 private:
  Database& database_;
};

}  // namespace assize::registry
