#include "api/command_line/log/log_source.h"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

#include <filesystem>
#include <fstream>
#include <istream>

#include "api/command_line/command.h"

namespace assize::api {
namespace {

// The largest file of a log: a bundle of 256 entries of 65,535 bytes, each with its length.
constexpr std::size_t file_limit_bytes = 256 * 65'537;
constexpr long wait_seconds = 30;

// At most file_limit_bytes of a stream.
audit::Checked<std::string> read_limited(std::istream& stream, const std::string& name) {
  std::string bytes;
  char piece[64 * 1024];
  while (stream.read(piece, sizeof piece), stream.gcount() > 0) {
    bytes.append(piece, static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > file_limit_bytes) {
      return audit::Refusal{name + " is larger than any file of a log"};
    }
  }
  return bytes;
}

audit::LogSource folder_source(const std::filesystem::path& folder) {
  return [folder](std::string_view path) -> audit::Checked<std::string> {
    const std::filesystem::path file = folder / path;
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return audit::Refusal{"there is no file " + file.string()};
    return read_limited(stream, file.string());
  };
}

audit::Checked<std::string> fetch(const Poco::URI& base, std::string_view path) {
  const std::string address = base.toString() + "/" + std::string(path);
  try {
    Poco::Net::HTTPClientSession session(base.getHost(), base.getPort());
    session.setTimeout(Poco::Timespan(wait_seconds, 0));
    Poco::Net::HTTPRequest request(Poco::Net::HTTPRequest::HTTP_GET,
                                   base.getPath() + "/" + std::string(path),
                                   Poco::Net::HTTPMessage::HTTP_1_1);
    session.sendRequest(request);
    Poco::Net::HTTPResponse response;
    std::istream& stream = session.receiveResponse(response);
    if (response.getStatus() != Poco::Net::HTTPResponse::HTTP_OK) {
      return audit::Refusal{address + " answers with status " +
                            std::to_string(static_cast<int>(response.getStatus()))};
    }
    return read_limited(stream, address);
  } catch (const Poco::Exception& error) {
    return audit::Refusal{"cannot read " + address + ": " + error.displayText()};
  }
}

audit::LogSource http_source(const std::string& address) {
  try {
    Poco::URI base(address);
    std::string path = base.getPath();
    while (!path.empty() && path.back() == '/') path.pop_back();
    base.setPath(path);
    return [base](std::string_view file) { return fetch(base, file); };
  } catch (const Poco::Exception&) {
    throw CannotRun("--source " + address + " is not an address.");
  }
}

}  // namespace

audit::LogSource open_log_source(const std::string& source) {
  if (source.starts_with("http://")) return http_source(source);
  if (source.starts_with("https://")) {
    throw CannotRun("--source can be read over http:// only; put the log's files in a folder.");
  }
  if (!std::filesystem::is_directory(source)) {
    throw CannotRun("--source " + source + " is neither a folder nor an http:// address.");
  }
  return folder_source(source);
}

}  // namespace assize::api
