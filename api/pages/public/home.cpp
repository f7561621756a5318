// The home page, and the pages that explain problems.
#include <array>

#include "api/http/message/problem.h"
#include "api/pages/public/public_pages.h"
#include "api/pages/site/page.h"

namespace assize::api {

Response show_home(const Request& request, Backend& backend) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> places{
      {{"/schools", "find"},
       {"/bands", "bands"},
       {"/price-changes", "price_changes"},
       {"/spending", "spending"},
       {"/frameworks", "frameworks"},
       {"/check-fees", "check_fees"},
       {"/the-log", "log"},
       {"/open-data", "open_data"}}};
  JsonWriter json;
  json.begin_object().key("is_demo").boolean(backend.site.is_demo);
  json.key("places").begin_array();
  for (const auto& [address, key] : places) {
    const std::string name(key == "find" ? "schools" : key);
    json.begin_object().member("href", address);
    json.member("text", english().say("navigation." + name));
    json.member("about", english().say("home." + std::string(key) + "_text")).end_object();
  }
  json.end_array().end_object();
  return render_page(request, {"public/home", english().say("home.title"), json.take()});
}

Response show_problem_kind(const Request& request, Backend&) {
  for (const ProblemKind& kind : problem_kinds()) {
    if (kind.name != request.path_value("name")) continue;
    JsonWriter json;
    json.begin_object().member("explanation", kind.explanation);
    json.key("status").integer(kind.status).end_object();
    return render_page(request, {"public/problem_kind", std::string(kind.title), json.take()});
  }
  return problem_reply(Problem::not_found, "There is no problem of that name.");
}

}  // namespace assize::api
