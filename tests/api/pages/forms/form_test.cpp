#include "api/pages/forms/form.h"

#include <gtest/gtest.h>

namespace assize::api {
namespace {

constexpr const char* multipart = "multipart/form-data; boundary=XX";

TEST(Form, ReadsFields) {
  const auto form = parse_form("application/x-www-form-urlencoded", "a=1+2&b=%C3%A9&a=3");
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->value("a"), "1 2");
  EXPECT_EQ(form->value("b"), "é");
  EXPECT_EQ(form->value("c"), "");
}

TEST(Form, ReadsFilesWithTheirBytesAsTheyAre) {
  const std::string content = std::string("a\r\n--X\r\n\0b", 10);
  const auto form = parse_form(
      multipart,
      "--XX\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nfees\r\n"
      "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my %22fees%22.csv\"\r\n"
      "Content-Type: text/csv\r\n\r\n" +
          content + "\r\n--XX--\r\n");
  ASSERT_TRUE(form.ok()) << form.faults().front().message;
  EXPECT_EQ(form->value("kind"), "fees");
  ASSERT_NE(form->file("file"), nullptr);
  EXPECT_EQ(form->file("file")->content, content);
  EXPECT_EQ(form->file("file")->file_name, "my \"fees\".csv");
  EXPECT_EQ(form->file("file")->type, "text/csv");
}

TEST(Form, HasNoFileWhereNoneWasChosen) {
  const auto form = parse_form(multipart,
                               "--XX\r\nContent-Disposition: form-data; name=\"file\"; "
                               "filename=\"\"\r\n\r\n\r\n--XX--\r\n");
  ASSERT_TRUE(form.ok());
  EXPECT_EQ(form->file("file"), nullptr);
}

TEST(Form, RefusesWhatIsNotWhole) {
  const std::string part = "Content-Disposition: form-data; name=\"a\"\r\n\r\nb";
  for (const std::string& body :
       {std::string(), std::string("--XX"), "--XX\r\n" + part, "--XX\r\n" + part + "\r\n--XX",
        "--XX" + part + "\r\n--XX--", "x--XX\r\n" + part + "\r\n--XX--",
        std::string("--XX\r\nContent-Disposition: form-data\r\n\r\nb\r\n--XX--"),
        std::string("--XX\r\nnonsense\r\n\r\nb\r\n--XX--"), std::string("--XX\r\nb\r\n--XX--")}) {
    EXPECT_FALSE(parse_form(multipart, body).ok()) << body;
  }
  EXPECT_FALSE(parse_form("multipart/form-data", "--\r\n--").ok());
  EXPECT_FALSE(parse_form("application/x-www-form-urlencoded", "a=%zz").ok());
}

}  // namespace
}  // namespace assize::api
