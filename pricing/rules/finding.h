// What a rule says of a line, and where findings are gathered. A finding's words are made only when
// somebody will read them. A gathering is used by one thread; gatherings are then joined in order.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pricing/rules/rule_table.h"

namespace assize::pricing {

struct Finding {
  std::string_view rule;  // "FV-05"
  Severity severity{};
  std::uint64_t line = 0;  // 1-based physical line where the row starts; 0 for the file as a whole
  std::string column;      // empty if no one column
  std::string urn;         // as written
  std::string name;        // the line's name, as written
  std::string value;       // what was found
  std::string limit;       // what it was held against; empty if nothing
  std::string band;        // the band's id; empty if none
  std::string message;
  std::vector<std::string> working;

  // Sets the working, a line of it to each text. Texts are taken over where they may be.
  template <typename... Lines>
  void show(Lines&&... lines) {
    working.clear();
    working.reserve(sizeof...(lines));
    (working.emplace_back(std::forward<Lines>(lines)), ...);
  }
};

// Why a rule could not judge some lines.
enum class Unjudged : std::uint8_t {
  parameter_not_in_force,
  limit_not_in_force,  // UNI-06, which is then judged by the placement line's own growth alone
  council_not_known,
  school_not_on_register,
  index_not_in_force,  // UNI-05, on one of the three days that it compounds
  no_history,          // of a line whose price rises
  no_price_three_years_before
};
inline constexpr std::size_t unjudged_count = 7;

class Findings {
 public:
  explicit Findings(bool keep = true) : keep_(keep) {}

  // Counts a finding and, if they are kept, has `explain(Finding&)` fill in all but what is given.
  template <typename Explain>
  void report(Rule rule, std::uint64_t line, std::string_view column, Explain&& explain) {
    report_as(entry(rule).severity, rule, line, column, std::forward<Explain>(explain));
  }
  // The same at another severity than the rule's own.
  template <typename Explain>
  void report_as(Severity severity, Rule rule, std::uint64_t line, std::string_view column,
                 Explain&& explain) {
    ++counts_[static_cast<std::size_t>(rule)];
    ++severities_[static_cast<std::size_t>(severity)];
    if (!keep_) return;
    Finding& finding = kept_.emplace_back();
    finding.rule = entry(rule).id;
    finding.severity = severity;
    finding.line = line;
    finding.column = column;
    explain(finding);
  }
  void not_judged(Rule rule, Unjudged why) {
    ++unjudged_[static_cast<std::size_t>(rule)][static_cast<std::size_t>(why)];
  }

  // Takes over the findings of `later`, its lines being `lines_before` further down.
  void join(Findings&& later, std::uint64_t lines_before);
  // By line, then rule, then column; equals stay as they were joined.
  void sort();

  const std::array<std::uint64_t, rule_count>& counts() const { return counts_; }
  const std::array<std::uint64_t, 5>& severities() const { return severities_; }
  std::uint64_t unjudged(Rule rule, Unjudged why) const {
    return unjudged_[static_cast<std::size_t>(rule)][static_cast<std::size_t>(why)];
  }
  std::vector<Finding> take_kept() { return std::move(kept_); }
  bool keeps() const { return keep_; }

 private:
  bool keep_;
  std::array<std::uint64_t, rule_count> counts_{};
  std::array<std::uint64_t, 5> severities_{};
  std::array<std::array<std::uint64_t, unjudged_count>, rule_count> unjudged_{};
  std::vector<Finding> kept_;
};

}  // namespace assize::pricing
