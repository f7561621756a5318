#include <gtest/gtest.h>

#include <algorithm>

#include "audit/note/checkpoint.h"

namespace assize::audit {
namespace {

// The key and the note of the examples in Go's sumdb/note.
constexpr const char* example_vkey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* example_skey =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const std::string example_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string example_note =
    example_text +
    "\n\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(Keys, AreThoseOfGosNotesBothWays) {
  const auto key = SigningKey::parse(example_skey);
  ASSERT_TRUE(key.ok()) << key.reason();
  EXPECT_EQ(key->verifier().text(), example_vkey);
  EXPECT_EQ(key->private_text(), example_skey);
  EXPECT_EQ(VerifierKey::parse(example_vkey).value().text(), example_vkey);
}

TEST(Keys, AreMadeDifferentEachTimeAndComeBackFromTheirText) {
  const SigningKey key = SigningKey::generate("assize.example/log");
  EXPECT_NE(SigningKey::generate("assize.example/log").private_text(), key.private_text());
  const auto again = SigningKey::parse(key.private_text());
  ASSERT_TRUE(again.ok()) << again.reason();
  EXPECT_EQ(again->verifier().text(), key.verifier().text());
  EXPECT_TRUE(VerifierKey::parse(key.verifier().text()).value().verify("x", again->sign("x")));
}

TEST(Keys, AreRefusedUnderNamesThatNotesCannotHold) {
  for (const char* const name : {"", "a b", "a+b", "a\nb",
                                 "a\xc2\xa0"
                                 "b",
                                 "a\xe3\x80\x80", "\xff"}) {
    EXPECT_THROW(static_cast<void>(SigningKey::generate(name)), std::invalid_argument) << name;
  }
}

TEST(Keys, AreRefusedOnceAnyCharacterOfTheirTextIsChanged) {
  const std::string vkey = example_vkey;
  const std::string skey = example_skey;
  const auto changed = [](std::string text, std::size_t at) {
    text[at] = text[at] == 'A' ? 'B' : 'A';
    return text;
  };
  for (std::size_t at = 0; at < vkey.size(); ++at) {
    EXPECT_FALSE(VerifierKey::parse(changed(vkey, at)).ok()) << at;
    EXPECT_FALSE(VerifierKey::parse(vkey.substr(0, at)).ok()) << at;
  }
  for (std::size_t at = 0; at < skey.size(); ++at) {
    EXPECT_FALSE(SigningKey::parse(changed(skey, at)).ok()) << at;
    EXPECT_FALSE(SigningKey::parse(skey.substr(0, at)).ok()) << at;
  }
  EXPECT_FALSE(VerifierKey::parse(vkey + "\n").ok());
  EXPECT_FALSE(SigningKey::parse(skey + "=").ok());
  EXPECT_FALSE(SigningKey::parse(vkey).ok());
}

TEST(Notes, OfGoAreReadSignedAndWrittenAlike) {
  const auto note = parse_note(example_note);
  ASSERT_TRUE(note.ok()) << note.reason();
  EXPECT_EQ(note->text, example_text);
  EXPECT_EQ(note_text(*note), example_note);
  EXPECT_TRUE(is_signed_by(*note, VerifierKey::parse(example_vkey).value()));
  SignedNote mine{example_text, {}};
  sign_note(mine, SigningKey::parse(example_skey).value());
  EXPECT_EQ(note_text(mine), example_note);
}

TEST(Notes, KeepTheSignaturesOfOthers) {
  SignedNote note = parse_note(example_note).value();
  const SigningKey other = SigningKey::generate("witness.example");
  EXPECT_FALSE(is_signed_by(note, other.verifier()));
  sign_note(note, other);
  const auto read = parse_note(note_text(note));
  ASSERT_TRUE(read.ok()) << read.reason();
  EXPECT_EQ(read->signatures.size(), 2U);
  EXPECT_TRUE(is_signed_by(*read, other.verifier()));
  EXPECT_TRUE(is_signed_by(*read, VerifierKey::parse(example_vkey).value()));
}

TEST(Notes, AreSpoiledByABadSignatureOfTheKeyBesideAGoodOne) {
  SignedNote note = parse_note(example_note).value();
  note.signatures.push_back(note.signatures.front());
  note.signatures.back().bytes[5] ^= 1;
  EXPECT_FALSE(is_signed_by(note, VerifierKey::parse(example_vkey).value()));
}

TEST(Notes, OfAnyOtherFormAreRefused) {
  const std::string line = example_note.substr(example_text.size() + 1);
  const std::string cases[] = {
      "",
      "\n",
      "\n\n",
      example_text,
      example_text + "\n",
      example_text + line,
      example_note.substr(0, example_note.size() - 1),
      example_note + "\n",
      example_note + "x\n",
      example_text + "\n- PeterNeumann AAAAAAAA\n",
      example_text + "\n\xe2\x80\x94 PeterNeumann\n",
      example_text + "\n\xe2\x80\x94 PeterNeumann AAAA\n",
      example_text + "\n\xe2\x80\x94 PeterNeumann AAAAAA==\n",
      example_text + "\n\xe2\x80\x94 PeterNeumann !AAAAAA=\n",
      example_text + "\n\xe2\x80\x94 Peter+Neumann AAAAAAAA\n",
      example_text + "\n\xe2\x80\x94  AAAAAAAA\n",
      "\t" + example_note,
      "\r\n" + example_note,
      "\xff" + example_note,
      std::string(1'000'001, 'x'),
  };
  for (const std::string& text : cases) EXPECT_FALSE(parse_note(text).ok()) << text.substr(0, 200);
  std::string many = example_text + "\n";
  for (int count = 0; count <= 100; ++count) many += line;
  EXPECT_FALSE(parse_note(many).ok());
}

TEST(Checkpoints, AreOriginSizeAndRoot) {
  const Checkpoint checkpoint{"example.com/log", 20'852'163, leaf_hash("x")};
  const std::string text = checkpoint_text(checkpoint);
  EXPECT_EQ(text, "example.com/log\n20852163\n" + base64(bytes_of(checkpoint.root)) + "\n");
  const auto read = parse_checkpoint(text + "extension\n");
  ASSERT_TRUE(read.ok()) << read.reason();
  EXPECT_EQ(checkpoint_text(*read), text);
}

TEST(Checkpoints, OfAnyOtherFormAreRefused) {
  const std::string root = base64(bytes_of(leaf_hash("x")));
  const std::string cases[] = {
      "",
      "log\n",
      "log\n1\n",
      "log\n1\n" + root,
      "\n1\n" + root + "\n",
      "log\n\n" + root + "\n",
      "log\n01\n" + root + "\n",
      "log\n-1\n" + root + "\n",
      "log\n+1\n" + root + "\n",
      "log\n 1\n" + root + "\n",
      "log\n18446744073709551616\n" + root + "\n",
      "log\n1\nAAAA\n",
      "log\n1\n" + root.substr(1) + "\n",
      "log\n1\n" + root + "\n\n",
      "log\n1\n" + root + "\nextension",
  };
  for (const std::string& text : cases) EXPECT_FALSE(parse_checkpoint(text).ok()) << text;
}

TEST(Checkpoints, OpenUnderTheLogsKeyAndItsNameAlone) {
  const SigningKey key = SigningKey::generate("assize.example/log");
  const std::string note = sign_checkpoint({"assize.example/log", 7, leaf_hash("x")}, key);
  const auto opened = open_checkpoint(note, key.verifier());
  ASSERT_TRUE(opened.ok()) << opened.reason();
  EXPECT_EQ(opened->size, 7U);
  EXPECT_EQ(opened->root, leaf_hash("x"));
  EXPECT_FALSE(open_checkpoint(note, SigningKey::generate("assize.example/log").verifier()).ok());
  const std::string foreign = sign_checkpoint({"another.example/log", 7, leaf_hash("x")}, key);
  EXPECT_FALSE(open_checkpoint(foreign, key.verifier()).ok());
  std::string larger = note;
  larger[larger.find("\n7\n") + 1] = '8';
  EXPECT_FALSE(open_checkpoint(larger, key.verifier()).ok());
}

}  // namespace
}  // namespace assize::audit
