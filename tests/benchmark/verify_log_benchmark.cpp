// How fast a log is verified, beside SHA-256 alone over the same bytes on the same threads.
// links: audit
#include <openssl/evp.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cstring>
#include <iostream>
#include <limits>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "audit/tree/bundle.h"
#include "audit/tree/tile.h"
#include "audit/verify/verify_log.h"

namespace {

using namespace assize::audit;
using Clock = std::chrono::steady_clock;

constexpr std::size_t entry_bytes = 300;

struct Files {
  std::map<std::string, std::string, std::less<>> files;
  LogSource source() const {
    return [this](std::string_view path) -> Checked<std::string> {
      const auto found = files.find(path);
      if (found == files.end()) return Refusal{"no such file"};
      return found->second;
    };
  }
};

std::string entry(std::uint64_t index) {
  std::string text = "{\"action\":\"benchmark\",\"index\":" + std::to_string(index) + "}";
  text.resize(entry_bytes, ' ');
  return text;
}

Files make_log(std::uint64_t count, const SigningKey& key) {
  Files log;
  std::map<std::pair<int, std::uint64_t>, std::string> stored;
  const TileReader read = [&](const TileId& id) { return stored.at({id.level, id.index}); };
  Growth growth;
  while (growth.size < count) {
    std::vector<std::string> batch;
    const std::uint64_t end = std::min(count, growth.size + 65'536);
    for (std::uint64_t index = growth.size; index < end; ++index) batch.push_back(entry(index));
    growth = grow(growth.size, batch, read);
    for (auto& [id, bytes] : growth.tiles) {
      if (id.width == tile_width) log.files[tile_path(id)] = bytes;
      stored[{id.level, id.index}] = bytes;
    }
    if (growth.size == count) {
      for (const auto& [id, bytes] : growth.tiles) log.files[tile_path(id)] = bytes;
    }
  }
  for (int level = entries_level; level < 4; ++level) {
    const std::uint64_t total = level == entries_level ? count : count >> (8 * level);
    if (total % tile_width == 0) continue;
    const TileId id{level, total / tile_width, static_cast<std::uint32_t>(total % tile_width)};
    log.files[tile_path(id)] = stored.at({id.level, id.index});
  }
  log.files["checkpoint"] = sign_checkpoint({key.name(), growth.size, growth.root}, key);
  return log;
}

// Does work(at) for each bundle's place, on `jobs` threads.
template <typename Work>
std::int64_t microseconds_over(std::size_t count, int jobs, const Work& work) {
  const auto start = Clock::now();
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (int job = 0; job < jobs; ++job) {
      threads.emplace_back([&] {
        EVP_MD* const digest = EVP_MD_fetch(nullptr, "SHA256", nullptr);
        EVP_MD_CTX* const context = EVP_MD_CTX_new();
        for (std::size_t at = next++; at < count; at = next++) work(at, digest, context);
        EVP_MD_CTX_free(context);
        EVP_MD_free(digest);
      });
    }
  }
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
}

void hash(std::string_view bytes, const EVP_MD* digest, EVP_MD_CTX* context) {
  unsigned char result[32];
  EVP_DigestInit_ex2(context, digest, nullptr);
  EVP_DigestUpdate(context, bytes.data(), bytes.size());
  EVP_DigestFinal_ex(context, result, nullptr);
}

std::vector<std::string_view> bundles_of(const Files& log) {
  std::vector<std::string_view> bundles;
  for (const auto& [path, bytes] : log.files) {
    if (path.starts_with("tile/entries/")) bundles.emplace_back(bytes);
  }
  return bundles;
}

// What `openssl speed -evp sha256 -bytes 300` measures: a hash an entry, with no prefix and no
// tree.
std::int64_t entries_microseconds(const Files& log, int jobs) {
  const auto bundles = bundles_of(log);
  return microseconds_over(bundles.size(), jobs, [&](std::size_t at, auto* digest, auto* context) {
    const auto entries = split_bundle(bundles[at]);
    for (const std::string_view entry_text : *entries) hash(entry_text, digest, context);
  });
}

// The same bytes in messages of a bundle each, which suit SHA-256 best.
std::int64_t bundles_microseconds(const Files& log, int jobs) {
  const auto bundles = bundles_of(log);
  return microseconds_over(bundles.size(), jobs, [&](std::size_t at, auto* digest, auto* context) {
    hash(bundles[at], digest, context);
  });
}

std::int64_t verify_microseconds(const Files& log, const SigningKey& key, int jobs) {
  const auto start = Clock::now();
  const auto verified = verify_log(log.source(), key.verifier(), std::nullopt, jobs, {});
  const auto end = Clock::now();
  if (!verified) throw std::runtime_error(verified.reason());
  return std::chrono::duration_cast<std::chrono::microseconds>(end - start).count();
}

std::uint64_t argument(int count, char** arguments, int at, std::uint64_t otherwise) {
  if (count <= at) return otherwise;
  std::uint64_t number = 0;
  const char* const end = arguments[at] + std::strlen(arguments[at]);
  if (std::from_chars(arguments[at], end, number).ptr != end || number == 0) {
    throw std::runtime_error("usage: verify_log_benchmark [ENTRIES [THREADS]]");
  }
  return number;
}

}  // namespace

int main(int count, char** arguments) try {
  const std::uint64_t entries = argument(count, arguments, 1, 1'000'000);
  const auto jobs = static_cast<int>(
      argument(count, arguments, 2, std::max(1U, std::thread::hardware_concurrency())));
  const SigningKey key = SigningKey::generate("benchmark.example");
  const Files log = make_log(entries, key);
  std::int64_t by_entry = std::numeric_limits<std::int64_t>::max();
  std::int64_t by_bundle = by_entry;
  std::int64_t verify = by_entry;
  for (int round = 0; round < 5; ++round) {
    by_entry = std::min(by_entry, entries_microseconds(log, jobs));
    by_bundle = std::min(by_bundle, bundles_microseconds(log, jobs));
    verify = std::min(verify, verify_microseconds(log, key, jobs));
  }
  const auto bytes = static_cast<std::int64_t>(entries * entry_bytes);
  // SHA-256 works in blocks of 64 bytes, nine bytes of padding included: five for an entry, with
  // its prefix or without, and two more for a node of the tree, of which there are as many.
  const std::int64_t whole_blocks = 5 * static_cast<std::int64_t>(entries);
  const std::int64_t tree_blocks = 7 * static_cast<std::int64_t>(entries);
  std::cout << "log of " << entries << " entries of " << entry_bytes << " bytes, " << jobs
            << " threads, best of 5\n"
            << "  verify                       " << verify / 1000 << " ms, " << bytes / verify
            << " MB/s\n"
            << "  SHA-256 of each entry        " << by_entry / 1000 << " ms, verify at "
            << 100 * by_entry / verify << " % of it\n"
            << "  SHA-256 of each bundle       " << by_bundle / 1000 << " ms, verify at "
            << 100 * by_bundle / verify << " % of it\n"
            << "  blocks hashed                " << tree_blocks / verify << " a microsecond, "
            << 100 * tree_blocks * by_entry / (whole_blocks * verify)
            << " % of those of SHA-256 of each entry\n";
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
