#include "registry/database/mariadbd.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

namespace assize::registry {
namespace {

constexpr const char* sql_folder = "/usr/share/mysql/";
constexpr const char* log_of_making = "making.log";

// A folder of the server's own beside its files: a server that starts removes every temporary table
// it finds, those of others too. One that cannot be made shows in the server's log.
std::string temporary_folder(const std::string& folder) {
  const std::filesystem::path temporary = std::filesystem::path(folder).parent_path() / "temporary";
  std::error_code error;
  std::filesystem::create_directory(temporary, error);
  std::filesystem::permissions(temporary, std::filesystem::perms::owner_all, error);
  return temporary.string();
}

std::vector<std::string> common_arguments(const std::string& program, const std::string& folder,
                                          const EmbeddedSettings& settings) {
  std::vector<std::string> arguments = {
      program,
      "--no-defaults",
      "--datadir=" + folder,
      "--tmpdir=" + temporary_folder(folder),
      "--character-set-server=utf8mb4",
      "--collation-server=utf8mb4_nopad_bin",
      "--default-time-zone=+00:00",
      "--skip-log-bin",
      "--skip-name-resolve",
      "--skip-symbolic-links",
      "--performance-schema=OFF",
      "--local-infile=OFF",
      "--innodb-log-file-size=" + std::to_string(settings.log_file_mebibytes) + "M",
  };
  if (!settings.durable) {
    arguments.insert(arguments.end(), {"--innodb-flush-log-at-trx-commit=0",
                                       "--innodb-flush-method=nosync", "--skip-innodb-doublewrite",
                                       "--skip-sync-frm", "--innodb-stats-persistent=OFF"});
  } else {
    arguments.push_back("--innodb-flush-log-at-trx-commit=1");
  }
  if (geteuid() == 0) arguments.push_back("--user=root");
  return arguments;
}

// What the child does before it becomes mariadbd: only calls that are safe after a fork of a
// process with threads.
[[noreturn]] void become(char* const* arguments, char* const* environment, int input, int output,
                         int inherited_lock, pid_t parent) {
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  setpgid(0, 0);  // so that a Ctrl-C at the terminal reaches Assize, which then stops the server
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(127);
  umask(077);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (inherited_lock >= 0) fcntl(inherited_lock, F_SETFD, 0);
  execve(arguments[0], arguments, environment);
  _exit(127);
}

// Ours, but for what is Assize's alone: among it are secrets, such as the log's key.
std::vector<char*> environment_of_server() {
  std::vector<char*> kept;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    if (!std::string_view(*variable).starts_with("ASSIZE_")) kept.push_back(*variable);
  }
  kept.push_back(nullptr);
  return kept;
}

pid_t start(const std::vector<std::string>& arguments, int input, int output, int inherited_lock) {
  std::vector<char*> pointers;
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  const std::vector<char*> environment = environment_of_server();
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child == 0) {
    become(pointers.data(), environment.data(), input, output, inherited_lock, parent);
  }
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// The statements that make the system tables. Bootstrap reads one statement to a line's end.
Result<std::string> making_sql(const std::string& user, const std::string& password) {
  std::string sql =
      "CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\nSET @auth_root_socket=NULL;\n"
      "SET @skip_auth_anonymous=1;\n";
  for (const char* name : {"mysql_system_tables.sql", "mysql_performance_tables.sql",
                           "mysql_system_tables_data.sql"}) {
    std::ifstream file(std::string(sql_folder) + name, std::ios::binary);
    sql.append(std::istreambuf_iterator<char>(file), {});
    if (!file) {
      return Fault{"database", std::string("The file ") + sql_folder + name +
                                   " of the MariaDB server cannot be read. Install it again: "
                                   "apt-get install --reinstall mariadb-server-core"};
    }
  }
  sql += "DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';\nFLUSH PRIVILEGES;\n";
  sql += "CREATE USER " + user + "@localhost IDENTIFIED BY '" + password + "';\n";
  sql += "GRANT ALL PRIVILEGES ON *.* TO " + user + "@localhost WITH GRANT OPTION;\n";
  sql += "REVOKE FILE ON *.* FROM " + user + "@localhost;\n";
  return sql;
}

// A file without a name, since the statements hold the password.
int statements_to_read(std::string_view sql) {
  const int file = memfd_create("assize-making", MFD_CLOEXEC);
  if (file < 0) return -1;
  while (!sql.empty()) {
    const ssize_t written = write(file, sql.data(), sql.size());
    if (written <= 0) {
      close(file);
      return -1;
    }
    sql.remove_prefix(static_cast<std::size_t>(written));
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

}  // namespace

Result<std::string> find_mariadbd() {
  for (const char* path : {"/usr/sbin/mariadbd", "/usr/bin/mariadbd", "/usr/local/sbin/mariadbd",
                           "/usr/local/bin/mariadbd", "/usr/libexec/mariadbd"}) {
    if (access(path, X_OK) == 0) return std::string(path);
  }
  return Fault{"database",
               "The MariaDB server's program (mariadbd) is not installed. Install it with: "
               "apt-get install mariadb-server-core"};
}

std::string last_lines(const std::string& path) {
  constexpr std::size_t lines_kept = 8;
  std::ifstream file(path);
  std::deque<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
    if (lines.size() > lines_kept) lines.pop_front();
  }
  std::string text;
  for (const std::string& line : lines) text += "\n  " + line;
  return text.empty() ? "\n  (its log is empty)" : text;
}

std::optional<Fault> make_database_files(const std::string& program, const std::string& folder,
                                         const std::string& user, const std::string& password,
                                         const EmbeddedSettings& settings) {
  const Result<std::string> sql = making_sql(user, password);
  if (!sql) return sql.faults().front();
  const std::string log_path = folder + "/" + log_of_making;
  const int output = open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const int input = statements_to_read(*sql);
  if (output < 0 || input < 0) {
    const std::string reason = std::strerror(errno);
    if (output >= 0) close(output);
    if (input >= 0) close(input);
    return Fault{"database", "The folder " + folder + " cannot be written: " + reason + "."};
  }
  std::vector<std::string> arguments = common_arguments(program, folder, settings);
  arguments.insert(arguments.end(), {"--bootstrap", "--silent-startup", "--log-warnings=0",
                                     "--enforce-storage-engine=", "--max-allowed-packet=8M"});
  const pid_t child = start(arguments, input, output, -1);
  close(input);
  close(output);
  const int status = child > 0 ? wait_for(child) : -1;
  if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    std::filesystem::remove(log_path);
    return std::nullopt;
  }
  return Fault{"database", "The database could not be made in " + folder +
                               ". The last lines of the server's log:" + last_lines(log_path)};
}

// The child is told to stop when the thread that started it ends, so that thread stays.
struct ServerProcess::Keeper {
  std::atomic<pid_t> child{0};
  std::atomic<bool> running{false};
  std::thread thread;
};

ServerProcess::ServerProcess(const ServerPlan& plan) : keeper_(std::make_unique<Keeper>()) {
  std::vector<std::string> arguments = common_arguments(plan.program, plan.folder, plan.settings);
  arguments.insert(
      arguments.end(),
      {"--socket=" + plan.socket_path, "--pid-file=" + plan.folder + "/mariadbd.pid",
       "--skip-networking", "--log-error=" + plan.log_path, "--max-allowed-packet=1G",
       "--max-connections=300", "--key-buffer-size=1M", "--aria-pagecache-buffer-size=8M",
       "--innodb-buffer-pool-size=" + std::to_string(plan.settings.buffer_pool_mebibytes) + "M"});
  std::promise<void> started;
  keeper_->thread =
      std::thread([keeper = keeper_.get(), arguments, lock = plan.inherited_lock, &started] {
        const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
        const pid_t child = start(arguments, nowhere, nowhere, lock);
        close(nowhere);
        keeper->child = child;
        keeper->running = child > 0;
        started.set_value();
        if (child > 0) wait_for(child);
        keeper->running = false;
      });
  started.get_future().wait();
}

ServerProcess::~ServerProcess() {
  if (keeper_->running) kill(keeper_->child, SIGTERM);
  keeper_->thread.join();
}

bool ServerProcess::is_running() const { return keeper_->running; }
int ServerProcess::process_id() const { return keeper_->child; }

}  // namespace assize::registry
