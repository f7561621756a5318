#include "api/pages/forms/form.h"

#include "api/http/message/media_type.h"

namespace assize::api {
namespace {

constexpr std::size_t most_parts = 200;
constexpr std::size_t longest_boundary = 70;  // RFC 2046 section 5.1.1
constexpr std::size_t longest_part_head_bytes = 4096;

Faults bad_form(std::string message) { return {Fault{"form", std::move(message)}}; }

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// The parameter of a header's value: name="text" or name=text, in any order.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    ++at;
    while (at < header.size() && header[at] == ' ') ++at;
    const std::size_t equals = header.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    const bool is_wanted = lowered(header.substr(at, equals - at)) == name;
    std::string value;
    at = equals + 1;
    if (at < header.size() && header[at] == '"') {
      const std::size_t close = header.find('"', at + 1);
      if (close == std::string_view::npos) return std::nullopt;
      value = header.substr(at + 1, close - at - 1);
      at = header.find(';', close);
    } else {
      const std::size_t end = std::min(header.find(';', at), header.size());
      value = header.substr(at, end - at);
      at = header.find(';', end);
    }
    if (is_wanted) return value;
  }
  return std::nullopt;
}

// Browsers write these three in names as escapes, and nothing else.
std::string unescaped_name(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const std::string_view escape = name.substr(at, 3);
    const char meant = escape == "%22"   ? '"'
                       : escape == "%0D" ? '\r'
                       : escape == "%0A" ? '\n'
                                         : '\0';
    out += meant == '\0' ? name[at] : meant;
    if (meant != '\0') at += 2;
  }
  return out;
}

Result<bool> add_part(Form& form, std::string_view part) {
  const std::size_t head_end = part.find("\r\n\r\n");
  if (head_end == std::string_view::npos || head_end > longest_part_head_bytes) {
    return bad_form("A part of the form has no head.");
  }
  std::string disposition;
  std::string type;
  std::string_view head = part.substr(0, head_end);
  while (!head.empty()) {
    const std::size_t end = head.find("\r\n");
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return bad_form("A part of the form has a faulty head.");
    const std::string name = lowered(line.substr(0, colon));
    if (name == "content-disposition") disposition = line.substr(colon + 1);
    if (name == "content-type") type = line.substr(colon + 1);
  }
  const std::optional<std::string> name = parameter(disposition, "name");
  if (!name) return bad_form("A part of the form has no name.");
  const std::string_view content = part.substr(head_end + 4);
  if (const std::optional<std::string> file_name = parameter(disposition, "filename")) {
    // Where no file is chosen, browsers send one without a name and without content.
    if (file_name->empty() && content.empty()) return true;
    form.files.push_back({unescaped_name(*name), unescaped_name(*file_name), media_type(type),
                          std::string(content)});
  } else {
    form.fields.emplace_back(unescaped_name(*name), std::string(content));
  }
  return true;
}

Result<Form> parse_multipart(std::string_view content_type, std::string_view body) {
  const std::optional<std::string> boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > longest_boundary) {
    return bad_form("The form does not say where its parts begin and end.");
  }
  const std::string mark = "--" + *boundary;
  Form form;
  if (!body.starts_with(mark)) return bad_form("The form does not begin with its boundary.");
  body.remove_prefix(mark.size());
  for (std::size_t count = 0; !body.starts_with("--"); ++count) {
    if (count == most_parts) return bad_form("The form has too many parts.");
    if (!body.starts_with("\r\n")) return bad_form("The form's boundary is faulty.");
    body.remove_prefix(2);
    const std::size_t end = body.find("\r\n" + mark);
    if (end == std::string_view::npos) return bad_form("The form is not whole.");
    Result<bool> added = add_part(form, body.substr(0, end));
    if (!added.ok()) return added.faults();
    body.remove_prefix(end + 2 + mark.size());
  }
  return form;
}

}  // namespace

std::string Form::value(std::string_view name) const {
  for (const auto& [each, value] : fields) {
    if (each == name) return value;
  }
  return "";
}

const FormFile* Form::file(std::string_view name) const {
  for (const FormFile& each : files) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

Result<Form> parse_form(std::string_view content_type, std::string_view body) {
  if (media_type(content_type) == "multipart/form-data") return parse_multipart(content_type, body);
  Result<Query> fields = parse_query(body);
  if (!fields.ok()) return fields.faults();
  Form form;
  form.fields = std::move(fields).value();
  return form;
}

Result<Form> parse_form(const Request& request) {
  return parse_form(request.head.header("content-type").value_or(""), request.body);
}

}  // namespace assize::api
