#include "registry/demo/demo_register_files.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

#include "pricing/text/csv.h"
#include "registry/demo/demo_names.h"

namespace assize::registry {
namespace {

using pricing::Date;

constexpr std::size_t need_columns = 13;

constexpr std::string_view gias_header =
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "TypeOfEstablishment (name),EstablishmentStatus (code),EstablishmentStatus (name),OpenDate,"
    "CloseDate,PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,Boarders (name),"
    "Gender (name),SchoolCapacity,NumberOfPupils,UKPRN,OfstedLastInsp,LastChangedDate,Street,"
    "Locality,Address3,Town,County (name),Postcode,SchoolWebsite,SEN1 (name),SEN2 (name),"
    "SEN3 (name),SEN4 (name),SEN5 (name),SEN6 (name),SEN7 (name),SEN8 (name),SEN9 (name),"
    "SEN10 (name),SEN11 (name),SEN12 (name),SEN13 (name),GOR (name),Easting,Northing,"
    "InspectorateName (name),DateOfLastInspectionVisit,OfstedRating (name),UPRN,CHNumber\r\n";

// The census's needs as GIAS writes them, in the order of pricing::Need.
constexpr std::array<std::string_view, need_columns> need_names{
    "SpLD - Specific Learning Difficulty",
    "MLD - Moderate Learning Difficulty",
    "SLD - Severe Learning Difficulty",
    "PMLD - Profound and Multiple Learning Difficulty",
    "SEMH - Social, Emotional and Mental Health",
    "SLCN - Speech, language and Communication",
    "HI - Hearing Impairment",
    "VI - Visual Impairment",
    "MSI - Multi-Sensory Impairment",
    "PD - Physical Disability",
    "ASD - Autistic Spectrum Disorder",
    "DS - Down Syndrome",
    "OTH - Other Difficulty/Disability"};

struct TypeName {
  int code;
  std::string_view name;
};
constexpr std::array type_names{TypeName{7, "Community special school"},
                                TypeName{8, "Non-maintained special school"},
                                TypeName{10, "Other independent special school"},
                                TypeName{12, "Foundation special school"},
                                TypeName{32, "Special post 16 institution"},
                                TypeName{33, "Academy special sponsor led"},
                                TypeName{36, "Free schools special"},
                                TypeName{44, "Academy special converter"}};

std::string type_name(int code) {
  const auto* const found = std::ranges::find(type_names, code, &TypeName::code);
  return std::string(found->name);
}

constexpr std::array<std::string_view, 4> status_names{
    "Open", "Closed", "Open, but proposed to close", "Proposed to open"};

// The parts of 2026-09-01 the other way round, with a separator between.
std::string day_first(Date date, char separator) {
  const std::string text = date.text();
  return text.substr(8, 2) + separator + text.substr(5, 2) + separator + text.substr(0, 4);
}

std::string day_first(const std::optional<Date>& date, char separator) {
  return date ? day_first(*date, separator) : std::string();
}

void append_row(std::string& out, const std::vector<std::string>& fields, std::string_view end) {
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (at > 0) out += ',';
    pricing::append_csv_field(out, fields[at]);
  }
  out += end;
}

std::string establishment_number(const DemoSchool& school) {
  return std::to_string((school.type_code == 32 ? 7900 : 6000) + school.urn % 100);
}

void append_school(std::string& out, const DemoSchool& school) {
  const bool has_boarders =
      !school.provisions.empty() && school.provisions.back() != pricing::Provision::day;
  std::vector<std::string> row{
      std::to_string(school.urn),
      school.la_code,
      school.la_name,
      establishment_number(school),
      school.name,
      std::to_string(school.type_code),
      type_name(school.type_code),
      std::to_string(school.status),
      std::string(status_names[static_cast<std::size_t>(school.status - 1)]),
      day_first(school.open_date, '-'),
      day_first(school.close_date, '-'),
      "Not applicable",
      std::to_string(school.age_from),
      std::to_string(school.age_to),
      has_boarders ? "Boarding school" : "No boarders",
      "Mixed",
      std::to_string(school.capacity),
      std::to_string(school.pupils),
      std::to_string(90'000'000 + school.urn % 100'000),
      day_first(school.inspected_on, '-'),
      "02-02-2026",
      school.street,
      "",
      "",
      school.town,
      "",
      school.postcode,
      demo_website(school.name, school.urn)};
  for (std::size_t at = 0; at < need_columns; ++at) {
    row.emplace_back(at < school.needs.size()
                         ? need_names[static_cast<std::size_t>(school.needs[at])]
                         : std::string_view());
  }
  for (std::string text :
       {school.region, std::to_string(school.easting), std::to_string(school.northing),
        std::string("Ofsted"), std::string(), school.rating, std::string(),
        school.childrens_home ? "SC" + std::to_string(school.urn) : std::string()}) {
    row.push_back(std::move(text));
  }
  append_row(out, row, "\r\n");
}

// The rows of a school's owners: the one before, if there was one, and today's.
void append_owners(std::string& out, const DemoNation& nation, const DemoSchool& school) {
  const auto append = [&](std::size_t owner, Date from, const std::optional<Date>& to) {
    const DemoProvider& provider = nation.providers[owner];
    const DemoGroup none;
    const DemoGroup& group = provider.group ? nation.groups[*provider.group] : none;
    append_row(out,
               {provider.id, provider.name, group.id, group.name, std::to_string(school.urn),
                from.text(), to ? to->text() : std::string()},
               "\n");
  };
  const Date opened = school.open_date.value_or(Date());
  const Date sold = Date::from_civil(2024, 9, 1).value();
  if (school.provider_before && opened < sold) {
    append(*school.provider_before, opened, sold.plus_days(-1));
    append(school.provider, sold, std::nullopt);
  } else {
    append(school.provider, opened, std::nullopt);
  }
}

}  // namespace

std::string write_demo_gias(const DemoNation& nation) {
  std::string out(gias_header);
  for (const DemoSchool& school : nation.schools) append_school(out, school);
  for (const DemoSchool& school : nation.alternatives) append_school(out, school);
  return out;
}

std::string write_demo_section41(const DemoNation& nation) {
  std::string out =
      "la_code,est_no,urn,name,source_est_type,gias_establishment_type,s41_granted,s41_revoked\n";
  for (const DemoSchool& school : nation.schools) {
    for (const DemoSection41& event : school.section41) {
      const std::string on = day_first(event.on, '/');
      append_row(
          out,
          {school.la_code, establishment_number(school), std::to_string(school.urn), school.name,
           school.type_code == 32 ? "Special post-16 institution" : "Independent special school",
           type_name(school.type_code), event.granted ? on : "", event.granted ? "" : on},
          "\n");
    }
  }
  return out;
}

std::string write_demo_ownership(const DemoNation& nation) {
  std::string out = "provider,provider_name,group,group_name,urn,from,to\n";
  for (const DemoSchool& school : nation.schools) append_owners(out, nation, school);
  return out;
}

}  // namespace assize::registry
