#include "api/pages/site/page.h"

#include <array>
#include <map>
#include <memory>
#include <stdexcept>

#include "api/embedded.h"
#include "api/http/message/media_type.h"
#include "api/pages/site/assets.h"
#include "api/pages/site/navigation.h"
#include "api/pages/site/viewer.h"
#include "api/pages/template/template.h"

namespace assize::api {
namespace {

// Nothing but what this service serves: no script or style in the page, no frame, no other host.
constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";
constexpr std::string_view folder = "pages/templates/";

std::string source_of(std::string_view name) {
  return std::string(embedded_file(std::string(folder) + std::string(name) + ".html"));
}

bool is_page(std::string_view name) {
  return name != "layout" && !name.starts_with("components/") &&
         name.substr(name.find('/') + 1).substr(0, 1) != "_";
}

std::map<std::string, Template, std::less<>> compile_all() {
  std::map<std::string, Template, std::less<>> all;
  const std::string layout = source_of("layout");
  for (const std::string& name : page_templates()) {
    const auto find = [&name](std::string_view partial) {
      return source_of(partial == "content" ? std::string_view(name) : partial);
    };
    all.emplace(name, Template(name, layout, find, english()));
  }
  return all;
}

pricing::JsonValue parsed(const std::string& json) {
  Result<pricing::JsonValue> value = pricing::parse_json(json);
  if (!value.ok()) {
    throw std::logic_error("a page's view is not JSON: " + value.faults().front().message);
  }
  return std::move(value).value();
}

}  // namespace

std::vector<std::string> page_templates() {
  std::vector<std::string> names;
  for (const std::string_view file : embedded_file_names()) {
    if (!file.starts_with(folder) || !file.ends_with(".html")) continue;
    const std::string_view name = file.substr(folder.size(), file.size() - folder.size() - 5);
    if (is_page(name)) names.emplace_back(name);
  }
  return names;
}

std::string site_view(const Request& request, const Page& page) {
  const Viewer viewer = viewer_of(request);
  JsonWriter json;
  json.begin_object().member("title", page.title).member("path", request.path);
  json.key("has_errors").boolean(page.has_errors).member("counted", page.counted);
  json.key("assets").begin_object();
  json.member("style", asset_address("assize.css"));
  json.member("script", asset_address("assize.js"));
  json.member("icon", asset_address("icon.svg")).end_object();
  json.key("viewer").begin_object();
  json.key("is_signed_in").boolean(viewer.is_signed_in);
  json.member("name", viewer.name).member("organisation", viewer.organisation);
  json.member("role", registry::code(viewer.role));
  json.key("is_demo").boolean(viewer.is_demo);
  json.member("home", viewer.is_signed_in ? home_of(viewer.role) : "/");
  json.member("csrf_token", viewer.csrf_token).end_object();
  json.key("navigation");
  write_navigation(json, viewer, request.path);
  return json.end_object().take();
}

std::string render_template(std::string_view name, const std::string& site_json,
                            const std::string& view_json) {
  static const std::map<std::string, Template, std::less<>> templates = compile_all();
  const auto found = templates.find(name);
  if (found == templates.end()) throw std::out_of_range("no page " + std::string(name));
  const pricing::JsonValue site = parsed(site_json);
  const pricing::JsonValue view = parsed(view_json);
  const std::array<const pricing::JsonValue*, 2> roots{&site, &view};
  return found->second.render(roots);
}

Response render_page(const Request& request, const Page& page) {
  Response response = reply(html_type,
                            render_template(page.name, site_view(request, page),
                                            page.view.empty() ? std::string("{}") : page.view),
                            page.status);
  response.with("Content-Security-Policy", std::string(content_policy));
  response.with("Cross-Origin-Opener-Policy", "same-origin");
  // What is shown to one who is signed in is for their eyes.
  const bool is_private = request.caller.role != registry::Role::anyone;
  return response.with("Cache-Control",
                       is_private || page.status != 200 ? "private, no-store" : "no-cache");
}

Response see_other(const std::string& address) {
  Response response;
  response.status = 303;
  return response.with("Location", address).with("Cache-Control", "no-store");
}

Response render_problem(const Request& request, const Response& problem) {
  const pricing::JsonValue json = parsed(std::string(problem.body_text()));
  const auto* title = json.find("title");
  Page page;
  page.name = "problem";
  page.status = problem.status;
  page.title = title != nullptr && title->string() != nullptr ? *title->string() : "Problem";
  JsonWriter view;
  view.begin_object().member("request_id", request.id);
  view.key("problem").raw(problem.body_text()).end_object();
  page.view = view.take();
  Response response = render_page(request, page);
  for (const std::string_view kept : {"Retry-After", "Allow", "WWW-Authenticate"}) {
    if (!problem.header(kept).empty()) {
      response.with(std::string(kept), std::string(problem.header(kept)));
    }
  }
  return response;
}

bool is_for_people(const Request& request, std::string_view produces) {
  if (produces.starts_with("text/html")) return true;
  const std::string_view target = request.head.target;
  if (!produces.empty() || target.starts_with("/v1/") || target.starts_with("/log/") ||
      target.starts_with("/oruk/")) {
    return false;
  }
  return request.head.header("accept").value_or("").find("text/html") != std::string::npos;
}

}  // namespace assize::api
