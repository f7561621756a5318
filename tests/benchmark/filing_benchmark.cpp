// How fast filings are taken over HTTP, beside a bare client that writes the same rows.
// links: registry
//
// One private, durable database; `assize serve` on it, from beside this program. Eight connections
// file fifty lines each, for a school of its own; then eight threads write the same rows with
// nothing else done: the filing, its fifty lines in one insert, one pending entry, one transaction
// each. Turn by turn. Then entries are poured in while filings go on, at a pace that the service
// bears and then in a flood: how many are given their place a second, and how long after its
// acknowledgement a filing's entry is in a checkpoint. The wait is to be judged at the first pace,
// the rate by the second.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <thread>

#include "registry/access/caller.h"
#include "registry/database/embedded_server.h"
#include "registry/database/migrations.h"
#include "registry/log/journal.h"
#include "registry/log/keys/log_key.h"
#include "registry/rule_books/rule_books.h"

namespace {

using namespace assize;
using namespace assize::registry;
using Steady = std::chrono::steady_clock;

constexpr int connections = 8;
constexpr int filings_a_round = 400;
constexpr int rounds = 3;
constexpr int first_urn = 100'000;
constexpr int schools = 20'000;
constexpr int flood_a_second = 26'000;    // more than the aim, to see where it ends
constexpr int bearable_a_second = 4'000;  // what a machine that does other work keeps up with
constexpr int poured_at_once = 500;
constexpr std::chrono::seconds pouring_time{10};

std::int64_t milliseconds_since(Steady::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - start).count();
}

// Calls work(thread) on so many threads at once.
template <typename Work>
void at_once(int threads, const Work& work) {
  std::vector<std::jthread> running;
  for (int thread = 0; thread < threads; ++thread)
    running.emplace_back([&, thread] { work(thread); });
}

const std::string book = R"({"edition": "bench.1", "title": "Benchmark", "status": "example",
 "published": "2026-03-31", "areas": [],
 "bands": [{"id": "B-ALL", "item": "*", "provision": "*", "need": "*", "component": "total",
            "unit": "year", "age_from": 0, "age_to": 25, "floor": "100.00", "ceiling": "62000.00",
            "from": "2020-01-01"}],
 "parameters": [{"id": "increase_cap", "unit": "percent", "title": "Largest yearly rise",
                 "values": [{"from": "2020-01-01", "value": "3.8"}]}]})";

std::string fifty_lines(int urn) {
  std::string file =
      "urn,line,item,provision,need,age_from,age_to,unit,units_per_year,unit_price,annual_price,"
      "education,boarding,care,health,vat_rate,effective_from,effective_to\n";
  for (const char* need : {"ASD", "MLD", "SEMH", "SLCN", "PD"}) {
    for (int age = 5; age < 15; ++age) {
      const std::string price = std::to_string(40'000 + age * 100) + ".00";
      const std::string years = std::to_string(age) + "," + std::to_string(age);
      file += std::to_string(urn) + "," + need + "-" + std::to_string(age) + ",placement,day," +
              need + "," + years + ",year,1," + price + "," + price + "," + price +
              ",0.00,0.00,0.00,0,2027-09-01,2028-08-31\n";
    }
  }
  return file;
}

class Client {
 public:
  explicit Client(std::uint16_t port) : port_(port) { connect(); }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  // The reply's body, which must be that of a filing in effect.
  std::string file(const std::string& token, const std::string& key, const std::string& fees) {
    if (is_ended_) {  // a connection is for a thousand requests
      ::close(socket_);
      connect();
    }
    const std::string request =
        "POST /v1/filings HTTP/1.1\r\nHost: benchmark\r\nAuthorization: Bearer " + token +
        "\r\nIdempotency-Key: " + key +
        "\r\nContent-Type: text/csv\r\nContent-Length: " + std::to_string(fees.size()) +
        "\r\n\r\n" + fees;
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size())) {
      throw std::runtime_error("the service does not take a request");
    }
    std::string body = read_reply();
    if (body.find("\"status\":\"in_effect\"") == std::string::npos) throw std::runtime_error(body);
    return body;
  }

 private:
  void connect() {
    is_ended_ = false;
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect to the service");
    }
  }

  std::string read_reply() {
    std::string bytes;
    std::size_t whole = std::string::npos;
    std::size_t head = 0;
    char piece[65'536];
    while (bytes.size() < whole) {
      const ssize_t count = ::recv(socket_, piece, sizeof piece, 0);
      if (count <= 0) throw std::runtime_error("the service ended the connection: " + bytes);
      bytes.append(piece, static_cast<std::size_t>(count));
      const std::size_t end = bytes.find("\r\n\r\n");
      if (whole != std::string::npos || end == std::string::npos) continue;
      head = end + 4;
      const std::size_t length = bytes.find("Content-Length: ");
      whole = head + std::stoul(bytes.substr(length + 16));
      is_ended_ = bytes.find("\r\nConnection: close\r\n") < head;
    }
    return bytes.substr(head);
  }

  std::uint16_t port_;
  int socket_ = -1;
  bool is_ended_ = false;
};

// `assize serve` from this program's own folder.
class Service {
 public:
  Service(const DatabaseAddress& address, const std::string& folder) {
    const std::string program =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "assize";
    const std::string url = "mysql://" + address.user + ":" + address.password + "@localhost/" +
                            address.name + "?socket=" + address.socket_path;
    const std::string out = folder + "/out";
    process_ = ::fork();
    if (process_ == 0) {
      if (std::freopen(out.c_str(), "w", stdout) == nullptr ||
          std::freopen((folder + "/err").c_str(), "w", stderr) == nullptr) {
        ::_exit(127);
      }
      ::execl(program.c_str(), "assize", "serve", "--port", "0", "--database", url.c_str(),
              "--data-dir", folder.c_str(), nullptr);
      ::_exit(127);
    }
    std::string said;
    while (!said.ends_with("\n")) {
      if (::waitpid(process_, nullptr, WNOHANG) != 0) throw std::runtime_error("serve ended");
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      std::ifstream file(out);
      said.assign(std::istreambuf_iterator<char>(file), {});
    }
    port_ = static_cast<std::uint16_t>(std::stoi(said.substr(said.rfind(':') + 1)));
  }
  ~Service() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;
  std::uint16_t port() const { return port_; }

 private:
  pid_t process_ = -1;
  std::uint16_t port_ = 0;
};

void prepare_register(Database& database, const Journal& journal) {
  database.in_transaction([](Transaction& transaction) {
    std::vector<Values> rows;
    for (int urn = first_urn; urn < first_urn + schools; ++urn) {
      rows.push_back({std::int64_t{urn}, "School " + std::to_string(urn), std::string("10"),
                      std::string("open"), std::string("201"), std::string("2001-09-01")});
    }
    transaction.connection().insert_many(
        "INSERT INTO school (urn, name, type_code, status, la_code, open_date) VALUES", rows);
  });
  publish_rule_book(database, journal, local_administrator(), book).value();
}

// One accepted filing as it is stored, to be written again under other names.
struct Template {
  Values filing;
  std::vector<Values> lines;
  audit::Entry entry;
};

Values values_of(const Row& row) {
  Values values;
  for (std::size_t at = 0; at < row.size(); ++at) {
    values.push_back(row.is_null(at) ? Value(nullptr) : Value(row.text(at)));
  }
  return values;
}

constexpr const char* filing_columns =
    "id, account_id, organisation_id, received_at, filed_on, choice, status, edition, fees_sha256,"
    " previous_sha256, register_sha256, facts_sha256, assessment_sha256, commitment_random,"
    " lines_in_effect, lines_held, lines_refused, receipt, rule_versions";
constexpr const char* line_columns =
    "filing_id, filing_order, line_number, decision, urn, line, item, provision, need, age_from,"
    " age_to, unit, units_per_year, unit_price, annual_price, education, boarding, care, health,"
    " vat_rate, effective_from, effective_to, notice_given, included, new_provision";

Template read_template(Connection& connection) {
  Template made;
  made.filing = values_of(
      *connection.query_one(std::string("SELECT ") + filing_columns + " FROM filing LIMIT 1"));
  for (const Row& row : connection.query(
           std::string("SELECT ") + line_columns + " FROM fee_line WHERE filing_id = ?",
           {made.filing[0]})) {
    made.lines.push_back(values_of(row));
  }
  made.entry.action = "filing.in_effect";
  made.entry.actor = "acc_0123456789abcdef";
  // As long as a real filing's.
  const std::string digest(64, 'a');
  made.entry.body_sha256 = digest;
  made.entry.rule_book = "sha256:" + digest;
  made.entry.public_part = audit::CanonicalValue::Object{
      {"choice", std::string("all_or_nothing")},
      {"edition", std::string("bench.1")},
      {"filed", std::string("2026-03-31")},
      {"status", std::string("in_effect")},
      {"published",
       audit::CanonicalValue::Object{
           {"lines", std::int64_t{50}}, {"schools", std::int64_t{1}}, {"sha256", digest}}}};
  return made;
}

std::string name_of(std::string_view kind, int number) {
  std::string digits = std::to_string(number);
  return std::string(kind) + std::string(26 - kind.size() - digits.size(), '0') + digits;
}

Values pending_row(const Template& from, const std::string& id) {
  audit::Entry entry = from.entry;
  entry.at = system_clock()();
  entry.subject = "filing/" + id;
  std::string text = audit::entry_text(entry);
  const audit::Hash leaf = audit::leaf_hash(text);
  return {std::move(text), std::string(audit::bytes_of(leaf))};
}

void write_bare(Database& database, const Template& from, int number) {
  Template copy = from;
  copy.filing[0] = name_of("B", number);
  for (Values& line : copy.lines) {
    line[0] = copy.filing[0];
    line[4] = std::int64_t{first_urn + schools + number};
  }
  static const std::string insert_filing = std::string("INSERT INTO filing (") + filing_columns +
                                           ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
  static const std::string insert_lines =
      std::string("INSERT INTO fee_line (") + line_columns + ") VALUES";
  const Values pending = pending_row(from, std::get<std::string>(copy.filing[0]));
  database.in_transaction([&](Transaction& transaction) {
    Connection& connection = transaction.connection();
    connection.execute(insert_filing, copy.filing);
    connection.insert_many(insert_lines, copy.lines);
    connection.execute("INSERT INTO log_pending (entry, leaf_hash) VALUES (?, ?)", pending);
  });
}

struct Acknowledged {
  std::string leaf;
  Steady::time_point at;
};

// Files for the next schools until `go_on` says no; gives the acknowledgements of each thread.
std::vector<Acknowledged> file_filings(const Service& service, const std::string& token,
                                       int threads, std::atomic<int>& next,
                                       const std::function<bool(int)>& go_on) {
  std::mutex mutex;
  std::vector<Acknowledged> all;
  at_once(threads, [&](int) {
    Client client(service.port());
    std::vector<Acknowledged> mine;
    for (int number = next++; go_on(number); number = next++) {
      const std::string reply = client.file(token, "benchmark-" + std::to_string(number),
                                            fifty_lines(first_urn + number));
      const auto now = Steady::now();
      const std::size_t leaf = reply.rfind("\"leaf\":\"");
      mine.push_back({reply.substr(leaf + 8, 64), now});
    }
    const std::lock_guard lock(mutex);
    all.insert(all.end(), mine.begin(), mine.end());
  });
  return all;
}

struct Seen {
  std::int64_t size;
  Steady::time_point at;
};

// How long after their acknowledgements the entries were in a checkpoint, in order.
std::vector<std::int64_t> waits(Database& database, const std::vector<Acknowledged>& acknowledged,
                                const std::vector<Seen>& seen) {
  std::vector<std::int64_t> milliseconds;
  for (const Acknowledged& each : acknowledged) {
    const std::int64_t index = database.with_connection([&](Connection& connection) {
      return connection
          .query_one("SELECT log_index FROM log_entry WHERE leaf_hash = UNHEX(?)", {each.leaf})
          ->integer(0);
    });
    const auto included =
        std::find_if(seen.begin(), seen.end(), [&](const Seen& at) { return at.size > index; });
    milliseconds.push_back(std::max<std::int64_t>(
        0, std::chrono::duration_cast<std::chrono::milliseconds>(included->at - each.at).count()));
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  return milliseconds;
}

std::int64_t log_size(Database& database) {
  return database.with_connection([](Connection& connection) {
    return connection.query_one("SELECT COALESCE(MAX(size), 0) FROM log_checkpoint")->integer(0);
  });
}

// Two connections file while entries are poured in, at a pace.
void pour(Database& database, const Service& service, const std::string& token,
          const Template& from, std::atomic<int>& next, int poured_a_second) {
  std::vector<std::vector<Values>> batches;
  const int count = poured_a_second * static_cast<int>(pouring_time.count()) / poured_at_once;
  for (int batch = 0; batch < count; ++batch) {
    std::vector<Values>& rows = batches.emplace_back();
    for (int i = 0; i < poured_at_once; ++i) {
      rows.push_back(pending_row(from, name_of("P", batch * poured_at_once + i)));
    }
  }
  std::atomic<bool> stop{false};
  std::vector<Seen> seen;
  const auto start = Steady::now();
  std::jthread looking([&] {
    while (!stop) {
      seen.push_back({log_size(database), Steady::now()});
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  const std::int64_t size_before = log_size(database);
  std::vector<Acknowledged> acknowledged;
  std::jthread filing([&] {
    acknowledged = file_filings(service, token, 2, next,
                                [&](int) { return Steady::now() < start + pouring_time; });
  });
  std::atomic<int> batch{0};
  at_once(2, [&](int) {
    for (int at = batch++; at < count; at = batch++) {
      std::this_thread::sleep_until(start + at * pouring_time / count);
      database.in_transaction([&](Transaction& transaction) {
        transaction.connection().insert_many("INSERT INTO log_pending (entry, leaf_hash) VALUES",
                                             batches[static_cast<std::size_t>(at)]);
      });
    }
  });
  const auto poured = milliseconds_since(start);
  filing.join();
  const std::int64_t wanted =
      size_before + count * poured_at_once + static_cast<std::int64_t>(acknowledged.size());
  while (log_size(database) < wanted) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const auto took = milliseconds_since(start);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  stop = true;
  looking.join();
  const auto rate = (wanted - size_before) * 1000 / took;
  const auto late = waits(database, acknowledged, seen);
  std::cout << poured_a_second << " entries a second poured in, which took " << poured
            << " ms, while 2 connections filed\n"
            << "  given their place            " << rate << " a second, " << rate * 100 / 20'000
            << " % of 20,000\n"
            << "  filings meanwhile            " << acknowledged.size() << "\n"
            << "  acknowledged to included     " << late[late.size() / 2] << " ms in the middle, "
            << late[late.size() * 99 / 100] << " ms at the 99th percentile\n";
}

// The rates of one round: filings a second over HTTP, and by the bare client.
std::pair<std::int64_t, std::int64_t> one_round(Database& database, const Service& service,
                                                const std::string& token, const Template& from,
                                                std::atomic<int>& next, int round) {
  const int end = next + filings_a_round;
  auto start = Steady::now();
  file_filings(service, token, connections, next, [&](int number) { return number < end; });
  const std::int64_t http = filings_a_round * 1000 / milliseconds_since(start);
  next = end;
  std::atomic<int> bare_next{round * filings_a_round};
  const int bare_end = bare_next + filings_a_round;
  start = Steady::now();
  at_once(connections, [&](int) {
    for (int number = bare_next++; number < bare_end; number = bare_next++) {
      write_bare(database, from, number);
    }
  });
  return {http, filings_a_round * 1000 / milliseconds_since(start)};
}

}  // namespace

int main() try {
  std::string folder = (std::filesystem::current_path() / "filing-benchmark-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no folder to work in");
  struct Removed {
    std::string path;
    ~Removed() { std::filesystem::remove_all(path); }
  } const removed{folder};
  EmbeddedServer server = EmbeddedServer::open_alone(folder).value();
  Database database(server.address(), 16);
  migrate(database).value();
  const Journal journal(open_log_key(folder + "/log.key", "benchmark.example/log").value(),
                        system_clock());
  prepare_register(database, journal);
  TokenRequest request;
  request.role = Role::administrator;
  request.organisation_name = "Benchmark";
  const std::string token =
      issue_token(database, journal, local_administrator(), request).value().secret;
  const Service service(server.address(), folder);

  std::atomic<int> next{0};
  file_filings(service, token, connections, next, [](int number) { return number < 80; });
  next = 80;
  const Template from = database.with_connection(read_template);
  std::vector<std::pair<std::int64_t, std::int64_t>> rates;
  for (int round = 0; round < rounds; ++round) {
    rates.push_back(one_round(database, service, token, from, next, round));
    std::cout << "round " << round + 1 << ": filed over HTTP " << rates.back().first
              << " a second, bare client " << rates.back().second << "\n";
  }
  std::sort(rates.begin(), rates.end(),
            [](const auto& a, const auto& b) { return a.first * b.second < b.first * a.second; });
  const auto [http, bare] = rates[rates.size() / 2];
  std::cout << "filings of 50 lines, " << connections << " connections, middle of " << rounds
            << "\n"
            << "  over HTTP                    " << http << " a second\n"
            << "  bare client, the same rows   " << bare << " a second\n"
            << "  HTTP to bare                 " << 100 * http / bare << " %\n";
  pour(database, service, token, from, next, bearable_a_second);
  pour(database, service, token, from, next, flood_a_second);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
