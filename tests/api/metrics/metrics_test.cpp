#include "api/metrics/metrics.h"

#include <gtest/gtest.h>

namespace assize::api {
namespace {

using namespace std::chrono_literals;

bool holds(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(Metrics, CountsRequestsByRouteAndClassOfStatus) {
  Metrics metrics;
  metrics.count("GET", "/v1/schools", 200, 2ms);
  metrics.count("GET", "/v1/schools", 304, 2ms);
  metrics.count("GET", "/v1/schools", 204, 3s);
  metrics.count("", "", 400, 1us);
  metrics.count("POST", "/v1/filings", 0, 1us);
  const std::string text = metrics.text({});
  const std::string of_schools = "method=\"GET\",route=\"/v1/schools\",status=\"2xx\"";
  EXPECT_TRUE(holds(text, "assize_http_requests_total{" + of_schools + "} 2")) << text;
  EXPECT_TRUE(holds(text,
                    "assize_http_requests_total{method=\"none\",route=\"none\","
                    "status=\"4xx\"} 1"))
      << text;
  EXPECT_TRUE(holds(text,
                    "assize_http_requests_total{method=\"POST\",route=\"/v1/filings\","
                    "status=\"gone\"} 1"))
      << text;
  const std::string bucket = "assize_http_request_duration_seconds_bucket{" + of_schools;
  EXPECT_TRUE(holds(text, bucket + ",le=\"0.001\"} 0")) << text;
  EXPECT_TRUE(holds(text, bucket + ",le=\"0.005\"} 1")) << text;
  EXPECT_TRUE(holds(text, bucket + ",le=\"+Inf\"} 2")) << text;
}

TEST(Metrics, LeavesOutWhatCannotBeToldNow) {
  const Metrics metrics;
  const std::string known = metrics.text({1500ms, 30, 2});
  EXPECT_TRUE(holds(known, "assize_snapshot_age_seconds 1.5")) << known;
  EXPECT_TRUE(holds(known, "assize_log_entries 30")) << known;
  EXPECT_TRUE(holds(known, "assize_log_pending_entries 2")) << known;
  EXPECT_EQ(metrics.text({}).find("assize_log_entries"), std::string::npos);
}

}  // namespace
}  // namespace assize::api
