// SPDX-License-Identifier: MIT
#include "sessions.h"

#include <cstdio>
#include <cstdlib>

#include "check.h"
#include "drive.h"
#include "host.h"
#include "store.h"

namespace {

using monty::Result;

int complain(const std::string& message) {
  std::fprintf(stderr, "monty: %s\n", message.c_str());
  return kUsage;
}

int no_session(const std::string& name) { return complain("there is no session '" + name + "'"); }
int taken(const std::string& name) { return complain("there is a session '" + name + "' already"); }

// --store, else the user's folder of state (XDG Base Directory Specification).
std::string store_path(const Options& o) {
  if (!o.store.empty()) return o.store;
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  std::string folder = state != nullptr && state[0] == '/' ? state : std::string(home == nullptr ? "." : home) + "/.local/state";
  return folder + "/monty/sessions.sqlite";
}

// A step of a session: what every command that runs Python needs around it.
struct Step {
  Step(Options& options, Store& to) : o(options), store(to) { catch_interrupts(cancel); }

  Options& o;
  Store& store;
  std::string key;
  Store::Told told;  // before this step, then with what it declares and runs
  bool all_told = true;
  Output output;
  monty::CancelToken cancel;
  Tools tools{cancel};
  monty::Engine engine;

  // The snippet of the options; the exit status.
  int compile(std::int64_t step, std::optional<monty::Program>* out) {
    std::string& source = told.running;
    std::string filename;
    const bool named = o.from == Options::Source::File;
    if (int status = read_sources(&o, &source, &filename); status != 0) return status;
    if (!named) filename = "<python-input-" + std::to_string(step) + ">";
    Result<monty::Program> program = monty::Program::compile(source, filename, monty::Mode::File, o.limits);
    if (!program) return not_compiled(o, program.error());
    *out = *program;
    return declare(&*program, filename);
  }

  // Adds to what is told what the options declare, and checks the snippet; the exit status.
  int declare(const monty::Program* program, const std::string& filename) {
    for (std::size_t i = 0; i < o.stubs.size(); i++) {
      Result<monty::Program> valid = monty::Program::compile(o.stubs[i], o.stub_files[i], monty::Mode::File);
      if (!valid) return report(valid.error());  // nothing that no later step could be checked against
    }
    const std::string known = "\n" + told.stubs;
    std::erase_if(o.stubs, [&](const std::string& text) { return known.find("\n" + ended(text)) != known.npos; });
    if (!told.stubs.empty()) o.stubs.insert(o.stubs.begin(), told.stubs);
    Checker checker(o, program);
    told.stubs = checker.stubs();
    if (!o.type_check || program == nullptr) return 0;
    // -t: the snippet against all before it.
    if (!monty::check_available()) return no_checker();
    if (!all_told) return complain("the session '" + o.session + "' has steps whose source an older monty did not keep: no type check");
    checker.add_earlier(told.earlier);
    const int status = checker.check(told.running, filename, stderr);
    return status == 0 ? 0 : not_typed(o, checker.problem(), status);
  }

  // `before`: the step that this one follows; null: the session is new.
  Keep keep(monty::Session& session, const Store::Row* before) {
    return [this, &session, before](const Result<monty::Progress>& went) {
      Result<std::string> dump = session.dump(key);
      if (!dump) return refused(o.session, dump.error());
      const bool suspended = is_suspended(went);
      if (!suspended) {
        told.earlier += ended(went ? told.running : what_ran(told.running, went.error()));
        told.running.clear();
      }
      Result<bool> done = before == nullptr ? store.add(o.session, suspended, *dump, told) : store.replace(*before, suspended, *dump, told);
      if (!done) return complain(done.error().message);
      if (*done) return 0;
      return before == nullptr ? taken(o.session) : complain("the session '" + o.session + "' was changed meanwhile: this step is not kept");
    };
  }

  int make() {
    std::optional<monty::Program> program;
    if (!o.program.empty()) {
      if (int status = compile(0, &program); status != 0) return status;
    } else {
      if (int status = read_stubs(&o); status != 0) return status;
      if (int status = declare(nullptr, ""); status != 0) return status;
    }
    monty::SessionOptions so;
    if (int status = driven_options(o, cancel, &output, &tools, &so); status != 0) return status;
    monty::Session session(engine, std::move(so));
    if (Result<bool> done = define_tools(o, program ? &*program : nullptr, &session, &tools, &output); !done) return report(done.error());
    if (int status = set_inputs(o, &session); status != 0) return status;
    if (!program) return keep(session, nullptr)(monty::Progress{});
    return conclude(o, session, session.start(*program), output, keep(session, nullptr));
  }

  // feed and resume
  int go_on(const Store::Row& row) {
    const bool feeds = o.verb == Options::Verb::Feed;
    if (row.suspended && feeds) return complain("the session '" + row.name + "' waits for an answer: resume it first");
    if (!row.suspended && !feeds) return complain("the session '" + row.name + "' waits for no answer: feed it");
    told = row.told;
    all_told = row.all_told;
    std::optional<monty::Program> program;
    if (feeds) {
      if (int status = compile(row.step, &program); status != 0) return status;
    }
    monty::SessionOptions so;
    if (int status = driven_options(o, cancel, &output, &tools, &so); status != 0) return status;
    so.argv.clear();
    Result<monty::Session> session = monty::Session::load(engine, row.dump, std::move(so), key);
    if (!session) return refused(row.name, session.error());
    Result<monty::SnapshotInfo> info = monty::Session::inspect(engine, row.dump);
    if (!info) return refused(row.name, info.error());
    grant_tools(o, info->functions, &*session, &tools, &output);
    if (!feeds) return answer(o, *session, output, keep(*session, &row));
    if (Result<bool> done = define_tools(o, &*program, &*session, &tools, &output); !done) return report(done.error());
    if (int status = set_inputs(o, &*session); status != 0) return status;
    return conclude(o, *session, session->start(*program), output, keep(*session, &row));
  }
};

int show_list(Store& store) {
  Result<std::vector<Store::Row>> rows = store.list();
  if (!rows) return complain(rows.error().message);
  for (auto& row : *rows) {
    std::printf("%-24s %-9s %6lld steps %10llu bytes  %s\n", row.name.c_str(), row.suspended ? "suspended" : "ready", static_cast<long long>(row.step),
                static_cast<unsigned long long>(row.bytes), row.changed.c_str());
  }
  return 0;
}

}  // namespace

int run_session(Options& o) {
  Result<Store> store = Store::open(store_path(o));
  if (!store) return complain(store.error().message);
  if (o.verb == Options::Verb::List) return show_list(*store);
  if (o.verb == Options::Verb::Remove) {
    Result<bool> done = store->remove(o.session);
    return !done ? complain(done.error().message) : *done ? 0 : no_session(o.session);
  }
  Result<std::optional<Store::Row>> found = store->find(o.session);
  if (!found) return complain(found.error().message);
  const bool makes = o.verb == Options::Verb::New;
  if (makes && *found) return taken(o.session);
  if (!makes && !*found) return no_session(o.session);
  switch (o.verb) {
    case Options::Verb::Fork: {
      Result<bool> done = store->copy(o.session, o.copy);
      return !done ? complain(done.error().message) : *done ? 0 : taken(o.copy);
    }
    case Options::Verb::Inspect: return show_dump(o.session, (*found)->dump);
    default: break;
  }
  Step step(o, *store);
  if (!read_key(o, &step.key)) return cannot_open(o.key);
  return makes ? step.make() : step.go_on(**found);
}
