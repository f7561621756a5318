// `assize log open`: whether a confidential body is the one that an entry commits to. Needs no
// database.
#include <CLI/CLI.hpp>

#include "api/command_line/input_file.h"
#include "api/command_line/log/log_commands.h"
#include "api/command_line/output.h"
#include "audit/entry/entry.h"
#include "pricing/text/json.h"

namespace assize::api {
namespace {

constexpr std::uint64_t body_limit_bytes = 64ULL << 20;

struct Options {
  std::string entry;
  std::string body;
  std::string random;
  std::string opening;
};

// The member of that name, as it is written in canonical JSON.
audit::CanonicalValue canonical_of(const pricing::JsonValue& value) {
  if (value.string() != nullptr) return *value.string();
  if (value.object() != nullptr) {
    audit::CanonicalValue::Object object;
    for (const auto& [key, member] : *value.object()) object.emplace(key, canonical_of(member));
    return object;
  }
  if (value.array() != nullptr) {
    audit::CanonicalValue::Array array;
    for (const pricing::JsonValue& member : *value.array()) array.push_back(canonical_of(member));
    return array;
  }
  if (value.number() != nullptr) {
    auto number = audit::parse_canonical(value.number()->text);
    if (!number.ok()) throw CannotRun("a number of the file is not canonical: " + number.reason());
    return std::move(number).value();
  }
  if (value.boolean() != nullptr) return *value.boolean();
  return {};
}

pricing::JsonValue read_json(const std::string& text, const std::string& what) {
  auto value = pricing::parse_json(text);
  if (!value.ok()) throw CannotRun(what + " is not JSON: " + value.faults().front().message);
  return std::move(value).value();
}

// An entry as it is in the log, or the reply of /log/entries/N or a line of `log show --format
// json`, which hold one.
audit::Entry read_entry(const std::string& path) {
  const std::string text =
      without_line_ends(read_whole_file(path, "the entry", log_text_limit_bytes));
  auto entry = audit::parse_entry(text);
  if (entry.ok()) return std::move(entry).value();
  const pricing::JsonValue reply = read_json(text, "the entry");
  const pricing::JsonValue* const within = reply.find("entry");
  auto held =
      audit::parse_entry(audit::canonical_text(canonical_of(within != nullptr ? *within : reply)));
  if (!held.ok()) throw CannotRun("this is not an entry of a log: " + held.reason());
  return std::move(held).value();
}

std::string bytes_of_hex(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < text.size() && text.size() % 2 == 0; at += 2) {
    const std::string pair = text.substr(at, 2);
    if (pair.find_first_not_of("0123456789abcdef") != std::string::npos) break;
    bytes += static_cast<char>(std::stoi(pair, nullptr, 16));
  }
  if (bytes.size() * 2 != text.size() || bytes.size() != 16) {
    throw CannotRun("the random bytes are 16, as 32 lower-case hexadecimal digits.");
  }
  return bytes;
}

struct Opening {
  std::string random;
  std::string body;
};

Opening read_opening(const Options& options) {
  if (options.opening.empty()) {
    return {bytes_of_hex(options.random),
            read_whole_file(options.body, "the body", body_limit_bytes)};
  }
  const pricing::JsonValue opening =
      read_json(read_whole_file(options.opening, "the opening", body_limit_bytes), "the opening");
  const pricing::JsonValue* const random = opening.find("random");
  const pricing::JsonValue* const body = opening.find("body");
  if (random == nullptr || random->string() == nullptr || body == nullptr) {
    throw CannotRun("the opening is not an object with \"random\" and \"body\".");
  }
  return {bytes_of_hex(*random->string()), audit::canonical_text(canonical_of(*body))};
}

int open(const Options& options) {
  if (options.opening.empty() == (options.body.empty() || options.random.empty())) {
    throw CannotRun("give either --opening, or --body and --random.");
  }
  const audit::Entry entry = read_entry(options.entry);
  if (!entry.body_sha256) throw CannotRun("the entry commits to no body: all of it is public.");
  const Opening opening = read_opening(options);
  const audit::Commitment commitment{opening.random, *entry.body_sha256};
  // An editor may have added a line end, which canonical JSON never has.
  const bool holds = audit::opens(commitment, opening.body) ||
                     audit::opens(commitment, without_line_ends(opening.body));
  Output output;
  output.write(holds ? "The commitment opens: this is the body that the entry " + entry.action +
                           " of " + audit::instant_text(entry.at) + " on " + entry.subject +
                           " commits to.\n"
                     : "The commitment does not open: the body or the random bytes are not those "
                       "that the entry commits to.\n");
  output.flush();
  return holds ? all_well : something_found;
}

}  // namespace

void add_log_open(CLI::App& log, Work& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      log.add_subcommand("open", "Check a confidential body against the entry that commits to it");
  command
      ->add_option("--entry", options->entry,
                   "The file of the entry, or of what /log/entries/N answers")
      ->required();
  command->add_option("--body", options->body, "The file of the body, in canonical JSON");
  command->add_option("--random", options->random, "Its random bytes, as 32 hexadecimal digits");
  command->add_option("--opening", options->opening,
                      "Or the file of both, as /v1/filings/ID/opening answers");
  command->footer(
      "Needs no database. Exit status: 0 it opens, 1 it does not, 2 it could not run.\n\n"
      "Example:\n  assize log open --entry entry.json --opening opening.json");
  command->callback([options, &chosen] { chosen = [=] { return open(*options); }; });
}

}  // namespace assize::api
