#include "api/pages/template/template.h"

#include <algorithm>
#include <stdexcept>

#include "api/pages/template/filters.h"
#include "api/pages/template/html_context.h"

namespace assize::api {
namespace {

using pricing::JsonValue;
using Stack = std::vector<const JsonValue*>;
using Step = Template::Step;
using Kind = Template::Kind;

constexpr int deepest_partial = 12;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\n";
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::vector<std::string> split(std::string_view text, char mark) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(mark);
    parts.emplace_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument(what); }

// The tag that begins at `at`: its content, and where it ends.
std::string_view tag_at(std::string_view source, std::size_t at, std::size_t& end) {
  const std::size_t close = source.find("}}", at);
  if (close == std::string_view::npos) refuse("a tag is not closed");
  end = close + 2;
  const std::string_view content = trimmed(source.substr(at + 2, close - at - 2));
  if (content.empty()) refuse("a tag is empty");
  if (content.front() == '{' || content.front() == '&') {
    refuse("values are always escaped: {{{ }}} and {{& }} are not known");
  }
  return content;
}

// Puts partials and texts in their places, and leaves remarks out.
void expand(std::string& out, std::string_view source, const Template::FindPartial& find_partial,
            const Texts& texts, int depth) {
  if (depth > deepest_partial) refuse("partials hold one another without end");
  std::size_t from = 0;
  for (std::size_t at = source.find("{{"); at != std::string_view::npos;
       at = source.find("{{", from)) {
    out += source.substr(from, at - from);
    std::size_t end = 0;
    const std::string_view tag = tag_at(source, at, end);
    if (tag.front() == '>') {
      expand(out, find_partial(trimmed(tag.substr(1))), find_partial, texts, depth + 1);
    } else if (tag.starts_with("t ")) {
      out += texts.as_template(trimmed(tag.substr(2)));
    } else if (tag.front() != '!') {
      out += source.substr(at, end - at);
    }
    from = end;
  }
  out += source.substr(from);
}

// Line ends with the spaces around them become one line end.
std::string without_indentation(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c == ' ' || c == '\n') && !out.empty() && out.back() == '\n') continue;
    if (c == '\n') {
      while (!out.empty() && out.back() == ' ') out.pop_back();
    }
    out += c;
  }
  return out;
}

Template::Name read_name(std::string_view text) {
  Template::Name name;
  if (text == ".") return name;
  if (text.starts_with('.')) {
    name.is_here = true;
    text.remove_prefix(1);
  }
  name.parts = split(text, '.');
  for (const std::string& part : name.parts) {
    if (part.empty() || part.find(' ') != std::string::npos) {
      refuse("\"" + std::string(text) + "\" is not a name");
    }
  }
  return name;
}

Step read_value(std::string_view tag) {
  Step step;
  step.kind = Kind::value;
  step.text = tag;
  const std::vector<std::string> parts = split(tag, '|');
  step.name = read_name(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::size_t colon = parts[i].find(':');
    Template::Filter filter{parts[i].substr(0, colon), ""};
    if (colon != std::string::npos) filter.argument = parts[i].substr(colon + 1);
    if (!is_filter(filter.name)) refuse("there is no filter \"" + filter.name + "\"");
    step.filters.push_back(std::move(filter));
  }
  return step;
}

Step read_section(std::string_view tag) {
  Step step;
  step.kind = tag.front() == '#' ? Kind::section : Kind::inverted;
  std::string_view name = trimmed(tag.substr(1));
  step.text = name;
  if (const std::size_t equals = name.find('='); equals != std::string_view::npos) {
    step.has_wanted = true;
    step.wanted = name.substr(equals + 1);
    name = name.substr(0, equals);
  } else if (name.ends_with('?')) {
    step.is_question = true;
    name.remove_suffix(1);
  }
  step.name = read_name(name);
  return step;
}

std::vector<Step> read_steps(std::string_view source) {
  std::vector<Step> steps;
  std::vector<std::size_t> open;
  const auto add_text = [&steps](std::string_view text) {
    if (text.empty()) return;
    Step step;
    step.text = without_indentation(text);
    steps.push_back(std::move(step));
  };
  std::size_t from = 0;
  for (std::size_t at = source.find("{{"); at != std::string_view::npos;
       at = source.find("{{", from)) {
    add_text(source.substr(from, at - from));
    std::size_t end = 0;
    const std::string_view tag = tag_at(source, at, end);
    from = end;
    if (tag.front() == '#' || tag.front() == '^') {
      open.push_back(steps.size());
      steps.push_back(read_section(tag));
    } else if (tag.front() == '/') {
      const std::string_view name = trimmed(tag.substr(1));
      if (open.empty() || steps[open.back()].text != name) {
        refuse("{{/" + std::string(name) + "}} ends no section of that name");
      }
      steps[open.back()].end = steps.size();
      open.pop_back();
      Step step;
      step.kind = Kind::end;
      steps.push_back(std::move(step));
    } else {
      steps.push_back(read_value(tag));
    }
  }
  if (!open.empty()) refuse("{{#" + steps[open.back()].text + "}} is not ended");
  add_text(source.substr(from));
  return steps;
}

const JsonValue* find_below(const JsonValue* value, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    if (value == nullptr) return nullptr;
    value = value->find(part);
  }
  return value;
}

// The innermost value that has the first part decides, so that a member that is missing there is
// not made up for by a stranger's.
const JsonValue* look_up(const Stack& stack, const Template::Name& name) {
  if (name.parts.empty()) return stack.back();
  if (name.is_here) return find_below(stack.back(), name.parts);
  for (auto at = stack.rbegin(); at != stack.rend(); ++at) {
    if ((*at)->find(name.parts.front()) != nullptr) return find_below(*at, name.parts);
  }
  return nullptr;
}

bool is_true(const JsonValue* value) {
  if (value == nullptr || value->is_null()) return false;
  if (const bool* boolean = value->boolean()) return *boolean;
  if (const auto* number = value->number()) return number->text != "0";
  if (const auto* string = value->string()) return !string->empty();
  if (const auto* array = value->array()) return !array->empty();
  return true;
}

class Rendering {
 public:
  Rendering(const std::vector<Step>& steps, const Texts& texts, Stack stack)
      : steps_(steps), texts_(texts), stack_(std::move(stack)) {}

  std::string run() {
    run(0, steps_.size());
    return std::move(out_);
  }

 private:
  void run(std::size_t from, std::size_t to) {
    for (std::size_t at = from; at < to; ++at) {
      const Step& step = steps_[at];
      if (step.kind == Kind::text) {
        out_ += step.text;
      } else if (step.kind == Kind::value) {
        run_value(step);
      } else if (step.kind != Kind::end) {
        run_section(step, at + 1);
        at = step.end;
      }
    }
  }

  void run_value(const Step& step) {
    const JsonValue* value = look_up(stack_, step.name);
    if (value == nullptr) return;
    std::string text = plain_text(*value);
    for (const Template::Filter& filter : step.filters) {
      text = filtered(filter.name, filter.argument, text, texts_);
    }
    out_ += escape_html(text);
  }

  void run_section(const Step& step, std::size_t first) {
    const JsonValue* value = look_up(stack_, step.name);
    const bool holds =
        step.has_wanted ? value != nullptr && plain_text(*value) == step.wanted : is_true(value);
    if (holds != (step.kind == Kind::section)) return;
    const bool is_entered = holds && !step.is_question && !step.has_wanted;
    const JsonValue::Array* array = is_entered ? value->array() : nullptr;
    if (array != nullptr) {
      for (const JsonValue& each : *array) run_inside(&each, first, step.end);
    } else if (is_entered && value->boolean() == nullptr) {
      run_inside(value, first, step.end);
    } else {
      run(first, step.end);
    }
  }

  void run_inside(const JsonValue* value, std::size_t from, std::size_t to) {
    stack_.push_back(value);
    run(from, to);
    stack_.pop_back();
  }

  const std::vector<Step>& steps_;
  const Texts& texts_;
  Stack stack_;
  std::string out_;
};

}  // namespace

Template::Template(std::string name, std::string_view source, const FindPartial& find_partial,
                   const Texts& texts)
    : texts_(&texts) {
  try {
    std::string whole;
    expand(whole, source, find_partial, texts, 0);
    steps_ = read_steps(whole);
    check_html_context(steps_);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument("template " + name + ": " + error.what());
  }
}

std::string Template::render(std::span<const JsonValue* const> roots) const {
  return Rendering(steps_, *texts_, Stack(roots.begin(), roots.end())).run();
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace assize::api
