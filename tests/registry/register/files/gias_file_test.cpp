#include "registry/register/files/gias_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/registry/register/fixtures.h"

namespace assize::registry {
namespace {

std::string value(const GiasFile& file, std::uint32_t urn, SchoolColumn column) {
  for (const SchoolRecord& school : file.schools) {
    if (school.urn != urn) continue;
    return SchoolValues::unpacked(school.packed)[column].value_or("none");
  }
  return "no such school";
}

std::string fault_of(const std::string& fixture) {
  const auto file = read_gias(register_fixture(fixture));
  if (file) return "";
  std::string all;
  for (const Fault& fault : file.faults()) all += fault.place + ": " + fault.message + "\n";
  return all;
}

TEST(GiasFile, ReadsEveryColumnByItsName) {
  const auto file = read_gias(register_fixture("gias.csv"));
  ASSERT_TRUE(file) << file.faults()[0].message;
  const std::pair<SchoolColumn, std::string_view> expected[] = {
      {SchoolColumn::name, "Alder Rise School"},
      {SchoolColumn::type_code, "10"},
      {SchoolColumn::status, "open"},
      {SchoolColumn::la_code, "855"},
      {SchoolColumn::establishment_number, "6001"},
      {SchoolColumn::ukprn, "90000001"},
      {SchoolColumn::open_date, "2014-09-01"},
      {SchoolColumn::close_date, "none"},
      {SchoolColumn::phase, "none"},
      {SchoolColumn::age_from, "5"},
      {SchoolColumn::age_to, "19"},
      {SchoolColumn::gender, "Mixed"},
      {SchoolColumn::boarders, "Boarding school"},
      {SchoolColumn::capacity, "60"},
      {SchoolColumn::pupils, "52"},
      {SchoolColumn::street, "1 Long Lane"},
      {SchoolColumn::town, "Loughborough"},
      {SchoolColumn::postcode, "LE0 0CK"},
      {SchoolColumn::website, "https://alder-rise.example"},
      {SchoolColumn::region, "East Midlands"},
      {SchoolColumn::easting, "453100"},
      {SchoolColumn::northing, "319200"},
      {SchoolColumn::uprn, "100000000001"},
      {SchoolColumn::inspectorate, "Ofsted"},
      {SchoolColumn::inspected_on, "2024-03-21"},
      {SchoolColumn::inspection_outcome, "Good"},
      {SchoolColumn::childrens_home, "1"},
      {SchoolColumn::needs, "SPLD;SEMH;ASD"},
      {SchoolColumn::gias_changed_on, "2025-02-09"}};
  for (const auto& [column, text] : expected) {
    EXPECT_EQ(value(*file, 900001, column), text)
        << school_columns.at(static_cast<std::size_t>(column));
  }
}

TEST(GiasFile, ReadsSentinelsAsNone) {
  const auto file = read_gias(register_fixture("gias.csv"));
  ASSERT_TRUE(file);
  for (const SchoolColumn column :
       {SchoolColumn::open_date, SchoolColumn::close_date, SchoolColumn::la_code,
        SchoolColumn::age_to, SchoolColumn::easting, SchoolColumn::northing,
        SchoolColumn::region}) {
    EXPECT_EQ(value(*file, 900002, column), "none")
        << school_columns.at(static_cast<std::size_t>(column));
  }
  EXPECT_EQ(value(*file, 900002, SchoolColumn::needs), "");
  EXPECT_EQ(value(*file, 900002, SchoolColumn::childrens_home), "0");
  EXPECT_EQ(value(*file, 900002, SchoolColumn::type_code), "08");
  EXPECT_EQ(value(*file, 900002, SchoolColumn::inspected_on), "2023-09-28");
}

TEST(GiasFile, LeavesEmptyWhatItCannotUseAndSaysSo) {
  const auto file = read_gias(register_fixture("gias.csv"));
  ASSERT_TRUE(file);
  EXPECT_EQ(value(*file, 900003, SchoolColumn::capacity), "none");
  EXPECT_EQ(value(*file, 900003, SchoolColumn::needs), "SEMH");
  EXPECT_EQ(value(*file, 900003, SchoolColumn::region), "Yorkshire and the Humber");
  EXPECT_EQ(value(*file, 900003, SchoolColumn::open_date), "none");
  EXPECT_EQ(value(*file, 900003, SchoolColumn::close_date), "2021-08-31");
  EXPECT_EQ(value(*file, 900004, SchoolColumn::establishment_number), "0012");
  // A region that is none of ours is taken from the council.
  EXPECT_EQ(value(*file, 900004, SchoolColumn::region), "London");
  const auto& notes = file->reading.notes;
  EXPECT_TRUE(std::ranges::any_of(notes, [](const std::string& note) {
    return note.starts_with(
        "1 value of SEN1 to SEN13 could not be used and was left empty; the "
        "first is \"Stargazing\" at line 4");
  }));
  EXPECT_TRUE(file->reading.refused.empty());
}

TEST(GiasFile, ReadsWindows1252AndAnyWidth) {
  const auto file = read_gias(register_fixture("gias_windows_1252.csv"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->schools.size(), 4U);
  EXPECT_EQ(value(*file, 900002, SchoolColumn::name), "Brambl\xC3\xA9 House");
  EXPECT_EQ(file->reading.notes.at(0), "read as Windows-1252");

  const auto narrow = read_gias(register_fixture("gias_core_columns.csv"));
  ASSERT_TRUE(narrow);
  EXPECT_EQ(value(*narrow, 900001, SchoolColumn::name), "Alder Rise School");
  EXPECT_TRUE(narrow->untold.test(static_cast<std::size_t>(SchoolColumn::needs)));
  EXPECT_FALSE(narrow->untold.test(static_cast<std::size_t>(SchoolColumn::name)));
  EXPECT_NE(narrow->reading.notes.at(0).find("CHNumber"), std::string::npos);
}

TEST(GiasFile, RefusesEachBadRowWithItsLineAndReason) {
  const auto file = read_gias(register_fixture("gias_refusals.csv"));
  ASSERT_TRUE(file) << file.faults()[0].message;
  EXPECT_EQ(file->reading.rows, 11U);
  ASSERT_EQ(file->schools.size(), 2U);
  EXPECT_EQ(value(*file, 900001, SchoolColumn::name), "Alder Rise School");
  const std::pair<std::uint64_t, std::string_view> expected[] = {
      {3, "\"12345\" is not a URN"},
      {4, "the URN is missing"},
      {5, "URN 900001 is already at line 2"},
      {6, "the name is missing"},
      {7, "OpenDate: there is no day 31-02-2020"},
      {8, "\"7\" is not a status"},
      {9, "\"special\" is not a type"},
      {10, "LA (code): \"Kent\" is not a council's code"},
      {11, "the row has 7 fields"}};
  ASSERT_EQ(file->reading.refused.size(), std::size(expected));
  for (std::size_t at = 0; at < std::size(expected); ++at) {
    const ImportRefusal& refusal = file->reading.refused[at];
    EXPECT_EQ(refusal.line, expected[at].first);
    EXPECT_TRUE(refusal.reason.starts_with(expected[at].second)) << refusal.reason;
  }
}

TEST(GiasFile, KeepsARefusedRowWithoutThePeopleItNames) {
  const auto file = read_gias(register_fixture("gias_refusals.csv"));
  ASSERT_TRUE(file);
  const std::string& kept = file->reading.refused.at(2).row_text;
  EXPECT_NE(kept.find("Second Alder"), std::string::npos);
  EXPECT_EQ(kept.find("Nobody"), std::string::npos) << kept;
}

TEST(GiasFile, RefusesAFileThatIsNotWhole) {
  EXPECT_NE(fault_of("gias_cut_off.csv").find("line 4: the file breaks off"), std::string::npos);
  EXPECT_NE(fault_of("gias_open_quote.csv").find("line 3: the file breaks off"), std::string::npos);
  EXPECT_NE(fault_of("gias_header_only.csv").find("no rows"), std::string::npos);
  const std::string missing = fault_of("gias_missing_columns.csv");
  EXPECT_NE(missing.find("\"TypeOfEstablishment (code)\" is missing"), std::string::npos);
  EXPECT_NE(missing.find("\"EstablishmentStatus (code)\" is missing"), std::string::npos);
  EXPECT_NE(missing.find("\"URN\" is there twice"), std::string::npos);
}

TEST(GiasNeeds, KnowsEveryCensusCode) {
  std::vector<std::string> unknown;
  const std::vector<std::string> names{"SpLD - Specific Learning Difficulty",
                                       "VI - Visual Impairment",
                                       "OTH - Other Difficulty/Disability",
                                       "HI - Hearing Impairment",
                                       "SLCN - Speech, language and Communication",
                                       "ASD - Autistic Spectrum Disorder",
                                       "SEMH - Social, Emotional and Mental Health",
                                       "MSI - Multi-Sensory Impairment",
                                       "PD - Physical Disability",
                                       "MLD - Moderate Learning Difficulty",
                                       "SLD - Severe Learning Difficulty",
                                       "PMLD - Profound and Multiple Learning Difficulty",
                                       "DS - Down Syndrome",
                                       "Not Applicable"};
  EXPECT_EQ(needs_of_names(names, unknown), "SPLD;MLD;SLD;PMLD;SEMH;SLCN;HI;VI;MSI;PD;ASD;DS;OTH");
  EXPECT_TRUE(unknown.empty());
  EXPECT_EQ(needs_of_names({"ANY - thing"}, unknown), "");
  EXPECT_EQ(unknown.size(), 1U);
}

TEST(GiasFile, ReadsTheRealSamples) {
  const auto wide = shared_file("data/gias/gias_sample_99.csv");
  const auto other = shared_file("data/gias/gias_subset_8.csv");
  if (!wide || !other) GTEST_SKIP() << "the real files by others are not beside the checkout";
  const auto first = read_gias(*wide);
  ASSERT_TRUE(first) << first.faults()[0].message;
  EXPECT_EQ(first->schools.size(), 99U);
  EXPECT_TRUE(first->reading.refused.empty());
  EXPECT_TRUE(first->reading.notes.empty()) << first->reading.notes[0];
  const auto second = read_gias(*other);
  ASSERT_TRUE(second) << second.faults()[0].message;
  EXPECT_EQ(second->schools.size(), 8U);
  EXPECT_TRUE(second->reading.refused.empty());
  EXPECT_EQ(value(*second, 101077, SchoolColumn::needs), "SPLD");
}

}  // namespace
}  // namespace assize::registry
