// SPDX-License-Identifier: MIT
#include "store.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace {

using monty::Error;
using monty::Result;

constexpr int kWaitMilliseconds = 10000;  // for another process's transaction

constexpr char kSchema[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "CREATE TABLE IF NOT EXISTS session ("
    "  name TEXT PRIMARY KEY, suspended INTEGER NOT NULL, step INTEGER NOT NULL DEFAULT 1,"
    "  changed TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')), dump BLOB NOT NULL,"
    "  stubs TEXT NOT NULL DEFAULT '', earlier TEXT NOT NULL DEFAULT '', running TEXT NOT NULL DEFAULT '',"
    "  told INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;";

// `told` is the step that stubs, earlier and running were written with; a store made before there were such columns gets
// them, and programs of that time go on using it.
constexpr char kTold[] = "SELECT told FROM session LIMIT 1";
constexpr char kAddTold[] =
    "ALTER TABLE session ADD COLUMN stubs TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN earlier TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN running TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE session ADD COLUMN told INTEGER NOT NULL DEFAULT 0;";

Error store_error(std::string message) {
  Error e;
  e.message = std::move(message);
  return e;
}

// The folders above the file.
bool make_folders(const std::string& path) {
  for (std::size_t at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    if (mkdir(path.substr(0, at).c_str(), 0700) != 0 && errno != EEXIST) return false;
  }
  return true;
}

}  // namespace

class Store::Statement {
 public:
  Statement(sqlite3* db, const char* sql) { sqlite3_prepare_v2(db, sql, -1, &statement_, nullptr); }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // Bound texts must live until the last step.
  Statement& text(std::string_view s) { return sqlite3_bind_text(statement_, ++bound_, s.data(), static_cast<int>(s.size()), SQLITE_STATIC), *this; }
  Statement& blob(std::string_view s) { return sqlite3_bind_blob64(statement_, ++bound_, s.data(), s.size(), SQLITE_STATIC), *this; }
  Statement& number(std::int64_t n) { return sqlite3_bind_int64(statement_, ++bound_, n), *this; }
  int step() { return statement_ == nullptr ? SQLITE_ERROR : sqlite3_step(statement_); }
  Row row() const {
    auto bytes = [&](int column) {
      auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
      return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
    };
    Row r;
    r.name = bytes(0);
    r.suspended = sqlite3_column_int(statement_, 1) != 0;
    r.step = sqlite3_column_int64(statement_, 2);
    r.bytes = static_cast<std::uint64_t>(sqlite3_column_int64(statement_, 3));
    r.changed = bytes(4);
    if (sqlite3_column_count(statement_) > 5) {
      r.dump = bytes(5);
      r.told = {bytes(6), bytes(7), bytes(8)};
      r.all_told = sqlite3_column_int64(statement_, 9) == r.step;
    }
    return r;
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

Error Store::problem() const { return store_error(sqlite3_errmsg(db_)); }

Result<Store> Store::open(const std::string& path) {
  if (!make_folders(path)) return store_error(path + ": " + std::strerror(errno));
  const mode_t mask = umask(0077);
  sqlite3* db = nullptr;
  int status = sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  Store store(db);
  if (status == SQLITE_OK) {
    sqlite3_busy_timeout(db, kWaitMilliseconds);
    auto run = [&](const char* sql) {
      if (status == SQLITE_OK) status = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
    };
    auto known = [&] { return sqlite3_exec(db, kTold, nullptr, nullptr, nullptr) == SQLITE_OK; };
    run(kSchema);
    if (status == SQLITE_OK && !known()) {
      run("BEGIN IMMEDIATE");
      if (!known()) run(kAddTold);  // no other process was first
      run("COMMIT");
    }
  }
  umask(mask);
  if (status != SQLITE_OK) return store_error(path + ": " + sqlite3_errmsg(db));
  return Result<Store>(std::move(store));
}

Store::~Store() { sqlite3_close(db_); }

Result<std::optional<Store::Row>> Store::find(std::string_view name) {
  Statement s(db_, "SELECT name, suspended, step, length(dump), changed, dump, stubs, earlier, running, told FROM session WHERE name = ?");
  switch (s.text(name).step()) {
    case SQLITE_ROW: return std::optional<Row>(s.row());
    case SQLITE_DONE: return std::optional<Row>();
    default: return problem();
  }
}

Result<std::vector<Store::Row>> Store::list() {
  Statement s(db_, "SELECT name, suspended, step, length(dump), changed FROM session ORDER BY name");
  std::vector<Row> rows;
  int status;
  while ((status = s.step()) == SQLITE_ROW) rows.push_back(s.row());
  if (status != SQLITE_DONE) return problem();
  return rows;
}

Result<bool> Store::add(std::string_view name, bool suspended, std::string_view dump, const Told& told) {
  Statement s(db_,
              "INSERT OR IGNORE INTO session (name, suspended, dump, stubs, earlier, running, told) "
              "VALUES (?, ?, ?, ?, ?, ?, 1)");
  s.text(name).number(suspended).blob(dump).text(told.stubs).text(told.earlier).text(told.running);
  if (s.step() != SQLITE_DONE) return problem();
  return sqlite3_changes(db_) == 1;
}

Result<bool> Store::replace(const Row& before, bool suspended, std::string_view dump, const Told& told) {
  Statement s(db_,
              "UPDATE session SET suspended = ?, dump = ?, stubs = ?, earlier = ?, running = ?, "
              "told = CASE WHEN told = step THEN step + 1 ELSE told END, step = step + 1, "
              "changed = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE name = ? AND step = ?");
  s.number(suspended).blob(dump).text(told.stubs).text(told.earlier).text(told.running);
  if (s.text(before.name).number(before.step).step() != SQLITE_DONE) return problem();
  return sqlite3_changes(db_) == 1;
}

Result<bool> Store::copy(std::string_view from, std::string_view to) {
  Statement s(db_,
              "INSERT OR IGNORE INTO session (name, suspended, dump, stubs, earlier, running, told) "
              "SELECT ?, suspended, dump, stubs, earlier, running, told = step FROM session WHERE name = ?");
  if (s.text(to).text(from).step() != SQLITE_DONE) return problem();
  return sqlite3_changes(db_) == 1;
}

Result<bool> Store::remove(std::string_view name) {
  Statement s(db_, "DELETE FROM session WHERE name = ?");
  if (s.text(name).step() != SQLITE_DONE) return problem();
  return sqlite3_changes(db_) == 1;
}
