#include "api/agreements/increase_json.h"

#include <map>
#include <set>

namespace assize::api {
namespace {

using pricing::Position;
using registry::Increase;
using registry::IncreaseLine;
using registry::IncreaseReader;
using registry::IncreaseShare;

std::string_view word(Position position) {
  return pricing::position_codes.at(static_cast<std::size_t>(position));
}

// A year more for these placements; text, since it may be larger than any one price.
std::string a_year(const IncreaseLine& line, const IncreaseShare& share) {
  const pricing::Pounds rise = line.annual_price - line.annual_price_before;
  return (rise * share.placements).text();
}

void write_answer(JsonWriter& json, const IncreaseShare& share, bool is_own) {
  json.key("answer");
  if (!share.answer) {
    json.null();
    return;
  }
  const registry::IncreaseAnswer& answer = *share.answer;
  json.begin_object().member("position", word(answer.position)).member("reason", answer.reason);
  json.member("on", answer.on.text());
  if (is_own) {
    json.key("shows_name").boolean(answer.shows_name).member("at", answer.at);
    json.member("commitment_random", answer.commitment_random);
    json.key("receipt").raw(answer.receipt_json);
  }
  json.end_object();
}

void write_line(JsonWriter& json, const IncreaseLine& line, const IncreaseReader& reader) {
  json.begin_object().key("line_number").whole(line.line_number).member("line", line.line);
  json.member("effective_from", line.effective_from.text()).member("decision", line.decision);
  json.member("unit", line.unit).member("unit_before", line.unit_before);
  json.member("unit_price", line.unit_price.text());
  json.member("unit_price_before", line.unit_price_before.text());
  json.member("annual_price", line.annual_price.text());
  json.member("annual_price_before", line.annual_price_before.text());
  json.key("councils").begin_array();
  for (const IncreaseShare& share : line.shares) {
    const bool is_own = reader.council == share.council;
    if (reader.council && !is_own) continue;
    json.begin_object().member("council", share.council);
    json.key("placements").whole(share.placements).member("pounds_a_year", a_year(line, share));
    write_answer(json, share, is_own || (!reader.council && !reader.organisation_id));
    json.end_object();
  }
  json.end_array().end_object();
}

// What a council answered of all its lines: a challenge of one is a challenge; what it has let
// pass on one is not accepted.
struct Standing {
  bool has_challenged = false;
  bool has_silence = false;
  bool shows_name = true;
};

void write_others(JsonWriter& json, const Increase& increase, const std::string& council) {
  std::map<std::string, Standing> others;
  for (const IncreaseLine& line : increase.lines) {
    for (const IncreaseShare& share : line.shares) {
      if (share.council == council) continue;
      Standing& standing = others[share.council];
      if (!share.answer) {
        standing.has_silence = true;
        continue;
      }
      if (share.answer->position == Position::challenged) standing.has_challenged = true;
      if (!share.answer->shows_name) standing.shows_name = false;
    }
  }
  std::uint64_t accepted = 0;
  std::uint64_t challenged = 0;
  std::map<std::string, std::string_view> named;
  for (const auto& [code, standing] : others) {
    if (standing.has_challenged) {
      ++challenged;
    } else if (!standing.has_silence) {
      ++accepted;
    } else {
      continue;
    }
    if (!standing.shows_name) continue;
    named.emplace(code, standing.has_challenged ? "challenged" : "accepted");
  }
  json.key("others").begin_object().key("accepted").whole(accepted);
  json.key("challenged").whole(challenged);
  json.key("not_answered").whole(others.size() - accepted - challenged);
  json.key("named").begin_array();
  for (const auto& [code, position] : named) {
    json.begin_object().member("council", code).member("position", position).end_object();
  }
  json.end_array().end_object();
}

}  // namespace

void write_increase(JsonWriter& json, const Increase& increase, const IncreaseReader& reader) {
  json.begin_object().member("id", increase.id).member("filing", increase.filing_id);
  json.key("school").begin_object().member("urn", increase.urn.text());
  json.member_unless_empty("name", increase.school).end_object();
  json.member("told", increase.told_on.text()).member("answer_by", increase.answer_by.text());
  json.key("lines").begin_array();
  for (const IncreaseLine& line : increase.lines) {
    // A council is told of the lines that it has placements on.
    bool is_shown = !reader.council;
    for (const IncreaseShare& share : line.shares) {
      if (reader.council == share.council) is_shown = true;
    }
    if (is_shown) write_line(json, line, reader);
  }
  json.end_array();
  if (reader.council) write_others(json, increase, *reader.council);
  json.key("receipt").raw(increase.receipt_json).end_object();
}

}  // namespace assize::api
