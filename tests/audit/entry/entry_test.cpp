#include "audit/entry/entry.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace assize::audit {
namespace {

constexpr Instant moment = 1'774'948'502'123'456;
const std::string some_hash(64, 'a');

Entry full_entry() {
  return {.action = "filing.in_effect",
          .actor = "acc_7f3",
          .at = moment,
          .subject = "filing/01J",
          .body_sha256 = some_hash,
          .rule_book = "sha256:" + some_hash,
          .public_part = CanonicalValue::Object{{"status", "in_effect"}, {"lines", 2}}};
}

TEST(Instant, IsWrittenInUtcToTheMicrosecond) {
  EXPECT_EQ(instant_text(0), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(instant_text(-1), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(instant_text(moment), "2026-03-31T09:15:02.123456Z");
  EXPECT_EQ(instant_text(1'709'164'800'000'000), "2024-02-29T00:00:00.000000Z");
  EXPECT_THROW(instant_text(std::numeric_limits<Instant>::max()), std::out_of_range);
  EXPECT_THROW(instant_text(std::numeric_limits<Instant>::min()), std::out_of_range);
}

TEST(Instant, IsReadInThatFormAlone) {
  EXPECT_EQ(parse_instant("2026-03-31T09:15:02.123456Z").value(), moment);
  const char* const refused[] = {"",
                                 "2026-03-31",
                                 "2026-03-31T09:15:02Z",
                                 "2026-03-31T09:15:02.123Z",
                                 "2026-03-31T09:15:02.123456",
                                 "2026-03-31T09:15:02.123456z",
                                 "2026-03-31 09:15:02.123456Z",
                                 "2026-03-31T09:15:02.123456Z ",
                                 "2026-02-29T09:15:02.123456Z",
                                 "2026-13-01T09:15:02.123456Z",
                                 "2026-00-01T09:15:02.123456Z",
                                 "2026-03-31T24:00:00.000000Z",
                                 "2026-03-31T09:60:02.123456Z",
                                 "2026-03-31T09:15:60.123456Z",
                                 "0000-03-31T09:15:02.123456Z",
                                 "-026-03-31T09:15:02.123456Z"};
  for (const char* const text : refused) EXPECT_FALSE(parse_instant(text).ok()) << text;
}

RC_GTEST_PROP(Instant, GivesBackTheInstantThatWasWritten, ()) {
  const Instant first = parse_instant("0001-01-01T00:00:00.000000Z").value();
  const Instant last = parse_instant("9999-12-31T23:59:59.999999Z").value();
  const Instant at = *rc::gen::inRange<Instant>(first, last + 1);
  RC_ASSERT(parse_instant(instant_text(at)).value() == at);
}

TEST(Entry, IsTheCanonicalTextOfItsFields) {
  EXPECT_EQ(entry_text(full_entry()),
            R"({"action":"filing.in_effect","actor":"acc_7f3","at":"2026-03-31T09:15:02.123456Z",)"
            R"("body_sha256":")" +
                some_hash +
                R"(","public":{"lines":2,"status":"in_effect"},)"
                R"("rule_book":"sha256:)" +
                some_hash + R"(","subject":"filing/01J","v":1})");
  EXPECT_EQ(entry_text({.action = "log.started", .actor = "system", .subject = "log"}),
            R"({"action":"log.started","actor":"system","at":"1970-01-01T00:00:00.000000Z",)"
            R"("public":{},"subject":"log","v":1})");
}

TEST(Entry, IsReadBackWhole) {
  const auto entry = parse_entry(entry_text(full_entry()));
  ASSERT_TRUE(entry.ok()) << entry.reason();
  EXPECT_EQ(entry->action, "filing.in_effect");
  EXPECT_EQ(entry->actor, "acc_7f3");
  EXPECT_EQ(entry->at, moment);
  EXPECT_EQ(entry->subject, "filing/01J");
  EXPECT_EQ(entry->body_sha256, some_hash);
  EXPECT_EQ(entry->rule_book, "sha256:" + some_hash);
  EXPECT_EQ(*entry->public_part.find("lines")->integer(), 2);
  EXPECT_EQ(entry_text(*entry), entry_text(full_entry()));
}

// Each line is the least entry with one member missing, added or spoiled.
TEST(Entry, RefusesWhatIsMissingUnknownOrOfAnotherType) {
  const std::string at = R"("at":"1970-01-01T00:00:00.000000Z")";
  const std::string good =
      R"({"action":"a","actor":"b",)" + at + R"(,"public":{},"subject":"c","v":1})";
  EXPECT_TRUE(parse_entry(good).ok()) << parse_entry(good).reason();
  const std::string cases[] = {
      "",
      "[]",
      "{}",
      good + " ",
      R"({"actor":"b",)" + at + R"(,"public":{},"subject":"c","v":1})",
      R"({"action":"","actor":"b",)" + at + R"(,"public":{},"subject":"c","v":1})",
      R"({"action":1,"actor":"b",)" + at + R"(,"public":{},"subject":"c","v":1})",
      R"({"action":"a","actor":"b","at":0,"public":{},"subject":"c","v":1})",
      R"({"action":"a","actor":"b","at":"1970-01-01","public":{},"subject":"c","v":1})",
      R"({"action":"a","actor":"b",)" + at + R"(,"subject":"c","v":1})",
      R"({"action":"a","actor":"b",)" + at + R"(,"public":[],"subject":"c","v":1})",
      R"({"action":"a","actor":"b",)" + at + R"(,"public":{},"subject":"c"})",
      R"({"action":"a","actor":"b",)" + at + R"(,"public":{},"subject":"c","v":2})",
      R"({"action":"a","actor":"b",)" + at + R"(,"public":{},"subject":"c","v":"1"})",
      R"({"action":"a","actor":"b",)" + at +
          R"(,"body_sha256":"ab","public":{},"subject":"c","v":1})",
      R"({"action":"a","actor":"b",)" + at +
          R"(,"body_sha256":null,"public":{},"subject":"c","v":1})",
      R"({"action":"a","actor":"b",)" + at +
          R"(,"public":{},"rule_book":"md5:1","subject":"c","v":1})",
      R"({"action":"a","actor":"b",)" + at + R"(,"public":{},"subject":"c","v":1,"w":1})",
  };
  for (const std::string& text : cases) EXPECT_FALSE(parse_entry(text).ok()) << text;
}

TEST(Entry, IsNotWrittenWithFieldsThatCouldNotBeReadBack) {
  const auto spoiled = [](auto spoil) {
    Entry entry = full_entry();
    spoil(entry);
    return entry;
  };
  EXPECT_THROW(entry_text(spoiled([](Entry& entry) { entry.actor.clear(); })),
               std::invalid_argument);
  EXPECT_THROW(entry_text(spoiled([](Entry& entry) { entry.body_sha256 = "ab"; })),
               std::invalid_argument);
  EXPECT_THROW(entry_text(spoiled([](Entry& entry) { entry.rule_book = "2026-1"; })),
               std::invalid_argument);
  EXPECT_THROW(entry_text(spoiled([](Entry& entry) { entry.public_part = 1; })),
               std::invalid_argument);
}

TEST(Entry, HasAtMost65535Bytes) {
  Entry entry{.action = "a", .actor = "b", .subject = ""};
  entry.subject = "c";
  const std::size_t rest = entry_text(entry).size() - 1;
  entry.subject = std::string(entry_limit_bytes - rest, 'c');
  EXPECT_TRUE(parse_entry(entry_text(entry)).ok());
  entry.subject += 'c';
  EXPECT_THROW(entry_text(entry), std::length_error);
}

TEST(Commitment, OpensWithItsBodyAndRandomBytesOnly) {
  const Commitment commitment = commit_to("{}");
  EXPECT_EQ(commitment.random.size(), 16U);
  EXPECT_EQ(commitment.body_sha256, sha256_hex(commitment.random + "{}"));
  EXPECT_TRUE(opens(commitment, "{}"));
  EXPECT_FALSE(opens(commitment, "{} "));
  EXPECT_NE(commit_to("{}").body_sha256, commitment.body_sha256);
  // The same bytes divided elsewhere hash alike and must not pass.
  EXPECT_FALSE(opens({commitment.random.substr(0, 15), commitment.body_sha256},
                     commitment.random.substr(15) + "{}"));
}

class Receipts : public testing::Test {
 protected:
  SigningKey key_ = SigningKey::generate("assize.example/log");
  Hash leaf_ = leaf_hash("an entry");
  Receipt receipt_ = sign_receipt(key_, leaf_, moment);
};

TEST_F(Receipts, HoldUnderTheLogsKey) {
  EXPECT_TRUE(verify_receipt(key_.verifier(), receipt_));
  EXPECT_EQ(receipt_message(receipt_.origin, leaf_, 0),
            "Assize log receipt, version 1\nassize.example/log\n" + base64(bytes_of(leaf_)) +
                "\n1970-01-01T00:00:00.000000Z\n");
}

TEST_F(Receipts, AreRefusedForAnotherKeyLeafTimeOriginOrKeyId) {
  EXPECT_FALSE(verify_receipt(SigningKey::generate("assize.example/log").verifier(), receipt_));
  const auto spoiled = [this](auto spoil) {
    Receipt receipt = receipt_;
    spoil(receipt);
    return verify_receipt(key_.verifier(), receipt);
  };
  EXPECT_FALSE(spoiled([](Receipt& receipt) { receipt.leaf[31] ^= 1; }));
  EXPECT_FALSE(spoiled([](Receipt& receipt) { receipt.at += 1; }));
  EXPECT_FALSE(spoiled([](Receipt& receipt) { receipt.origin += "x"; }));
  EXPECT_FALSE(spoiled([](Receipt& receipt) { receipt.key_id = "00000000"; }));
  EXPECT_FALSE(spoiled([](Receipt& receipt) { receipt.signature = ""; }));
  EXPECT_FALSE(spoiled([](Receipt& receipt) { receipt.signature = base64(std::string(64, 'x')); }));
}

TEST_F(Receipts, AreRefusedForAnotherLogThoughTheKeyDidSignThem) {
  receipt_.origin = "another.example/log";
  receipt_.signature = base64(key_.sign(receipt_message(receipt_.origin, leaf_, moment)));
  EXPECT_FALSE(verify_receipt(key_.verifier(), receipt_));
}

TEST_F(Receipts, AreReadBackFromJsonHoweverItIsSpaced) {
  const std::string json = receipt_json(receipt_);
  std::string indented;
  for (const char byte : json) {
    indented += byte;
    if (byte == ',' || byte == '{') indented += "\n  ";
  }
  for (const std::string& text : {json, json + "\n", indented + "\r\n"}) {
    const auto read = parse_receipt(text);
    ASSERT_TRUE(read.ok()) << text << read.reason();
    EXPECT_TRUE(verify_receipt(key_.verifier(), *read));
    EXPECT_EQ(receipt_json(*read), json);
  }
}

TEST_F(Receipts, AreRefusedWithAMemberMissingAddedOrSpoiled) {
  const std::string json = receipt_json(receipt_);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = json;
    return text.replace(text.find(from), from.size(), to);
  };
  const std::string cases[] = {
      "",
      "{}",
      "[]",
      json.substr(0, json.size() - 1),
      with("\"at\"", "\"az\""),
      with("{", "{\"a\":1,"),
      with("2026-", "2026/"),
      with(hex(leaf_), hex(leaf_).substr(1)),
      with(receipt_.signature, "AAAA"),
      with(receipt_.key_id, "xyz"),
      with("\"" + receipt_.key_id + "\"", "1"),
  };
  for (const std::string& text : cases) EXPECT_FALSE(parse_receipt(text).ok()) << text;
}

}  // namespace
}  // namespace assize::audit
