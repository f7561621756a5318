#include "registry/applications/particulars.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "audit/entry/canonical_json.h"
#include "pricing/rule_book/object_reader.h"
#include "registry/register/corrections/corrections.h"
#include "registry/register/local_authorities.h"
#include "registry/registration/words.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using pricing::ObjectReader;

constexpr std::array<std::string_view, 3> posts{"filled", "acting", "vacant"};
constexpr std::array<std::string_view, 3> genders{"Mixed", "Boys", "Girls"};
constexpr std::size_t line_limit_bytes = 800;
constexpr std::int64_t age_limit = 25;
constexpr std::int64_t capacity_limit = 10'000;

struct TextMember {
  std::string_view name;
  SchoolColumn column;
  bool is_needed;
};
constexpr TextMember texts[] = {
    {"name", SchoolColumn::name, true},          {"type", SchoolColumn::type_code, true},
    {"la", SchoolColumn::la_code, true},         {"street", SchoolColumn::street, true},
    {"locality", SchoolColumn::locality, false}, {"town", SchoolColumn::town, true},
    {"county", SchoolColumn::county, false},     {"postcode", SchoolColumn::postcode, true},
    {"gender", SchoolColumn::gender, true},      {"opens_on", SchoolColumn::open_date, true}};
struct NumberMember {
  std::string_view name;
  SchoolColumn column;
  std::int64_t most;
};
constexpr NumberMember numbers[] = {{"age_from", SchoolColumn::age_from, age_limit},
                                    {"age_to", SchoolColumn::age_to, age_limit},
                                    {"capacity", SchoolColumn::capacity, capacity_limit}};

void read_texts(ObjectReader& reader, SchoolValues& school) {
  for (const TextMember& each : texts) {
    const std::string text = each.is_needed ? reader.require_line(each.name, line_limit_bytes)
                                            : reader.find_line(each.name, line_limit_bytes);
    if (text.empty()) continue;
    auto value = parse_school_value(each.column, text);
    if (value.ok()) {
      school[each.column] = *value;
    } else {
      reader.fault(each.name, value.faults().front().message);
    }
  }
}

void read_numbers(ObjectReader& reader, SchoolValues& school) {
  for (const NumberMember& each : numbers) {
    if (reader.require(each.name) == nullptr) continue;
    if (const auto number = reader.find_whole(each.name, "a number", each.most)) {
      school[each.column] = std::to_string(*number);
    }
  }
}

// The distinct codes of a list that is not empty, in their own order.
template <typename Code>
std::vector<Code> read_codes(ObjectReader& reader, std::string_view name,
                             Result<Code> (*parse)(std::string_view), Code any) {
  std::vector<Code> codes;
  for (const pricing::JsonValue& value : reader.find_array(name)) {
    const std::string* text = value.string();
    const auto read =
        text == nullptr ? Result<Code>(Fault{"", "write codes as strings"}) : parse(*text);
    if (!read.ok()) {
      reader.fault(name, read.faults().front().message);
    } else if (*read == any) {
      reader.fault(name, "name each code by itself");
    } else {
      codes.push_back(*read);
    }
  }
  std::ranges::sort(codes);
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  if (codes.empty() && reader.is_good()) reader.fault(name, "name at least one code");
  return codes;
}

void read_lists(ObjectReader& reader, Particulars& particulars) {
  const auto needs =
      read_codes<pricing::Need>(reader, "needs", pricing::parse_need, pricing::Need::any);
  std::string joined;
  for (const pricing::Need need : needs) {
    joined += (joined.empty() ? "" : ";") + std::string(pricing::code(need));
  }
  const auto ordered = parse_school_value(SchoolColumn::needs, joined);
  if (ordered.ok()) particulars.school[SchoolColumn::needs] = *ordered;
  particulars.provision = read_codes<pricing::Provision>(
      reader, "provision", pricing::parse_provision, pricing::Provision::any);
}

void check_together(ObjectReader& reader, const SchoolValues& school) {
  const auto& type = school[SchoolColumn::type_code];
  if (type && !pricing::is_regulated_type(std::stoi(*type))) {
    reader.fault("type", "write 08, 10 or 32: other types are not registered here");
  }
  const auto& gender = school[SchoolColumn::gender];
  if (gender && std::ranges::find(genders, *gender) == genders.end()) {
    reader.fault("gender", "write Mixed, Boys or Girls");
  }
  const auto& la = school[SchoolColumn::la_code];
  if (la && find_local_authority(pricing::LaCode::parse(*la).value()) == nullptr) {
    reader.fault("la", "that council is no more: write the code of today's");
  }
  const auto& from = school[SchoolColumn::age_from];
  const auto& to = school[SchoolColumn::age_to];
  if (from && to && std::stoi(*from) > std::stoi(*to)) {
    reader.fault("age_to", "this is below age_from: put the lower age first");
  }
  if (school[SchoolColumn::capacity] == "0") reader.fault("capacity", "write at least 1");
}

CanonicalValue::Array split(const std::string& codes) {
  CanonicalValue::Array list;
  for (std::size_t from = 0; from < codes.size();) {
    const std::size_t end = std::min(codes.find(';', from), codes.size());
    list.emplace_back(codes.substr(from, end - from));
    from = end + 1;
  }
  return list;
}

}  // namespace

Particulars read_particulars(const pricing::JsonValue& value, const std::string& path,
                             Faults& faults) {
  ObjectReader reader(
      value, path,
      {"age_from", "age_to", "capacity", "county", "gender", "headteacher_post", "la", "locality",
       "name", "needs", "opens_on", "postcode", "premises", "provision", "street", "town", "type"},
      faults);
  Particulars particulars;
  read_texts(reader, particulars.school);
  read_numbers(reader, particulars.school);
  read_lists(reader, particulars);
  check_together(reader, particulars.school);
  if (const std::string* premises = reader.require_string("premises")) {
    particulars.premises = *premises;
    if (const auto fault = refuse_words("premises", *premises, Words::needed)) {
      reader.fault("premises", fault->message);
    }
  }
  if (const std::string* post = reader.require_string("headteacher_post")) {
    particulars.headteacher_post = *post;
    if (std::ranges::find(posts, *post) == posts.end()) {
      reader.fault("headteacher_post", "write filled, acting or vacant, and no name");
    }
  }
  return particulars;
}

std::string particulars_json(const Particulars& particulars) {
  CanonicalValue::Object object{{"headteacher_post", particulars.headteacher_post},
                                {"premises", particulars.premises}};
  for (const TextMember& each : texts) {
    if (const auto& text = particulars.school[each.column]) {
      object.emplace(std::string(each.name), *text);
    }
  }
  for (const NumberMember& each : numbers) {
    if (const auto& text = particulars.school[each.column]) {
      object.emplace(std::string(each.name), std::stoi(*text));
    }
  }
  object.emplace("needs", split(particulars.school[SchoolColumn::needs].value_or("")));
  CanonicalValue::Array provision;
  for (const pricing::Provision each : particulars.provision) {
    provision.emplace_back(std::string(pricing::code(each)));
  }
  object.emplace("provision", std::move(provision));
  return audit::canonical_text(object);
}

Particulars stored_particulars(std::string_view json) {
  const auto value = pricing::parse_json(json);
  Faults faults;
  if (value.ok()) {
    Particulars particulars = read_particulars(*value, "$", faults);
    if (faults.empty()) return particulars;
  }
  throw std::runtime_error("the stored particulars of an application cannot be read");
}

}  // namespace assize::registry
