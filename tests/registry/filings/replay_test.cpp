#include "registry/filings/replay.h"

#include "registry/log/sequencer.h"
#include "tests/registry/filings/filing_fixture.h"

namespace assize::registry {
namespace {

using testing::fee_file;
using testing::fee_row;
using testing::FilingFixture;

class ReplayTest : public FilingFixture {
 protected:
  Replay replay(const std::string& id) { return replay_filing(*database_, id).value(); }
  // "part: message" of each difference.
  std::string told(const std::string& id) {
    std::string out;
    for (const ReplayDifference& each : replay(id).differences) {
      out += each.part + ": " + each.message + "\n";
    }
    return out;
  }
  Filing filed(const std::string& price = "51000.00") {
    return file_in_effect({fee_row("900001", "DAY", price), fee_row("900002", "DAY", price)});
  }
  void sequence() { Sequencer(*database_, journal_, "node-a").run_to_end(); }
  void expect_told(const Filing& filing, const std::string& start) {
    const std::string out = told(filing.id);
    EXPECT_NE(out.find(start), std::string::npos) << "no \"" << start << "\" in: " << out;
  }
};

TEST_F(ReplayTest, IsTheSameBeforeAndAfterTheEntryHasItsPlace) {
  const Filing filing = filed();
  const Replay waiting = replay(filing.id);
  EXPECT_TRUE(waiting.is_same()) << told(filing.id);
  EXPECT_EQ(waiting.log_index, std::nullopt);
  sequence();
  const Replay placed = replay(filing.id);
  EXPECT_TRUE(placed.is_same()) << told(filing.id);
  EXPECT_EQ(placed.log_index, 1U) << "after the rule book's";
  EXPECT_EQ(placed.assessment_sha256, filing.assessment_sha256);
  EXPECT_EQ(placed.replayed_sha256, filing.assessment_sha256);
  EXPECT_EQ(placed.edition, "2026.1");
  EXPECT_EQ(placed.filed_on, "2026-03-31");
  EXPECT_TRUE(placed.rules_changed.empty());
}

TEST_F(ReplayTest, GoesByTheEditionTheFactsAndTheDayOfTheTime) {
  const Filing first = filed();
  const auto held =
      file(fee_file({fee_row("900001", "DAY", "61000.00",
                             {{"effective_from", "2027-09-01"}, {"effective_to", "2028-08-31"}})}));
  const auto refused = file(fee_file({fee_row("900001", "DAY", "62000.01")}));
  const auto backdated = file(fee_file({fee_row("900003", "DAY", "50000.00")}),
                              FilingChoice::good_lines, regulator(), day("2026-01-05"));
  const auto unread = file("not, a fee file", FilingChoice::good_lines);
  ASSERT_EQ(held->status, FilingStatus::held);
  ASSERT_EQ(refused->status, FilingStatus::refused);
  ASSERT_TRUE(backdated && unread);
  // What would be judged otherwise today: another edition, another register, other fees in force.
  publish(testing::example_book("2026.2", "1.00"));
  execute("UPDATE school SET close_date = '2020-01-01', name = 'Gone'");
  now_ += audit::Instant{400} * 24 * 3600 * 1'000'000;
  sequence();
  for (const std::string& id : {first.id, held->id, refused->id, backdated->id, unread->id}) {
    EXPECT_TRUE(replay(id).is_same()) << told(id);
  }
  const auto ids = database_->with_connection(all_filing_ids);
  EXPECT_EQ(ids,
            (std::vector<std::string>{first.id, held->id, refused->id, backdated->id, unread->id}));
}

TEST_F(ReplayTest, NamesADocumentWhoseBytesChanged) {
  const struct {
    const char* kind;
    const char* part;
  } documents[] = {{"fees", "fees: its bytes have SHA-256 "},
                   {"previous", "previous: its bytes have SHA-256 "},
                   {"register", "register: its bytes have SHA-256 "},
                   {"assessment", "assessment: its bytes have SHA-256 "}};
  for (const auto& [kind, part] : documents) {
    const Filing filing = filed();
    execute("UPDATE filing_document SET body = CONCAT(body, '\\n') WHERE kind = '" +
            std::string(kind) + "' AND filing_id = '" + filing.id + "'");
    expect_told(filing, part);
    expect_told(filing, "entry: the log's commitment does not open with the stored documents");
    execute("DELETE FROM filing_document WHERE kind = '" + std::string(kind) +
            "' AND filing_id = '" + filing.id + "'");
    expect_told(filing, ": its bytes are missing");
  }
}

TEST_F(ReplayTest, NamesTheFindingThatAPriceTamperedWithWouldHaveHad) {
  const Filing filing = filed();
  execute(
      "UPDATE filing_document SET body = REPLACE(body, '51000.00', '71000.00')"
      " WHERE kind = 'fees'");
  expect_told(filing, "finding: FV-05 on line 2, education appeared: ");
  expect_told(filing, "entry: the log says action filing.in_effect, and it is filing.refused");
  expect_told(filing, "entry: the log says published ");
}

TEST_F(ReplayTest, SeesThroughHashesThatWereChangedToo) {
  const Filing filing = filed();
  execute(
      "UPDATE filing_document SET body = REPLACE(body, '51000.00', '51000.01')"
      " WHERE kind = 'fees'");
  execute(
      "UPDATE filing SET fees_sha256 = (SELECT SHA2(body, 256) FROM filing_document"
      " WHERE kind = 'fees')");
  EXPECT_EQ(told(filing.id).find("fees: "), std::string::npos);
  expect_told(filing, "entry: the log's commitment does not open with the stored documents");
}

TEST_F(ReplayTest, ComparesTheRowWithTheEntry) {
  const struct {
    const char* change;
    const char* says;
  } cases[] = {
      {"filed_on = '2026-03-30'",
       "entry: the log says filed \"2026-03-31\", and it is \"2026-03-30\""},
      {"choice = 'good_lines'", "entry: the log says choice \"all_or_nothing\""},
      {"account_id = 'acc_other'", "entry: the log says actor acc_officer, and it is acc_other"},
      {"commitment_random = REPEAT('0', 32)", "entry: the log's commitment does not open"},
      {"commitment_random = 'not hexadecimal'", "entry: the log's commitment does not open"},
      {"receipt = '{}'", "entry: the log's entry is not the one that the receipt promised"}};
  const Filing filing = filed();
  sequence();
  execute("CREATE TABLE filing_before AS SELECT * FROM filing");
  for (const auto& [change, says] : cases) {
    execute("UPDATE filing SET " + std::string(change));
    expect_told(filing, says);
    execute(
        "UPDATE filing JOIN filing_before AS was USING (id) SET filing.filed_on = was.filed_on,"
        " filing.choice = was.choice, filing.account_id = was.account_id,"
        " filing.commitment_random = was.commitment_random, filing.receipt = was.receipt");
    EXPECT_TRUE(replay(filing.id).is_same()) << told(filing.id);
  }
}

TEST_F(ReplayTest, MissesAnEntryThatIsNotThere) {
  const Filing filing = filed();
  execute("DELETE FROM log_pending");
  EXPECT_EQ(told(filing.id), "entry: the log has no entry of this filing\n");
}

TEST_F(ReplayTest, GoesByTheBytesOfTheEditionAndNotByWhatIsSaidOfThem) {
  const Filing filing = filed();
  execute("UPDATE rule_book_edition SET body = REPLACE(body, '62000.00', '50000.00')");
  expect_told(filing, "finding: FV-05 on line 2, education appeared: ");
  expect_told(filing, "entry: the log says rule_book sha256:");
  execute("UPDATE rule_book_edition SET body = 'not a rule book'");
  expect_told(filing, "rule_book: the bytes of edition 2026.1 cannot be read: ");
  EXPECT_EQ(replay(filing.id).replayed_sha256, "");
}

TEST_F(ReplayTest, NamesRulesWhoseVersionChangedSince) {
  const Filing filing = filed();
  execute("UPDATE filing SET rule_versions = REPLACE(rule_versions, 'FV-05/1', 'FV-05/0')");
  const Replay changed = replay(filing.id);
  EXPECT_EQ(changed.rules_changed, (std::vector<RuleChange>{{"FV-05", "0", "1"}}));
  EXPECT_TRUE(changed.is_same()) << "another version that says the same is no difference";
}

TEST_F(ReplayTest, KnowsOfNoOtherFilings) {
  EXPECT_FALSE(replay_filing(*database_, "01ARYZ6S41TSV4RRFFQ69G5FAV"));
  EXPECT_FALSE(replay_filing(*database_, "' OR 1 = 1 --"));
}

}  // namespace
}  // namespace assize::registry
