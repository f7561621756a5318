#include "registry/register/files/inspections_file.h"

#include <algorithm>
#include <array>

#include "registry/register/files/source_values.h"

namespace assize::registry {
namespace {

enum Wanted : std::size_t { urn, body, date, outcome, report_url };
constexpr std::array<WantedColumn, 5> wanted_columns{
    {{"urn", true}, {"body", true}, {"date", true}, {"outcome", true}, {"report_url"}}};

constexpr std::array<std::string_view, 4> grades{"outstanding", "good", "requires_improvement",
                                                 "inadequate"};
constexpr std::array<std::string_view, 2> standards{"met", "not_met"};
constexpr std::array<std::string_view, 10> areas{"safeguarding",
                                                 "independent_school_standards",
                                                 "inclusion",
                                                 "curriculum_and_teaching",
                                                 "achievement",
                                                 "attendance_and_behaviour",
                                                 "personal_development_and_wellbeing",
                                                 "early_years",
                                                 "post_16_provision",
                                                 "leadership_and_governance"};
// The first two areas are met or not; the others have one of these.
constexpr std::size_t areas_that_are_met = 2;
constexpr std::array<std::string_view, 5> card_grades{
    "exceptional", "strong_standard", "expected_standard", "needs_attention", "urgent_improvement"};

bool has(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

std::string listed(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    list += (list.empty() ? "" : &word == &words.back() ? " or " : ", ") + std::string(word);
  }
  return list;
}

// "Requires Improvement" and "requires-improvement" are requires_improvement.
std::string folded(std::string_view text) {
  std::string code;
  for (char letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    if (letter == ' ' || letter == '-') letter = '_';
    if (letter == '_' && (code.empty() || code.back() == '_')) continue;
    code += letter;
  }
  while (!code.empty() && code.back() == '_') code.pop_back();
  return code;
}

// The text up to the mark, which goes with it.
std::string_view take_until(std::string_view& text, char mark) {
  const std::size_t end = text.find(mark);
  const std::string_view piece = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return piece;
}

Result<std::string> parse_card(std::string_view text) {
  std::array<std::string, areas.size()> given;
  while (!text.empty()) {
    std::string_view piece = take_until(text, ';');
    if (folded(piece).empty()) continue;
    const std::string area = folded(take_until(piece, ':'));
    const std::string grade = folded(piece);
    const auto found = std::ranges::find(areas, area);
    if (found == areas.end()) {
      return Fault{"",
                   "\"" + area + "\" is not an area of a report card; there are " + listed(areas)};
    }
    const auto place = static_cast<std::size_t>(found - areas.begin());
    const auto allowed = place < areas_that_are_met
                             ? std::span<const std::string_view>(standards)
                             : std::span<const std::string_view>(card_grades);
    if (!has(allowed, grade)) {
      return Fault{"",
                   "\"" + grade + "\" is not a grade of " + area + "; write " + listed(allowed)};
    }
    if (!given.at(place).empty()) {
      return Fault{"", "the area " + area + " is there twice; leave one of the two"};
    }
    given.at(place) = grade;
  }
  std::string kept;
  for (std::size_t at = 0; at < areas.size(); ++at) {
    if (given.at(at).empty()) continue;
    kept += (kept.empty() ? "" : ";") + std::string(areas.at(at)) + "=" + given.at(at);
  }
  if (kept.empty()) return Fault{"", "the report card has no area; write \"area: grade; …\""};
  return kept;
}

std::string take_inspection(const SourceRow& row, Inspection& inspection) {
  inspection.line = row.line();
  const auto school = parse_source_urn(row.text(urn));
  if (!school) return school.faults()[0].message;
  inspection.urn = school->number();
  inspection.body = row.text(body);
  if (inspection.body.empty() || length_characters(inspection.body) > 60) {
    return "body is missing or has over 60 characters; say who inspected, such as Ofsted";
  }
  const auto day = parse_source_date(row.text(date));
  if (!day) return "date: " + day.faults()[0].message;
  if (!*day) return "date is missing; give the last day of the inspection";
  inspection.on = (*day)->text();
  auto kept = parse_outcome(row.text(outcome));
  if (!kept) return "outcome: " + kept.faults()[0].message;
  inspection.outcome = std::move(kept).value();
  const std::string address = row.text(report_url);
  if (address.empty()) return "";
  const bool is_address = address.starts_with("https://") || address.starts_with("http://");
  if (!is_address || address.size() > 300 || address.find(' ') != std::string::npos) {
    return "report_url: \"" + address.substr(0, 60) +
           "\" is not the address of a page; write https://… in at most 300 characters";
  }
  inspection.report_url = address;
  return "";
}

}  // namespace

std::string Inspection::identity() const { return std::to_string(urn) + " " + on + " " + body; }

Result<std::string> parse_outcome(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_card(text);
  const std::string code = folded(text);
  if (has(grades, code) || has(standards, code)) return code;
  return Fault{"", "\"" + std::string(text.substr(0, 60)) + "\" is not an outcome; write " +
                       listed(grades) +
                       ", met or not_met, or the areas of a report card as "
                       "\"area: grade; area: grade\""};
}

Outcome read_outcome(std::string_view kept) {
  if (has(grades, kept)) return {"graded", kept, {}};
  if (has(standards, kept)) return {"standards", kept, {}};
  Outcome card{"report_card", "", {}};
  while (!kept.empty()) {
    std::string_view piece = take_until(kept, ';');
    const std::string_view area = take_until(piece, '=');
    card.areas.emplace_back(area, piece);
  }
  return card;
}

std::optional<std::string> outcome_of_source(std::string_view text) {
  std::string code = folded(text);
  if (has(grades, code) || has(standards, code)) return code;
  return std::nullopt;
}

Result<InspectionsFile> read_inspections(std::string_view bytes,
                                         const ImportProgress& on_progress) {
  InspectionsFile file;
  std::map<std::string, std::size_t> seen;
  auto reading = read_source(
      bytes, "file of inspections", wanted_columns, on_progress,
      [&](const SourceRow& row, SourceReading&) -> std::string {
        Inspection inspection;
        std::string reason = take_inspection(row, inspection);
        if (!reason.empty()) return reason;
        const auto [earlier, is_new] = seen.emplace(inspection.identity(), file.inspections.size());
        if (!is_new) {
          const Inspection& first = file.inspections.at(earlier->second);
          if (first.outcome == inspection.outcome && first.report_url == inspection.report_url) {
            return "";
          }
          return "line " + std::to_string(first.line) +
                 " says otherwise of the same inspection; that row was taken, remove one of the "
                 "two";
        }
        file.row_texts.emplace(row.line(), row.csv_text());
        file.inspections.push_back(std::move(inspection));
        return "";
      });
  if (!reading) return reading.faults();
  file.reading = std::move(reading).value();
  return file;
}

}  // namespace assize::registry
