#include "api/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace assize::api {
namespace {

// Seconds.
const prometheus::Histogram::BucketBoundaries durations{0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 30};

// lint: allow binary-float: Prometheus counts in nothing else, and no money comes here
double number(std::uint64_t whole) { return static_cast<double>(whole); }

// "2xx"; "gone" where nothing was sent.
std::string status_class(int status) {
  return status == 0 ? "gone" : std::to_string(status / 100) + "xx";
}

void set_gauge(prometheus::Registry& registry, const char* name, const char* help,
               const std::optional<std::uint64_t>& whole, std::uint64_t divisor = 1) {
  if (!whole) return;
  auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(registry);
  family.Add({}).Set(number(*whole) / number(divisor));
}

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter()
          .Name("assize_http_requests_total")
          .Help("Requests answered, by route and class of status")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram()
          .Name("assize_http_request_duration_seconds")
          .Help("How long requests took, from their head to the end of the reply")
          .Register(registry);
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::count(std::string_view method, std::string_view route, int status,
                    std::chrono::microseconds took) {
  const prometheus::Labels labels{{"method", std::string(route.empty() ? "none" : method)},
                                  {"route", std::string(route.empty() ? "none" : route)},
                                  {"status", status_class(status)}};
  families_->requests.Add(labels).Increment();
  const auto microseconds = static_cast<std::uint64_t>(took.count() < 0 ? 0 : took.count());
  families_->seconds.Add(labels, durations).Observe(number(microseconds) / number(1'000'000));
}

std::string Metrics::text(const ServiceState& state) const {
  // A registry of its own, so that what cannot be told now is left out and not the last value.
  prometheus::Registry now;
  std::optional<std::uint64_t> age;
  if (state.snapshot_age) age = static_cast<std::uint64_t>(state.snapshot_age->count());
  set_gauge(now, "assize_snapshot_age_seconds", "How long ago the catalogue was last up to date",
            age, 1000);
  set_gauge(now, "assize_log_entries", "Entries of the log at its last checkpoint",
            state.log_entries);
  set_gauge(now, "assize_log_pending_entries", "Entries accepted that have no place in the log yet",
            state.pending_entries);
  std::vector<prometheus::MetricFamily> all = families_->registry.Collect();
  for (prometheus::MetricFamily& family : now.Collect()) all.push_back(std::move(family));
  return prometheus::TextSerializer().Serialize(all);
}

}  // namespace assize::api
