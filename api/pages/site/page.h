// One page as a reply: a template within the layout, with what the layout needs and the headers
// that every page has. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/http/message/json_writer.h"
#include "api/http/message/request.h"
#include "api/http/message/response.h"
#include "api/pages/template/texts.h"

namespace assize::api {

struct Page {
  std::string_view name;  // of its template: "public/find_schools"
  std::string title;      // of its <title> and its first heading
  std::string view;       // a JSON object: what the template shows
  int status = 200;
  bool has_errors = false;   // says so at the start of the <title>
  std::string counted = {};  // of a list: "20 schools", in the <title> after the title
};

// The members that every template may show: title, heading, path, viewer, navigation, assets.
Response render_page(const Request& request, const Page& page);
// Another page to go to, after a form has done its work.
Response see_other(const std::string& address);

// The page for a reply of the API that is no good: what is wrong and what to do.
Response render_problem(const Request& request, const Response& problem);
// Whether a problem is to be a page: its reader takes HTML, at an address of pages.
bool is_for_people(const Request& request, std::string_view produces);

// What the layout's JSON is made of, and every page's template, for tests.
std::string site_view(const Request& request, const Page& page);
std::vector<std::string> page_templates();
std::string render_template(std::string_view name, const std::string& site_json,
                            const std::string& view_json);

}  // namespace assize::api
