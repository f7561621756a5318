// Reading the log as it is published: checkpoints, tiles, entries, proofs. Only what a stored
// checkpoint covers is ever shown. Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/note/checkpoint.h"
#include "audit/tree/tile.h"
#include "registry/database/database.h"
#include "registry/log/tile_files.h"

namespace assize::registry {

class PublishedLog {
 public:
  // Full tiles are kept as files in `tile_folder`, and read from there; "" keeps none.
  explicit PublishedLog(Database& database, std::string tile_folder = {})
      : database_(database), files_(std::move(tile_folder)) {}
  // From now on readers are shown the largest checkpoint that each of those witnesses (by the text
  // of its key) has cosigned, or the latest one once that is some seconds behind. Never one smaller
  // than was shown before. Call it before anyone reads.
  void await_witnesses(std::vector<std::string> witnesses) { awaited_ = std::move(witnesses); }
  // The checkpoint to show, with its cosignatures; none before the first entry.
  std::optional<std::string> checkpoint_note();
  // The latest one as it was signed, for witnesses.
  std::optional<std::string> latest_note();
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
  // The size of the last checkpoint, if the tile is under it; asks the database only if it was not
  // under the one last seen.
  bool is_published(const audit::TileId& id);
  // The fullest stored one.
  std::string fullest_tile(Connection& connection, const audit::TileId& id, std::uint64_t size);
  audit::TileReader reader(Connection& connection, std::uint64_t size);
  void open_files(Connection& connection, std::uint64_t size);

  Database& database_;
  TileFiles files_;
  std::atomic<std::uint64_t> published_size_{0};
  std::vector<std::string> awaited_;
  std::atomic<std::uint64_t> shown_size_ = 0;
};

}  // namespace assize::registry
