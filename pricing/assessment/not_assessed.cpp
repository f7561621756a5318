#include "pricing/assessment/not_assessed.h"

#include <utility>

#include "pricing/rules/words.h"

namespace assize::pricing {
namespace {

constexpr std::array<std::string_view, fact_kind_count> not_given{
    "",
    "no register was given",
    "no file of last year was given",
    "no agreements were given",
    "no history of prices was given",
    "no changes of ownership were given",
    "no events were given",
    "no placements were given",
    "no yearly return was given",
    "no facts of the market were given"};

// Each kind of fact that the rule reads and that was not given.
std::string because_of_facts(const RuleEntry& rule, const GivenFacts& given) {
  std::string out;
  if (rule.facts.is_empty()) return out;
  const auto add = [&out](std::string_view because) {
    out.append(out.empty() ? "" : "; ").append(because);
  };
  for (std::size_t k = 1; k < fact_kind_count; ++k) {
    const auto kind = static_cast<FactKind>(k);
    if (!rule.facts.has(kind)) continue;
    if (!given.kinds.has(kind)) {
      add(not_given[k]);
    } else if (kind == FactKind::previous && !given.previous_unreadable_because.empty()) {
      add("last year's file could not be read: " + given.previous_unreadable_because);
    }
  }
  return out;
}

// FV-02 judges each column for itself; the optional columns may be left out.
std::string because_of_columns(const RuleEntry& rule, const GivenFacts& given) {
  if (rule.rule == Rule::fv_02) return {};
  constexpr Columns required = (Columns{1} << required_column_count) - 1;
  std::string out;
  if ((rule.columns & given.columns_missing & required) == 0) return out;
  for (std::size_t c = 0; c < column_count; ++c) {
    const Columns column = Columns{1} << c;
    if (!(rule.columns & given.columns_missing & required & column)) continue;
    out += sentence(out.empty() ? "the file has not one column " : ", ", column_names[c]);
  }
  return out;
}

std::string parameters_of(const RuleEntry& rule) {
  if (rule.parameters[0] == static_cast<int>(Parameter::increase_index)) {
    return "neither increase_index nor increase_cap is";
  }
  return sentence(code(static_cast<Parameter>(rule.parameters[0])), " is not");
}

std::string because_of_lines(const RuleEntry& rule, Unjudged why, std::uint64_t count) {
  const std::string lines = counted(count, "line");
  switch (why) {
    case Unjudged::parameter_not_in_force:
      return sentence(parameters_of(rule), " in force on the effective_from of ", lines);
    case Unjudged::limit_not_in_force:
      return sentence(
          "neither increase_index nor increase_cap is in force on the effective_from of ", lines,
          ", so a placement there was judged only against its own growth");
    case Unjudged::council_not_known:
      return sentence("the rule book has areas, and the council of the school is not known for ",
                      lines);
    case Unjudged::school_not_on_register:
      return sentence("the school of ", lines, " is not on the register");
    case Unjudged::index_not_in_force:
      return sentence("increase_index is not in force on the effective_from of ", lines,
                      ", or one or two years before it");
    case Unjudged::no_history:
      return sentence("the history has no price of ", lines);
    case Unjudged::no_price_three_years_before:
      return sentence("the history has no price, three years before effective_from, of ", lines);
  }
  return {};
}

}  // namespace

std::vector<NotAssessed> list_not_assessed(const GivenFacts& given, const Findings& findings) {
  std::vector<NotAssessed> out;
  out.reserve(rule_count);
  for (const RuleEntry& rule : rule_table()) {
    const auto add = [&](std::string because) {
      if (!because.empty()) out.push_back({std::string(rule.id), std::move(because)});
    };
    const bool judges_file = rule.rule <= Rule::file_04;
    if (given.file_unreadable && !judges_file) {
      add("the file could not be read");
      continue;
    }
    std::string facts = because_of_facts(rule, given);
    if (!facts.empty()) {
      add(std::move(facts));
      continue;
    }
    add(because_of_columns(rule, given));
    for (std::size_t why = 0; why < unjudged_count; ++why) {
      const auto reason = static_cast<Unjudged>(why);
      const std::uint64_t count = findings.unjudged(rule.rule, reason);
      if (count > 0) add(because_of_lines(rule, reason, count));
    }
  }
  return out;
}

}  // namespace assize::pricing
