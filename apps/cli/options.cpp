// SPDX-License-Identifier: MIT
// The options, by CLI11. Only this file is compiled with exceptions. `monty FILE`, `monty -c CODE` and plain `monty` do
// not come here at all: CLI11 makes an object for each option, and most runs give none.
#include "options.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstring>

namespace {

constexpr const char* kFlags[] = {"-h", "--help", "-V", "--version", "--stats", "--hop", "--ask-names", "--pause", "-t", "--type-check"};

bool takes_value(const char* option) {
  if (std::strchr(option, '=') != nullptr) return false;
  for (const char* f : kFlags) {
    if (std::strcmp(option, f) == 0) return false;
  }
  return true;
}

// "64MB", "1.5G", "4096"
std::string read_size(const std::string& text, std::uint64_t* out) {
  char* end = nullptr;
  double n = std::strtod(text.c_str(), &end);
  std::string unit(end);
  for (char& c : unit) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (unit.size() > 1 && unit.back() == 'B') unit.pop_back();
  if (unit.size() > 1 && unit.back() == 'I') unit.pop_back();
  double factor = unit.empty() || unit == "B" ? 1 : unit == "K" ? 1 << 10 : unit == "M" ? 1 << 20 : unit == "G" ? 1 << 30 : 0;
  if (end == text.c_str() || factor == 0 || !(n > 0) || n * factor > 1e18) return "not a size: " + text + " (such as 64MB)";
  *out = static_cast<std::uint64_t>(n * factor);
  return {};
}

// "5s", "500ms", "2m", "1.5"
std::string read_seconds(const std::string& text, double* out) {
  char* end = nullptr;
  double n = std::strtod(text.c_str(), &end);
  std::string unit(end);
  double factor = unit.empty() || unit == "s" ? 1 : unit == "ms" ? 1e-3 : unit == "m" || unit == "min" ? 60 : unit == "h" ? 3600 : 0;
  if (end == text.c_str() || factor == 0 || !(n > 0) || !(n * factor < 1e12)) return "not a time: " + text + " (such as 5s or 500ms)";
  *out = n * factor;
  return {};
}

// "/data=./data:cow:10MB", "/=memory"
std::string read_mount(const std::string& text, MountOption* out) {
  using Mount = monty::OsPolicy::Mount;
  const auto at = text.find('=');
  if (at == 0 || at == std::string::npos || at + 1 == text.size()) return "expected POINT=DIRECTORY: " + text;
  out->point = text.substr(0, at);
  out->directory = text.substr(at + 1);
  bool mode = false;
  // From behind: a quota, a mode; what is neither belongs to the directory's name.
  for (int i = 0; i < 2 && !mode; i++) {
    const auto colon = out->directory.rfind(':');
    if (colon == std::string::npos) break;
    const std::string word = out->directory.substr(colon + 1);
    mode = word == "ro" || word == "rw" || word == "cow";
    if (word == "rw") out->mode = Mount::ReadWrite;
    if (word == "cow") out->mode = Mount::CopyOnWrite;
    if (!mode && (i > 0 || !read_size(word, &out->quota).empty())) break;
    out->directory.resize(colon);
  }
  if (out->directory == "memory") out->directory.clear();
  return {};
}

bool identifier(const std::string& s) {
  if (s.empty() || (s[0] >= '0' && s[0] <= '9')) return false;
  for (char c : s) {
    if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80))) return false;
  }
  return true;
}

std::string split(const std::string& text, const char* what, std::string* name, std::string* rest) {
  auto at = text.find('=');
  *name = text.substr(0, at);
  if (at == std::string::npos || !identifier(*name)) return std::string("expected NAME=") + what + ": " + text;
  *rest = text.substr(at + 1);
  return {};
}

// The options as they are written, and what they mean once all are read.
class Words {
 public:
  explicit Words(Options* o) : o_(*o), app_("Runs Python in a sandbox: nothing outside is reached except through the tools given.", "monty") {
    app_.footer(
        "monty [OPTIONS] FILE [ARGS]...      a program\n"
        "monty [OPTIONS] -c CODE [ARGS]...   a program given here\n"
        "monty [OPTIONS] -                   a program from standard input\n"
        "monty [OPTIONS]                     a prompt\n"
        "monty --hop [OPTIONS] FILE          at every question to the host a fresh process goes on from a snapshot\n"
        "monty start FILE|-c CODE [OPTIONS]  up to the first question, which is printed as JSON\n"
        "monty resume SNAPSHOT [OPTIONS]     on from there with an answer\n"
        "monty inspect SNAPSHOT              what it holds\n"
        "monty session new NAME [FILE|-c CODE]   a session kept in a file; also feed, resume, fork NAME COPY,\n"
        "                                    inspect, rm, list\n"
        "monty check FILE|-c CODE [OPTIONS]  the types of a program, which does not run\n"
        "monty dis FILE                      the bytecode of a program\n"
        "Exit status: 0; 1 an uncaught exception, or an error of types; 2 usage; 3 a limit; 4 a snapshot is refused;\n"
        "5 no type checker in this build; 130 interrupted.");
    app_.set_version_flag("-V,--version", "monty " + std::string(monty::version()));
    app_.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }

  void add_limits() {
    auto checked = [](auto read, auto* out) { return [=](const std::string& text) { return read(text, out); }; };
    app_.add_option("--max-memory", ignored_, "memory of the program, such as 64MB")->check(checked(read_size, &o_.limits.memory));
    app_.add_option("--max-time", ignored_, "running time, such as 5s or 500ms; tools do not count")->check(checked(read_seconds, &o_.limits.seconds));
    app_.add_option("--max-depth", o_.limits.depth, "nested calls")->check(CLI::Range(1, 100000000));
    app_.add_option("--max-instructions", o_.limits.instructions, "instructions (the same on every machine)")->check(CLI::PositiveNumber);
    app_.add_option("--max-output", ignored_, "bytes printed, such as 1MB")->check(checked(read_size, &o_.limits.output));
  }
  void add_tools() {
    app_.add_option("--tool", tools_,
                    "NAME=COMMAND: a function of the program that runs the shell command; JSON on its standard input "
                    "and output. "
                    "With start: NAME alone is a function that resume answers")
        ->allow_extra_args(false);
    app_.add_option("--async-tool", async_tools_, "the same, always to be awaited (--tool looks at how the program uses it)")->allow_extra_args(false);
    app_.add_option("--sync-tool", sync_tools_, "the same, never to be awaited")->allow_extra_args(false);
    app_.add_option("--stubs", o_.stubs, "FILE.pyi that declares the tools: `def` or `async def`, and for type checks the inputs")->allow_extra_args(false);
  }
  void add_check() {
    app_.add_option("--format", format_, "of what a type check finds")->check(CLI::IsMember(std::vector<std::string>(kFormats, std::end(kFormats))));
  }
  void add_system() {
    app_.add_option("--mount", mounts_,
                    "POINT=DIRECTORY[:ro|rw|cow[:QUOTA]]: files that the program sees at POINT (/data, / for all), to read, "
                    "to change, or with changes in memory; POINT=memory: none at first")
        ->allow_extra_args(false);
    app_.add_option("--env", environment_, "NAME=VALUE: a variable of os.environ")->allow_extra_args(false);
    app_.add_option("--clock", o_.clock,
                    "real, ask, or the time at which it stands (2026-01-31T12:00:00Z, seconds since 1970); with start, what "
                    "is not given is asked");
    app_.add_option("--seed", o_.seed, "number that random numbers come from");
  }
  void add_run() {
    add_limits();
    add_tools();
    add_system();
    add_check();
    app_.add_flag("-t,--type-check", o_.type_check,
                  "run only what has no type errors; at a prompt and in a session, each snippet is checked against those before");
    app_.add_option("--input", inputs_, "NAME=JSON: a global variable")->allow_extra_args(false);
    app_.add_option("--result", result_, "print the value of the last expression, after the output")->check(CLI::IsMember({"repr", "json"}));
    app_.add_option("--module-path", o_.module_paths, "folder whose .py files may be imported")->allow_extra_args(false);
    app_.add_flag("--stats", o_.stats, "at the end: time, memory and instructions on standard error");
    app_.add_flag("--hop", hop_, "go on in a fresh process at every question to the host");
  }
  void add_snapshot() {
    app_.add_flag("--ask-names", o_.ask_names, "names that the program lacks are asked for");
    app_.add_flag("--pause", o_.pause, "where instructions or time are used up, the program is suspended");
    app_.add_option("--save", o_.save, "file for the snapshot of the suspended program");
    app_.add_option("--key", o_.key, "file with a secret: snapshots carry, and must carry, its authentication code");
    app_.add_option("--state-fd", o_.state_fd, "descriptor that the line of JSON is written to")->check(CLI::Range(1, 1000));
  }
  void add_answers() {
    app_.add_option("--value", o_.value, "JSON: the answer (-: on standard input)");
    app_.add_option("--error", o_.error, "TYPE:MESSAGE: raised at the call");
    app_.add_flag("--future", o_.future, "the call gives an awaitable that is settled later");
    app_.add_flag("--function", o_.function, "the name asked for is a function that resume answers");
    app_.add_flag("--async-function", o_.async_function, "the same, to be awaited");
    app_.add_flag("--refuse", o_.refuse, "the operating system says no, or there is no such name");
    app_.add_option("--id", o_.id, "of the call that is answered (left out: the question)");
    app_.add_option("--answers", o_.answers,
                    "JSON list of {\"id\": N, \"value\": ...} or {\"id\": N, \"error\": {\"type\": ..., \"message\": "
                    "...}} (-: on standard input)");
    app_.add_option("--waited", o_.waited, "seconds that the program's clock moves on");
  }
  void add_store() { app_.add_option("--store", o_.store, "the file of the sessions (left out: monty/sessions.sqlite in the user's folder of state)"); }
  CLI::App& app() { return app_; }
  bool hop() const { return hop_; }

  // False: o is Quit.
  template <class... Arguments>
  bool parse(Arguments&&... arguments) {
    try {
      app_.parse(std::forward<Arguments>(arguments)...);
    } catch (const CLI::ParseError& e) {
      return quit(app_.exit(e) == 0 ? 0 : 2);
    }
    o_.result = result_ == "repr" ? Options::Result::Repr : result_ == "json" ? Options::Result::Json : Options::Result::None;
    o_.check_format = static_cast<monty::CheckFormat>(std::find(kFormats, std::end(kFormats), format_) - kFormats);
    read_tools(tools_, ToolOption::Kind::Guess);
    read_tools(async_tools_, ToolOption::Kind::Async);
    read_tools(sync_tools_, ToolOption::Kind::Sync);
    for (auto& text : inputs_) {
      o_.inputs.emplace_back();
      if (problem_.empty()) problem_ = split(text, "JSON", &o_.inputs.back().first, &o_.inputs.back().second);
    }
    for (auto& text : mounts_) {
      o_.mounts.emplace_back();
      if (problem_.empty()) problem_ = read_mount(text, &o_.mounts.back());
    }
    for (auto& text : environment_) {
      const auto at = text.find('=');
      if (problem_.empty() && (at == 0 || at == std::string::npos)) problem_ = "expected NAME=VALUE: " + text;
      o_.environment.emplace_back(text.substr(0, at), at == std::string::npos ? "" : text.substr(at + 1));
    }
    if (problem_.empty()) return true;
    std::fprintf(stderr, "monty: %s\n", problem_.c_str());
    return quit(2);
  }
  bool quit(int status) {
    o_.action = Options::Action::Quit;
    o_.status = status;
    return false;
  }

 private:
  void read_tools(const std::vector<std::string>& list, ToolOption::Kind kind) {
    using Action = Options::Action;
    const bool nameless = o_.action == Action::Start || o_.action == Action::Session || o_.action == Action::Check;
    for (auto& text : list) {
      ToolOption t;
      t.kind = kind;
      t.declared = nameless && identifier(text);
      if (t.declared)
        t.name = text;
      else if (problem_.empty())
        problem_ = split(text, "COMMAND", &t.name, &t.command);
      o_.tools.push_back(std::move(t));
    }
  }

  Options& o_;
  CLI::App app_;
  // In the order of monty::CheckFormat.
  static constexpr const char* kFormats[] = {"full", "concise", "json", "github", "azure", "json-lines", "rdjson", "pylint", "gitlab"};
  std::string ignored_, result_, problem_, format_ = "full";
  std::vector<std::string> tools_, async_tools_, sync_tools_, inputs_, mounts_, environment_;
  bool hop_ = false;
};

// The words from `first` on, as CLI11 wants them: backwards. Those behind a "--" are the program's own.
std::vector<std::string> split_arguments(int first, int argc, char** argv, std::vector<std::string>* rest) {
  int end = first;
  while (end < argc && std::strcmp(argv[end], "--") != 0) end++;
  if (end < argc) rest->assign(argv + end + 1, argv + argc);
  std::vector<std::string> out(argv + first, argv + end);
  std::reverse(out.begin(), out.end());
  return out;
}

// monty start, resume, inspect, check: options may stand on either side of the file; the program's own arguments behind "--".
Options parse_driving(Options::Action action, int argc, char** argv) {
  Options o;
  o.action = action;
  Words words(&o);
  std::string file;
  std::optional<std::string> code;
  std::vector<std::string> rest;
  const bool program = action == Options::Action::Start || action == Options::Action::Check;
  if (action != Options::Action::Inspect) words.add_run();
  if (action == Options::Action::Start || action == Options::Action::Resume) words.add_snapshot();
  if (action == Options::Action::Resume) words.add_answers();
  if (program) words.app().add_option("-c", code, "the program");
  words.app().add_option("file", file, program ? "the program (-: standard input)" : "the snapshot");
  if (!words.parse(split_arguments(2, argc, argv, &rest))) return o;
  if (file.empty() == !code.has_value()) {
    std::fprintf(stderr, "monty: %s\n", program ? "a file or -c CODE is missing" : "the snapshot's file is missing");
    words.quit(2);
    return o;
  }
  o.from = code ? Options::Source::Code : file == "-" && program ? Options::Source::Stdin : Options::Source::File;
  o.program = code ? *code : file;
  o.argv = {code ? std::string("-c") : file};
  o.argv.insert(o.argv.end(), rest.begin(), rest.end());
  return o;
}

// monty session VERB [NAME]: as start and resume, with a name in place of the snapshot's file.
Options parse_session(int argc, char** argv) {
  using Verb = Options::Verb;
  static constexpr std::pair<const char*, Verb> kVerbs[] = {{"new", Verb::New},   {"list", Verb::List}, {"feed", Verb::Feed},      {"resume", Verb::Resume},
                                                            {"fork", Verb::Fork}, {"rm", Verb::Remove}, {"inspect", Verb::Inspect}};
  Options o;
  o.action = Options::Action::Session;
  Words words(&o);
  words.add_store();
  auto wrong = [&](const char* what) {
    std::fprintf(stderr, "monty session: %s\n", what);
    words.quit(2);
    return o;
  };
  const std::pair<const char*, Verb>* verb = nullptr;
  for (auto& known : kVerbs) {
    if (argc > 2 && std::strcmp(argv[2], known.first) == 0) verb = &known;
  }
  const bool help = argc > 2 && (std::strcmp(argv[2], "-h") == 0 || std::strcmp(argv[2], "--help") == 0);
  if (verb == nullptr && !help) return wrong("expected new, list, feed, resume, fork, inspect or rm");
  if (verb != nullptr) o.verb = verb->second;
  const bool runs = o.verb == Verb::New || o.verb == Verb::Feed || o.verb == Verb::Resume;
  std::string file;
  std::optional<std::string> code;
  if (help || o.verb != Verb::List) words.app().add_option("name", o.session, "the session");
  if (runs || help) {
    words.add_run();
    words.add_snapshot();
    words.add_answers();
  }
  if (o.verb == Verb::Fork) words.app().add_option("copy", o.copy, "name of the copy");
  if (o.verb == Verb::New || o.verb == Verb::Feed) {
    words.app().add_option("-c", code, "the snippet");
    words.app().add_option("file", file, "the snippet (-: standard input)");
  }
  std::vector<std::string> rest;
  if (!words.parse(split_arguments(help ? 2 : 3, argc, argv, &rest))) return o;
  if (o.verb != Verb::List && o.session.empty()) return wrong("the session's name is missing");
  if (o.verb == Verb::Fork && o.copy.empty()) return wrong("the copy's name is missing");
  if (o.verb == Verb::Feed && file.empty() && !code) return wrong("feed needs a file or -c CODE");
  o.from = code ? Options::Source::Code : file == "-" ? Options::Source::Stdin : Options::Source::File;
  o.program = code ? *code : file;
  if (o.verb == Verb::New) {
    o.argv = {code ? std::string("-c") : file};
    o.argv.insert(o.argv.end(), rest.begin(), rest.end());
  }
  return o;
}

// With --hop, options of ours may stand behind the program too, up to a "--": they go to the front.
std::vector<char*> options_first(int argc, char** argv) {
  std::vector<char*> front(argv, argv + argc), back;
  bool hop = false;
  int at = 1;
  for (; at < argc && argv[at][0] == '-' && argv[at][1] != '\0' && std::strcmp(argv[at], "-c") != 0 && std::strcmp(argv[at], "--") != 0; at++) {
    hop = hop || std::strcmp(argv[at], "--hop") == 0;
    if (takes_value(argv[at])) at++;
  }
  if (!hop || at >= argc || std::strcmp(argv[at], "--") == 0) return front;
  const int program = std::strcmp(argv[at], "-c") == 0 ? 2 : 1;
  front.assign(argv, argv + at);
  back.assign(argv + at, argv + std::min(argc, at + program));
  for (at += program; at < argc; at++) {
    if (std::strcmp(argv[at], "--") == 0) {
      back.insert(back.end(), argv + at + 1, argv + argc);
      break;
    }
    static constexpr const char* kOurs[] = {"--tool", "--async-tool", "--sync-tool", "--stubs", "--input", "--result",     "--module-path", "--stats",
                                            "--max-", "--mount",      "--env",       "--clock", "--seed",  "--type-check", "--format"};
    bool ours = std::strcmp(argv[at], "-t") == 0;
    for (const char* o : kOurs) ours = ours || std::strncmp(argv[at], o, std::strlen(o)) == 0;
    auto& to = ours ? front : back;
    to.push_back(argv[at]);
    if (ours && takes_value(argv[at]) && at + 1 < argc) to.push_back(argv[++at]);
  }
  front.insert(front.end(), back.begin(), back.end());
  return front;
}

}  // namespace

Options parse_options(int argc, char** words_given) {
  std::vector<char*> ordered = options_first(argc, words_given);
  char** argv = ordered.data();
  argc = static_cast<int>(ordered.size());  // a "--" is gone
  static constexpr std::pair<const char*, Options::Action> kDriving[] = {
      {"start", Options::Action::Start}, {"resume", Options::Action::Resume}, {"inspect", Options::Action::Inspect}, {"check", Options::Action::Check}};
  for (auto& [word, action] : kDriving) {
    if (argc > 2 && std::strcmp(argv[1], word) == 0) return parse_driving(action, argc, argv);
  }
  if (argc > 1 && std::strcmp(argv[1], "session") == 0) return parse_session(argc, argv);
  Options o;
  // Everything behind the program is the program's own.
  int at = 1;
  bool code = false;
  for (; at < argc; at++) {
    const char* a = argv[at];
    if (std::strcmp(a, "-c") == 0) {
      code = true;
      break;
    }
    if (a[0] != '-' || a[1] == '\0') break;
    if (std::strcmp(a, "--") == 0) break;
    if (takes_value(a)) at++;
  }
  Words words(&o);
  if (at > 1) {
    words.add_run();
    if (!words.parse(std::min(at, argc), argv)) return o;
  }

  if (at < argc && std::strcmp(argv[at], "--") == 0) at++;
  if (code) {
    if (at + 1 >= argc) {
      std::fprintf(stderr, "monty: -c needs the code\n");
      words.quit(2);
      return o;
    }
    o.action = Options::Action::Run;
    o.from = Options::Source::Code;
    o.program = argv[at + 1];
    o.argv = {"-c"};
    at += 2;
  } else if (at < argc) {
    if (std::strcmp(argv[at], "dis") == 0 && at + 2 == argc) {
      o.action = Options::Action::Disassemble;
      o.program = argv[at + 1];
      return o;
    }
    o.action = Options::Action::Run;
    o.from = std::strcmp(argv[at], "-") == 0 ? Options::Source::Stdin : Options::Source::File;
    o.program = argv[at];
    o.argv = {o.program};
    at++;
  } else {
    o.action = isatty(0) ? Options::Action::Repl : Options::Action::Run;
    o.from = Options::Source::Stdin;
    o.argv = {""};
  }
  for (; at < argc; at++) o.argv.emplace_back(argv[at]);
  if (words.hop() && o.action == Options::Action::Run) o.action = Options::Action::Hop;
  return o;
}
