#include "api/routes/fee_body.h"

#include <algorithm>

#include "api/http/message/media_type.h"
#include "api/http/message/problem.h"
#include "registry/filings/json_fees.h"

namespace assize::api {
namespace {

// Line ends, of any kind: an upper bound of the rows, and so of what the findings may take.
std::size_t rows_at_most(std::string_view fees) {
  return 1 + static_cast<std::size_t>(std::count_if(fees.begin(), fees.end(),
                                                    [](char c) { return c == '\n' || c == '\r'; }));
}

}  // namespace

std::variant<std::string, Response> fees_of(const Request& request, std::size_t row_limit) {
  std::string fees = request.body;
  if (media_type(request.head.header("content-type").value_or("")) == json_type) {
    Result<std::string> csv = registry::fees_from_json(request.body);
    if (!csv.ok()) {
      return problem_reply(Problem::faulty_document, csv.faults().front().message, csv.faults());
    }
    fees = std::move(csv).value();
  }
  // A CRLF is counted twice, so this refuses nobody under the limit.
  if (rows_at_most(fees) > 2 * row_limit + 2) {
    return problem_reply(Problem::too_large, "At most " + std::to_string(row_limit) +
                                                 " lines are taken at once over HTTP. Send whole "
                                                 "schools in several files.");
  }
  return fees;
}

}  // namespace assize::api
