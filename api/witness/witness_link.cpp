#include "api/witness/witness_link.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

#include <algorithm>
#include <chrono>
#include <istream>
#include <stdexcept>

#include "api/command_line/command.h"
#include "audit/text/decimal.h"
#include "audit/witness/add_checkpoint.h"
#include "registry/log/cosignatures.h"

namespace assize::api {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds look_round{50};
constexpr milliseconds pause_after_success{500};
constexpr milliseconds pause_after_trouble{5'000};
constexpr long wait_seconds = 10;
constexpr std::size_t answer_limit_bytes = 64 * 1024;

// What cannot be helped here; the text is for the operator.
class WitnessTrouble : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Answer {
  int status;
  std::string body;
};

Answer post(const std::string& url, const std::string& body) {
  try {
    const Poco::URI base(url);
    Poco::Net::HTTPClientSession session(base.getHost(), base.getPort());
    session.setTimeout(Poco::Timespan(wait_seconds, 0));
    Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_POST,
                                   base.getPath() + "/add-checkpoint",
                                   Poco::Net::HTTPMessage::HTTP_1_1);
    request.setContentType("text/plain; charset=utf-8");
    request.setContentLength64(static_cast<Poco::Int64>(body.size()));
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    std::istream& stream = session.receiveResponse(response);
    std::string answer(answer_limit_bytes, '\0');
    stream.read(answer.data(), static_cast<std::streamsize>(answer.size()));
    answer.resize(static_cast<std::size_t>(stream.gcount()));
    return {static_cast<int>(response.getStatus()), std::move(answer)};
  } catch (const Poco::Exception& error) {
    throw WitnessTrouble("it cannot be reached: " + error.displayText());
  }
}

std::string first_line(const std::string& text) {
  std::string line = text.substr(0, std::min<std::size_t>(text.find('\n'), 200));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return line;
}

}  // namespace

WitnessAddress parse_witness_address(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || !text.starts_with("http://")) {
    throw CannotRun("--witness " + text +
                    " is not URL=VKEY: the witness's http:// address, \"=\" and its key.");
  }
  auto key = audit::WitnessKey::parse(std::string_view(text).substr(equals + 1));
  if (!key.ok()) throw CannotRun("--witness " + text + ": " + key.reason() + ".");
  std::string url = text.substr(0, equals);
  while (url.ends_with('/')) url.pop_back();
  try {
    const Poco::URI checked(url);
  } catch (const Poco::Exception&) {
    throw CannotRun("--witness " + url + " is not an address.");
  }
  return {std::move(url), std::move(key).value()};
}

WitnessLink::WitnessLink(WitnessAddress address, registry::Database& database,
                         registry::PublishedLog& log, Report report)
    : address_(std::move(address)),
      database_(database),
      log_(log),
      report_(std::move(report)),
      thread_([this] { run(); }) {}

WitnessLink::~WitnessLink() {
  stop_ = true;
  thread_.join();
}

void WitnessLink::run() {
  std::string told;
  while (!stop_) {
    milliseconds pause = look_round;
    try {
      if (ask_once()) {
        pause = pause_after_success;
        told.clear();
      }
    } catch (const registry::DatabaseError&) {  // told of by the sequencer
      pause = pause_after_trouble;
    } catch (const std::exception& error) {
      pause = pause_after_trouble;
      if (told != error.what())
        report_("the witness " + address_.key.name() + " does not cosign (" + error.what() +
                "); the log goes on without it");
      told = error.what();
    }
    const auto until = std::chrono::steady_clock::now() + pause;
    while (!stop_ && std::chrono::steady_clock::now() < until) {
      std::this_thread::sleep_for(look_round);
    }
  }
}

// Says whether there was something new, and it was cosigned.
bool WitnessLink::ask_once() {
  const std::optional<std::string> text = log_.latest_note();
  if (!text) return false;
  const auto note = audit::parse_note(*text);
  const auto checkpoint = note.ok()
                              ? audit::parse_checkpoint(note->text)
                              : audit::Checked<audit::Checkpoint>(audit::Refusal{note.reason()});
  if (!checkpoint.ok()) throw WitnessTrouble("the stored checkpoint: " + checkpoint.reason());
  if (checkpoint->size == cosigned_size_) return false;
  for (int attempt = 0; attempt < 3; ++attempt) {
    const std::uint64_t from = std::min(known_size_, checkpoint->size);
    const audit::AddCheckpoint request{from, log_.consistency_proof(from, checkpoint->size), *text};
    const Answer answer = post(address_.url, audit::add_checkpoint_text(request));
    if (answer.status == 200) {
      keep(answer.body, *note, checkpoint->size);
      return true;
    }
    if (answer.status != 409) {
      throw WitnessTrouble("it answers " + std::to_string(answer.status) + ": " +
                           first_line(answer.body));
    }
    const auto size = audit::parse_decimal(first_line(answer.body));
    if (!size.ok()) throw WitnessTrouble("it answers 409 without the size that it knows");
    if (*size > checkpoint->size) {
      throw WitnessTrouble("it has cosigned " + std::to_string(*size) +
                           " entries of this log, which has " + std::to_string(checkpoint->size) +
                           ": was the database put back to an earlier state?");
    }
    if (*size == known_size_) {
      throw WitnessTrouble("it has cosigned another root for " + std::to_string(*size) +
                           " entries than this log's");
    }
    known_size_ = *size;
  }
  throw WitnessTrouble("it changes its mind about the size that it knows");
}

void WitnessLink::keep(std::string_view answer, const audit::SignedNote& note, std::uint64_t size) {
  const auto answered = audit::parse_note(note.text + "\n" + std::string(answer));
  if (!answered.ok()) throw WitnessTrouble("its answer is not signature lines");
  const auto at = audit::cosigned_at(*answered, address_.key);
  if (!at.ok()) throw WitnessTrouble(at.reason());
  for (const audit::NoteSignature& signature : answered->signatures) {
    if (signature.name != address_.key.name() || signature.key_id != address_.key.key_id())
      continue;
    database_.with_connection([&](registry::Connection& connection) {
      registry::store_cosignature(connection, size, address_.key.text(),
                                  audit::signature_line(signature));
    });
  }
  known_size_ = size;
  cosigned_size_ = size;
}

}  // namespace assize::api
