// /log: the checkpoint, tiles, entries and proofs, for anyone to verify us by.
#include <optional>

#include "api/http/message/json_writer.h"
#include "api/http/message/problem.h"
#include "api/routes/handlers.h"
#include "audit/note/checkpoint.h"
#include "audit/tree/hash.h"
#include "audit/tree/tile.h"
#include "registry/log/keys/key_history.h"

namespace assize::api {
namespace {

constexpr std::string_view immutable = "public, max-age=31536000, immutable";
// A partial tile never changes either, but a fuller one soon takes its place.
constexpr std::string_view short_lived = "public, max-age=60";

struct Published {
  std::string note;
  audit::Checkpoint checkpoint;
};

// The checkpoint that readers are shown; none while the log is empty. Throws if what is stored
// cannot be read.
std::optional<Published> published(Backend& backend) {
  std::optional<std::string> note = backend.log.checkpoint_note();
  if (!note) return std::nullopt;
  const auto parsed = audit::parse_note(*note);
  if (!parsed.ok()) throw std::runtime_error("the stored checkpoint: " + parsed.reason());
  const auto checkpoint = audit::parse_checkpoint(parsed->text);
  if (!checkpoint.ok()) throw std::runtime_error("the stored checkpoint: " + checkpoint.reason());
  return Published{std::move(*note), *checkpoint};
}

Response empty_log() {
  return problem_reply(Problem::not_found, "The log has no entries yet, and so no checkpoint.");
}

void write_hashes(JsonWriter& json, std::string_view name, const std::vector<audit::Hash>& hashes) {
  json.key(name).begin_array();
  for (const audit::Hash& hash : hashes) json.string(audit::base64(audit::bytes_of(hash)));
  json.end_array();
}

// 64 hexadecimal digits, or base64 in either alphabet.
std::optional<audit::Hash> parse_hash(std::string text) {
  if (const auto hash = audit::hash_from_hex(text); hash.ok()) return *hash;
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  if (text.size() == 43) text += '=';
  const auto bytes = audit::from_base64(text);
  if (!bytes.ok() || bytes->size() != audit::Hash().size()) return std::nullopt;
  audit::Hash hash{};
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

Response inclusion(Backend& backend, const Published& log, const std::string& leaf_text) {
  const std::optional<audit::Hash> leaf = parse_hash(leaf_text);
  if (!leaf) {
    return bad_parameters(
        {{"leaf", "A leaf hash is 64 hexadecimal digits, or its 32 bytes in base64."}});
  }
  const std::optional<std::uint64_t> index = backend.log.index_of(*leaf);
  if (!index || *index >= log.checkpoint.size) {
    return problem_reply(Problem::not_found,
                         "No entry in the log has that leaf hash. An entry may take ten seconds "
                         "to be sequenced.");
  }
  JsonWriter json;
  json.begin_object().key("index").whole(*index).key("size").whole(log.checkpoint.size);
  json.member("leaf", audit::base64(audit::bytes_of(*leaf)));
  write_hashes(json, "proof", backend.log.inclusion_proof(*index, log.checkpoint.size));
  json.member("checkpoint", log.note).end_object();
  return reply(json_type, json.take());
}

Response consistency(Backend& backend, const Published& log, std::int64_t from, std::int64_t to) {
  if (from > to || static_cast<std::uint64_t>(to) > log.checkpoint.size) {
    return bad_parameters(
        {{"to", "The sizes must satisfy from <= to <= " + std::to_string(log.checkpoint.size) +
                    ", the size of the log."}});
  }
  const auto low = static_cast<std::uint64_t>(from);
  const auto high = static_cast<std::uint64_t>(to);
  JsonWriter json;
  json.begin_object().key("from").whole(low).key("to").whole(high);
  write_hashes(json, "proof", backend.log.consistency_proof(low, high));
  json.member("checkpoint", log.note).end_object();
  return reply(json_type, json.take());
}

}  // namespace

Response show_checkpoint(const Request&, Backend& backend) {
  const std::optional<std::string> note = backend.log.checkpoint_note();
  if (!note) return empty_log();
  Response response = reply(text_type, *note);
  return response.with("Cache-Control", "public, max-age=1");
}

Response show_tile(const Request& request, Backend& backend) {
  const auto tile = audit::parse_tile_path("tile/" + request.path_value("path"));
  if (!tile.ok()) {
    return problem_reply(Problem::not_found, "This is " + tile.reason() + ".");
  }
  std::optional<std::string> bytes = backend.log.tile(*tile);
  if (!bytes) return problem_reply(Problem::not_found, "The log does not have that tile yet.");
  const std::string digest = repr_digest(*bytes);
  Response response = reply("application/octet-stream", std::move(*bytes));
  response.with("Repr-Digest", digest);
  const bool is_full = tile->width == audit::tile_width;
  return response.with("Cache-Control", std::string(is_full ? immutable : short_lived));
}

Response show_entry(const Request& request, Backend& backend) {
  const std::optional<Published> log = published(backend);
  if (!log) return empty_log();
  const Query as_query{{"index", request.path_value("index")}};
  QueryReader reader(as_query);
  const std::optional<std::int64_t> index = reader.whole("index", 0, INT64_MAX);
  if (!index || static_cast<std::uint64_t>(*index) >= log->checkpoint.size) {
    return problem_reply(Problem::not_found, "The log has entries 0 to " +
                                                 std::to_string(log->checkpoint.size - 1) + ".");
  }
  const auto at = static_cast<std::uint64_t>(*index);
  const std::optional<std::string> entry = backend.log.entry(at);
  if (!entry) throw std::runtime_error("entry " + std::to_string(at) + " is missing from the log");
  JsonWriter json;
  json.begin_object().key("index").whole(at).key("size").whole(log->checkpoint.size);
  const audit::Hash leaf = audit::leaf_hash(*entry);
  json.member("leaf", audit::base64(audit::bytes_of(leaf)));
  json.key("entry").raw(*entry);
  write_hashes(json, "proof", backend.log.inclusion_proof(at, log->checkpoint.size));
  json.member("checkpoint", log->note).end_object();
  return reply(json_type, json.take());
}

Response show_proof(const Request& request, Backend& backend) {
  QueryReader query(request.query);
  const std::optional<std::string> leaf = query.text("leaf");
  const std::optional<std::int64_t> from = query.whole("from", 0, INT64_MAX);
  const std::optional<std::int64_t> to = query.whole("to", 0, INT64_MAX);
  if (const Faults faults = query.faults(); !faults.empty()) return bad_parameters(faults);
  const bool asks_inclusion = leaf && !from && !to;
  const bool asks_consistency = !leaf && from && to;
  if (!asks_inclusion && !asks_consistency) {
    return bad_parameters({{"leaf", "Give either leaf, or from and to."}});
  }
  const std::optional<Published> log = published(backend);
  if (!log) return empty_log();
  return asks_inclusion ? inclusion(backend, *log, *leaf) : consistency(backend, *log, *from, *to);
}

Response show_log_key(const Request&, Backend& backend) {
  const auto rotations = backend.database.with_connection(
      [](registry::Connection& connection) { return registry::stored_rotations(connection); });
  std::string first = backend.journal.key().verifier().text();
  if (!rotations.empty()) first = rotations.front().rotation.from.text();
  std::string current = first;
  JsonWriter json;
  json.begin_object().key("history").begin_array();
  json.begin_object().member("key", first).key("from_size").whole(0).end_object();
  for (const registry::StoredRotation& stored : rotations) {
    if (!stored.index) break;  // not in force yet
    current = stored.rotation.to.text();
    json.begin_object().member("key", current).key("from_size").whole(*stored.index + 1);
    json.key("entry").whole(*stored.index).member("named_at", stored.at);
    json.key("statement").raw(audit::canonical_text(audit::rotation_value(stored.rotation)));
    json.end_object();
  }
  json.end_array().member("key", current).end_object();
  return reply(json_type, json.take());
}

}  // namespace assize::api
