// The landing page, the pages that explain problems, and the description of the API.
#include "api/embedded.h"
#include "api/http/message/problem.h"
#include "api/routes/handlers.h"

namespace assize::api {
namespace {

Response page(std::string_view title, std::string_view content) {
  std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  html.append(title).append(title == "Assize" ? "" : " - Assize").append("</title>\n</head>\n");
  html.append("<body>\n<main>\n<h1>").append(title);
  html.append("</h1>\n").append(content).append("</main>\n</body>\n</html>\n");
  return reply(html_type, std::move(html));
}

}  // namespace

Response show_openapi(const Request&, Backend&) {
  return reply(json_type, std::string(embedded_file("http/openapi.json")));
}

Response show_problem(const Request& request, Backend&) {
  for (const ProblemKind& kind : problem_kinds()) {
    if (kind.name != request.path_value("name")) continue;
    // The texts are our own and hold no markup but quotes.
    return page(kind.title, "<p>" + std::string(kind.explanation) + "</p>\n<p>HTTP status " +
                                std::to_string(kind.status) + ".</p>\n");
  }
  return problem_reply(Problem::not_found, "There is no problem of that name.");
}

Response show_landing_page(const Request&, Backend&) {
  return page("Assize", embedded_file("routes/landing.html"));
}

}  // namespace assize::api
