#include "pricing/rule_book/rule_book.h"

#include <algorithm>

#include "pricing/rule_book/band_index.h"
#include "pricing/rule_book/read_book.h"

namespace assize::pricing {
namespace {

constexpr AreaIndex no_area = 0xFFFF;

std::string ages_text(int from, int to) {
  return from == to ? "at age " + std::to_string(from)
                    : "at ages " + std::to_string(from) + " to " + std::to_string(to);
}

void report_ties(const BookParts& book, const BandIndex& index, Faults& faults) {
  for (const auto& [earlier_at, later_at] : index.ties()) {
    const Band& earlier = book.bands[earlier_at];
    const Band& later = book.bands[later_at];
    Period both{std::max(earlier.period.from, later.period.from), earlier.period.to};
    if (!both.to || (later.period.to && *later.period.to < *both.to)) both.to = later.period.to;
    const std::string judged = later.component == Component::total
                                   ? "total by the " + std::string(code(later.unit))
                                   : std::string(code(later.component));
    faults.push_back({json_path("$.bands", book.band_places[later_at]),
                      later.id + " ties with " + earlier.id + " at " +
                          json_path("$.bands", book.band_places[earlier_at]) + ": both judge the " +
                          judged + " of the same lines, " +
                          ages_text(std::max(earlier.age_from, later.age_from),
                                    std::min(earlier.age_to, later.age_to)) +
                          ", " + both.display() +
                          "; part their ages or periods, or make one more specific"});
  }
}

}  // namespace

struct RuleBook::Contents {
  BookParts parts;
  std::string sha256;
  BandIndex index;
  std::array<AreaIndex, 1000> area_of_la;
};

std::string Period::display() const {
  if (!to) return "from " + from.display();
  return from.display() + " to " + to->plus_days(-1).display();
}

Result<RuleBook> RuleBook::load(std::string_view text, std::string sha256) {
  const auto document = parse_json(text);
  if (!document.ok()) return document.faults();
  Faults faults;
  auto contents = std::make_shared<Contents>();
  contents->parts = read_book(*document, faults);
  contents->index = BandIndex(contents->parts.bands);
  report_ties(contents->parts, contents->index, faults);
  if (!faults.empty()) return faults;

  contents->sha256 = std::move(sha256);
  contents->area_of_la.fill(no_area);
  const auto& areas = contents->parts.areas;
  for (std::size_t at = 0; at < areas.size(); ++at) {
    for (const LaCode la : areas[at].las) {
      contents->area_of_la[la.number()] = static_cast<AreaIndex>(at);
    }
  }
  return RuleBook(std::move(contents));
}

RuleBook::RuleBook(std::shared_ptr<const Contents> contents) : contents_(std::move(contents)) {}

const std::string& RuleBook::edition() const { return contents_->parts.edition; }
const std::string& RuleBook::title() const { return contents_->parts.title; }
const std::string& RuleBook::status() const { return contents_->parts.status; }
Date RuleBook::published() const { return contents_->parts.published; }
const std::string& RuleBook::sha256() const { return contents_->sha256; }
const ItemCodes& RuleBook::items() const { return contents_->parts.items; }
std::span<const Area> RuleBook::areas() const { return contents_->parts.areas; }
std::span<const Band> RuleBook::bands() const { return contents_->parts.bands; }

std::optional<AreaIndex> RuleBook::area_of(LaCode la) const {
  const AreaIndex area = contents_->area_of_la[la.number()];
  if (area == no_area) return std::nullopt;
  return area;
}

BandsOfLine RuleBook::bands_for(const BandQuery& query) const {
  return contents_->index.find(contents_->parts.bands, query);
}

Unrounded RuleBook::limit_in(const Band& band, Pounds limit, std::optional<AreaIndex> area) const {
  if (band.area || !area) return Unrounded(limit.ten_thousandths(), 1);
  return limit * contents_->parts.areas.at(*area).factor;
}

const ParameterValue* RuleBook::parameter(Parameter parameter, Date on) const {
  const auto& values = contents_->parts.parameters[static_cast<std::size_t>(parameter)];
  const auto after =
      std::upper_bound(values.begin(), values.end(), on,
                       [](Date day, const ParameterValue& value) { return day < value.from; });
  if (after == values.begin() || !std::prev(after)->in_force()) return nullptr;
  return &*std::prev(after);
}

}  // namespace assize::pricing
