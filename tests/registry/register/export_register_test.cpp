#include <gtest/gtest.h>

#include "registry/register/imports.h"
#include "tests/registry/register/fixtures.h"
#include "tests/registry/support/test_database.h"

namespace assize::registry {
namespace {

class ExportRegister : public ::testing::Test {
 protected:
  ExportRegister() {
    const auto report =
        import_file(*database_, journal_, officer_, ImportKind::gias, register_fixture("gias.csv"));
    if (!report) throw std::runtime_error(report.faults()[0].message);
  }

  testing::TestDatabase database_;
  Journal journal_{audit::SigningKey::generate("assize.example/test"), system_clock()};
  Caller officer_{"acc_test", "org_regulator", Role::case_officer, std::nullopt};
};

constexpr std::string_view header =
    "urn,name,type_code,la_code,open_date,close_date,childrens_home,status,region,phase,age_from,"
    "age_to,needs,capacity,town,postcode,easting,northing,ukprn,inspected_on,inspection_outcome\n";

TEST_F(ExportRegister, WritesARowASchoolByUrn) {
  const std::string csv = database_->with_connection(
      [](Connection& connection) { return export_register(connection); });
  EXPECT_EQ(csv,
            std::string(header) +
                "900001,Alder Rise School,10,855,2014-09-01,,true,open,East Midlands,,5,19,"
                "SPLD;SEMH;ASD,60,Loughborough,LE0 0CK,453100,319200,90000001,2024-03-21,Good\n"
                "900002,Bramble House,08,,,,false,open,,,,,,,,,,,,2023-09-28,\n"
                "900003,\"Cairn, Hollow and Moor\",02,855,,2021-08-31,false,closed,"
                "Yorkshire and the Humber,,,,SEMH,,,,,,,,\n"
                "900004,Dunnock College,32,201,2027-09-01,,false,proposed_to_open,London,,,,"
                ",,,,,,,,\n");
}

TEST_F(ExportRegister, WritesTheSchoolsAskedForOnce) {
  const std::string csv = database_->with_connection([](Connection& connection) {
    return export_register(connection, {900002, 999999, 900002});
  });
  EXPECT_EQ(csv,
            std::string(header) + "900002,Bramble House,08,,,,false,open,,,,,,,,,,,,2023-09-28,\n");
  EXPECT_EQ(database_->with_connection(
                [](Connection& connection) { return export_register(connection, {}); }),
            header);
}

TEST_F(ExportRegister, GivesAClosedSchoolADayToBeClosedFrom) {
  database_->with_connection([](Connection& connection) {
    connection.execute("UPDATE school SET status = 'closed' WHERE urn IN (900001, 900002)");
    connection.execute("UPDATE school SET open_date = NULL WHERE urn = 900004");
  });
  const std::string csv = database_->with_connection(
      [](Connection& connection) { return export_register(connection); });
  EXPECT_NE(csv.find("900001,Alder Rise School,10,855,2014-09-01,2025-02-09,"), std::string::npos);
  EXPECT_NE(csv.find("900002,Bramble House,08,,,1900-01-01,"), std::string::npos);
  EXPECT_NE(csv.find("900004,Dunnock College,32,201,2999-12-31,,"), std::string::npos);
}

}  // namespace
}  // namespace assize::registry
