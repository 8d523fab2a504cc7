// SPDX-License-Identifier: MIT
#include "api/engine.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "code/image.h"
#include "host/os.h"
#include "native/native.h"
#include "object/seal.h"
#include "object/type.h"
#include "snapshot/snapshot.h"
#include "vm/modules.h"

namespace monty {

std::shared_ptr<Program> Engine::library(const NativeModule& module) {
  std::lock_guard lock(mutex_);
  auto& program = programs_[&module];
  if (program == nullptr) {
    const std::string_view image = library_image(module.text);
    if (image.empty()) return nullptr;
    program = read_image(image);
    program->filename = "<frozen " + std::string(module.text) + ">";
    program->library = module.text;
    seal_program(*program);
  }
  return program;
}

std::shared_ptr<Program> Engine::loaded(const std::string& key) {
  std::lock_guard lock(mutex_);
  auto it = loaded_.find(key);
  return it == loaded_.end() ? nullptr : it->second;
}

void Engine::remember_loaded(std::string key, std::shared_ptr<Program> program) {
  const usize bytes = key.size() + program->source.size() + program->bytes;
  std::lock_guard lock(mutex_);
  if (bytes > kLoadedBytes / 4) return;
  if (loaded_bytes_ + bytes > kLoadedBytes) {
    loaded_.clear();
    loaded_bytes_ = 0;
  }
  if (loaded_.emplace(std::move(key), std::move(program)).second) loaded_bytes_ += bytes;
}

namespace {

// A program grows beside tree and scratch and is no larger than they: what they take is charged twice, before it is taken.
constexpr i64 kProgramShare = 2;

struct BudgetMeter : Meter {
  explicit BudgetMeter(const CompileBudget& b)
      : Meter(look), memory(static_cast<i64>(std::min(b.memory, u64{1} << 62))), deadline(b.seconds > 0 ? host::monotonic_clock() + b.seconds : 0) {}
  static bool look(Meter& meter) {
    auto& self = static_cast<BudgetMeter&>(meter);
    meter.fuel() = 50000;
    return self.deadline == 0 || host::monotonic_clock() < self.deadline;
  }
  static bool take(void* context, i64 bytes) {
    auto& self = *static_cast<BudgetMeter*>(context);
    bytes *= kProgramShare;
    if (bytes > self.memory) return false;
    self.memory -= bytes;
    return true;
  }
  i64 memory;
  double deadline;
};

}  // namespace

// CompileOptions::assert_bytes, in Program::compile_flags above the CompileFlags.
constexpr u32 kAssertShift = 8;
constexpr u32 kMostAssertBytes = (1u << (32 - kAssertShift)) - 1;

std::shared_ptr<Program> compile_program(std::string_view source, std::string_view filename, bool want_result, CompileFailure* failure, compiler::Mode mode,
                                         CompileBudget budget, u32 assert_bytes) {
  compiler::CompileOptions options;
  options.mode = mode;
  options.allow_top_level_await = true;
  options.want_result = want_result;
  options.assert_bytes = std::min(assert_bytes, kMostAssertBytes);
  options.filename = filename;
  BudgetMeter meter(budget);
  Arena arena(BudgetMeter::take, &meter);
  if (source.size() > budget.memory) {
    failure->stopped = StopReason::Memory;
    return nullptr;
  }
  meter.memory -= static_cast<i64>(source.size());
  auto result = compiler::compile(source, options, meter, arena);
  if (!result.ok) {
    failure->error = result.error;
    failure->incomplete = result.incomplete;
    if (result.status == compiler::CompileResult::Status::Interrupted) failure->stopped = StopReason::Time;
    if (result.status == compiler::CompileResult::Status::OutOfMemory) failure->stopped = StopReason::Memory;
    return nullptr;
  }
  seal_program(*result.program);
  result.program->mode = static_cast<u8>(mode);
  result.program->compile_flags = kCompileTopLevelAwait | (want_result ? kCompileWantResult : 0) | options.assert_bytes << kAssertShift;
  return result.program;
}

// The compiler of a session: charged to its limits.
struct SessionCompiler {
  static constexpr usize kShort = 1024;  // texts that are worth remembering: loops evaluate them again and again
  static constexpr usize kRemembered = 1000;
  static constexpr usize kGenerated = 16384;  // what the library writes for a class is known to all sessions up to here

  static bool take(void* context, i64 bytes) {
    Heap& heap = static_cast<Vm*>(context)->heap;
    if (bytes >= 0) return heap.charge(static_cast<usize>(bytes * kProgramShare));
    heap.discharge(static_cast<usize>(-bytes * kProgramShare));
    return true;
  }
  static std::shared_ptr<Program> compile(Vm& vm, std::string_view source, const compiler::CompileOptions& options);
  static std::shared_ptr<Program> compile_in(Vm& vm, std::string_view source, std::string_view filename, int mode, u32 flags);
};

std::shared_ptr<Program> SessionCompiler::compile(Vm& vm, std::string_view source, const compiler::CompileOptions& options) {
  if (!vm.heap.charge(source.size())) return raise_memory_error(vm), nullptr;
  compiler::CompileResult result;
  {
    Arena arena(take, &vm);
    result = compiler::compile(source, options, vm.meter, arena);
    if (result.ok) seal_program(*result.program);
  }
  if (result.ok && !vm.heap.charge(result.program->bytes)) {
    result.ok = false;
    result.status = compiler::CompileResult::Status::OutOfMemory;
  }
  if (result.ok) return result.program;
  vm.heap.discharge(source.size());
  if (result.status == compiler::CompileResult::Status::Interrupted)
    raise_stopped(vm);
  else if (result.status == compiler::CompileResult::Status::OutOfMemory)
    raise_memory_error(vm);
  else
    raise_syntax_error(vm, result.error, options.filename);
  return nullptr;
}

// Shows the warnings of the compiler as CPython does at the end of its own; false: the output limit.
bool show_warnings(Vm& vm, const Program& program) {
  for (const CompileWarning& w : program.warnings) {
    std::string text = program.filename + ":" + std::to_string(w.lineno) + ": SyntaxWarning: " + w.msg + "\n";
    if (!program.filename.starts_with('<')) {
      std::string_view rest = program.source;
      for (u32 line = 1; line < w.lineno && !rest.empty(); ++line) rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
      rest = rest.substr(0, rest.find('\n'));
      const usize from = rest.find_first_not_of(" \t\f");
      if (from != rest.npos) text.append("  ").append(rest.substr(from, rest.find_last_not_of(" \t\f\r") + 1 - from)).append("\n");
    }
    Str* shown = str_from_utf8(vm, text);
    if (shown == nullptr || !write_output(vm, 2, shown)) return false;
  }
  return true;
}

std::shared_ptr<Program> SessionCompiler::compile_in(Vm& vm, std::string_view source, std::string_view filename, int mode, u32 flags) {
  const bool loading = (mode & snapshot::kLoading) != 0;
  mode &= ~snapshot::kLoading;
  if (!loading && vm.frame != nullptr) flags |= vm.frame->code->code->program->compile_flags >> kAssertShift << kAssertShift;
  compiler::CompileOptions options;
  options.mode = mode == 1 ? compiler::Mode::Eval : mode == 2 ? compiler::Mode::Single : compiler::Mode::Module;
  options.allow_top_level_await = (flags & kCompileTopLevelAwait) != 0;
  options.want_result = (flags & kCompileWantResult) != 0;
  options.use_names = (flags & kCompileNames) != 0;
  options.assert_bytes = flags >> kAssertShift;
  options.filename = filename;
  std::string key;
  Session& session = *static_cast<Session*>(vm.api_context);
  auto& known = session.compiled_;
  std::shared_ptr<Program> program;
  const bool shared = loading || (source.size() <= kGenerated && vm.frame != nullptr && !vm.frame->code->code->program->library.empty());
  if (source.size() <= kShort || shared) {
    key = std::to_string(mode) + ' ' + std::to_string(flags) + ' ';
    key.append(filename).append(1, '\0').append(source);
    if (auto it = known.find(key); it != known.end()) return it->second;
    if (shared) program = session.engine().loaded(key);
  }
  if (program != nullptr) {
    if (!vm.heap.charge(source.size() + program->bytes)) return raise_memory_error(vm), nullptr;
    if (!loading && !vm.meter.tick(program->cost)) return raise_stopped(vm), nullptr;
    vm.programs.push_back(program);
    return program;
  }
  const u64 used = vm.used_fuel();
  program = compile(vm, source, options);
  if (program == nullptr || (!loading && !show_warnings(vm, *program))) return nullptr;
  program->mode = static_cast<u8>(options.mode);
  program->compile_flags = flags;
  program->cost = vm.used_fuel() - used;
  vm.programs.push_back(program);
  if (shared) session.engine().remember_loaded(key, program);
  if (source.size() <= kShort && known.size() < kRemembered) known.emplace(std::move(key), program);
  return program;
}

namespace {

std::shared_ptr<Program> library_in(Vm& vm, const NativeModule& module) {
  std::shared_ptr<Program> program = static_cast<Session*>(vm.api_context)->engine().library(module);
  if (program != nullptr) vm.programs.push_back(program);
  return program;
}

}  // namespace

Value raise_syntax_error(Vm& vm, const syntax::SyntaxError& error, std::string_view filename) {
  vm.exception = Value::undef();
  Str* message = str_from_utf8(vm, error.msg);
  Str* file = message == nullptr ? nullptr : str_from_utf8(vm, filename);
  Str* text = file == nullptr ? nullptr : str_from_utf8(vm, error.text);
  Tuple* place = text == nullptr ? nullptr : tuple_new(vm, 6);
  Tuple* args = place == nullptr ? nullptr : tuple_new(vm, 2);
  MONTY_TRY(args);
  place->items[0] = Value::cell(file);
  place->items[1] = Value::small_int(error.lineno);
  place->items[2] = Value::small_int(error.offset);
  place->items[3] = error.text.empty() ? Value::none() : Value::cell(text);
  place->items[4] = Value::small_int(error.end_lineno);
  place->items[5] = Value::small_int(static_cast<i32>(error.end_offset));
  args->items[0] = Value::cell(message);
  args->items[1] = Value::cell(place);
  Type* type = error.kind == syntax::SyntaxError::Kind::IndentationError ? &kType_IndentationError
               : error.kind == syntax::SyntaxError::Kind::TabError       ? &kType_TabError
                                                                         : &kType_SyntaxError;
  Exception* e = exception_new(vm, type, args);
  MONTY_TRY(e);
  Value pending = Value::cell(e);
  vm.heap.keep(pending);
  Str* const fields[] = {names::filename, names::lineno, names::offset, names::text, names::end_lineno, names::end_offset};
  MONTY_TRY(instance_set(vm, e, names::msg, args->items[0]));
  for (int i = 0; i < 6; i++) MONTY_TRY(instance_set(vm, e, fields[i], place->items[i]));
  MONTY_TRY(instance_set(vm, e, names::print_file_and_line, Value::none()));
  vm.exception = pending;
  return Value::error();
}

Session::Session(Engine& engine, const HostHooks& hooks) : engine_(engine), vm_(hooks, engine.spare_memory()) {
  vm_.compile = SessionCompiler::compile_in;
  vm_.syntax_tree = syntax_tree_in;
  vm_.library = library_in;
  vm_.api_context = this;
}

Dict* Session::globals() {
  if (vm_.main_module == nullptr) {
    vm_.main_module = module_new(vm_, names::op_main);
    if (vm_.main_module == nullptr) return nullptr;
    if (vm_.modules != nullptr && !dict_set_str(vm_, vm_.modules, names::op_main, Value::cell(vm_.main_module))) return nullptr;
  }
  return vm_.main_module->dict;
}

RunStatus Session::run(const std::shared_ptr<Program>& program, Value* result) {
  vm_.exception = Value::undef();
  vm_.stop = StopReason::None;
  vm_.heap.begin_native();
  Dict* d = globals();
  if (d == nullptr) return RunStatus::Error;
  if (std::find(vm_.programs.begin(), vm_.programs.end(), program) == vm_.programs.end()) {
    if (!vm_.heap.charge(program->bytes + program->source.size())) {
      raise_memory_error(vm_);
      return RunStatus::Error;
    }
    vm_.programs.push_back(program);
  }
  if (!program->filename.empty() && program->filename[0] != '<') {
    Str* key = str_from_ascii(vm_, "__file__");
    Str* path = key == nullptr ? nullptr : str_from_utf8(vm_, program->filename);
    if (path == nullptr || !dict_set_str(vm_, d, key, Value::cell(path))) return RunStatus::Error;
  }
  if (!show_warnings(vm_, *program)) return RunStatus::Error;
  Code* code = program->top();
  Function* f = function_new(vm_, vm_.code_instance(code), d);
  if (f == nullptr) return RunStatus::Error;
  vm_.main_result = Value::none();
  RunStatus status;
  if (code->flags & kCodeCoroutine) {
    // Top-level await: the event loop drives the module's coroutine.
    Value main = Value::cell(f);
    vm_.extra_roots.push_back(main);
    Function* driver = external_function("run_main");
    status = driver == nullptr ? RunStatus::Error : run_function(vm_, driver, Value::undef(), result, {&main, 1});
    vm_.extra_roots.pop_back();
  } else {
    vm_.extra_roots.push_back(Value::cell(f));
    status = run_function(vm_, f, Value::undef(), result);
    vm_.extra_roots.pop_back();
  }
  return finish(status, result);
}

// At the end of a run, what open files hold back is written: by Python code, which may ask the host. A run that a limit
// stopped loses it.
RunStatus Session::finish(RunStatus status, Value* result) {
  List* files = status == RunStatus::Suspended ? nullptr : unwritten();
  if (files != nullptr && (status == RunStatus::Stopped || vm_.stop != StopReason::None)) {
    files->aux = 0;
  } else if (files != nullptr && files->length() > 0) {
    Value error = status == RunStatus::Error ? std::exchange(vm_.exception, Value::undef()) : Value::none();
    vm_.extra_roots.push_back(error);
    Function* f = external_function("finish");
    status = f == nullptr ? RunStatus::Error : run_function(vm_, f, Value::undef(), result, {&error, 1});
    vm_.extra_roots.pop_back();
    files = unwritten();  // it may be another one now
    if (files != nullptr && (status == RunStatus::Stopped || vm_.stop != StopReason::None)) files->aux = 0;
  }
  if (status == RunStatus::Done) *result = vm_.main_result;
  return status;
}

// os._unwritten, or null.
List* Session::unwritten() {
  const auto find = [](Dict* d, std::string_view name) {
    for (u32 i = 0; d != nullptr && i < d->fill; i++) {
      const DictEntry& e = d->entries[i];
      if (Str* key = get_if<Str>(e.key); key != nullptr && key->ascii() && key->ascii_view() == name) return e.value;
    }
    return Value::undef();
  };
  Module* os = get_if<Module>(find(vm_.modules, "os"));
  return os == nullptr ? nullptr : get_if<List>(find(os->dict, "_unwritten"));
}

// A function of src/lib/_external.py.
Function* Session::external_function(std::string_view name) {
  const NativeModule* module = find_native_module("_external");
  std::shared_ptr<Program> program = module == nullptr ? nullptr : vm_.library(vm_, *module);
  Dict* scope = program == nullptr ? nullptr : dict_new(vm_);
  if (scope == nullptr) return nullptr;
  for (Code* code : program->codes) {
    if (code->qualname == name) return function_new(vm_, vm_.code_instance(code), scope);
  }
  raise(vm_, kType_SystemError, "the library's _external is missing");
  return nullptr;
}

RunStatus Session::resume(Value answer, Value* result) { return finish(resume_run(vm_, answer, result), result); }

std::string text_for_host(Vm& vm, Str* s) {
  constexpr u32 kClipped = 1000;
  const usize most = usize{s->length()} * (s->ascii() ? 1 : 4);
  if (vm.heap.charge(most)) {
    std::string text = str_to_utf8(s);
    vm.heap.discharge(most);
    return text;
  }
  std::string text;
  for (u32 i = 0; i < std::min(s->length(), kClipped); i++) {
    u8 bytes[4];
    text.append(reinterpret_cast<const char*>(bytes), utf8_put(s->at(i), bytes));
  }
  return text + "...";
}

std::string Session::format_exception(Value exception) {
  static constexpr char kSource[] = "import traceback\n_text = ''.join(traceback.format_exception(_exc))\n";
  Value pending = exception;
  vm_.exception = Value::undef();
  vm_.extra_roots.push_back(pending);
  std::string out;
  CompileFailure failure;
  auto program = compile_program(kSource, "<frozen format>", false, &failure);
  Dict* scope = program == nullptr ? nullptr : dict_new(vm_);
  if (scope != nullptr && dict_set_str(vm_, scope, names::_exc, pending)) {
    for (Code* c : program->codes) c->flags |= kCodeTwin;
    vm_.programs.push_back(program);
    Function* f = function_new(vm_, vm_.code_instance(program->top()), scope);
    Value result;
    i32 depth = vm_.depth_limit;
    vm_.set_depth_limit(depth + 100);
    if (f != nullptr && run_function(vm_, f, Value::undef(), &result) == RunStatus::Done) {
      if (DictEntry* e = dict_find_str(scope, names::_text); e != nullptr && is<Str>(e->value)) out = text_for_host(vm_, e->value.as<Str>());
    }
    vm_.set_depth_limit(depth);
  }
  if (out.empty()) {
    // The library could not print it: type and first argument at least.
    auto* e = get_if<Exception>(pending);
    out = e == nullptr ? "unknown error" : str_to_utf8(e->type->name);
    if (e != nullptr && e->args->length() > 0 && is<Str>(e->args->items[0])) out += ": " + text_for_host(vm_, e->args->items[0].as<Str>());
    if (auto* second = get_if<Exception>(vm_.exception)) {
      out += " [" + str_to_utf8(second->type->name);
      if (second->args->length() > 0 && is<Str>(second->args->items[0])) out += ": " + text_for_host(vm_, second->args->items[0].as<Str>());
      if (Traceback* t = get_if<Traceback>(second->traceback)) {
        for (; t != nullptr; t = get_if<Traceback>(t->next)) {
          const Position* p = t->code->code->position_at(t->aux);
          out += " at " + t->code->code->program->filename + ":" + std::to_string(p == nullptr ? 0 : p->line);
        }
      }
      out += "]";
    }
    out += "\n";
  }
  vm_.exception = Value::undef();
  vm_.extra_roots.pop_back();
  return out;
}

}  // namespace monty
