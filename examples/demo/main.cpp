// SPDX-License-Identifier: MIT
// A host: two programs of the kind that agents write, run in the sandbox against tools that are C++ functions over data
// files and an SQLite database. Then one of them against each limit.
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <thread>

#include "monty/monty.hpp"

namespace {

using monty::Call;
using monty::Error;
using monty::Result;
using monty::Value;
using Clock = std::chrono::steady_clock;

std::string read_file(const std::string& name) {
  std::string path = std::string(MONTY_DEMO_DIR) + "/" + name, out;
  std::FILE* f = std::fopen(path.c_str(), "rb");
  if (f == nullptr) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(2);
  }
  char buffer[4096];
  for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) > 0;) out.append(buffer, n);
  std::fclose(f);
  return out;
}

Value read_json(const std::string& name) {
  Result<Value> v = monty::from_json(read_file(name));
  if (!v) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), v.error().message.c_str());
    std::exit(2);
  }
  return *v;
}

// The tools' side of the world.
class World {
 public:
  World() : tickets_(read_json("data/tickets.json")), suppliers_(read_json("data/suppliers.json")), rates_(read_json("data/rates.json")) {
    sqlite3_open(":memory:", &db_);
    char* problem = nullptr;
    if (sqlite3_exec(db_, read_file("data/shop.sql").c_str(), nullptr, nullptr, &problem) != SQLITE_OK) {
      std::fprintf(stderr, "shop.sql: %s\n", problem);
      std::exit(2);
    }
  }
  ~World() { sqlite3_close(db_); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Only questions: a statement that writes is refused.
  Result<Value> query(std::string_view sql, const Value* params, std::size_t count) {
    sqlite3_stmt* s = nullptr;
    if (sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()), &s, nullptr) != SQLITE_OK || s == nullptr) {
      return Error::raise("RuntimeError", sqlite3_errmsg(db_));
    }
    struct Closer {
      sqlite3_stmt* s;
      ~Closer() { sqlite3_finalize(s); }
    } closer{s};
    if (!sqlite3_stmt_readonly(s)) return Error::raise("PermissionError", "the database is read-only");
    for (std::size_t i = 0; i < count; i++) {
      int at = static_cast<int>(i) + 1;
      const Value& p = params[i];
      if (p.is_int())
        sqlite3_bind_int64(s, at, p.as_int());
      else if (p.is_number())
        sqlite3_bind_double(s, at, p.as_double());
      else if (p.is_str())
        sqlite3_bind_text(s, at, p.text().data(), static_cast<int>(p.text().size()), SQLITE_TRANSIENT);
      else if (!p.is_none())
        return Error::raise("TypeError", "parameters are numbers, texts or None");
    }
    Value rows = Value::list();
    int status = 0;
    while ((status = sqlite3_step(s)) == SQLITE_ROW) {
      Value row = Value::tuple();
      for (int i = 0; i < sqlite3_column_count(s); i++) {
        switch (sqlite3_column_type(s, i)) {
          case SQLITE_INTEGER: row.append(static_cast<std::int64_t>(sqlite3_column_int64(s, i))); break;
          case SQLITE_FLOAT: row.append(sqlite3_column_double(s, i)); break;
          case SQLITE_NULL: row.append(Value()); break;
          default: row.append(std::string(reinterpret_cast<const char*>(sqlite3_column_text(s, i))));
        }
      }
      rows.append(std::move(row));
    }
    if (status != SQLITE_DONE) return Error::raise("RuntimeError", sqlite3_errmsg(db_));
    return rows;
  }

  Result<Value> list_tickets(const Call& c) {
    const Value* page = c.argument(0, "page");
    const Value* size = c.argument(1, "size");
    if (page == nullptr || !page->is_int() || page->as_int() < 1) return Error::raise("ValueError", "page counts from 1");
    auto n = static_cast<std::size_t>(size == nullptr ? 20 : std::max<std::int64_t>(1, size->as_int()));
    std::size_t from = (static_cast<std::size_t>(page->as_int()) - 1) * n;
    Value items = Value::list();
    for (std::size_t i = from; i < std::min(from + n, tickets_.size()); i++) items.append(tickets_.items()[i]);
    bool more = from + n < tickets_.size();
    return Value::dict({{"items", std::move(items)}, {"next", more ? Value(page->as_int() + 1) : Value()}});
  }

  Result<Value> get_customer(const Call& c) {
    const Value* id = c.argument(0, "customer_id");
    if (id == nullptr) return Error::raise("TypeError", "get_customer() needs an id");
    Result<Value> rows = query("select id, name, city, vip from customers where id = ?", id, 1);
    if (!rows) return rows;
    if (rows->size() == 0) return Error::raise("KeyError", std::to_string(id->as_int()));
    auto& row = rows->items()[0].items();
    return Value::dict({{"id", row[0]}, {"name", row[1]}, {"city", row[2]}, {"vip", Value(row[3].as_bool())}});
  }

  // A model elsewhere, which times out at every third new text.
  Result<Value> classify(const Call& c) {
    const Value* text = c.argument(0, "text");
    if (text == nullptr || !text->is_str()) return Error::raise("TypeError", "classify() needs a text");
    if (seen_[text->text()]++ == 0 && seen_.size() % 3 == 0) return Error::raise("TimeoutError", "the classifier did not answer");
    static constexpr std::pair<const char*, const char*> kWords[] = {
        {"broken", "damage"}, {"flickers", "damage"}, {"nvoice", "billing"}, {"parcel", "delivery"}, {"ship", "delivery"}};
    for (auto [word, topic] : kWords) {
      if (text->text().find(word) != std::string::npos) return topic;
    }
    return "other";
  }

  Result<Value> quote(const Call& c) {
    const Value* name = c.argument(0, "supplier");
    const Value* sku = c.argument(1, "sku");
    const Value* supplier = name == nullptr ? nullptr : suppliers_.find(name->text());
    if (supplier == nullptr || sku == nullptr) return Error::raise("LookupError", "no such supplier");
    const Value* price = supplier->find("prices")->find(sku->text());
    if (price == nullptr || sku->text() == "SHF-5") return Error::raise("LookupError", name->text() + " does not offer " + sku->text());
    return Value::dict({{"price", *price}, {"currency", *supplier->find("currency")}, {"days", *supplier->find("days")}});
  }

  Result<Value> exchange_rate(const Call& c) {
    const Value* base = c.argument(0, "base");
    const Value* to = c.argument(1, "quote");
    const Value* a = base == nullptr ? nullptr : rates_.find(base->text());
    const Value* b = to == nullptr ? nullptr : rates_.find(to->text());
    if (a == nullptr || b == nullptr) return Error::raise("ValueError", "unknown currency");
    return a->as_double() / b->as_double();
  }

 private:
  sqlite3* db_ = nullptr;
  Value tickets_, suppliers_, rates_;
  std::map<std::string, int> seen_;
};

// Asynchronous tools take a few milliseconds each, side by side, as calls over a network do.
class Network {
 public:
  void answer_later(monty::Pending call, Result<Value> answer) {
    auto latency = std::chrono::milliseconds(2 + static_cast<int>(call.id() * 7 % 9));
    due_.emplace(Clock::now() + latency, std::pair(std::move(call), std::move(answer)));
    most_ = std::max(most_, due_.size());
  }
  void wait(double seconds) {
    if (due_.empty()) {
      if (seconds > 0) std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
      return;
    }
    auto next = due_.begin()->first;
    if (seconds >= 0) next = std::min(next, Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds)));
    std::this_thread::sleep_until(next);
    while (!due_.empty() && due_.begin()->first <= Clock::now()) {
      auto& [call, answer] = due_.begin()->second;
      if (answer)
        call.resolve(std::move(*answer));
      else
        call.reject(answer.error());
      due_.erase(due_.begin());
    }
  }
  std::size_t most() const { return most_; }

 private:
  std::multimap<Clock::time_point, std::pair<monty::Pending, Result<Value>>> due_;
  std::size_t most_ = 0;
};

// Runs a program with all tools; prints what happened.
int run(const monty::Engine& engine, const std::string& file, const monty::Limits& limits, bool details) {
  World world;
  Network network;
  std::map<std::string, int> calls;
  Result<monty::Program> program = monty::Program::compile(read_file("programs/" + file), file);
  if (!program) {
    std::printf("%s", program.error().traceback.c_str());
    return 1;
  }
  monty::SessionOptions options;
  options.limits = limits;
  options.on_wait = [&](double seconds) { network.wait(seconds); };
  monty::Session session(engine, std::move(options));
  using Method = Result<Value> (World::*)(const Call&);
  auto async_tool = [&](const char* name, Method method) {
    return session.define_async(name, [&, method](const Call& c, monty::Pending answer) {
      calls[std::string(c.name)]++;
      network.answer_later(answer, (world.*method)(c));
    });
  };
  bool ready = static_cast<bool>(async_tool("list_tickets", &World::list_tickets)) && async_tool("get_customer", &World::get_customer) &&
               async_tool("classify", &World::classify) && async_tool("quote", &World::quote) &&
               session.define("exchange_rate",
                              [&](const Call& c) {
                                calls["exchange_rate"]++;
                                return world.exchange_rate(c);
                              }) &&
               session.define("query_db", [&](const Call& c) -> Result<Value> {
                 calls["query_db"]++;
                 if (c.args.empty() || !c.args[0].is_str()) return Error::raise("TypeError", "query_db() needs a statement");
                 return world.query(c.args[0].text(), c.args.data() + 1, c.args.size() - 1);
               });
  if (!ready) {
    std::printf("    the limits leave no room for the tools\n");
    return 0;
  }
  Result<bool> done = session.execute(*program);
  if (details) {
    std::printf("%s", session.take_output().c_str());
    std::printf("  calls:");
    for (auto& [name, count] : calls) std::printf(" %s×%d", name.c_str(), count);
    std::printf(", up to %zu at once\n", network.most());
  }
  if (!done) {
    const Error& e = done.error();
    std::printf("%s\n", e.kind == monty::ErrorKind::Limit ? ("    stopped: " + e.message).c_str() : e.traceback.c_str());
    return e.kind == monty::ErrorKind::Limit || !details ? 0 : 1;
  }
  Result<std::string> result = session.result_repr();
  monty::Usage u = session.usage();
  if (details) std::printf("  result: %s\n", result ? result->c_str() : result.error().message.c_str());
  std::printf("  time: %.2f ms in the sandbox, %.2f ms in tools; memory: %llu KB at most; %llu instructions\n", u.seconds * 1e3, u.host_seconds * 1e3,
              static_cast<unsigned long long>(u.peak_memory / 1024), static_cast<unsigned long long>(u.instructions));
  return 0;
}

}  // namespace

int main() {
  monty::Engine engine;
  int status = 0;
  for (const char* file : {"support.py", "reorder.py"}) {
    std::printf("== %s\n", file);
    status |= run(engine, file, {.memory = 32 << 20, .depth = 500, .seconds = 2}, true);
  }
  struct Case {
    const char* what;
    monty::Limits limits;
  };
  const Case cases[] = {
      {"memory: 48 KB", {.memory = 48 << 10}}, {"time: 0.1 ms", {.seconds = 1e-4}}, {"instructions: 3,000", {.instructions = 3000}},
      {"output: 40 bytes", {.output = 40}},    {"depth: 2 frames", {.depth = 2}},
  };
  std::printf("== reorder.py against each limit\n");
  for (const Case& c : cases) {
    std::printf("  %s\n", c.what);
    status |= run(engine, "reorder.py", c.limits, false);
  }
  return status;
}
