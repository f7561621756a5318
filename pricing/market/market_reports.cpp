// What was found of the market: for people, as JSON with keys and their order fixed, and as a
// table.
#include "pricing/assessment/report_parts.h"
#include "pricing/market/assess_market.h"
#include "pricing/rules/words.h"
#include "pricing/text/csv.h"
#include "pricing/text/json.h"

namespace assize::pricing {
namespace {

int version_of(const Finding& finding) {
  for (const RuleEntry& rule : rule_table()) {
    if (rule.id == finding.rule) return rule.version;
  }
  return 0;
}

std::string_view need_of(const MarketSubject& about) {
  return about.need ? code(*about.need) : std::string_view();
}

// All but the findings, without the closing brace.
void append_summary(std::string& out, const MarketAssessment& assessment) {
  out += "{";
  append_json_member(out, "edition", assessment.edition);
  out += ", ";
  append_json_member(out, "rule_book_sha256", assessment.rule_book_sha256);
  out += ", ";
  append_json_member(out, "at", assessment.at.text());
  out += ", ";
  append_json_number(out, "schools", assessment.schools);
  out += ", ";
  append_json_number(out, "placements", assessment.placements);
  append_counts_json(out, assessment.counts, assessment.not_assessed);
}

void append_finding(std::string& out, const MarketFinding& each) {
  const Finding& finding = each.finding;
  out += "{";
  append_json_member(out, "rule", finding.rule);
  out += ", ";
  append_json_number(out, "version", static_cast<std::uint64_t>(version_of(finding)));
  const std::pair<std::string_view, std::string_view> texts[] = {
      {"severity", code(finding.severity)},
      {"commissioner", each.about.commissioner},
      {"need", need_of(each.about)},
      {"region", each.about.region},
      {"holder", each.about.holder},
      {"urn", finding.urn},
      {"column", finding.column},
      {"name", finding.name},
      {"value", finding.value},
      {"limit", finding.limit},
      {"message", finding.message}};
  append_json_members(out, texts);
  append_working_json(out, finding);
  out += "}";
}

}  // namespace

void write_market_text(const MarketAssessment& assessment, const Write& write) {
  std::string out;
  std::string_view heading;
  for (const MarketFinding& each : assessment.findings) {
    if (heading.empty() || heading != each.finding.name) {
      out += sentence(heading.empty() ? "" : "\n", each.finding.name, "\n");
      heading = each.finding.name;
    }
    append_finding_text(each.finding, out);
    write(out);
    out.clear();
  }
  out += sentence(heading.empty() ? "" : "\n", counted(assessment.schools, "school"), " and ",
                  counted(assessment.placements, "placement"), " on ", assessment.at.display(),
                  ", checked against edition ", assessment.edition, ": ",
                  severity_words(assessment.severities), "\n");
  append_not_assessed(assessment.not_assessed, out);
  write(out);
}

void write_market_json(const MarketAssessment& assessment, const Write& write) {
  std::string out;
  append_summary(out, assessment);
  out += ",\n \"findings\": [";
  bool first = true;
  for (const MarketFinding& each : assessment.findings) {
    out += first ? "\n  " : ",\n  ";
    append_finding(out, each);
    first = false;
    write(out);
    out.clear();
  }
  write(out + "]}\n");
}

void write_market_summary(const MarketAssessment& assessment, const Write& write) {
  std::string out;
  append_summary(out, assessment);
  write(out + "}\n");
}

void write_market_csv(const MarketAssessment& assessment, const Write& write) {
  write(
      "rule,version,severity,commissioner,need,region,holder,urn,column,value,limit,message,"
      "working\n");
  for (const MarketFinding& each : assessment.findings) {
    const Finding& finding = each.finding;
    std::string working;
    for (const std::string& step : finding.working) {
      working += sentence(working.empty() ? "" : " | ", step);
    }
    std::string row(finding.rule);
    row += sentence(",", version_of(finding), ",", code(finding.severity));
    for (const std::string_view field :
         {std::string_view(each.about.commissioner), need_of(each.about),
          std::string_view(each.about.region), std::string_view(each.about.holder),
          std::string_view(finding.urn), std::string_view(finding.column),
          std::string_view(finding.value), std::string_view(finding.limit),
          std::string_view(finding.message), std::string_view(working)}) {
      row += ',';
      append_csv_field(row, field);
    }
    write(row + "\n");
  }
}

}  // namespace assize::pricing
