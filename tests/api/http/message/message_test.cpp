// The small readers and writers of HTTP's own texts.
#include <gtest/gtest.h>

#include "api/http/message/json_writer.h"
#include "api/http/message/media_type.h"
#include "api/http/message/problem.h"
#include "api/http/message/request.h"
#include "pricing/text/json.h"

namespace assize::api {
namespace {

TEST(Query, DecodesNamesAndValues) {
  const auto query = parse_query("a=1+2&b=%C3%A9&&c&d=%26%3D");
  ASSERT_TRUE(query.ok());
  EXPECT_EQ(*query, (Query{{"a", "1 2"}, {"b", "é"}, {"c", ""}, {"d", "&="}}));
}

TEST(Query, RefusesBadEscapesNulAndWhatIsNotUtf8) {
  for (const char* bad : {"a=%", "a=%4", "a=%zz", "a=%00", "a=%ff", "%c3=1"}) {
    EXPECT_FALSE(parse_query(bad).ok()) << bad;
  }
}

TEST(QueryReader, GathersEveryFault) {
  const Query query{{"limit", "x"}, {"limit", "2"}, {"age", "99"}, {"empty", ""}, {"odd", "1"}};
  QueryReader reader(query);
  EXPECT_FALSE(reader.whole("limit", 1, 100));
  EXPECT_FALSE(reader.whole("age", 0, 25));
  EXPECT_FALSE(reader.text("empty"));
  const Faults faults = reader.faults();
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[0], (Fault{"limit", "This parameter is given more than once; give it once."}));
  EXPECT_EQ(faults[1], (Fault{"age", "\"99\" is not a whole number from 0 to 25."}));
  EXPECT_EQ(faults[2],
            (Fault{"empty", "This parameter has no value; give one or leave the parameter out."}));
  EXPECT_EQ(faults[3],
            (Fault{"odd", "There is no such parameter here; there are limit, age, empty."}));
}

struct AcceptCase {
  const char* accept;
  const char* type;
  bool is_accepted;
};

TEST(MediaType, AcceptsByTheMostSpecificRange) {
  const AcceptCase cases[] = {
      {"*/*", "text/csv", true},
      {"text/*", "text/csv", true},
      {"application/json", "text/csv", false},
      {"TEXT/CSV; q=0.5", "text/csv", true},
      {"text/csv;q=0, */*", "text/csv", false},
      {"*/*, text/csv;q=0.000", "text/csv", false},
      {"text/*;q=0, text/csv", "text/csv", true},
      {"text/html, application/xhtml+xml, */*;q=0.8", "application/json", true},
      {"garbage", "text/csv", false},
  };
  for (const AcceptCase& one : cases) {
    EXPECT_EQ(accepts(one.accept, one.type), one.is_accepted) << one.accept;
  }
}

TEST(MediaType, ReadsTypesAndTokens) {
  EXPECT_EQ(media_type("Text/CSV ; charset=utf-8"), "text/csv");
  EXPECT_TRUE(is_listed("text/csv", "text/csv application/json"));
  EXPECT_FALSE(is_listed("text", "text/csv application/json"));
  EXPECT_FALSE(is_listed("", ""));
  EXPECT_EQ(bearer_token("bearer  abc "), "abc");
  EXPECT_FALSE(bearer_token("Basic abc"));
}

TEST(EntityTag, IsStrongAndFoundInALists) {
  const std::string tag = entity_tag("body");
  EXPECT_EQ(tag, entity_tag("body"));
  EXPECT_NE(tag, entity_tag("other"));
  EXPECT_TRUE(names_entity_tag(tag, tag));
  EXPECT_TRUE(names_entity_tag("\"x\", W/" + tag, tag));
  EXPECT_TRUE(names_entity_tag("*", tag));
  EXPECT_FALSE(names_entity_tag("\"x\"", tag));
  EXPECT_FALSE(names_entity_tag("", tag));
}

TEST(ReprDigest, IsTheStandardsOwnExample) {
  EXPECT_EQ(repr_digest("{\"hello\": \"world\"}\n"),
            "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
}

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
  JsonWriter json;
  json.begin_object().member("a", "x\"\n").key("b").begin_array().integer(-1).whole(2).null();
  json.begin_object().end_object().end_array().key("c").boolean(true).end_object();
  EXPECT_EQ(json.text(), "{\"a\":\"x\\\"\\n\",\"b\":[-1,2,null,{}],\"c\":true}");
}

TEST(Problem, EveryKindHasAPageAnAddressAndAKnownStatus) {
  for (const ProblemKind& kind : problem_kinds()) {
    EXPECT_EQ(kind_of(kind.problem).name, kind.name);
    EXPECT_NE(reason_phrase(kind.status), "Unknown") << kind.name;
    EXPECT_EQ(kind.explanation.find_first_of("<>&"), std::string_view::npos) << kind.name;
    Response response = problem_reply(kind.problem, "d", {{"p", "m"}});
    set_instance(response, "id");
    set_instance(response, "another");
    const auto json = pricing::parse_json(response.body_text());
    ASSERT_TRUE(json.ok());
    EXPECT_EQ(*json->find("instance")->string(), "urn:assize:request:id");
    EXPECT_EQ(*json->find("type")->string(), "/problems/" + std::string(kind.name));
  }
}

}  // namespace
}  // namespace assize::api
