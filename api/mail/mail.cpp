#include "api/mail/mail.h"

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Timestamp.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "audit/tree/hash.h"

namespace assize::api {
namespace {

constexpr std::size_t line_bytes = 76;
constexpr long smtp_patience_seconds = 20;

std::string in_lines(const std::string& base64) {
  std::string lines;
  for (std::size_t at = 0; at < base64.size(); at += line_bytes) {
    lines += base64.substr(at, line_bytes) + "\r\n";
  }
  return lines;
}

// RFC 2047: pieces of at most 45 bytes, none cut inside a character.
std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    std::size_t end = std::min<std::size_t>(45, text.size());
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    words += (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") +
             audit::base64(text.substr(0, end)) + "?=";
    text.remove_prefix(end);
  }
  return words;
}

std::string date_of(audit::Instant at) {
  return Poco::DateTimeFormatter::format(Poco::Timestamp(at), Poco::DateTimeFormat::RFC1123_FORMAT);
}

void put_into_folder(const std::string& folder, const std::string& text) {
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  const std::string name = audit::sha256_hex(audit::random_bytes(16)).substr(0, 24);
  const std::string path = folder + "/" + name + ".eml";
  const std::string unfinished = folder + "/." + name;
  const int file = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const bool is_written =
      file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (file >= 0) ::close(file);
  if (!is_written || ::rename(unfinished.c_str(), path.c_str()) != 0) {
    throw std::runtime_error("an e-mail could not be put into its folder");
  }
}

void send_by_smtp(const registry::Message& message, const Site& site, const std::string& text) {
  Poco::Net::SMTPClientSession session(site.smtp_host, site.smtp_port);
  session.setTimeout(Poco::Timespan(smtp_patience_seconds, 0));
  session.login();
  session.sendAddresses(site.mail_from, {message.recipient});
  session.sendData();
  std::istringstream stream(text);
  session.sendMessage(stream);
  session.close();
}

}  // namespace

std::string mail_text(const registry::Message& message, const std::string& from,
                      audit::Instant at) {
  std::string text = "From: Assize <" + from + ">\r\nTo: <" + message.recipient + ">\r\n";
  text += "Subject: " + encoded_words(message.subject) + "\r\nDate: " + date_of(at) + "\r\n";
  text += "Message-ID: <" + audit::sha256_hex(audit::random_bytes(16)).substr(0, 32) +
          from.substr(from.find('@')) + ">\r\n";
  if (message.unsubscribe_url) {
    text += "List-Unsubscribe: <" + *message.unsubscribe_url + ">\r\n";
    text += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  }
  text += "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n";
  text += "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  return text + in_lines(audit::base64(message.body));
}

void deliver_mail(const registry::Message& message, const Site& site, audit::Instant at) {
  const std::string text = mail_text(message, site.mail_from, at);
  if (site.smtp_host.empty()) {
    put_into_folder(site.mail_folder, text);
  } else {
    send_by_smtp(message, site, text);
  }
}

}  // namespace assize::api
