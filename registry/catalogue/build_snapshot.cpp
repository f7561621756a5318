#include <algorithm>
#include <numeric>

#include "audit/tree/hash.h"
#include "registry/catalogue/reading/read_fees.h"
#include "registry/catalogue/reading/read_lots.h"
#include "registry/catalogue/reading/read_postcodes.h"
#include "registry/catalogue/reading/read_schools.h"
#include "registry/catalogue/search/search_index.h"
#include "registry/catalogue/snapshot.h"
#include "registry/database/stored_instant.h"
#include "registry/places/read_places.h"

namespace assize::registry {
namespace {

using SchoolPointer = std::shared_ptr<const CatalogueSchool>;

// Everything read while it lives is of one moment.
class ConsistentRead {
 public:
  explicit ConsistentRead(Connection& connection) : connection_(connection) {
    connection_.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    connection_.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
  }
  ~ConsistentRead() {
    try {
      connection_.execute("ROLLBACK");
    } catch (const DatabaseError&) {
      // The connection is lost, and what was open on it with it.
    }
  }
  ConsistentRead(const ConsistentRead&) = delete;
  ConsistentRead& operator=(const ConsistentRead&) = delete;

 private:
  Connection& connection_;
};

std::uint64_t count(const Row& row, std::size_t column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

NamedCheckpoint read_checkpoint(Connection& connection) {
  const auto row = connection.query_one(
      "SELECT size, root, signed_at FROM log_checkpoint ORDER BY size DESC LIMIT 1");
  if (!row) return {};
  return {count(*row, 0), audit::base64(row->text(1)), instant_from_database(row->text(2))};
}

// How far the database has got, in the same consistent read as what follows.
void read_marks(Connection& connection, Snapshot& snapshot) {
  snapshot.watermark = read_watermark(connection);
  snapshot.checkpoint = read_checkpoint(connection);
  snapshot.framework_changes = count_framework_changes(connection);
  snapshot.imports = count(connection
                               .query_one("SELECT (SELECT COUNT(*) FROM import_run)"
                                          " + (SELECT COUNT(*) FROM school_correction)"
                                          " + (SELECT COUNT(*) FROM registration_event)"
                                          " + (SELECT COUNT(*) FROM control_change)")
                               .value(),
                           0);
  snapshot.postcode_changes = count(connection
                                        .query_one("SELECT (SELECT COUNT(*) FROM import_run"
                                                   " WHERE kind IN ('gias', 'postcodes'))"
                                                   " + (SELECT COUNT(*) FROM school_correction)"
                                                   " + (SELECT COUNT(*) FROM registration_event)")
                                        .value(),
                                    0);
  connection.query_each("SELECT urn, revision FROM school_fees_revision ORDER BY urn", {},
                        [&](const Row& row) {
                          snapshot.fee_revisions.emplace_back(
                              static_cast<std::uint32_t>(row.integer(0)), count(row, 1));
                        });
}

SchoolPointer with_fees(CatalogueSchool school, std::vector<CatalogueFee> fees,
                        std::vector<Vacancy> vacancies, pricing::Date today) {
  school.fees = std::move(fees);
  school.vacancies = std::move(vacancies);
  school.fees_today.clear();
  for (const CatalogueFee* fee : fees_as_at(school, today)) {
    school.fees_today.push_back(static_cast<std::size_t>(fee - school.fees.data()));
  }
  return std::make_shared<const CatalogueSchool>(std::move(school));
}

std::vector<std::uint32_t> order_by_name(const std::vector<SchoolPointer>& schools) {
  std::vector<std::string> names;
  names.reserve(schools.size());
  for (const SchoolPointer& school : schools) names.push_back(lower_case(school->name));
  std::vector<std::uint32_t> order(schools.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    return std::tie(names[left], left) < std::tie(names[right], right);
  });
  return order;
}

void read_everything(Connection& connection, const Snapshot* before, Snapshot& snapshot) {
  FeesBySchool fees = read_all_fees(connection);
  PlacesBySchool places = read_all_places(connection);
  for (CatalogueSchool& school : read_schools(connection, snapshot.today)) {
    const auto found = fees.find(school.urn.number());
    std::vector<CatalogueFee> of_school;
    if (found != fees.end()) of_school = std::move(found->second);
    std::vector<Vacancy> vacancies;
    if (const auto stated = places.find(school.urn.number()); stated != places.end()) {
      vacancies = std::move(stated->second);
    }
    snapshot.schools.push_back(
        with_fees(std::move(school), std::move(of_school), std::move(vacancies), snapshot.today));
  }
  snapshot.by_name = order_by_name(snapshot.schools);
  const bool has_same_postcodes =
      before != nullptr && before->postcode_changes == snapshot.postcode_changes;
  snapshot.postcodes = has_same_postcodes ? before->postcodes : read_postcodes(connection);
  read_lots(connection, snapshot);
}

std::vector<std::uint32_t> changed_urns(const Snapshot& before, const Snapshot& now) {
  std::vector<std::uint32_t> urns;
  auto old = before.fee_revisions.begin();
  for (const auto& [urn, revision] : now.fee_revisions) {
    while (old != before.fee_revisions.end() && old->first < urn) ++old;
    const bool same =
        old != before.fee_revisions.end() && old->first == urn && old->second == revision;
    if (!same) urns.push_back(urn);
  }
  return urns;
}

void read_changed_fees(Connection& connection, const Snapshot& before, Snapshot& snapshot) {
  snapshot.schools = before.schools;
  snapshot.by_name = before.by_name;
  snapshot.postcodes = before.postcodes;
  const std::vector<std::uint32_t> urns = changed_urns(before, snapshot);
  FeesBySchool fees = read_fees_of(connection, urns);
  PlacesBySchool places = read_places_of(connection, urns);
  for (const std::uint32_t number : urns) {
    const auto urn = pricing::Urn::from_number(number);
    const auto place = std::lower_bound(snapshot.schools.begin(), snapshot.schools.end(), number,
                                        [](const SchoolPointer& school, std::uint32_t wanted) {
                                          return school->urn.number() < wanted;
                                        });
    if (!urn || place == snapshot.schools.end() || (*place)->urn != *urn) continue;
    *place = with_fees(**place, std::move(fees[number]), std::move(places[number]), snapshot.today);
  }
  if (before.framework_changes == snapshot.framework_changes) {
    snapshot.frameworks = before.frameworks;
  } else {
    read_lots(connection, snapshot);
  }
}

// Schools that are the same values as before keep their texts.
SchoolTexts render_schools(const Snapshot& snapshot, const Snapshot* before,
                           SchoolRenderer render) {
  SchoolTexts texts;
  texts.reserve(snapshot.schools.size());
  const bool may_keep = before != nullptr && before->texts.size() == snapshot.schools.size();
  for (std::size_t place = 0; place < snapshot.schools.size(); ++place) {
    if (may_keep && before->schools[place] == snapshot.schools[place]) {
      texts.push_back(before->texts[place]);
    } else {
      texts.push_back(std::make_shared<const std::string>(render(*snapshot.schools[place])));
    }
  }
  return texts;
}

}  // namespace

Watermark read_watermark(Connection& connection) {
  const Row row = connection
                      .query_one(
                          "SELECT (SELECT COALESCE(MAX(size), 0) FROM log_checkpoint),"
                          " (SELECT COUNT(*) FROM log_pending)")
                      .value();
  return {count(row, 0), count(row, 0) + count(row, 1)};
}

std::shared_ptr<const Snapshot> build_snapshot(Connection& connection, pricing::Date today,
                                               SchoolRenderer render) {
  return refresh_snapshot(connection, today, nullptr, render);
}

std::shared_ptr<const Snapshot> refresh_snapshot(Connection& connection, pricing::Date today,
                                                 const std::shared_ptr<const Snapshot>& before,
                                                 SchoolRenderer render) {
  const ConsistentRead read(connection);
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->today = today;
  read_marks(connection, *snapshot);
  if (before && before->today == today && before->imports == snapshot->imports) {
    read_changed_fees(connection, *before, *snapshot);
  } else {
    read_everything(connection, before.get(), *snapshot);
  }
  if (render != nullptr) snapshot->texts = render_schools(*snapshot, before.get(), render);
  snapshot->index = build_search_index(*snapshot, before.get());
  return snapshot;
}

}  // namespace assize::registry
