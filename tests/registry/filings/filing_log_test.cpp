// What the log and the receipt say of a filing, and what they keep to themselves.
#include "audit/tree/hash.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry {
namespace {

using audit::CanonicalValue;
using testing::fee_file;
using testing::fee_row;
using testing::FilingFixture;

class FilingLogTest : public FilingFixture {
 protected:
  static std::string from_hexadecimal(const std::string& text) {
    std::string bytes;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
      bytes.push_back(static_cast<char>(std::stoi(text.substr(at, 2), nullptr, 16)));
    }
    return bytes;
  }
};

TEST_F(FilingLogTest, PromisesTheEntryThatIsPending) {
  const Filing filing = file_in_effect({fee_row("900001", "DAY", "51000.00")});
  const auto receipt = audit::parse_receipt(filing.receipt_json);
  ASSERT_TRUE(receipt);
  EXPECT_TRUE(audit::verify_receipt(journal_.key().verifier(), *receipt));
  EXPECT_EQ(receipt->leaf, audit::leaf_hash(last_entry()));
  EXPECT_EQ(count("log_pending"), 2) << "one for the rule book and one for the filing";
}

TEST_F(FilingLogTest, SaysWhatWasPutInEffect) {
  const Filing filing =
      file_in_effect({fee_row("900002", "DAY", "51000.00"), fee_row("900001", "DAY", "51000.00"),
                      fee_row("900001", "MORE", "51000.00", {{"need", "SLD"}})});
  const auto entry = audit::parse_entry(last_entry());
  ASSERT_TRUE(entry) << entry.reason();
  EXPECT_EQ(entry->action, "filing.in_effect");
  EXPECT_EQ(entry->subject, "filing/" + filing.id);
  EXPECT_EQ(entry->actor, "acc_officer");
  EXPECT_EQ(entry->rule_book, "sha256:" + audit::sha256_hex(testing::example_book()));
  const CanonicalValue& said = entry->public_part;
  EXPECT_EQ(*said.find("status")->string(), "in_effect");
  EXPECT_EQ(*said.find("edition")->string(), "2026.1");
  EXPECT_EQ(*said.find("choice")->string(), "all_or_nothing");
  EXPECT_EQ(*said.find("filed")->string(), "2026-03-31");
  EXPECT_EQ(audit::canonical_text(*said.find("lines")), R"({"held":0,"in_effect":3,"refused":0})");
  const CanonicalValue& published = *said.find("published");
  EXPECT_EQ(*published.find("lines")->integer(), 3);
  EXPECT_EQ(*published.find("schools")->integer(), 2);
  EXPECT_EQ(audit::canonical_text(*published.find("urns")), R"(["900001","900002"])");
  // Whoever has the lines can check the digest.
  const auto book = database_->with_connection(
      [](Connection& connection) { return rule_book_in_force(connection); });
  const std::string fees = document(filing, FilingDocument::fees);
  const auto lines = pricing::read_fee_lines(pricing::read_from_memory(fees), *book);
  EXPECT_EQ(*published.find("sha256")->string(),
            audit::sha256_hex(pricing::write_fee_file(lines, book->items())));
}

TEST_F(FilingLogTest, CommitsToTheDocumentsAndOpensForWhoHoldsTheRandomBytes) {
  const Filing filing = file_in_effect({fee_row("900001", "DAY", "51000.00")});
  const auto entry = audit::parse_entry(last_entry());
  const audit::Commitment commitment{from_hexadecimal(filing.commitment_random),
                                     entry->body_sha256.value()};
  EXPECT_EQ(commitment.random.size(), 16U);
  EXPECT_TRUE(audit::opens(commitment, commitment_body(filing)));
  Filing other = filing;
  other.fees_sha256[0] = other.fees_sha256[0] == '0' ? '1' : '0';
  EXPECT_FALSE(audit::opens(commitment, commitment_body(other)));
  EXPECT_EQ(filing.fees_sha256, audit::sha256_hex(document(filing, FilingDocument::fees)));
  EXPECT_EQ(filing.previous_sha256, audit::sha256_hex(document(filing, FilingDocument::previous)));
  EXPECT_EQ(filing.register_sha256,
            audit::sha256_hex(document(filing, FilingDocument::register_facts)));
  EXPECT_EQ(filing.facts_sha256, audit::sha256_hex(document(filing, FilingDocument::facts)));
  other = filing;
  other.facts_sha256[0] = other.facts_sha256[0] == '0' ? '1' : '0';
  EXPECT_FALSE(audit::opens(commitment, commitment_body(other)));
  EXPECT_EQ(filing.assessment_sha256,
            audit::sha256_hex(document(filing, FilingDocument::assessment)));
}

// Neither the price, nor the school, nor a hash that a guess could be tried against.
TEST_F(FilingLogTest, TellsNothingOfWhatIsHeldOrRefused) {
  file_in_effect({fee_row("900001", "HELD", "40000.00",
                          {{"effective_from", "2025-09-01"}, {"effective_to", "2026-08-31"}})});
  for (const char* price : {"50000.00", "62000.01"}) {
    const auto filing = file(fee_file({fee_row("900001", "HELD", price)}));
    ASSERT_TRUE(filing);
    ASSERT_NE(filing->status, FilingStatus::in_effect);
    const std::string entry = last_entry();
    EXPECT_EQ(entry.find("published"), std::string::npos);
    for (const std::string& secret :
         {std::string(price), std::string("900001"), std::string("HELD"), filing->fees_sha256,
          filing->previous_sha256, filing->register_sha256, filing->facts_sha256,
          filing->assessment_sha256}) {
      EXPECT_EQ(entry.find(secret), std::string::npos) << secret;
    }
  }
}

TEST_F(FilingLogTest, FitsAnEntryHoweverManySchoolsThereAre) {
  std::vector<testing::FeeRow> rows;
  std::string schools =
      "INSERT INTO school (urn, name, type_code, status, la_code, open_date) VALUES ";
  for (int urn = 910'000; urn < 911'001; ++urn) {
    rows.push_back(fee_row(std::to_string(urn), "DAY", "51000.00"));
    schools += (urn > 910'000 ? ", (" : "(") + std::to_string(urn) +
               ", 'S', '10', 'open', '201', '2001-09-01')";
  }
  execute(schools);
  file_in_effect(rows);
  const auto entry = audit::parse_entry(last_entry());
  EXPECT_EQ(*entry->public_part.find("published")->find("schools")->integer(), 1001);
  EXPECT_EQ(entry->public_part.find("published")->find("urns"), nullptr);
  rows.pop_back();
  file_in_effect(rows);
  EXPECT_EQ(audit::parse_entry(last_entry())
                ->public_part.find("published")
                ->find("urns")
                ->array()
                ->size(),
            1000U);
}

}  // namespace
}  // namespace assize::registry
