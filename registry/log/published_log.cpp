#include "registry/log/published_log.h"

#include <algorithm>
#include <stdexcept>

#include "audit/tree/bundle.h"
#include "registry/log/cosignatures.h"
#include "registry/log/sequencer.h"
#include "registry/log/tile_store.h"

namespace assize::registry {
namespace {

constexpr std::size_t hash_bytes = 32;
// Well within the ten seconds that a receipt promises.
constexpr std::int64_t witness_patience_seconds = 5;

// How many hashes (or entries) of that tile a log of `size` has.
std::uint64_t available(const audit::TileId& id, std::uint64_t size) {
  const int level = std::max(id.level, 0);
  if (level > 7) return 0;
  const std::uint64_t in_level = size >> (audit::tile_height * level);
  const std::uint64_t before = id.index * audit::tile_width;
  if (id.index > in_level / audit::tile_width || before >= in_level) return 0;
  return std::min(in_level - before, audit::tile_width);
}

std::vector<std::string> entries_of(const std::string& bundle) {
  auto entries = audit::parse_bundle(bundle);
  if (!entries) throw LogContradiction("A stored bundle cannot be read: " + entries.reason());
  return std::move(entries).value();
}

void require_published(std::uint64_t size, std::uint64_t published) {
  if (size > published) {
    throw std::out_of_range("the log has " + std::to_string(published) + " entries, not " +
                            std::to_string(size));
  }
}

}  // namespace

std::optional<std::string> PublishedLog::checkpoint_note() {
  return database_.with_connection([this](Connection& connection) -> std::optional<std::string> {
    StoredCheckpoint last = last_checkpoint(connection);
    if (last.size == 0) return std::nullopt;
    StoredNote shown{last.size, std::move(last.note)};
    if (!awaited_.empty()) {
      auto cosigned = cosigned_by_all(connection, awaited_, witness_patience_seconds);
      if (cosigned && cosigned->size >= shown_size_) shown = std::move(*cosigned);
    }
    std::uint64_t before = shown_size_;
    while (before < shown.size && !shown_size_.compare_exchange_weak(before, shown.size)) {
    }
    return shown.note + cosignature_lines(connection, shown.size);
  });
}

std::optional<std::string> PublishedLog::latest_note() {
  return database_.with_connection([](Connection& connection) -> std::optional<std::string> {
    StoredCheckpoint last = last_checkpoint(connection);
    if (last.size == 0) return std::nullopt;
    return std::move(last.note);
  });
}

std::uint64_t PublishedLog::size() {
  return database_.with_connection(
      [](Connection& connection) { return last_checkpoint(connection).size; });
}

bool PublishedLog::is_published(const audit::TileId& id) {
  if (id.width <= available(id, published_size_)) return true;
  const std::uint64_t now = database_.with_connection([&](Connection& connection) {
    const std::uint64_t size = last_checkpoint(connection).size;
    open_files(connection, size);
    return size;
  });
  std::uint64_t before = published_size_;
  while (before < now && !published_size_.compare_exchange_weak(before, now)) {
  }
  return id.width <= available(id, now);
}

void PublishedLog::open_files(Connection& connection, std::uint64_t size) {
  files_.open([&](const audit::Checkpoint& kept) {
    return kept.size <= size && audit::root_of(kept.size, tile_reader(connection)) == kept.root;
  });
}

std::string PublishedLog::fullest_tile(Connection& connection, const audit::TileId& id,
                                       std::uint64_t size) {
  const audit::TileId full{id.level, id.index, audit::tile_width};
  if (available(full, size) < audit::tile_width) return tile_reader(connection)(id);
  if (auto body = files_.read(full)) return std::move(*body);
  std::string body = tile_reader(connection)(full);
  const StoredCheckpoint last = last_checkpoint(connection);
  files_.keep(full, body, last.size, last.note);
  return body;
}

audit::TileReader PublishedLog::reader(Connection& connection, std::uint64_t size) {
  open_files(connection, size);
  return [this, &connection, size](const audit::TileId& id) {
    return fullest_tile(connection, id, size);
  };
}

std::optional<std::string> PublishedLog::tile(const audit::TileId& id) {
  if (id.level < audit::entries_level || id.width < 1 || id.width > audit::tile_width) {
    return std::nullopt;
  }
  if (!is_published(id)) return std::nullopt;
  const std::uint64_t size = published_size_;
  std::optional<std::string> body;
  const audit::TileId full{id.level, id.index, audit::tile_width};
  if (available(full, size) == audit::tile_width) body = files_.read(full);
  if (!body) {
    body = database_.with_connection(
        [&](Connection& connection) { return fullest_tile(connection, id, size); });
  }
  if (id.width == audit::tile_width) return body;
  if (id.level == audit::entries_level) {
    body->resize(audit::bundle_prefix_bytes(*body, id.width));
  } else {
    body->resize(id.width * hash_bytes);
  }
  return body;
}

std::optional<std::string> PublishedLog::entry(std::uint64_t index) {
  const auto width = static_cast<std::uint32_t>(index % audit::tile_width + 1);
  const auto bundle = tile({audit::entries_level, index / audit::tile_width, width});
  if (!bundle) return std::nullopt;
  return entries_of(*bundle).at(index % audit::tile_width);
}

std::optional<std::uint64_t> PublishedLog::index_of(const audit::Hash& leaf) {
  return database_.with_connection([&](Connection& connection) -> std::optional<std::uint64_t> {
    const auto row = connection.query_one(
        "SELECT log_index FROM log_entry WHERE leaf_hash = ? ORDER BY log_index LIMIT 1",
        {std::string(audit::bytes_of(leaf))});
    if (!row) return std::nullopt;
    return static_cast<std::uint64_t>(row->integer(0));
  });
}

std::vector<audit::Hash> PublishedLog::inclusion_proof(std::uint64_t index, std::uint64_t size) {
  return database_.with_connection([&](Connection& connection) {
    const std::uint64_t published = last_checkpoint(connection).size;
    require_published(size, published);
    if (index >= size) throw std::out_of_range("the index is not below the size");
    return audit::inclusion_proof(index, size, reader(connection, published));
  });
}

std::vector<audit::Hash> PublishedLog::consistency_proof(std::uint64_t from, std::uint64_t to) {
  return database_.with_connection([&](Connection& connection) {
    const std::uint64_t published = last_checkpoint(connection).size;
    require_published(to, published);
    if (from > to) throw std::out_of_range("the first size is above the second");
    return audit::consistency_proof(from, to, reader(connection, published));
  });
}

}  // namespace assize::registry
