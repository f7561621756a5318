// The inclusion and consistency cases that the transparency-dev "merkle" project publishes, read
// from beside the checkout; see docs on shared data. Nothing of them is kept here.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "audit/tree/proof.h"

namespace assize::audit {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

fs::path vectors(const std::string& kind) {
  const char* const shared = std::getenv("ASSIZE_SHARED");
  const fs::path root = shared ? fs::path(shared) : fs::path(ASSIZE_SOURCE_DIR) / "../shared";
  return root / "vectors/merkle" / kind;
}

struct Case {
  std::string name;
  Json json;
};

std::vector<Case> cases_in(const fs::path& folder) {
  std::vector<Case> cases;
  for (const auto& file : fs::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".json") continue;
    std::ifstream in(file.path());
    cases.push_back({file.path().lexically_relative(folder).string(), Json::parse(in)});
  }
  std::sort(cases.begin(), cases.end(),
            [](const Case& left, const Case& right) { return left.name < right.name; });
  return cases;
}

// Some cases have roots or leaves of another length than a hash's. Here such a thing cannot be a
// Hash at all and is refused where text becomes one.
Checked<Hash> hash_of(const Json& text) {
  const auto bytes = from_base64(text.get<std::string>());
  if (!bytes || bytes->size() != sizeof(Hash)) return Refusal{"not a hash"};
  Hash hash{};
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

Checked<std::vector<Hash>> hashes_of(const Json& texts) {
  std::vector<Hash> hashes;
  for (const Json& text : texts) {
    const auto hash = hash_of(text);
    if (!hash) return Refusal{hash.reason()};
    hashes.push_back(*hash);
  }
  return hashes;
}

bool accepts_inclusion(const Json& json) {
  const auto leaf = hash_of(json["leafHash"]);
  const auto root = hash_of(json["root"]);
  const auto proof = hashes_of(json["proof"]);
  return leaf && root && proof &&
         check_inclusion(*leaf, json["leafIdx"], json["treeSize"], *proof, *root).ok();
}

bool accepts_consistency(const Json& json) {
  const auto from = hash_of(json["root1"]);
  const auto to = hash_of(json["root2"]);
  const auto proof = hashes_of(json["proof"]);
  return from && to && proof &&
         check_consistency(json["size1"], json["size2"], *from, *to, *proof).ok();
}

TEST(MerkleVectors, OfInclusionAreDecidedAsTheySay) {
  if (!fs::exists(vectors("inclusion"))) GTEST_SKIP() << "no " << vectors("inclusion");
  const auto cases = cases_in(vectors("inclusion"));
  EXPECT_GE(cases.size(), 98U);
  for (const auto& [name, json] : cases) {
    EXPECT_EQ(accepts_inclusion(json), !json["wantErr"].get<bool>()) << name;
  }
}

TEST(MerkleVectors, OfConsistencyAreDecidedAsTheySay) {
  if (!fs::exists(vectors("consistency"))) GTEST_SKIP() << "no " << vectors("consistency");
  const auto cases = cases_in(vectors("consistency"));
  EXPECT_GE(cases.size(), 98U);
  int without_tree = 0;
  for (const auto& [name, json] : cases) {
    const bool has_roots = hash_of(json["root1"]).ok() && hash_of(json["root2"]).ok();
    // One compares two equal texts of 12 bytes as if they were roots, and wants them accepted.
    const bool is_no_tree = !has_roots && !json["wantErr"].get<bool>();
    without_tree += is_no_tree ? 1 : 0;
    EXPECT_EQ(accepts_consistency(json), !json["wantErr"].get<bool>() && !is_no_tree) << name;
  }
  EXPECT_LE(without_tree, 1);
}

}  // namespace
}  // namespace assize::audit
