// The rules that judge one line alone: FV-01 to FV-07 and FV-10 to FV-13. Each thread has its own.
#pragma once

#include "pricing/fee_file/offer.h"
#include "pricing/rules/band_judgement.h"
#include "pricing/rules/finding.h"
#include "pricing/rules/parameter_days.h"
#include "pricing/rules/register_view.h"

namespace assize::pricing {

class LineRules {
 public:
  // What is given must outlive this; `register_view` is null if none was given.
  LineRules(const RuleBook& book, const RegisterView* register_view, bool has_previous);

  // Judges a line; line.offer.line is where its findings are.
  void judge(const ParsedLine& line, Findings& findings);

 private:
  void judge_form(const ParsedLine& line, Findings& findings) const;
  void judge_school(const ParsedLine& line, Findings& findings) const;
  void judge_sum(const ParsedLine& line, Findings& findings) const;
  void judge_product(const ParsedLine& line, Findings& findings) const;
  void judge_bands(const ParsedLine& line, Findings& findings);
  void judge_band(const ParsedLine& line, const HeldToBand& held, Findings& findings) const;
  void judge_units(const ParsedLine& line, Findings& findings) const;
  void judge_spans(const ParsedLine& line, Findings& findings) const;
  void judge_lodging(const ParsedLine& line, Findings& findings);
  void judge_vat(const ParsedLine& line, Findings& findings);
  void count_rules_off(const Offer& offer, Findings& findings);
  void find_school(const Offer& offer);

  const RuleBook& book_;
  const RegisterView* register_view_;
  const bool has_previous_;
  BandLookup bands_;
  ParameterCalendar calendar_;

  // The school of the line now being judged, looked up once for a run of lines.
  std::uint32_t urn_ = 0;
  const SchoolFacts* school_ = nullptr;
  bool council_known_ = false;
  std::optional<AreaIndex> area_;
};

// Reports a finding of one line, labelled with its URN and name as written.
template <typename Explain>
void report_line(Findings& findings, Rule rule, const ParsedLine& line, std::string_view column,
                 Explain&& explain) {
  findings.report(rule, line.offer.line, column, [&](Finding& finding) {
    finding.urn = line.text(Column::urn);
    finding.name = line.text(Column::line);
    explain(finding);
  });
}

}  // namespace assize::pricing
