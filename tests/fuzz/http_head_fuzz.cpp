// Fuzzes the reader of request heads and what is read from them: targets, queries and media types.
// links: api
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/http/message/media_type.h"
#include "api/http/wire/head_parser.h"
#include "api/routes/routes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assize::api;
  const WireLimits limits;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto end = find_head_end(bytes, limits);
  const auto* found = std::get_if<std::optional<std::size_t>>(&end);
  if (found == nullptr || !found->has_value()) return 0;
  const auto parsed = parse_head(bytes.substr(0, **found), limits);
  const auto* request = std::get_if<ParsedHead>(&parsed);
  if (request == nullptr) return 0;
  const std::string& target = request->head.target;
  if (target.empty() || (target[0] != '/' && target != "*")) std::abort();
  if (request->framing.is_chunked && request->framing.length_bytes != 0) std::abort();
  find_route(routes(), request->head.method, target.substr(0, target.find('?')));
  if (const std::size_t mark = target.find('?'); mark != std::string::npos) {
    const auto query = parse_query(std::string_view(target).substr(mark + 1));
    if (query.ok()) QueryReader(*query).faults();
  }
  accepts(request->head.header("accept").value_or(""), "text/csv");
  media_type(request->head.header("content-type").value_or(""));
  return 0;
}
