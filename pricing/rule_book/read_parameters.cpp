#include <algorithm>
#include <bitset>

#include "pricing/exact/explain.h"
#include "pricing/rule_book/read_book.h"

namespace assize::pricing {
namespace {

enum class Form { percent, signed_percent, multiple, days, basket, rates };

struct Kind {
  std::string_view code;
  Form form;
};

// By Parameter. An index of prices can fall; nothing else here can be below nil.
constexpr std::array<Kind, parameter_count> kinds{{
    {"increase_cap", Form::percent},
    {"increase_index", Form::signed_percent},
    {"increase_flex", Form::signed_percent},
    {"notice_days", Form::days},
    {"basket", Form::basket},
    {"margin_review", Form::percent},
    {"margin_cap", Form::percent},
    {"connected_rent_limit", Form::percent},
    {"management_charge_limit", Form::percent},
    {"loan_rate_limit", Form::percent},
    {"allowed_return", Form::percent},
    {"leverage_limit", Form::multiple},
    {"interest_cover_limit", Form::multiple},
    {"price_spread_limit", Form::percent},
    {"share_limit", Form::percent},
    {"vat_rates", Form::rates},
    {"residential_days_limit", Form::days},
}};

std::string codes_joined() {
  std::string out;
  for (const Kind& kind : kinds) out.append(out.empty() ? "" : ", ").append(kind.code);
  return out;
}

// What "unit" may say of each form; a wrong one would be a wrong law.
bool unit_fits(Form form, std::string_view unit) {
  switch (form) {
    case Form::days:
      return unit == "days";
    case Form::basket:
      return unit == "hours" || unit == "hours a year";
    case Form::multiple:
      return unit == "multiple" || unit == "multiples";
    case Form::percent:
    case Form::signed_percent:
    case Form::rates:
      return unit.starts_with("percent") || unit == "points";
  }
  return false;
}

std::string_view usual_unit(Form form) {
  switch (form) {
    case Form::days:
      return "days";
    case Form::basket:
      return "hours";
    case Form::multiple:
      return "multiple";
    default:
      return "percent";
  }
}

// One dated value as it is read: its JSON, its path, and where its parts go.
struct ValueReading {
  const JsonValue& json;
  const std::string& path;
  ParameterValue& value;
  Faults& faults;
};

std::optional<Ratio> read_percentage(const JsonValue& json, const std::string& path, bool may_fall,
                                     Faults& faults) {
  const std::string* text = read_string(json, path, faults);
  if (text == nullptr) return std::nullopt;
  const auto ratio = Ratio::parse_percent(*text);
  if (!ratio.ok()) {
    faults.push_back({path, ratio.faults().front().message});
    return std::nullopt;
  }
  if (!may_fall && *ratio < Ratio()) {
    faults.push_back({path, quoted(*text) + " is below nil: write 0 or above"});
    return std::nullopt;
  }
  return *ratio;
}

void read_percent_value(const ValueReading& reading, bool may_fall) {
  reading.value.ratio = read_percentage(reading.json, reading.path, may_fall, reading.faults);
  if (reading.value.ratio) reading.value.text = *reading.json.string();
}

void read_multiple_value(const ValueReading& reading) {
  const std::string* text = read_string(reading.json, reading.path, reading.faults);
  if (text == nullptr) return;
  const auto ratio = Ratio::parse_factor(*text);
  if (!ratio.ok()) {
    reading.faults.push_back({reading.path, ratio.faults().front().message});
    return;
  }
  reading.value.ratio = *ratio;
  reading.value.text = *text;
}

void read_days_value(const ValueReading& reading) {
  const std::string* text = read_string(reading.json, reading.path, reading.faults);
  if (text == nullptr) return;
  const auto days = read_scaled<4, 0>(*text);
  if (!days) {
    reading.faults.push_back(
        {reading.path,
         quoted(*text) + " is not a number of days: write a whole number, such as 56"});
    return;
  }
  reading.value.days = static_cast<std::int32_t>(*days);
  reading.value.text = *text;
}

void read_basket_value(const ValueReading& reading, ItemCodes& items) {
  constexpr std::int64_t year_hundredths = 366 * 24 * 100;
  const auto* members = reading.json.object();
  if (members == nullptr) {
    reading.faults.push_back({reading.path, "this is " + std::string(kind_of(reading.json)) +
                                                ": write an object of items and their hours a "
                                                "year, such as {\"one_to_one\": \"190\"}"});
    return;
  }
  reading.value.basket.emplace();
  for (const auto& [code, hours] : *members) {
    const std::string path = json_path(reading.path, code);
    const auto item = items.add(code);
    if (!item.ok()) reading.faults.push_back({path, item.faults().front().message});
    if (item.ok() && *item == Item::placement) {
      reading.faults.push_back({path, "the placement is always in the basket: name add-ons only"});
    }
    const std::string* text = read_string(hours, path, reading.faults);
    if (text == nullptr) continue;
    const auto hundredths = read_hundredths(*text);
    if (!hundredths) {
      reading.faults.push_back({path, explain_decimal(*text, quantity_form)});
    } else if (*hundredths == 0 || *hundredths > year_hundredths) {
      reading.faults.push_back({path, *text + " is not hours a year: write above 0, to 8784"});
    } else if (item.ok()) {
      reading.value.basket->push_back({*item, *hundredths});
      reading.value.text.append(reading.value.text.empty() ? "" : ", ");
      reading.value.text.append(code).append(" ").append(*text);
    }
  }
}

void read_rates_value(const ValueReading& reading) {
  const auto* rates = reading.json.array();
  if (rates == nullptr) {
    reading.faults.push_back({reading.path, "this is " + std::string(kind_of(reading.json)) +
                                                ": write an array of percentages, such as "
                                                "[\"20\"]"});
    return;
  }
  auto& read = reading.value.rates.emplace();
  for (std::size_t at = 0; at < rates->size(); ++at) {
    const std::string path = json_path(reading.path, at);
    const auto rate = read_percentage((*rates)[at], path, false, reading.faults);
    if (!rate) continue;
    read.push_back(*rate);
    reading.value.text.append(reading.value.text.empty() ? "" : ", ");
    reading.value.text.append(*(*rates)[at].string());
  }
}

void read_value(Form form, const ValueReading& reading, ItemCodes& items) {
  switch (form) {
    case Form::percent:
      return read_percent_value(reading, false);
    case Form::signed_percent:
      return read_percent_value(reading, true);
    case Form::multiple:
      return read_multiple_value(reading);
    case Form::days:
      return read_days_value(reading);
    case Form::basket:
      return read_basket_value(reading, items);
    case Form::rates:
      return read_rates_value(reading);
  }
}

void read_values(ObjectReader& parameter, Form form, std::vector<ParameterValue>& into,
                 BookParts& book, Faults& faults) {
  const auto& values = parameter.find_array("values");
  std::optional<Date> before;
  for (std::size_t at = 0; at < values.size(); ++at) {
    ObjectReader reader(values[at], json_path(json_path(parameter.path(), "values"), at),
                        {"from", "value", "source"}, faults);
    if (values[at].object() == nullptr) continue;
    ParameterValue value;
    const auto from = reader.require_parsed<Date>("from", Date::parse);
    if (from && before && *from <= *before) {
      reader.fault("from", from->text() + (*from == *before
                                               ? " is here twice: give each day one value"
                                               : " comes after " + before->text() +
                                                     ": put the values in order of their days"));
    }
    if (from) before = value.from = *from;
    const JsonValue* json = values[at].find("value");
    if (json == nullptr) {
      reader.fault("value", "this is missing: write it, or null to end the parameter");
    } else if (!json->is_null()) {
      const std::string path = json_path(reader.path(), "value");
      read_value(form, {*json, path, value, faults}, book.items);
      value.source = read_source(reader, book);
    } else {
      value.source = reader.find_line("source", 1000);
    }
    into.push_back(std::move(value));
  }
}

}  // namespace

std::string_view code(Parameter parameter) {
  return kinds[static_cast<std::size_t>(parameter)].code;
}

void read_parameters(ObjectReader& document, BookParts& book, Faults& faults) {
  std::bitset<parameter_count> seen;
  const auto& parameters = document.find_array("parameters");
  for (std::size_t at = 0; at < parameters.size(); ++at) {
    ObjectReader reader(parameters[at], json_path("$.parameters", at),
                        {"id", "unit", "title", "values"}, faults);
    if (parameters[at].object() == nullptr) continue;
    reader.find_line("title", 200);
    const std::string* unit = reader.find_string("unit");
    reader.require("values");
    const std::string* id = reader.require_string("id");
    if (id == nullptr) continue;
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const Kind& each) { return each.code == *id; });
    if (kind == kinds.end()) {
      reader.fault("id", quoted(*id) + " is not a parameter: write one of " + codes_joined());
      continue;
    }
    if (unit != nullptr && !unit_fits(kind->form, *unit)) {
      reader.fault("unit", quoted(*unit) + " is not the unit of " + *id + ": write " +
                               std::string(usual_unit(kind->form)));
    }
    const auto index = static_cast<std::size_t>(kind - kinds.begin());
    if (seen[index]) {
      reader.fault("id", *id + " is here twice: put all its values in one place");
      continue;
    }
    seen.set(index);
    read_values(reader, kind->form, book.parameters[index], book, faults);
  }
}

}  // namespace assize::pricing
