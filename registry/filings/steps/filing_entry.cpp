#include "registry/filings/steps/filing_entry.h"

#include <set>
#include <vector>

#include "audit/tree/hash.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;

constexpr std::size_t urns_named_limit = 1000;

CanonicalValue count(std::uint64_t number) { return static_cast<std::int64_t>(number); }

CanonicalValue published_part(const pricing::RuleBook& book,
                              std::span<const pricing::FeeLine> lines, const Decision& decision) {
  std::vector<pricing::FeeLine> published;
  std::set<std::string> urns;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    if (decision.lines[index] != FilingStatus::in_effect) continue;
    published.push_back(lines[index]);
    urns.insert(lines[index].urn.text());
  }
  CanonicalValue::Object part{
      {"lines", count(published.size())},
      {"schools", count(urns.size())},
      {"sha256", audit::sha256_hex(pricing::write_fee_file(published, book.items()))}};
  if (urns.size() <= urns_named_limit) {
    part.emplace("urns", CanonicalValue::Array(urns.begin(), urns.end()));
  }
  return part;
}

}  // namespace

std::string commitment_body(const Filing& filing) {
  return audit::canonical_text(
      CanonicalValue::Object{{"assessment_sha256", filing.assessment_sha256},
                             {"facts_sha256", filing.facts_sha256},
                             {"fees_sha256", filing.fees_sha256},
                             {"previous_sha256", filing.previous_sha256},
                             {"register_sha256", filing.register_sha256}});
}

NewEntry filing_entry(const Filing& filing, const std::string& actor,
                      const audit::Commitment& commitment, const pricing::RuleBook& book,
                      std::span<const pricing::FeeLine> lines, const Decision& decision) {
  NewEntry entry;
  entry.receipt_is_kept = true;
  entry.action = "filing." + std::string(code(filing.status));
  entry.actor = actor;
  entry.subject = "filing/" + filing.id;
  entry.body_sha256 = commitment.body_sha256;
  entry.rule_book = "sha256:" + book.sha256();
  CanonicalValue::Object part{
      {"choice", std::string(code(filing.choice))},
      {"edition", filing.edition},
      {"filed", filing.filed_on.text()},
      {"status", std::string(code(filing.status))},
      {"lines", CanonicalValue::Object{{"in_effect", count(decision.in_effect)},
                                       {"held", count(decision.held)},
                                       {"refused", count(decision.refused)}}}};
  if (decision.in_effect > 0) part.emplace("published", published_part(book, lines, decision));
  entry.public_part = std::move(part);
  return entry;
}

}  // namespace assize::registry
