// One HTTP request as handlers see it: whole, bounded, decoded, and with the caller known. Values
// only; thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/access/signed_in.h"
#include "pricing/result.h"
#include "registry/access/caller.h"

namespace assize::api {

struct HeaderField {
  std::string name;  // lower case
  std::string value;
};

// The head of a request, as the wire's parser vouches for it.
struct Head {
  std::string method;
  std::string target;     // origin form: "/v1/schools?need=ASD", or "*"
  int minor_version = 1;  // HTTP/1.0 or HTTP/1.1
  std::vector<HeaderField> headers;
  std::string peer = {};  // the address of who asks, as the wire knows it: from no header

  // The value of a field; several of one name are joined with ", " (RFC 9110 section 5.3).
  std::optional<std::string> header(std::string_view lower_case_name) const;
};

// The parameters of a target's query, decoded, in the order written.
using Query = std::vector<std::pair<std::string, std::string>>;

// How far a caller's power over a route reaches.
enum class Reach { nobody, own, all };

struct Request {
  std::string id;  // of this request, in replies and logs
  Head head;
  std::string path;  // decoded
  Query query;
  std::map<std::string, std::string, std::less<>> path_values;  // "urn" of /v1/schools/{urn}
  registry::Caller caller;
  Reach reach = Reach::nobody;
  std::optional<SignedInPerson> viewer;  // of a request by a signed-in person's browser
  std::string body;

  const std::string& path_value(std::string_view name) const;
  // Whether the caller may touch what belongs to that organisation.
  bool may_reach(std::string_view organisation_id) const;
};

// "a%20b" -> "a b". Faults on a bad escape, on an encoded NUL, and on text that is not UTF-8.
Result<std::string> percent_decoded(std::string_view text, bool plus_is_space);
Result<Query> parse_query(std::string_view text);

// Reads a request's parameters one by one, gathering every fault: repeated, unknown or empty ones
// too.
class QueryReader {
 public:
  explicit QueryReader(const Query& query);
  // The parameter's text; none if it is not there.
  std::optional<std::string> text(std::string_view name);
  // The parameter as a value; its faults are kept, under the parameter's name.
  template <typename T>
  std::optional<T> value(std::string_view name, Result<T> (*parse)(std::string_view)) {
    const std::optional<std::string> written = text(name);
    if (!written) return std::nullopt;
    Result<T> parsed = parse(*written);
    if (parsed.ok()) return std::move(parsed).value();
    refuse(name, parsed.faults().front().message);
    return std::nullopt;
  }
  // A whole number from `low` to `high`.
  std::optional<std::int64_t> whole(std::string_view name, std::int64_t low, std::int64_t high);
  void refuse(std::string_view name, std::string message);
  // Every fault so far, with one for each parameter that nobody asked for.
  Faults faults();

 private:
  const Query& query_;
  std::vector<std::string> known_;
  Faults faults_;
};

}  // namespace assize::api
