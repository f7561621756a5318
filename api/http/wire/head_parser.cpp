#include "api/http/wire/head_parser.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace assize::api {
namespace {

constexpr std::size_t method_limit_bytes = 20;
constexpr std::size_t length_digits_limit = 15;  // a petabyte; the route's limit is far below it

bool is_token_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_character);
}

bool is_target_character(char c) { return c > 0x20 && c < 0x7F && c != '#'; }

bool is_value_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

WireFault bad(std::string detail) { return {Problem::bad_request, std::move(detail)}; }

// "http://host/path" -> "/path"; origin form as it is; none if it is neither.
std::optional<std::string> origin_form(std::string_view target, std::string_view method) {
  if (target == "*" && method == "OPTIONS") return "*";
  if (target.substr(0, 1) == "/") return std::string(target);
  if (lower(target.substr(0, 7)) != "http://") return std::nullopt;
  const std::size_t path = target.find_first_of("/?", 7);
  if (path == std::string_view::npos) return "/";
  return (target[path] == '?' ? "/" : "") + std::string(target.substr(path));
}

std::optional<WireFault> read_request_line(std::string_view line, const WireLimits& limits,
                                           Head& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return bad("The first line is not \"METHOD /address HTTP/1.1\".");
  }
  head.method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(head.method) || head.method.size() > method_limit_bytes) {
    return bad("The method is not a word.");
  }
  if (target.size() > limits.target_bytes) {
    return WireFault{
        Problem::address_too_long,
        "The address may be at most " + std::to_string(limits.target_bytes) + " bytes long."};
  }
  if (!std::all_of(target.begin(), target.end(), is_target_character)) {
    return bad("The address holds a character that must be percent-encoded.");
  }
  const std::optional<std::string> origin = origin_form(target, head.method);
  if (!origin) return bad("The address does not begin with \"/\".");
  head.target = *origin;
  if (version == "HTTP/1.1" || version == "HTTP/1.0") {
    head.minor_version = version.back() - '0';
    return std::nullopt;
  }
  if (version.substr(0, 5) == "HTTP/") {
    return WireFault{Problem::http_version, "Only HTTP/1.1 and HTTP/1.0 are spoken here."};
  }
  return bad("The first line does not end with \"HTTP/1.1\".");
}

std::optional<WireFault> read_field(std::string_view line, Head& head) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return bad(
        "A header line is not \"Name: value\", or has a space before its colon or its name.");
  }
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!std::all_of(value.begin(), value.end(), is_value_character)) {
    return bad("The header \"" + std::string(line.substr(0, colon)) +
               "\" holds a control character.");
  }
  head.headers.push_back({lower(line.substr(0, colon)), std::string(value)});
  return std::nullopt;
}

std::size_t count_of(const Head& head, std::string_view name) {
  return static_cast<std::size_t>(
      std::count_if(head.headers.begin(), head.headers.end(),
                    [name](const HeaderField& field) { return field.name == name; }));
}

// Content-Length and Transfer-Encoding decide where the next request begins, so nothing about them
// is forgiven.
std::optional<WireFault> read_framing(const Head& head, Framing& framing) {
  const std::size_t lengths = count_of(head, "content-length");
  const std::size_t encodings = count_of(head, "transfer-encoding");
  if (lengths > 0 && encodings > 0) {
    return bad("Content-Length and Transfer-Encoding may not both be given.");
  }
  if (lengths > 1) return bad("Content-Length is given more than once.");
  if (encodings > 1) return bad("Transfer-Encoding is given more than once.");
  if (encodings == 1) {
    if (head.minor_version == 0) return bad("HTTP/1.0 has no Transfer-Encoding.");
    if (lower(*head.header("transfer-encoding")) != "chunked") {
      return WireFault{Problem::not_implemented,
                       "The only Transfer-Encoding understood is \"chunked\"."};
    }
    framing.is_chunked = true;
  }
  if (lengths == 1) {
    const std::string text = *head.header("content-length");
    const char* end = text.data() + text.size();
    const bool is_digits =
        !text.empty() && text.size() <= length_digits_limit &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_digits || std::from_chars(text.data(), end, framing.length_bytes).ptr != end) {
      return bad("Content-Length is not a whole number of bytes.");
    }
  }
  return std::nullopt;
}

bool connection_says(const Head& head, std::string_view option) {
  std::string list = lower(head.header("connection").value_or(""));
  std::string_view left = list;
  while (!left.empty()) {
    const std::string_view member = left.substr(0, left.find(','));
    left.remove_prefix(std::min(left.size(), member.size() + 1));
    if (trimmed(member) == option) return true;
  }
  return false;
}

std::optional<WireFault> read_connection(ParsedHead& parsed) {
  const Head& head = parsed.head;
  if (head.minor_version == 1 && count_of(head, "host") != 1) {
    return bad("An HTTP/1.1 request has one Host header.");
  }
  parsed.keep_alive = head.minor_version == 1 ? !connection_says(head, "close")
                                              : connection_says(head, "keep-alive");
  if (const auto expectation = head.header("expect"); expectation && head.minor_version == 1) {
    if (lower(*expectation) != "100-continue") {
      return WireFault{Problem::expectation, "Only \"Expect: 100-continue\" is understood."};
    }
    parsed.expects_continue = true;
  }
  return std::nullopt;
}

}  // namespace

std::variant<std::optional<std::size_t>, WireFault> find_head_end(std::string_view arrived,
                                                                  const WireLimits& limits) {
  for (std::size_t at = arrived.find('\n'); at != std::string_view::npos;
       at = arrived.find('\n', at + 1)) {
    if (at == 0 || arrived[at - 1] != '\r') return bad("A line ends without a carriage return.");
    if (at >= 3 && arrived.substr(at - 3, 4) == "\r\n\r\n") return std::optional(at + 1);
    if (at > limits.head_bytes) break;
  }
  // The request line alone may be too long, which is another status.
  if (arrived.size() > limits.head_bytes) {
    if (arrived.find('\n') > limits.target_bytes + 64) {
      return WireFault{Problem::address_too_long, "The address is too long."};
    }
    return WireFault{Problem::headers_too_large, "The headers together may be at most " +
                                                     std::to_string(limits.head_bytes) +
                                                     " bytes long."};
  }
  return std::optional<std::size_t>();
}

std::variant<ParsedHead, WireFault> parse_head(std::string_view text, const WireLimits& limits) {
  ParsedHead parsed;
  bool is_first = true;
  while (!text.empty()) {
    const std::size_t end = text.find("\r\n");
    if (end == std::string_view::npos) return bad("The last header line does not end.");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (line.empty()) break;
    std::optional<WireFault> fault;
    if (is_first) {
      fault = read_request_line(line, limits, parsed.head);
    } else if (parsed.head.headers.size() == limits.header_fields) {
      fault = WireFault{Problem::headers_too_large,
                        "At most " + std::to_string(limits.header_fields) + " headers are read."};
    } else {
      fault = read_field(line, parsed.head);
    }
    if (fault) return *fault;
    is_first = false;
  }
  if (is_first) return bad("There is no request line.");
  if (auto fault = read_framing(parsed.head, parsed.framing)) return *fault;
  if (auto fault = read_connection(parsed)) return *fault;
  return parsed;
}

}  // namespace assize::api
