#include <gtest/gtest.h>

#include "registry/database/database.h"

namespace assize::registry {
namespace {

std::string shown(std::string_view url) {
  const Result<DatabaseAddress> read = DatabaseAddress::parse(url);
  if (!read) return read.faults().front().message;
  return read->user + "|" + read->password + "|" + read->host + "|" + std::to_string(read->port) +
         "|" + read->name + "|" + (read->tls ? "tls" : "plain") + "|" + read->tls_ca;
}

TEST(DatabaseAddress, ReadsItsParts) {
  struct Case {
    const char* url;
    const char* parts;
  };
  for (const auto& [url, parts] : std::initializer_list<Case>{
           {"mysql://app:secret@db.example:3307/market?tls=1",
            "app|secret|db.example|3307|market|tls|"},
           {"mysql://app:secret@db.example", "app|secret|db.example|3306|assize|plain|"},
           {"mysql://app@db.example/", "app||db.example|3306|assize|plain|"},
           {"mysql://a%40b:p%3A%2F%25@h/n", "a@b|p:/%|h|3306|n|plain|"},
           {"mysql://a:p@ss@h/n", "a|p@ss|h|3306|n|plain|"},
           {"mysql://a:p@[::1]:3310/n", "a|p|::1|3310|n|plain|"},
           {"mysql://a:p@[::1]/n", "a|p|::1|3306|n|plain|"},
           {"mysql://a:p@h/n?tls=0", "a|p|h|3306|n|plain|"},
           {"mysql://a:p@h/n?tls=1&tls_ca=/etc/ca.pem", "a|p|h|3306|n|tls|/etc/ca.pem"},
       }) {
    EXPECT_EQ(shown(url), parts) << url;
  }
}

TEST(DatabaseAddress, SaysWhatIsWrongAndNeverThePassword) {
  struct Case {
    const char* url;
    const char* what;
  };
  for (const auto& [url, what] : std::initializer_list<Case>{
           {"postgres://a:hunter2@h/n", "does not begin with mysql://"},
           {"mysql://h/n", "names no user"},
           {"mysql://:hunter2@h/n", "names no user"},
           {"mysql://a:hunter2@/n", "names no host"},
           {"mysql://a:hunter2@h:0/n", "port"},
           {"mysql://a:hunter2@h:65536/n", "port"},
           {"mysql://a:hunter2@h:33o6/n", "port"},
           {"mysql://a:hunter2%2@h/n", "two hexadecimal digits"},
           {"mysql://a:hunter2%00@h/n", "two hexadecimal digits"},
           {"mysql://a:hunter2@[::1/n", "'['"},
           {"mysql://a:hunter2@h/n?tls=yes", "option"},
           {"mysql://a:hunter2@h/n?ssl=1", "option"},
           {"mysql://a:hunter2@h/n?tls_ca=", "names no file"},
           {"mysql://a:hunter2@h/n?socket=here", "absolute path"},
           {"mysql://a:hunter2@h/a%2Fb", "database name"},
       }) {
    const std::string message = shown(url);
    EXPECT_NE(message.find(what), std::string::npos) << url << ": " << message;
    EXPECT_NE(message.find("It is written as mysql://user:password@host:port/name?tls=1."),
              std::string::npos);
    EXPECT_EQ(message.find("hunter"), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace assize::registry
