// Page templates: a small Mustache, compiled once, rendered from JSON. Every value is escaped, and
// there is no way not to; a template in which a value could do harm where it stands is refused when
// it is compiled. Immutable once compiled; thread-safe.
//
//   {{name}} {{a.b}} {{.}}    a value, looked for from the innermost section outwards
//   {{.name}}                 the same, in the innermost section alone
//   {{price|pounds}}          through filters: filters.h
//   {{#list}}…{{/list}}       once for each element; an object is entered; else if it is true
//   {{#list?}}…{{/list?}}     if it is true, without entering it
//   {{#sort=price}}…          if it is that text
//   {{^name}}…{{/name}}       if it is missing, null, false, nought, "" or []
//   {{> components/tag}}      another template, put in when compiled
//   {{t find.title}}          a text of the catalogue, put in when compiled; it may hold tags
//   {{! a remark}}
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/pages/template/texts.h"
#include "pricing/text/json.h"

namespace assize::api {

class Template {
 public:
  // The source of a partial. Throws if there is none of that name.
  using FindPartial = std::function<std::string(std::string_view name)>;
  // Throws std::invalid_argument, naming the template and the line, where it cannot be compiled.
  Template(std::string name, std::string_view source, const FindPartial& find_partial,
           const Texts& texts);

  // Values are looked for in the last of the roots first.
  std::string render(std::span<const pricing::JsonValue* const> roots) const;

  struct Filter {
    std::string name, argument;
  };
  struct Name {
    std::vector<std::string> parts;  // none: the value itself
    bool is_here = false;            // of the innermost section alone
  };
  enum class Kind { text, value, section, inverted, end };
  struct Step {
    Kind kind = Kind::text;
    std::string text;  // of a text; a tag's content otherwise
    Name name;
    std::vector<Filter> filters;
    bool is_question = false;
    bool has_wanted = false;
    std::string wanted;   // of {{#name=wanted}}
    std::size_t end = 0;  // of a section: the place of its end
  };
  const std::vector<Step>& steps() const { return steps_; }

 private:
  std::vector<Step> steps_;
  const Texts* texts_;
};

// "&", "<", ">", and both quotes as character references.
std::string escape_html(std::string_view text);

}  // namespace assize::api
