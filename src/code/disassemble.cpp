// SPDX-License-Identifier: MIT
// Readable text of a code object and its nested ones.
#include <cstdio>

#include "code/code.h"

namespace monty {

namespace {

void put_text(std::string& out, std::string_view text) {
  out += '\'';
  usize n = 0;
  for (char ch : text) {
    const u8 c = static_cast<u8>(ch);
    if (++n > 60) {
      out += "...";
      break;
    }
    char buffer[8];
    if (c == '\n') {
      out += "\\n";
    } else if (c < 32 || c == 127) {
      std::snprintf(buffer, sizeof buffer, "\\x%02x", c);
      out += buffer;
    } else {
      if (ch == '\'' || ch == '\\') out += '\\';
      out += ch;
    }
  }
  out += '\'';
}

void put_const(std::string& out, const Code& code, u32 index, int depth = 0) {
  if (index >= code.consts.size()) {
    out += "<bad constant>";
    return;
  }
  const Const& c = code.consts[index];
  char buffer[64];
  switch (c.kind) {
    case Const::Kind::None: out += "None"; break;
    case Const::Kind::True: out += "True"; break;
    case Const::Kind::False: out += "False"; break;
    case Const::Kind::Ellipsis: out += "..."; break;
    case Const::Kind::Int: out += std::to_string(c.i); break;
    case Const::Kind::BigInt:
      out += c.i == 16 ? "0x" : c.i == 8 ? "0o" : c.i == 2 ? "0b" : "";
      out += c.text;
      break;
    case Const::Kind::Float:
      std::snprintf(buffer, sizeof buffer, "%.17g", c.f);
      out += buffer;
      break;
    case Const::Kind::Complex:
      std::snprintf(buffer, sizeof buffer, "%.17g+%.17gj", c.re, c.f);
      out += buffer;
      break;
    case Const::Kind::Str: put_text(out, c.text); break;
    case Const::Kind::Bytes:
      out += 'b';
      put_text(out, c.text);
      break;
    case Const::Kind::Tuple:
    case Const::Kind::FrozenSet: {
      out += c.kind == Const::Kind::Tuple ? "(" : "frozenset(";
      bool first = true;
      for (u32 i : c.items) {
        if (!first) out += ", ";
        first = false;
        if (depth > 4 || i >= index)
          out += "...";
        else
          put_const(out, code, i, depth + 1);
      }
      out += ')';
      break;
    }
    case Const::Kind::Code:
      out += "<code ";
      out += c.code->qualname;
      out += '>';
      break;
  }
}

void put_register(std::string& out, const Code& code, u32 r) {
  out += 'r';
  out += std::to_string(r);
  if (r < code.varnames.size()) {
    out += ':';
    out += code.varnames[r];
  }
}

void put_name(std::string& out, const Code& code, u32 i) {
  if (i < code.names.size())
    out += code.names[i];
  else
    out += "<bad name>";
}

void put_operand(std::string& out, const Code& code, Operand kind, const Instr& in, u16 value, u32 next) {
  switch (kind) {
    case Operand::_: return;
    case Operand::W:
    case Operand::R:
    case Operand::M: put_register(out, code, value); return;
    case Operand::RR:
    case Operand::WW:
      put_register(out, code, value);
      out += "..";
      return;
    case Operand::K: put_const(out, code, value); return;
    case Operand::N: put_name(out, code, value); return;
    case Operand::U: out += std::to_string(value); return;
    case Operand::I: out += std::to_string(static_cast<i16>(value)); return;
    case Operand::J:
      out += "->";
      out += std::to_string(static_cast<i64>(next) + static_cast<i16>(value));
      return;
    case Operand::KX: put_const(out, code, in.wide); return;
    case Operand::NX: put_name(out, code, in.wide); return;
    case Operand::IX: out += std::to_string(in.swide); return;
    case Operand::JX:
      out += "->";
      out += std::to_string(static_cast<i64>(next) + in.swide);
      return;
  }
}

void put_code(std::string& out, const Code& code) {
  char buffer[96];
  out += code.qualname;
  out += " (";
  for (u32 i = 0; i < code.varnames.size(); ++i) {
    if (i != 0) out += ", ";
    out += code.varnames[i];
    if (code.local_is_cell[i] != 0) out += " cell";
  }
  out += ") args ";
  std::snprintf(buffer, sizeof buffer, "%u/%u/%u registers %u flags 0x%x", code.posonlyargcount, code.argcount, code.kwonlyargcount, code.nregs, code.flags);
  out += buffer;
  if (!code.freevars.empty()) {
    out += " free";
    for (std::string_view f : code.freevars) {
      out += ' ';
      out += f;
    }
  }
  out += '\n';
  u32 line = ~0u;
  for (u32 i = 0; i < code.instrs.size();) {
    const Instr& in = code.instrs[i];
    const Op op = static_cast<Op>(in.op);
    if (in.op >= static_cast<u16>(Op::Count)) {
      out += "  <bad opcode>\n";
      break;
    }
    const OpInfo& info = op_info(op);
    const u32 next = i + 1 + info.ext;
    const Position* p = code.position_at(i);
    const u32 at = p == nullptr ? 0 : p->line;
    if (at != line && at != 0)
      std::snprintf(buffer, sizeof buffer, "%5u %5u  %-22s", at, i, info.name);
    else
      std::snprintf(buffer, sizeof buffer, "      %5u  %-22s", i, info.name);
    if (at != 0) line = at;
    out += buffer;
    const Operand kinds[] = {info.a, info.b, info.c};
    const u16 values[] = {in.a, in.b, in.c};
    bool first = true;
    for (int k = 0; k < 3; ++k) {
      if (kinds[k] == Operand::_) continue;
      out += first ? " " : ", ";
      first = false;
      put_operand(out, code, kinds[k], in, values[k], next);
    }
    if ((op == Op::CALL || op == Op::CALL_METHOD) && in.c != 0) {
      u32 names;
      __builtin_memcpy(&names, &code.instrs[i + 1], 4);
      out += ' ';
      put_const(out, code, names);
    }
    while (out.back() == ' ') out.pop_back();
    out += '\n';
    i = next;
  }
  for (const Handler& h : code.handlers) {
    std::snprintf(buffer, sizeof buffer, "  handler [%u, %u) -> %u r%u\n", h.start, h.end, h.target, h.reg);
    out += buffer;
  }
}

}  // namespace

std::string disassemble(const Code& code) {
  std::string out;
  put_code(out, code);
  // Codes are in the order in which they were begun: nested ones follow.
  for (const Code* other : code.program->codes) {
    const Code* p = other->parent;
    while (p != nullptr && p != &code) p = p->parent;
    if (p == nullptr) continue;
    out += '\n';
    put_code(out, *other);
  }
  return out;
}

}  // namespace monty
