// SPDX-License-Identifier: MIT
// The C interface: values as plain data, results, answers, JSON.
#include <algorithm>

#include "api/c_abi.h"

namespace monty::api {

// ---------------------------------------------------------------------------------------------------- memory
void Memory::more(usize bytes) {
  const usize size = std::max(sizeof(Block) + bytes, blocks_ == nullptr ? kBlock : std::min(blocks_->size * 2, usize{1} << 20));
  auto* block = static_cast<Block*>(::operator new(size));
  *block = {blocks_, size};
  blocks_ = block;
  at_ = reinterpret_cast<char*>(block + 1);
  end_ = reinterpret_cast<char*>(block) + size;
}

void Memory::clear() {
  while (blocks_ != nullptr) ::operator delete(std::exchange(blocks_, blocks_->next));
  at_ = end_ = nullptr;
}

void Memory::reset() {
  if (blocks_ != nullptr && (blocks_->next != nullptr || blocks_->size > kBlock)) clear();
  if (blocks_ != nullptr) at_ = reinterpret_cast<char*>(blocks_ + 1);
}

// ---------------------------------------------------------------------------------------------------- conversion
// Programs were compiled against these.
static_assert(sizeof(void*) != 8 ||
              (sizeof(monty_value) == 32 && sizeof(monty_call) == 88 && sizeof(monty_frame) == 40 && sizeof(monty_settled) == 40 && sizeof(monty_text) == 16));
static_assert(static_cast<int>(Value::Kind::Opaque) == MONTY_OPAQUE && static_cast<int>(Value::Kind::Coded) == MONTY_CODED &&
              static_cast<int>(Value::Kind::BigInt) == MONTY_BIG_INT);

monty_value lower(const Value& v, Memory& memory) {
  monty_value out = monty_none();
  out.kind = static_cast<monty_kind>(v.kind());
  out.flags = v.is_frozen() ? MONTY_FROZEN : 0;
  switch (out.kind) {
    case MONTY_BOOL:
    case MONTY_INT: out.as.integer = v.as_int(); break;
    case MONTY_FLOAT: out.as.number = v.as_double(); break;
    case MONTY_BIG_INT:
    case MONTY_STR:
    case MONTY_BYTES: out.as.text = memory.text(v.text()); break;
    case MONTY_OBJECT:
    case MONTY_OPAQUE:
    case MONTY_TUPLE:
      if (out.kind != MONTY_TUPLE || !v.text().empty()) out.type_name = memory.text(v.text()).data;
      [[fallthrough]];
    case MONTY_LIST:
    case MONTY_SET:
    case MONTY_FROZENSET:
    case MONTY_DICT:
    case MONTY_CODED: {
      auto* items = memory.array<monty_value>(v.items().size());
      for (usize i = 0; i < v.items().size(); i++) items[i] = lower(v.items()[i], memory);
      out.as.items = {items, v.items().size()};
      break;
    }
    default: break;
  }
  return out;
}

bool lift(const monty_value& v, Value* out, std::string* problem, int depth) {
  if (depth > Value::kMaxDepth) return *problem = "a host value is nested too deeply", false;
  switch (v.kind) {
    case MONTY_NONE: *out = Value(); return true;
    case MONTY_BOOL: *out = Value(v.as.integer != 0); return true;
    case MONTY_INT: *out = Value(v.as.integer); return true;
    case MONTY_FLOAT: *out = Value(v.as.number); return true;
    case MONTY_ELLIPSIS: *out = Value::ellipsis(); return true;
    case MONTY_BIG_INT:
    case MONTY_STR:
    case MONTY_BYTES: {
      if (v.as.text.data == nullptr && v.as.text.size != 0) return *problem = "a host text is a null pointer", false;
      std::string text(view(v.as.text));
      *out = v.kind == MONTY_STR ? Value(std::move(text)) : v.kind == MONTY_BYTES ? Value::bytes(std::move(text)) : Value::big_int(std::move(text));
      return true;
    }
    case MONTY_LIST:
    case MONTY_TUPLE:
    case MONTY_SET:
    case MONTY_FROZENSET:
    case MONTY_DICT:
    case MONTY_OBJECT: {
      if (v.as.items.data == nullptr && v.as.items.count != 0) return *problem = "the items of a host value are a null pointer", false;
      const bool pairs = v.kind == MONTY_DICT || v.kind == MONTY_OBJECT;
      if (pairs && v.as.items.count % 2 != 0) return *problem = "a host dict has a key without a value", false;
      if (v.kind == MONTY_OBJECT && v.type_name == nullptr) return *problem = "a host object has no type", false;
      std::vector<Value> items(v.as.items.count);
      for (usize i = 0; i < items.size(); i++) {
        if (!lift(v.as.items.data[i], &items[i], problem, depth + 1)) return false;
        if (v.kind == MONTY_OBJECT && i % 2 == 0 && !items[i].is_str()) return *problem = "a field of a host object has no name", false;
      }
      *out = v.kind == MONTY_LIST     ? Value::list(std::move(items))
             : v.kind == MONTY_TUPLE  ? Value::tuple(std::move(items))
             : v.kind == MONTY_SET    ? Value::set(std::move(items))
             : v.kind == MONTY_DICT   ? Value::dict()
             : v.kind == MONTY_OBJECT ? Value::object(v.type_name)
                                      : Value::frozenset(std::move(items));
      if (pairs) out->items() = std::move(items);
      if (v.kind == MONTY_TUPLE && v.type_name != nullptr) out->set_type_name(v.type_name);
      out->set_frozen(v.kind == MONTY_OBJECT && (v.flags & MONTY_FROZEN) != 0);
      return true;
    }
    case MONTY_CODED: {
      Value plain;
      if (v.as.items.data == nullptr || v.as.items.count != 1) return *problem = "a coded value is one plain value", false;
      if (!lift(v.as.items.data[0], &plain, problem, depth + 1)) return false;
      *out = Value::coded(std::move(plain));
      return true;
    }
    case MONTY_OPAQUE: {
      const monty_value* number = v.as.items.count == 2 && v.as.items.data != nullptr ? &v.as.items.data[1] : nullptr;
      *out = Value::opaque(v.type_name == nullptr ? "?" : v.type_name);
      if (number == nullptr || number->kind != MONTY_INT) break;
      out->append(Value());
      out->append(Value(number->as.integer));
      return true;
    }
    case MONTY_RAISE: break;
    default: return *problem = "a host value is of no kind", false;
  }
  *problem = "a host value of type " + std::string(v.type_name == nullptr ? "?" : v.type_name) + " cannot enter the sandbox";
  return false;
}

Result<Value> answer_from(const monty_value* v, std::string* problem) {
  Value out;
  if (v == nullptr)
    *problem = "the answer is a null pointer";
  else if (v->kind == MONTY_RAISE)
    return Error::raise(v->type_name == nullptr ? "" : v->type_name, std::string(view(v->as.text)));
  else
    (void)lift(*v, &out, problem);
  if (problem->empty()) return out;
  return Error::raise("TypeError", *problem);
}

monty_call call_of(const Call& call, Memory& memory) {
  auto* args = memory.array<monty_value>(call.args.size());
  for (usize i = 0; i < call.args.size(); i++) args[i] = lower(call.args[i], memory);
  auto* kwargs = memory.array<monty_value>(call.kwargs.size() * 2);
  for (usize i = 0; i < call.kwargs.size(); i++) {
    kwargs[2 * i] = monty_none();
    kwargs[2 * i].kind = MONTY_STR;
    kwargs[2 * i].as.text = memory.text(call.kwargs[i].first);
    kwargs[2 * i + 1] = lower(call.kwargs[i].second, memory);
  }
  return {0, memory.text(call.name), monty_of_items(MONTY_TUPLE, args, call.args.size()), monty_of_items(MONTY_DICT, kwargs, call.kwargs.size() * 2)};
}

// ---------------------------------------------------------------------------------------------------- results
monty_result* result_of(const Value& value) {
  auto* r = new monty_result;
  r->value = lower(value, r->memory);
  return r;
}

monty_error* give(const Result<Value>& value, monty_result** out) {
  if (!value) return failure(value.error());
  *out = result_of(*value);
  return nullptr;
}

monty_error* give_text(std::string text, monty_result** out, bool bytes) {
  *out = result_of(bytes ? Value::bytes(std::move(text)) : Value(std::move(text)));
  return nullptr;
}

}  // namespace monty::api

using namespace monty::api;

const monty_value* monty_result_value(const monty_result* result) { return result == nullptr ? nullptr : &result->value; }
void monty_result_free(monty_result* result) { delete result; }

// ---------------------------------------------------------------------------------------------------- answers
monty_error* monty_answer_value(monty_answer* answer, const monty_value* value) {
  if (answer == nullptr || value == nullptr) return null_argument();
  std::string problem;
  answer->value = answer_from(value, &problem);
  return problem.empty() ? nullptr : failure(Error::conversion(std::move(problem)));
}

monty_error* monty_answer_module(monty_answer* answer, const monty_module* module) {
  if (answer == nullptr || module == nullptr) return null_argument();
  if (module->size != sizeof *module) return argument_error("monty_module has a wrong size");
  ModuleSource source{std::string(view(module->source)), std::string(view(module->file))};
  if (module->folder != nullptr) source.folder = module->folder;
  answer->module = std::move(source);
  return nullptr;
}

monty_error* monty_pending_resolve(monty_pending* pending, const monty_value* value) {
  if (pending == nullptr || value == nullptr) return null_argument();
  std::string problem;
  Result<Value> answer = answer_from(value, &problem);
  if (answer)
    pending->pending.resolve(std::move(*answer));
  else
    pending->pending.reject(answer.error());
  return problem.empty() ? nullptr : failure(Error::conversion(std::move(problem)));
}

uint64_t monty_pending_id(const monty_pending* pending) { return pending == nullptr ? 0 : pending->pending.id(); }
void monty_pending_free(monty_pending* pending) { delete pending; }

// ---------------------------------------------------------------------------------------------------- JSON
monty_error* monty_from_json(const char* text, size_t size, monty_result** out) {
  if (text == nullptr || out == nullptr) return null_argument();
  return give(from_json({text, size}), out);
}

monty_error* monty_to_json(const monty_value* value, monty_result** out) {
  if (value == nullptr || out == nullptr) return null_argument();
  Value v;
  std::string problem;
  if (!lift(*value, &v, &problem)) return failure(Error::conversion(std::move(problem)));
  Result<std::string> text = to_json(v);
  return text ? give_text(std::move(*text), out) : failure(text.error());
}
