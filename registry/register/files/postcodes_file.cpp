#include "registry/register/files/postcodes_file.h"

#include <algorithm>
#include <array>

#include "registry/geography/postcodes.h"
#include "registry/register/counted.h"
#include "registry/register/files/source_values.h"

namespace assize::registry {
namespace {

constexpr std::size_t refusals_kept = 1000;
constexpr std::size_t row_text_limit_bytes = 400;

struct Places {
  std::size_t postcode = 0;
  std::size_t easting = 2;
  std::size_t northing = 3;
};

// The names that the directories have used, the clearest first.
constexpr std::array<std::string_view, 6> postcode_names{"pcds", "pcd2",     "pcd",
                                                         "pcd7", "postcode", "pcd8"};
constexpr std::array<std::string_view, 4> easting_names{"oseast1m", "east1m", "easting",
                                                        "eastings"};
constexpr std::array<std::string_view, 4> northing_names{"osnrth1m", "north1m", "northing",
                                                         "northings"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

Result<std::size_t> place_of(const std::vector<std::string>& header,
                             std::span<const std::string_view> names, std::string_view what) {
  for (const std::string_view name : names) {
    const auto found = std::ranges::find_if(
        header, [&](const std::string& held) { return lower(plain_text(held)) == name; });
    if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  }
  return Fault{"line 1", "there is no column for the " + std::string(what) + ", such as " +
                             std::string(names.front()) +
                             "; give Code-Point Open (which has no header) or a postcode directory "
                             "of the Office for National Statistics"};
}

Result<Places> places_of(const std::vector<std::string>& header) {
  Places places;
  Faults faults;
  const auto find = [&](std::size_t& place, std::span<const std::string_view> names,
                        std::string_view what) {
    const auto found = place_of(header, names, what);
    if (found) {
      place = *found;
    } else {
      faults.push_back(found.faults()[0]);
    }
  };
  find(places.postcode, postcode_names, "postcode");
  find(places.easting, easting_names, "easting");
  find(places.northing, northing_names, "northing");
  if (!faults.empty()) return faults;
  return places;
}

class Reader {
 public:
  explicit Reader(PostcodesFile& file) : file_(file) {}

  void take(std::uint64_t line, const std::vector<std::string>& fields, std::string_view problem) {
    ++file_.reading.rows;
    const std::string reason = problem.empty() ? take_fields(fields) : std::string(problem);
    if (reason.empty()) return;
    if (file_.reading.refused.size() == refusals_kept) {
      ++unlisted_;
      return;
    }
    std::string text;
    for (std::size_t at = 0; at < fields.size(); ++at) {
      if (at > 0) text += ',';
      pricing::append_csv_field(text, fields[at]);
    }
    file_.reading.refused.push_back({line, reason, text.substr(0, row_text_limit_bytes)});
  }

  Places places;

  void finish() {
    auto& notes = file_.reading.notes;
    if (nowhere_ > 0) {
      notes.push_back(counted(nowhere_, "postcode has no position and was passed over",
                              "postcodes have no position and were passed over"));
    }
    if (irish_ > 0) {
      notes.push_back(counted(irish_, "postcode of Northern Ireland was passed over",
                              "postcodes of Northern Ireland were passed over"));
    }
    if (unlisted_ > 0) {
      notes.push_back(counted(unlisted_, "more row was refused and is not listed",
                              "more rows were refused and are not listed"));
    }
    auto& postcodes = file_.postcodes;
    std::ranges::stable_sort(postcodes, {}, [](const auto& each) { return each.first; });
    // The last of those with one code is kept.
    const auto kept = std::unique(postcodes.rbegin(), postcodes.rend(),
                                  [](const auto& a, const auto& b) { return a.first == b.first; });
    postcodes.erase(postcodes.begin(), kept.base());
  }

 private:
  std::string take_fields(const std::vector<std::string>& fields) {
    const std::string text = plain_text(fields.at(places.postcode));
    const auto code = pack_postcode(text);
    if (!code) return "\"" + text.substr(0, 20) + "\" is not a postcode; write it as YO10 5DD";
    if (text.starts_with("BT") || text.starts_with("bt")) {
      ++irish_;
      return "";
    }
    const std::string east = plain_text(fields.at(places.easting));
    const std::string north = plain_text(fields.at(places.northing));
    const auto is_nothing = [](const std::string& held) { return held.empty() || held == "0"; };
    if (is_nothing(east) || is_nothing(north)) {
      ++nowhere_;
      return "";
    }
    const auto point = parse_grid_point(east + "," + north);
    if (!point) {
      return "\"" + (east + "," + north).substr(0, 40) +
             "\" is not a place in Great Britain; give easting and northing in metres";
    }
    file_.postcodes.emplace_back(*code, *point);
    return "";
  }

  PostcodesFile& file_;
  std::uint64_t nowhere_ = 0;
  std::uint64_t irish_ = 0;
  std::uint64_t unlisted_ = 0;
};

}  // namespace

Result<PostcodesFile> read_postcodes_file(std::string_view bytes,
                                          const ImportProgress& on_progress) {
  PostcodesFile file;
  Reader reader(file);
  std::optional<Fault> break_in_last_row;
  const auto take_header = [&](const pricing::CsvTable& table) -> Result<bool> {
    if (table.header.size() > 3 && pack_postcode(plain_text(table.header.front()))) {
      file.reading.notes.emplace_back("read as Code-Point Open, which has no header");
      reader.take(table.header_line, table.header, "");
      return true;
    }
    const auto places = places_of(table.header);
    if (!places) return places.faults();
    reader.places = *places;
    return true;
  };
  const auto take_row = [&](const pricing::CsvRow& row) {
    break_in_last_row.reset();
    if (!row.problem.empty()) {
      break_in_last_row = Fault{"line " + std::to_string(row.line),
                                "the file breaks off: its last row is not whole (" + row.problem +
                                    "); nothing was changed, so fetch the file again"};
    }
    reader.take(row.line, row.fields, row.problem);
    if (on_progress && file.reading.rows % 10'000 == 0) {
      on_progress("reading rows", file.reading.rows, 0);
    }
  };
  const auto table = pricing::read_csv(bytes, take_header, take_row);
  if (!table) return table.faults();
  if (break_in_last_row) return *break_in_last_row;
  if (file.reading.rows == 0) {
    return Fault{"line 1", "the file has a header and no rows; fetch the file again"};
  }
  reader.finish();
  return file;
}

}  // namespace assize::registry
