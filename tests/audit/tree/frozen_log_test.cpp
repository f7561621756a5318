// What a log of fixed entries was when it was first made: a change here means that logs kept until
// now no longer verify. The figures come from a program of another language, written from RFC 6962
// alone.
#include <gtest/gtest.h>

#include "memory_log.h"

namespace assize::audit {
namespace {

struct Frozen {
  std::uint64_t number;
  const char* sha256_hex;
};

std::string joined(const std::vector<Hash>& hashes) {
  std::string bytes;
  for (const Hash& hash : hashes) bytes += bytes_of(hash);
  return bytes;
}

TEST(FrozenLog, HasTheRootsItHad) {
  const Frozen roots[] = {
      {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"},
      {2, "0ca322d413572c94d517ccfffcdc69595f524c673720d94f6de408ccac4e4c76"},
      {3, "cf2e2ffa1ad195b265de8f98d0df8bde353d279bd967ae2f3515bc2c60d59798"},
      {7, "48d6592a6298a7c75e1f131cd73d0c17f5629249e9383e9dffa5725f082016b4"},
      {8, "1bd4469bd48088e372f290e69bf30fd92be33d147c68355dc41c6cba23e18513"},
      {255, "71d014aa8ed228b296ec529b38271ec963ae1865142adc4d82dba696f75d9c72"},
      {256, "81a7a7782373bf1ac452030128cc66d400f00b0687865e18455c882025b2c7d4"},
      {257, "f6b886a22dc223f7bc6e980439439dd7a0934d715c27bd444481c6a5468ca007"},
      {1000, "9040d64c768c21b541724416558340d15c0d50ed82b688d384d34eaecedec62a"},
      {65536, "a0c86771e7185b5bf918ee188717c23c61e1a471f6050efabb70f1a21cbc79ee"},
      {65537, "3cd4a85f6d0d279c7d726e1fc42314355160371fd350f6711946bfbc13e124a4"},
      {70000, "483751b130a3428b0c27ce95d1d92bbd2bcc3c208cf53002c19c6915fb048dc8"},
  };
  MemoryLog log;
  for (const auto& [size, root] : roots) {
    log.add(sample_entries(log.size(), size - log.size()));
    EXPECT_EQ(hex(log.root()), root) << size;
  }
}

TEST(FrozenLog, HasTheProofsItHad) {
  const Frozen inclusion[] = {
      {0, "7fe32f1d3e76895cf94f3595bff0953233d95e743c9c3bbd748f8bfa90a66df7"},
      {255, "e3debedf0377ec815f9da5f560c252a611092438243d7bfce051470f28d2e883"},
      {256, "732f6ca40d76dfd4d80eae8623dc35f9b812a4fe91896ae1ed1524e51ddd8059"},
      {767, "b44e6f2c19d9dba978fc828e8b8a0db7974ea6f21562b75523534dcede48910b"},
      {999, "207526251594fb4c62d1cbbab4504d86369ca093e9969e5821822f4c2f6eadb1"},
  };
  const Frozen consistency[] = {
      {1, "7fe32f1d3e76895cf94f3595bff0953233d95e743c9c3bbd748f8bfa90a66df7"},
      {128, "34394696c229f495757b79fa210cd65c28b9ae93b9837b458f88b5300063362a"},
      {256, "3a37303ed1844914958dac7e09b62fe59be3abcad36e04b3cddf88cd195b72c3"},
      {700, "091c8426affbd706145838f8661a6de3a942003a5517c8777e061a7cefc17f01"},
      {768, "12915a433fd1143766b6938bba4d1335933eebf28c1258d7e0d6cd98f0ed4396"},
      {999, "073300f32295842f3802fdab110827e3a1fd690850aa1db216385628d99c1834"},
  };
  MemoryLog log;
  log.add(sample_entries(0, 1000));
  for (const auto& [index, sha256_of_hashes] : inclusion) {
    EXPECT_EQ(sha256_hex(joined(inclusion_proof(index, 1000, log.reader()))), sha256_of_hashes)
        << index;
  }
  for (const auto& [from, sha256_of_hashes] : consistency) {
    EXPECT_EQ(sha256_hex(joined(consistency_proof(from, 1000, log.reader()))), sha256_of_hashes)
        << from;
  }
}

}  // namespace
}  // namespace assize::audit
