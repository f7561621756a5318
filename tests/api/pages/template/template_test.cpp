#include "api/pages/template/template.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace assize::api {
namespace {

const Texts& some_texts() {
  static const Texts texts = Texts::parse(
      "# a remark\n"
      "find.count = {{n|plural:school,schools}} & more\n"
      "need.ASD = Autistic spectrum disorder\n");
  return texts;
}

std::string partial(std::string_view name) {
  if (name == "tag") return "<b>{{.text}}</b>";
  if (name == "itself") return "{{> itself}}";
  throw std::invalid_argument("no partial");
}

std::string rendered(const std::string& source, const std::string& json,
                     const std::string& site = "{}") {
  const auto view = pricing::parse_json(json);
  const auto outer = pricing::parse_json(site);
  if (!view.ok() || !outer.ok()) throw std::logic_error("not JSON: " + json);
  const std::array<const pricing::JsonValue*, 2> roots{&*outer, &*view};
  return Template("test", source, partial, some_texts()).render(roots);
}

struct Case {
  const char* source;
  const char* json;
  const char* html;
};

constexpr Case cases[] = {
    {"{{a}}", R"({"a":"<script>&\"'"})", "&lt;script&gt;&amp;&quot;&#39;"},
    {"{{a.b}}", R"({"a":{"b":"c"}})", "c"},
    {"{{a.b}}", R"({"a":1})", ""},
    {"{{missing}}", "{}", ""},
    {"{{n}} {{yes}} {{no}}", R"({"n":12,"yes":true,"no":null})", "12 true "},
    {"{{#l}}[{{.}}]{{/l}}", R"({"l":["a","b"]})", "[a][b]"},
    {"{{#l}}{{x}}{{y}};{{/l}}", R"({"y":"o","l":[{"x":"1"},{"x":"2","y":"i"}]})", "1o;2i;"},
    {"{{#l}}{{.y}};{{/l}}", R"({"y":"o","l":[{"x":"1"}]})", ";"},
    {"{{#o}}{{x}}{{/o}}", R"({"o":{"x":"1"}})", "1"},
    {"{{#l?}}({{#l}}{{.}}{{/l}}){{/l?}}", R"({"l":[1,2]})", "(12)"},
    {"{{#l?}}some{{/l?}}{{^l}}none{{/l}}", R"({"l":[]})", "none"},
    {"{{#s=price}}yes{{/s=price}}{{^s=price}}no{{/s=price}}", R"({"s":"price"})", "yes"},
    {"{{#s=price}}yes{{/s=price}}{{^s=price}}no{{/s=price}}", R"({"s":"name"})", "no"},
    {"{{#t}}a{{/t}}{{#f}}b{{/f}}{{#e}}c{{/e}}{{#z}}d{{/z}}{{#n}}e{{/n}}",
     R"({"t":true,"f":false,"e":"","z":0,"n":null})", "a"},
    {"{{^f}}a{{/f}}{{^t}}b{{/t}}", R"({"t":true,"f":false})", "a"},
    {"{{#o}}{{> tag}}{{/o}}", R"({"o":{"text":"x<"}})", "<b>x&lt;</b>"},
    {"{{t find.count}}", R"({"n":1})", "1 school &amp; more"},
    {"{{t find.count}}", R"({"n":2500})", "2,500 schools &amp; more"},
    {"{{n|text:need}} {{m|text:need}}", R"({"n":"ASD","m":"<X>"})",
     "Autistic spectrum disorder &lt;X&gt;"},
    {"a{{! nothing {{}}b", "{}", "ab"},
    {"<a href=\"{{u|link}}\">", R"({"u":"javascript:alert"})", "<a href=\"#\">"},
    {"<a href=\"{{u|link}}\">", R"({"u":"//elsewhere.example"})", "<a href=\"#\">"},
    {"<a href=\"{{u|link}}\">", R"({"u":"/schools?a=b&c"})", "<a href=\"/schools?a=b&amp;c\">"},
    {"<a href=\"/s/{{u|part}}\">", R"({"u":"../a?b\"&"})", "<a href=\"/s/..%2Fa%3Fb%22%26\">"},
    {"<i class=\"{{#a}}x{{/a}}\"{{#b}} hidden{{/b}}>", R"({"b":true})", "<i class=\"\" hidden>"},
    {"<form novalidate>{{#a}}<input disabled>{{/a}}", R"({"a":true})",
     "<form novalidate><input disabled>"},
    {"<p>\n    <b>\n\n  x</b>", "{}", "<p>\n<b>\nx</b>"},
    {"{{p|pounds}} {{q|pounds}} {{r|pounds}} {{s|pounds}}",
     R"({"p":"1234567.50","q":"12","r":"-5.00","s":"x"})", "£1,234,567.50 £12 −£5 x"},
    {"{{d|date}} {{m|moment}}", R"({"d":"2026-09-01","m":"2026-09-01T08:05:00Z"})",
     "1 September 2026 1 September 2026, 08:05 UTC"},
};

TEST(Template, RendersAsItsTableSays) {
  for (const Case& each : cases) {
    EXPECT_EQ(rendered(each.source, each.json), each.html) << each.source << " with " << each.json;
  }
}

TEST(Template, FindsInnerRootsFirst) {
  EXPECT_EQ(rendered("{{a}}{{b}}", R"({"a":"view"})", R"({"a":"site","b":"site"})"), "viewsite");
}

TEST(Template, RefusesWhatCouldDoHarm) {
  for (const char* source : {
           "{{{a}}}",
           "{{& a}}",
           "{{a",
           "{{}}",
           "{{#a}}",
           "{{/a}}",
           "{{#a}}{{/b}}",
           "{{a|nothing}}",
           "{{> nothing}}",
           "{{> itself}}",
           "{{t nothing}}",
           "{{a b}}",
           "<a href=\"{{a}}\">",
           "<a href=\"{{a|lower}}\">",
           "<a href=\"/x/{{a}}\">",
           "<a href=\"/x/{{a|link}}\">",
           "<a href=\"{{a|link|lower}}\">",
           "<form action=\"{{a}}\">",
           "<img src=\"{{a}}\">",
           "<a href={{a}}>",
           "<a href='{{a}}'>",
           "<a {{a}}>",
           "<{{a}}>",
           "<script>{{a}}</script>",
           "<script>x</script>",
           "<style>p{}</style>",
           "<p style=\"color:red\">",
           "<p onclick=\"x()\">",
           "<p OnClick=\"x()\">",
           "<!-- {{a}}",
           "<p{{#a}} class=\"x{{/a}}",
           "{{#a}}<p {{/a}}>",
           "<p",
       }) {
    EXPECT_THROW(rendered(source, "{}"), std::invalid_argument) << source;
  }
}

}  // namespace
}  // namespace assize::api
