#include "api/pages/template/html_context.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace assize::api {
namespace {

using Step = Template::Step;
using Kind = Template::Kind;

enum class Place { content, remark, element, between, attribute, before_value, value };

struct State {
  Place place = Place::content;
  std::string element;    // the last one opened
  std::string attribute;  // the one whose value this is
  bool is_at_start = false;
  bool has_source = false;  // of a script
  bool operator==(const State&) const = default;
};

constexpr std::array<std::string_view, 9> address_attributes{
    "href", "src", "action", "formaction", "srcset", "poster", "data", "cite", "ping"};

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument(what); }

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

void begin_attribute_value(State& state) {
  if (state.attribute.starts_with("on") || state.attribute == "style") {
    refuse("the attribute \"" + state.attribute + "\" is a script or a style in the page");
  }
  if (state.attribute == "src") state.has_source = true;
  state.place = Place::value;
  state.is_at_start = true;
}

void end_element(State& state) {
  state.place = Place::content;
  state.attribute.clear();  // of one without a value, "<form novalidate>"
  if (state.element == "style" || (state.element == "script" && !state.has_source)) {
    refuse("<" + state.element + "> in the page: the Content-Security-Policy refuses it");
  }
}

void read_within_element(State& state, char c) {
  switch (state.place) {
    case Place::element:
      if (c == '>') return end_element(state);
      if (is_space(c)) {
        state.place = Place::between;
      } else {
        state.element += lower(c);
      }
      return;
    case Place::between:
      if (c == '>') return end_element(state);
      if (is_space(c) || c == '/') return;
      state.attribute = lower(c);
      state.place = Place::attribute;
      return;
    case Place::attribute:
      if (c == '>') return end_element(state);
      if (c == '=') {
        state.place = Place::before_value;
      } else if (is_space(c)) {
        state.place = Place::between;
        state.attribute.clear();
      } else {
        state.attribute += lower(c);
      }
      return;
    case Place::before_value:
      if (c != '"') refuse("the attribute \"" + state.attribute + "\" is not in double quotes");
      return begin_attribute_value(state);
    default:
      if (c == '"') {
        state.place = Place::between;
        state.attribute.clear();
        state.is_at_start = false;
      } else {
        state.is_at_start = false;
      }
  }
}

void read_text(State& state, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (state.place == Place::content) {
      if (text[at] != '<') continue;
      if (text.substr(at).starts_with("<!--")) {
        state.place = Place::remark;
      } else {
        state = State{Place::element, "", "", false, false};
      }
    } else if (state.place == Place::remark) {
      if (text.substr(at).starts_with("-->")) state = State{};
    } else {
      read_within_element(state, text[at]);
    }
  }
}

bool has_filter(const Step& step, std::string_view name) {
  return std::any_of(step.filters.begin(), step.filters.end(),
                     [name](const Template::Filter& filter) { return filter.name == name; });
}

void read_value(State& state, const Step& step) {
  if (state.place == Place::content) return;
  const std::string shown = "{{" + step.text + "}}";
  if (state.place != Place::value) {
    refuse(shown + " stands within a tag, where only quoted attributes may hold values");
  }
  const bool is_address = std::find(address_attributes.begin(), address_attributes.end(),
                                    state.attribute) != address_attributes.end();
  const bool is_link = !step.filters.empty() && step.filters.back().name == "link";
  if (is_address && state.is_at_start && !is_link) {
    refuse(shown + " is an address: write {{" + step.text + "|link}}");
  }
  if (is_address && !state.is_at_start && !has_filter(step, "part")) {
    refuse(shown + " is a part of an address: write {{" + step.text + "|part}}");
  }
  state.is_at_start = false;
}

}  // namespace

void check_html_context(const std::vector<Step>& steps) {
  State state;
  std::vector<State> begun;
  for (const Step& step : steps) {
    if (step.kind == Kind::text) {
      read_text(state, step.text);
    } else if (step.kind == Kind::value) {
      read_value(state, step);
    } else if (step.kind != Kind::end) {
      begun.push_back(state);
    } else {
      State before = std::move(begun.back());
      begun.pop_back();
      // An attribute without a value, such as "checked".
      if (before.place == Place::between && state.place == Place::attribute) state = before;
      // Which element was opened last does not matter between tags.
      if (state.place == Place::content) before.element = state.element;
      if (state.place == Place::content) before.has_source = state.has_source;
      const bool is_quoted_text = state.place == Place::value && before.place == Place::value &&
                                  state.attribute == before.attribute &&
                                  std::find(address_attributes.begin(), address_attributes.end(),
                                            state.attribute) == address_attributes.end();
      if (!is_quoted_text && !(state == before)) {
        refuse("a section ends within another part of the HTML than it began in, after \"" +
               state.element + "\"");
      }
    }
  }
  if (state.place != Place::content) refuse("the HTML ends within a tag");
}

}  // namespace assize::api
