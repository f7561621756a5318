#include "pricing/impact/impact.h"

#include <algorithm>
#include <unordered_map>

#include "pricing/assessment/workers.h"
#include "pricing/impact/stand.h"

namespace assize::pricing {
namespace {

using Costs = std::unordered_map<Tag, Unrounded>;

void count(StandingCounts& counts, const Standing& standing) {
  counts.over += standing.over ? 1 : 0;
  counts.under += standing.under ? 1 : 0;
  counts.free += standing.free ? 1 : 0;
  counts.not_judged += standing.not_judged ? 1 : 0;
  counts.excess += standing.excess;
}

void add(StandingCounts& counts, const StandingCounts& other) {
  counts.over += other.over;
  counts.under += other.under;
  counts.free += other.free;
  counts.not_judged += other.not_judged;
  counts.excess += other.excess;
}

// What one thread makes of its run of schools. What it counts by school goes to the whole at once,
// for no other thread has that school.
struct Share {
  std::array<ImpactTally, need_codes.size()> needs;
  Distances distances_before{}, distances_after{};
  std::vector<ChangedLine> changed;
  std::vector<ExitRisk> exit_risks;
  std::uint64_t schools_without_cost = 0;
};

class Measurer {
 public:
  Measurer(const ImpactInput& input, const Costs& costs, Impact& whole)
      : market_(*input.market),
        costs_(costs),
        whole_(whole),
        before_(*input.in_force, market_, std::nullopt),
        after_(*input.draft, market_, input.draft_on) {}

  Share measure(std::size_t begin, std::size_t end) {
    for (std::size_t school = begin; school < end; ++school) measure_school(school);
    share_.distances_before = before_.distances();
    share_.distances_after = after_.distances();
    return std::move(share_);
  }

 private:
  void measure_school(std::size_t place) {
    const ImpactSchool& school = market_.schools[place];
    before_.enter(school);
    after_.enter(school);
    ImpactTally tally;
    for (std::size_t at = school.line_begin; at < school.line_end; ++at) {
      const ImpactLine& line = market_.lines[at];
      const Standing was = before_.of(line);
      const Standing will_be = after_.of(line);
      tally.add(was, will_be);
      share_.needs[static_cast<std::size_t>(line.need)].add(was, will_be);
      if (!was.same_verdict(will_be)) share_.changed.push_back({at, place, was, will_be});
      if (!will_be.excess.is_zero() && whole_.exit_risk_assessed) judge_exit(line, will_be);
    }
    whole_.schools[place] = tally;
    if (placements_fall_) close_exit(place, school);
  }

  // The prices that would be left are gathered, to be held to the cost when the school is done.
  void judge_exit(const ImpactLine& line, const Standing& standing) {
    if (market_.items[line.item] != "placement") return;
    placements_fall_ = true;
    left_.push_back(ExactSum::of(line.prices.annual_price) - standing.excess);
  }

  void close_exit(std::size_t place, const ImpactSchool& school) {
    const auto cost = costs_.find(school.provider);
    if (school.provider == no_tag || cost == costs_.end()) {
      ++share_.schools_without_cost;
    } else {
      ExitRisk risk{place, 0, *std::min_element(left_.begin(), left_.end()), cost->second};
      for (const ExactSum& price : left_) risk.lines += price.compare(risk.cost) < 0 ? 1U : 0U;
      if (risk.lines > 0) share_.exit_risks.push_back(risk);
    }
    left_.clear();
    placements_fall_ = false;
  }

  const ImpactMarket& market_;
  const Costs& costs_;
  Impact& whole_;
  Stand before_;
  Stand after_;
  Share share_;
  bool placements_fall_ = false;
  std::vector<ExactSum> left_;
};

// Where each thread's schools begin, so that each has about as many lines.
std::vector<std::size_t> runs_of_schools(const ImpactMarket& market, int jobs) {
  std::vector<std::size_t> begins;
  std::size_t school = 0;
  for (std::size_t job = 0; job < static_cast<std::size_t>(jobs); ++job) {
    begins.push_back(school);
    const std::size_t lines = market.lines.size() * (job + 1) / static_cast<std::size_t>(jobs);
    while (school < market.schools.size() && market.schools[school].line_end <= lines) ++school;
  }
  begins.push_back(market.schools.size());
  return begins;
}

void join(Impact& impact, Share& share) {
  for (std::size_t need = 0; need < share.needs.size(); ++need) {
    impact.needs[need] += share.needs[need];
  }
  for (std::size_t place = 0; place < distance_places; ++place) {
    impact.distances_before[place] += share.distances_before[place];
    impact.distances_after[place] += share.distances_after[place];
  }
  impact.changed.insert(impact.changed.end(), share.changed.begin(), share.changed.end());
  impact.exit_risks.insert(impact.exit_risks.end(), share.exit_risks.begin(),
                           share.exit_risks.end());
  impact.schools_without_cost += share.schools_without_cost;
}

void sum_schools(const ImpactMarket& market, Impact& impact) {
  impact.providers.resize(market.providers + 1);
  impact.groups.resize(market.groups + 1);
  impact.regions.resize(market.regions + 1);
  const auto of = [](std::vector<ImpactTally>& tallies, Tag tag) -> ImpactTally& {
    return tag == no_tag ? tallies.back() : tallies.at(tag);
  };
  for (std::size_t place = 0; place < market.schools.size(); ++place) {
    const ImpactSchool& school = market.schools[place];
    const ImpactTally& tally = impact.schools[place];
    of(impact.providers, school.provider) += tally;
    of(impact.groups, school.group) += tally;
    of(impact.regions, school.region) += tally;
    impact.councils[school.la ? school.la->number() : 0] += tally;
    impact.total += tally;
  }
}

}  // namespace

void ImpactTally::add(const Standing& was, const Standing& will_be) {
  ++lines;
  count(before, was);
  count(after, will_be);
  newly_over += !was.over && will_be.over ? 1 : 0;
  newly_under += !was.under && will_be.under ? 1 : 0;
  newly_free += !was.free && will_be.free ? 1 : 0;
  no_longer_over += was.over && !will_be.over ? 1 : 0;
  no_longer_under += was.under && !will_be.under ? 1 : 0;
  no_longer_free += was.free && !will_be.free ? 1 : 0;
}

ImpactTally& ImpactTally::operator+=(const ImpactTally& other) {
  lines += other.lines;
  pricing::add(before, other.before);
  pricing::add(after, other.after);
  newly_over += other.newly_over;
  newly_under += other.newly_under;
  newly_free += other.newly_free;
  no_longer_over += other.no_longer_over;
  no_longer_under += other.no_longer_under;
  no_longer_free += other.no_longer_free;
  return *this;
}

Impact measure_impact(const ImpactInput& input) {
  const ImpactMarket& market = *input.market;
  Impact impact;
  impact.schools.resize(market.schools.size());
  impact.exit_risk_assessed = !input.costs.empty();
  Costs costs;
  for (const CostPerPlacement& cost : input.costs) costs.emplace(cost.provider, cost.pounds_a_year);

  const int jobs = threads_for(input.jobs);
  const std::vector<std::size_t> begins = runs_of_schools(market, jobs);
  std::vector<Share> shares(static_cast<std::size_t>(jobs));
  run_workers(jobs, [&](int job) {
    const auto at = static_cast<std::size_t>(job);
    shares[at] = Measurer(input, costs, impact).measure(begins[at], begins[at + 1]);
  });
  for (Share& share : shares) join(impact, share);
  sum_schools(market, impact);
  return impact;
}

}  // namespace assize::pricing
