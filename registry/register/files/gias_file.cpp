#include "registry/register/files/gias_file.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_map>

#include "registry/register/files/source_values.h"
#include "registry/register/local_authorities.h"

namespace assize::registry {
namespace {

enum Wanted : std::size_t {
  urn,
  name,
  type,
  status,
  la,
  establishment_number,
  ukprn,
  opened,
  closed,
  phase,
  age_from,
  age_to,
  gender,
  boarders,
  capacity,
  pupils,
  street,
  locality,
  address3,
  town,
  county,
  postcode,
  website,
  region,
  easting,
  northing,
  uprn,
  inspectorate,
  ofsted_on,
  ofsted_rating,
  visited_on,
  childrens_home,
  changed_on,
  first_need
};
constexpr std::size_t need_columns = 13;

constexpr std::array<WantedColumn, first_need + need_columns> wanted_columns{
    {{"URN", true},
     {"EstablishmentName", true},
     {"TypeOfEstablishment (code)", true},
     {"EstablishmentStatus (code)", true},
     {"LA (code)", true},
     {"EstablishmentNumber"},
     {"UKPRN"},
     {"OpenDate"},
     {"CloseDate"},
     {"PhaseOfEducation (name)"},
     {"StatutoryLowAge"},
     {"StatutoryHighAge"},
     {"Gender (name)"},
     {"Boarders (name)"},
     {"SchoolCapacity"},
     {"NumberOfPupils"},
     {"Street"},
     {"Locality"},
     {"Address3"},
     {"Town"},
     {"County (name)"},
     {"Postcode"},
     {"SchoolWebsite"},
     {"GOR (name)"},
     {"Easting"},
     {"Northing"},
     {"UPRN"},
     {"InspectorateName (name)"},
     {"OfstedLastInsp"},
     {"OfstedRating (name)"},
     {"DateOfLastInspectionVisit"},
     {"CHNumber"},
     {"LastChangedDate"},
     {"SEN1 (name)"},
     {"SEN2 (name)"},
     {"SEN3 (name)"},
     {"SEN4 (name)"},
     {"SEN5 (name)"},
     {"SEN6 (name)"},
     {"SEN7 (name)"},
     {"SEN8 (name)"},
     {"SEN9 (name)"},
     {"SEN10 (name)"},
     {"SEN11 (name)"},
     {"SEN12 (name)"},
     {"SEN13 (name)"}}};

constexpr std::array<std::string_view, 4> status_names{
    "open", "closed", "open_but_proposed_to_close", "proposed_to_open"};

// A value copied as it stands: where from, where to, and the most characters the register keeps.
struct PlainColumn {
  Wanted from;
  SchoolColumn to;
  std::size_t limit_characters;
};
constexpr std::array plain_columns{
    PlainColumn{phase, SchoolColumn::phase, 40},
    PlainColumn{gender, SchoolColumn::gender, 20},
    PlainColumn{boarders, SchoolColumn::boarders, 60},
    PlainColumn{street, SchoolColumn::street, 200},
    PlainColumn{locality, SchoolColumn::locality, 200},
    PlainColumn{address3, SchoolColumn::address3, 200},
    PlainColumn{town, SchoolColumn::town, 100},
    PlainColumn{county, SchoolColumn::county, 100},
    PlainColumn{postcode, SchoolColumn::postcode, 10},
    PlainColumn{website, SchoolColumn::website, 300},
    PlainColumn{inspectorate, SchoolColumn::inspectorate, 60},
    PlainColumn{ofsted_rating, SchoolColumn::inspection_outcome, 60}};

// A whole number and the most that the register keeps.
struct NumberColumn {
  Wanted from;
  SchoolColumn to;
  std::uint32_t limit;
};
constexpr std::array number_columns{NumberColumn{age_from, SchoolColumn::age_from, 98},
                                    NumberColumn{age_to, SchoolColumn::age_to, 98},
                                    NumberColumn{capacity, SchoolColumn::capacity, 999'999},
                                    NumberColumn{pupils, SchoolColumn::pupils, 999'999},
                                    NumberColumn{easting, SchoolColumn::easting, 999'999},
                                    NumberColumn{northing, SchoolColumn::northing, 1'999'999}};

struct DigitsColumn {
  Wanted from;
  SchoolColumn to;
  std::size_t digits;
};
constexpr std::array digits_columns{
    DigitsColumn{establishment_number, SchoolColumn::establishment_number, 4},
    DigitsColumn{ukprn, SchoolColumn::ukprn, 8}};

constexpr std::array<std::string_view, 6> names_of_nothing{
    "not applicable", "none", "does not apply", "not collected", "not recorded", "unknown"};

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return out;
}

bool names_nothing(std::string_view text) {
  return text.empty() || std::ranges::find(names_of_nothing, lower(text)) != names_of_nothing.end();
}

// The values without which a school cannot be on the register; the reason if one is not of its
// form.
std::string take_core(const SourceRow& row, SchoolValues& school) {
  const std::string name_text = row.text(name);
  if (name_text.empty()) return "the name is missing; give EstablishmentName";
  if (length_characters(name_text) > 200) {
    return "the name has over 200 characters; shorten EstablishmentName";
  }
  school[SchoolColumn::name] = name_text;
  const auto type_code = padded_code(row.text(type), 2);
  if (!type_code) {
    return "\"" + row.text(type) + "\" is not a type of establishment; give its code of two digits";
  }
  school[SchoolColumn::type_code] = *type_code;
  const auto status_code = parse_source_number(row.text(status));
  if (!status_code || *status_code < 1 || *status_code > status_names.size()) {
    return "\"" + row.text(status) +
           "\" is not a status; give 1 (open), 2 (closed), 3 (open, but proposed to close) or 4 "
           "(proposed to open)";
  }
  school[SchoolColumn::status] = std::string(status_names[*status_code - 1]);
  auto council = parse_source_la(row.text(la));
  if (!council) return "LA (code): " + council.faults()[0].message;
  school[SchoolColumn::la_code] = *council;
  for (const auto& [from, to] :
       {std::pair{opened, SchoolColumn::open_date}, std::pair{closed, SchoolColumn::close_date}}) {
    const auto day = parse_source_date(row.text(from));
    if (!day) return std::string(wanted_columns[from].name) + ": " + day.faults()[0].message;
    if (*day) school[to] = (*day)->text();
  }
  return "";
}

void take_plain(const SourceRow& row, SourceReading& reading, SchoolValues& school) {
  for (const PlainColumn& column : plain_columns) {
    std::string text = row.text(column.from);
    if (names_nothing(text)) continue;
    if (length_characters(text) > column.limit_characters) {
      reading.left_empty(wanted_columns[column.from].name, row.line(), text);
      continue;
    }
    school[column.to] = std::move(text);
  }
}

void take_numbers(const SourceRow& row, SourceReading& reading, SchoolValues& school) {
  for (const NumberColumn& column : number_columns) {
    const std::string text = row.text(column.from);
    if (text.empty() || (text == "99" && column.limit == 98)) continue;
    const auto number = parse_source_number(text);
    if (!number || *number > column.limit) {
      reading.left_empty(wanted_columns[column.from].name, row.line(), text);
      continue;
    }
    school[column.to] = std::to_string(*number);
  }
  // The extract writes 0 for a place that it does not know.
  if (school[SchoolColumn::easting] == "0") school[SchoolColumn::easting].reset();
  if (school[SchoolColumn::northing] == "0") school[SchoolColumn::northing].reset();
  for (const DigitsColumn& column : digits_columns) {
    const std::string text = row.text(column.from);
    if (text.empty()) continue;
    school[column.to] = padded_code(text, column.digits);
    if (!school[column.to]) {
      reading.left_empty(wanted_columns[column.from].name, row.line(), text);
    }
  }
  const std::string property = row.text(uprn);
  if (property.empty()) return;
  school[SchoolColumn::uprn] = padded_code(property, 12);
  if (!school[SchoolColumn::uprn]) reading.left_empty("UPRN", row.line(), property);
}

void take_region(const SourceRow& row, SchoolValues& school) {
  std::string_view named = region_named(row.text(region));
  const auto& council = school[SchoolColumn::la_code];
  if (named.empty() && council) {
    const auto code = pricing::LaCode::parse(*council);
    const LocalAuthority* known = code ? find_local_authority(*code) : nullptr;
    if (known != nullptr) named = known->region;
  }
  if (!named.empty()) school[SchoolColumn::region] = std::string(named);
}

void take_day(const SourceRow& row, SourceReading& reading, SchoolValues& school, Wanted from,
              SchoolColumn to) {
  if (school[to]) return;
  const std::string text = row.text(from);
  const auto day = parse_source_date(text);
  if (!day) {
    reading.left_empty(wanted_columns[from].name, row.line(), text);
  } else if (*day) {
    school[to] = (*day)->text();
  }
}

void take_needs(const SourceRow& row, SourceReading& reading, SchoolValues& school) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < need_columns; ++at) {
    std::string text = row.text(first_need + at);
    if (!text.empty()) names.push_back(std::move(text));
  }
  std::vector<std::string> unknown;
  school[SchoolColumn::needs] = needs_of_names(names, unknown);
  for (const std::string& text : unknown) reading.left_empty("SEN1 to SEN13", row.line(), text);
}

std::string take_school(const SourceRow& row, SourceReading& reading, SchoolValues& school) {
  std::string reason = take_core(row, school);
  if (!reason.empty()) return reason;
  take_plain(row, reading, school);
  take_numbers(row, reading, school);
  take_region(row, school);
  // Ofsted's own inspections first; another inspectorate's visit where there is none.
  take_day(row, reading, school, ofsted_on, SchoolColumn::inspected_on);
  take_day(row, reading, school, visited_on, SchoolColumn::inspected_on);
  take_day(row, reading, school, changed_on, SchoolColumn::gias_changed_on);
  take_needs(row, reading, school);
  school[SchoolColumn::childrens_home] = names_nothing(row.text(childrens_home)) ? "0" : "1";
  return "";
}

// Which columns of a school the extract says nothing of.
std::bitset<school_columns.size()> columns_untold(const std::vector<bool>& has_column) {
  std::bitset<school_columns.size()> untold;
  const auto mark = [&](SchoolColumn column, bool is_told) {
    if (!is_told) untold.set(static_cast<std::size_t>(column));
  };
  for (const PlainColumn& column : plain_columns) mark(column.to, has_column[column.from]);
  for (const NumberColumn& column : number_columns) mark(column.to, has_column[column.from]);
  for (const DigitsColumn& column : digits_columns) mark(column.to, has_column[column.from]);
  mark(SchoolColumn::uprn, has_column[uprn]);
  mark(SchoolColumn::open_date, has_column[opened]);
  mark(SchoolColumn::close_date, has_column[closed]);
  mark(SchoolColumn::inspected_on, has_column[ofsted_on] || has_column[visited_on]);
  mark(SchoolColumn::gias_changed_on, has_column[changed_on]);
  mark(SchoolColumn::childrens_home, has_column[childrens_home]);
  mark(SchoolColumn::needs, has_column[first_need]);
  return untold;
}

}  // namespace

std::string needs_of_names(const std::vector<std::string>& names,
                           std::vector<std::string>& unknown) {
  std::bitset<pricing::need_codes.size()> found;
  for (const std::string& text : names) {
    if (names_nothing(text)) continue;
    const std::string folded = lower(plain_text(text.substr(0, text.find('-'))));
    const auto known = std::ranges::find_if(
        pricing::need_codes, [&](std::string_view need) { return lower(need) == folded; });
    if (known != pricing::need_codes.end() && *known != "ANY") {
      found.set(static_cast<std::size_t>(known - pricing::need_codes.begin()));
    } else if (folded == "besd" || folded == "ebd") {
      // The census replaced "behaviour, emotional and social difficulty" by SEMH in 2014.
      found.set(static_cast<std::size_t>(pricing::Need::semh));
    } else {
      unknown.push_back(text);
    }
  }
  std::string codes;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (!found.test(at)) continue;
    if (!codes.empty()) codes += ';';
    codes += pricing::need_codes[at];
  }
  return codes;
}

Result<GiasFile> read_gias(std::string_view bytes, const ImportProgress& on_progress) {
  GiasFile file;
  std::unordered_map<std::uint32_t, std::uint64_t> line_of;
  auto reading = read_source(
      bytes, "GIAS extract", wanted_columns, on_progress,
      [&](const SourceRow& row, SourceReading& so_far) -> std::string {
        const auto number = parse_source_urn(row.text(urn));
        if (!number) return number.faults()[0].message;
        const auto [earlier, is_new] = line_of.emplace(number->number(), row.line());
        if (!is_new) {
          return "URN " + number->text() + " is already at line " +
                 std::to_string(earlier->second) + "; that row was taken, remove one of the two";
        }
        SchoolValues school;
        std::string reason = take_school(row, so_far, school);
        if (reason.empty()) file.schools.push_back({number->number(), school.packed()});
        return reason;
      });
  if (!reading) return reading.faults();
  file.reading = std::move(reading).value();
  file.untold = columns_untold(file.reading.has_column);
  return file;
}

}  // namespace assize::registry
