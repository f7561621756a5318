// How long the nightly extract takes to be compared with the register: 52,000 rows of 140 columns.
// links: registry
#include <stdlib.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>

#include "registry/database/embedded_server.h"
#include "registry/database/migrations.h"
#include "registry/register/imports.h"

using namespace assize;
using namespace assize::registry;

namespace {

constexpr int school_count = 52'000;
constexpr int column_count = 140;
constexpr int changed_count = 500;  // in a night

// The columns that the register keeps; the others are there to be passed over.
constexpr const char* head =
    "URN,EstablishmentName,TypeOfEstablishment (code),EstablishmentStatus (code),LA (code),"
    "EstablishmentNumber,UKPRN,OpenDate,CloseDate,PhaseOfEducation (name),StatutoryLowAge,"
    "StatutoryHighAge,Gender (name),Boarders (name),SchoolCapacity,NumberOfPupils,Street,Locality,"
    "Address3,Town,County (name),Postcode,SchoolWebsite,GOR (name),Easting,Northing,UPRN,"
    "InspectorateName (name),OfstedLastInsp,OfstedRating (name),DateOfLastInspectionVisit,CHNumber,"
    "LastChangedDate,SEN1 (name)";
constexpr int head_columns = 34;

std::string extract(bool is_of_the_next_night) {
  std::string bytes = head;
  for (int column = head_columns; column < column_count; ++column) {
    bytes += ",Other " + std::to_string(column);
  }
  bytes += "\r\n";
  for (int at = 0; at < school_count; ++at) {
    const std::string number = std::to_string(at);
    const bool changes = is_of_the_next_night && at % (school_count / changed_count) == 0;
    bytes += std::to_string(100'000 + at) + ",\"School of St. " + number + ", Upper\"," +
             std::to_string(at % 40 + 1) + ",1," + std::to_string(201 + at % 13) + ",4" +
             std::to_string(100 + at % 900) + ",100" + std::to_string(10'000 + at % 90'000) +
             ",01-09-2001,,Not applicable,4,19,Mixed,No boarders," + std::to_string(at % 1200) +
             "," + std::to_string(at % 1100 + (changes ? 1 : 0)) + "," + number +
             " Long Acre Street,The Locality,,Market Town " + std::to_string(at % 800) +
             ",Oxfordshire,OX" + std::to_string(at % 40) + " " + std::to_string(at % 10) +
             "AB,https://www.school-" + number + ".example.org/,South East,4" +
             std::to_string(10'000 + at) + ",2" + std::to_string(10'000 + at) + ",1000" + number +
             ",Ofsted,12-03-2022,Good,,," + (changes ? "20-03-2026" : "02-01-2026") +
             ",ASD - Autistic Spectrum Disorder";
    for (int column = head_columns; column < column_count; ++column) {
      bytes += column % 3 == 0 ? ",Not applicable" : column % 3 == 1 ? ",999" : ",";
    }
    bytes += "\r\n";
  }
  return bytes;
}

void import(Database& database, const Journal& journal, const char* what,
            const std::string& bytes) {
  const auto begin = std::chrono::steady_clock::now();
  const auto report =
      import_file(database, journal, local_administrator(), ImportKind::gias, bytes);
  const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  if (!report.ok()) throw std::runtime_error(report.faults().front().message);
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("  %-34s %6lld ms   %llu added, %llu changed, %llu unchanged; most memory %ld MB\n",
              what, static_cast<long long>(taken.count()),
              static_cast<unsigned long long>(report->added),
              static_cast<unsigned long long>(report->changed),
              static_cast<unsigned long long>(report->unchanged), usage.ru_maxrss / 1000);
}

}  // namespace

int main() {
  std::string folder = (std::filesystem::temp_directory_path() / "assize-bench-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  try {
    auto server = EmbeddedServer::open_alone(folder, EmbeddedSettings());
    if (!server.ok()) throw std::runtime_error(server.faults().front().message);
    DatabaseAddress address = server->address();
    address.name = "bench";
    Database database(address);
    if (const auto migrated = migrate(database); !migrated.ok()) {
      throw std::runtime_error(migrated.faults().front().message);
    }
    const Journal journal(audit::SigningKey::generate("bench.example/log"), system_clock());
    const std::string bytes = extract(false);
    std::printf("A GIAS extract of %d rows and %d columns, %zu MB; aim: under 5000 ms and 300 MB\n",
                school_count, column_count, bytes.size() / 1'000'000);
    import(database, journal, "into an empty register", bytes);
    import(database, journal, "again, unchanged", bytes);
    import(database, journal, "the next night's", extract(true));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "import_benchmark: %s\n", error.what());
    std::filesystem::remove_all(folder);
    return 1;
  }
  std::filesystem::remove_all(folder);
  return 0;
}
