// A real MariaDB for tests: one private server a test program, started when first needed and
// removed at exit, and a fresh migrated database for each TestDatabase. Not thread-safe; the
// databases are.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "registry/database/embedded_server.h"
#include "registry/database/migrations.h"

namespace assize::registry::testing {

// A folder of its own, removed with all it holds.
class TestFolder {
 public:
  explicit TestFolder(const std::filesystem::path& parent = std::filesystem::temp_directory_path())
      : path_((parent / "assize-test-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no folder for the test");
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Where a server that need not be durable is quickest: in memory, if there is a gigabyte to spare.
inline std::filesystem::path quick_place() {
  const std::filesystem::path memory = "/dev/shm";
  std::error_code error;
  const auto space = std::filesystem::space(memory, error);
  return !error && space.available > (std::uintmax_t{1} << 30) && access(memory.c_str(), W_OK) == 0
             ? memory
             : std::filesystem::temp_directory_path();
}

// Quick, and nothing is forced to the disk: a test of durability starts its own server.
inline EmbeddedSettings quick_settings() {
  EmbeddedSettings settings;
  settings.durable = false;
  settings.buffer_pool_mebibytes = 64;
  settings.log_file_mebibytes = 16;
  return settings;
}

class TestServer {
 public:
  static TestServer& shared() {
    static TestServer server;
    return server;
  }
  // The address of a database that does not exist yet.
  DatabaseAddress next_address() {
    DatabaseAddress address = server_.address();
    address.name = "test_" + std::to_string(++count_);
    return address;
  }

 private:
  TestServer() : server_(started(folder_.path())) {}
  static EmbeddedServer started(const std::string& folder) {
    Result<EmbeddedServer> server = EmbeddedServer::open_alone(folder, quick_settings());
    if (!server) throw std::runtime_error(server.faults().front().message);
    return std::move(server).value();
  }

  TestFolder folder_{quick_place()};
  EmbeddedServer server_;
  int count_ = 0;
};

// A database with the whole schema and nothing in it; dropped when destroyed.
class TestDatabase {
 public:
  TestDatabase() : address_(TestServer::shared().next_address()), database_(address_) {
    const Result<int> migrated = migrate(database_);
    if (!migrated) throw std::runtime_error(migrated.faults().front().message);
  }
  ~TestDatabase() {
    try {
      database_.drop();
    } catch (const DatabaseError&) {
      // The server is stopped and its folder removed in any case.
    }
  }
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  Database& database() { return database_; }
  Database* operator->() { return &database_; }
  Database& operator*() { return database_; }
  // For a second Database on the same data, as another node has.
  const DatabaseAddress& address() const { return address_; }

 private:
  DatabaseAddress address_;
  Database database_;
};

}  // namespace assize::registry::testing
