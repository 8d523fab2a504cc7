// SPDX-License-Identifier: MIT
// Code generation: tree -> register code. Private to the room.
//
// Registers: named locals first, then a stack of temporaries (`Unit::top`). Expressions are compiled for a destination
// (`expr_to`) or to wherever they are (`expr_any`: a local's own register when that is safe). A destination that is
// a local is written by the last instruction of the expression only, so a failing or self-referring right side never
// sees a half-made value; kinds of expression that write early go through a temporary.
//
// Definite assignment: `Unit::assigned` holds the locals (the first 256) that are certainly bound at this point;
// others are read behind a CHECK_LOCAL and cleared in the prologue.
#pragma once

#include "code/builder.h"
#include "compiler/compile.h"
#include "compiler/fold.h"
#include "compiler/scope.h"

namespace monty::compiler {

using Reg = u32;

struct Assigned {
  u64 bits[4] = {0, 0, 0, 0};
  bool has(Reg r) const { return r < 256 && (bits[r >> 6] >> (r & 63) & 1) != 0; }
  void set(Reg r) {
    if (r < 256) bits[r >> 6] |= u64{1} << (r & 63);
  }
  void clear(Reg r) {
    if (r < 256) bits[r >> 6] &= ~(u64{1} << (r & 63));
  }
  void remove(const Assigned& o) {
    for (int i = 0; i < 4; ++i) bits[i] &= ~o.bits[i];
  }
  void intersect(const Assigned& o) {
    for (int i = 0; i < 4; ++i) bits[i] &= o.bits[i];
  }
};

// What is known at a join of paths.
struct Flow {
  Assigned assigned;
  bool live = false;
};

struct Block {
  enum Kind : u8 { Loop, Range, FinallyTry, Handler, HandlerName, With, AsyncWith };
  Kind kind = Loop;
  Block* prev = nullptr;
  Label brk = 0, cont = 0;
  Flow* brk_flow = nullptr;
  bool close = false;  // Loop: CLOSE_ITER reg when left early
  Reg reg = 0;         // Loop: iterator; Handler: saved exception; With: exit, self
  syntax::Seq<syntax::StmtNode*> final{};
  Ident name = nullptr;
  const syntax::Node* node = nullptr;
  bool has_range = false;
  u32 range_start = 0;
  Label target = 0;  // handler of the range
  Reg exc = 0;
};

struct Unit {
  Unit(Scratch& s, Program& p) : b(s, p) {}
  Unit* parent = nullptr;
  Scope* scope = nullptr;
  CodeBuilder b;
  Code* code = nullptr;
  u32 nlocals = 0;
  u32 top = 0, high = 0;
  Assigned assigned;
  Assigned deletable;
  Assigned needs_clear;
  Vec<Reg> clear_far;  // registers beyond 256 that need CLEAR
  bool live = true;
  bool has_result = false;
  Block* block = nullptr;
  Reg class_cell = 0, classdict = 0;
  Vec<InnerLocal> inner_locals;
  Vec<Ident> self_attributes;  // a class: those that its methods set on `self`
  bool is_async = false;
};

class Gen {
 public:
  Gen(Context& cx, Program& program, const CompileOptions& options) : cx_(cx), program_(program), options_(options), s_(cx.scratch) {}

  void module(syntax::ModNode* root, Scope* top);

 private:
  using Node = syntax::Node;
  using ExprNode = syntax::ExprNode;
  using StmtNode = syntax::StmtNode;
  template <class T>
  using Seq = syntax::Seq<T>;

  // ---- units (gen_unit.cpp)
  Unit* begin_unit(Scope* scope, Ident name, u32 firstlineno, std::string_view qualname_override = {});
  Code* end_unit();
  void assign_registers(Unit* u);
  std::string_view make_qualname(Scope* scope, std::string_view name);
  Scope* scope() const { return scope_; }

  // ---- emission
  void at(const Node* n) { u_->b.at(n->lineno, n->end_lineno, n->col_offset, n->end_col_offset); }
  void no_position() { u_->b.at(0, 0, 0, 0); }
  u32 emit(Op op, Reg a = 0, u32 b = 0, u32 c = 0) { return u_->b.emit(op, a, b, c); }
  u32 emit_wide(Op op, Reg a, u32 wide) { return u_->b.emit_wide(op, a, wide); }
  void jump(Label l) { u_->b.jump(Op::JUMP, 0, l); }
  void jump_back(Label l) { u_->b.jump(Op::JUMP_BACK, 0, l); }
  void jump_if(Op op, Reg a, Label l) { u_->b.jump(op, a, l); }
  Label label() { return u_->b.label(); }
  void bind(Label l) { u_->b.bind(l); }
  Reg temp() { return temps(1); }
  Reg temps(u32 n) {
    const Reg r = u_->top;
    u_->top += n;
    if (u_->top > u_->high) {
      u_->high = u_->top;
      if (MONTY_UNLIKELY(u_->high > 60000)) {
        cx_.fail(nullptr, "too many values in one expression");
        u_->top = u_->high = r;
      }
    }
    return r;
  }
  Reg mark() const { return u_->top; }
  void release(Reg m) { u_->top = m; }
  bool is_var(Reg r) const { return r < u_->nlocals; }
  void join(Flow& f) {
    if (!u_->live) return;
    if (f.live)
      f.assigned.intersect(u_->assigned);
    else
      f.assigned = u_->assigned;
    f.live = true;
  }
  void resume(const Flow& f) {
    u_->live = f.live;
    if (f.live) u_->assigned = f.assigned;
  }
  void move(Reg dst, Reg src) {
    if (dst != src) emit(Op::MOVE, dst, src);
  }

  // ---- names and constants (gen_names.cpp)
  u32 name_index(Ident id);
  u32 name_index(std::string_view text);
  u32 name_index16(Ident id, const Node* n);
  std::string_view stored(Ident id);
  struct Access {
    enum Kind : u8 { Local, Cell, Free, Global, Name, ClassFree, MapGlobal, MapFree } kind;
    Reg reg = 0;  // Local, Cell
    u32 free = 0;
    Symbol* comp = nullptr;  // a comprehension's own local
  };
  Access access(Ident id);
  void check_local(Reg r, Ident id, const Access& a);
  Reg load_name_any(Ident raw, const Node* n);
  void load_name(Ident raw, Reg dst, const Node* n);
  void store_name(Ident raw, Reg src, const Node* n);
  void delete_name(Ident raw, const Node* n);
  // The register that a store to this name could be computed into directly, or ~0.
  Reg direct_target(Ident raw);
  void stored_direct(Ident raw);
  void load_const(const syntax::ConstValue& v, Reg dst);
  void load_str(std::string_view text, Reg dst);
  void load_int(i64 n, Reg dst);
  u32 const_index(const syntax::ConstValue& v);
  u32 str_const(std::string_view text);
  u32 tuple_const(const syntax::Tuple* t);
  u32 expr_const(const ExprNode* e);
  u32 names_tuple(const Vec<std::string_view>& names);
  void load_free_cell(Ident id, Reg dst);

  // ---- expressions (gen_expr.cpp, gen_call.cpp, gen_display.cpp, gen_cond.cpp)
  void expr_to(ExprNode* e, Reg dst);
  Reg expr_any(ExprNode* e);
  Reg expr_temp(ExprNode* e) {
    const Reg r = temp();
    expr_to(e, r);
    return r;
  }
  Reg operand(ExprNode* e, const ExprNode* later);
  Reg operand_in(ExprNode* e, const ExprNode* later, Reg dst);
  Reg protect(Reg r, const ExprNode* later);
  bool write_early(ExprNode* e, Reg dst);
  void binary(syntax::BinOp* n, Reg dst);
  void unary(syntax::UnaryOp* n, Reg dst);
  void bool_op(syntax::BoolOp* n, Reg dst);
  void compare(syntax::Compare* n, Reg dst);
  void compare_op(syntax::CmpOpKind op, Reg dst, Reg a, Reg b);
  Reg comparator(syntax::CmpOpKind op, ExprNode* e);
  void if_exp(syntax::IfExp* n, Reg dst);
  void attribute(syntax::Attribute* n, Reg dst);
  void load_super(syntax::Attribute* n, Reg first);
  bool is_super_attribute(syntax::Attribute* n);
  bool super_attribute(syntax::Attribute* n, Reg dst);
  bool super_method(syntax::Attribute* n, Reg base);
  void subscript(syntax::Subscript* n, Reg dst);
  void slice(syntax::Slice* n, Reg dst);
  bool is_plain_slice(const syntax::ExprNode* e);
  Reg slice_parts(const syntax::Slice* n, u32 count);
  void call(syntax::Call* n, Reg dst);
  bool super_call(syntax::Call* n, Reg base);
  bool super_in_method();
  bool load_super_args(Reg first, const Node* n);
  Reg call_base(Reg dst) { return dst >= u_->nlocals && dst + 1 == u_->top ? dst : temp(); }
  void call_arguments(Reg base, bool method, Seq<ExprNode*> args, Seq<syntax::Keyword*> keywords, u32 extra, const Node* n);
  void call_ex(Reg base, Seq<ExprNode*> args, Seq<syntax::Keyword*> keywords, const Vec<Reg>* first, const Node* n);
  void at_attribute(const syntax::Attribute* n);
  void at_call(const syntax::Call* n);
  void display(ExprNode* e, Seq<ExprNode*> elts, Op build, Reg dst);
  void star_list(Seq<ExprNode*> elts, const Vec<Reg>* first, Reg dst, const Node* n);
  void dict(syntax::Dict* n, Reg dst);
  void joined_str(syntax::JoinedStr* n, Reg dst);
  void formatted(ExprNode* value, i32 conversion, ExprNode* spec, const Node* n, Reg dst);
  void template_str(syntax::TemplateStr* n, Reg dst);
  void comprehension(ExprNode* n, Seq<syntax::Comprehension*> gens, ExprNode* elt, ExprNode* value, Op build, Reg dst);
  void generators(ExprNode* n, Seq<syntax::Comprehension*> gens, u32 index, ExprNode* elt, ExprNode* value, Reg result, Reg first_iter);
  void generator_exp(syntax::GeneratorExp* n, Reg dst);
  Reg iterable(ExprNode* e);
  void await(Reg value, u32 kind, Reg dst);
  void await_iter(Reg iter, Reg dst);
  void yield(Reg value, Reg dst);
  void cond_jump(ExprNode* e, Label target, bool when);
  void compare_jump(syntax::CmpOpKind op, ExprNode* left, ExprNode* right, Label target, bool when, const Node* n);
  void compare_jump_regs(syntax::CmpOpKind op, Reg a, Reg b, Label target, bool when);

  // ---- statements (gen_stmt.cpp, gen_assign.cpp)
  void statements(Seq<StmtNode*> body);
  void stmt(StmtNode* s);
  void expr_stmt(syntax::Expr* n, bool result);
  void assign(syntax::Assign* n);
  void assign_to(ExprNode* target, Reg value);
  void unpack(Seq<ExprNode*> elts, Reg value, const Node* n);
  void assign_expr(ExprNode* target, ExprNode* value);
  void aug_assign(syntax::AugAssign* n);
  void aug_op(syntax::AugAssign* n, Reg dst, Reg left);
  void ann_assign(syntax::AnnAssign* n);
  void delete_target(ExprNode* t);
  void if_stmt(syntax::If* n);
  void while_stmt(syntax::While* n);
  void close_for_exception(Reg iterator, Reg exc);
  void for_stmt(syntax::For* n);
  void async_for(syntax::AsyncFor* n);
  void return_stmt(syntax::Return* n);
  void break_continue(StmtNode* n, bool brk);
  void raise(syntax::Raise* n);
  void assert_stmt(syntax::Assert* n);
  void assert_telling(syntax::Assert* n);
  void import(syntax::Import* n);
  void import_from(syntax::ImportFrom* n);

  // ---- exceptions (gen_try.cpp)
  void push_block(Block& b) {
    b.prev = u_->block;
    u_->block = &b;
  }
  void open_range(Block& b, Label target, Reg exc) {
    b.has_range = true;
    b.range_start = u_->b.here();
    b.target = target;
    b.exc = exc;
  }
  void close_range(Block& b) {
    if (b.has_range) u_->b.handler(b.range_start, u_->b.here(), b.target, static_cast<u16>(b.exc));
  }
  void pop_block(Block& b) {
    close_range(b);
    u_->block = b.prev;
  }
  bool unwinds_code(Block* stop) const;
  void unwind(Block* stop);
  void reopen(Block* stop);
  void unwind_one(Block& b);
  void try_stmt(Seq<StmtNode*> body, Seq<syntax::ExceptHandler*> handlers, Seq<StmtNode*> orelse, Seq<StmtNode*> final, bool star, const Node* n);
  void try_except(Seq<StmtNode*> body, Seq<syntax::ExceptHandler*> handlers, Seq<StmtNode*> orelse);
  void try_star(Seq<StmtNode*> body, Seq<syntax::ExceptHandler*> handlers, Seq<StmtNode*> orelse);
  void handler_body(syntax::ExceptHandler* h, Reg saved, Reg exc_value);
  void unbind_name(Ident name, const Node* n);
  void with_items(Seq<syntax::WithItem*> items, u32 index, Seq<StmtNode*> body, bool is_async, const Node* n);
  void call_exit(Reg exit, bool is_async, const Node* n, Reg exc);
  Assigned handler_state(Assigned entry) {
    entry.remove(u_->deletable);
    return entry;
  }

  // ---- functions and classes (gen_func.cpp, gen_class.cpp)
  void function(StmtNode* n, Ident name, syntax::Arguments* args, Seq<StmtNode*> body, Seq<ExprNode*> decorators, ExprNode* returns,
                Seq<syntax::TypeParamNode*> type_params, bool is_async);
  void function_value(StmtNode* n, Ident name, syntax::Arguments* args, Seq<StmtNode*> body, ExprNode* returns, Seq<syntax::TypeParamNode*> type_params,
                      u32 firstlineno, Reg dst);
  Code* function_code(StmtNode* n, Ident name, syntax::Arguments* args, Seq<StmtNode*> body, u32 firstlineno);
  void function_on_demand(StmtNode* n, Ident name, syntax::Arguments* args, Seq<StmtNode*> body);
  void method_on_demand(syntax::Arguments* args, Code* code);
  void alias_on_demand(const syntax::Assign* n);
  OnDemand& add_on_demand(std::string_view qualname, Code* code, syntax::Arguments* args);
  void function_object(StmtNode* n, Ident name, syntax::Arguments* args, Seq<StmtNode*> body, ExprNode* returns, u32 firstlineno, Reg dst, Reg defaults,
                       Reg kwdefaults);
  void lambda(syntax::Lambda* n, Reg dst);
  bool load_defaults(syntax::Arguments* args, Reg dst);
  bool load_kwdefaults(syntax::Arguments* args, Reg dst);
  void set_parameters(Code* code, syntax::Arguments* args);
  void make_function(Code* code, Scope* scope, Reg dst);
  bool annotate_function(syntax::Arguments* args, ExprNode* returns, Reg dst);
  void annotate_variables(Scope* scope, Seq<StmtNode*> body, const Node* n);
  void annotation_entries(Seq<StmtNode*> body, Reg dict);
  void begin_annotate(Scope* scope, const Node* n, const char* name);
  void annotation_value(ExprNode* e, Reg dst);
  std::string_view source_text(const Node* n);
  void class_def(syntax::ClassDef* n);
  void class_value(syntax::ClassDef* n, u32 firstlineno, Reg dst);
  void note_self_attribute(const syntax::Attribute* n);
  void store_static_attributes();
  Code* class_body(syntax::ClassDef* n, u32 firstlineno);
  void type_params(Seq<syntax::TypeParamNode*> params, Reg dst);
  void type_variable(ExprNode* e, const Node* p, Part part, std::string_view name, Reg dst);
  void type_alias(syntax::TypeAlias* n);
  bool docstring(Seq<StmtNode*> body, std::string_view& text);
  std::string_view clean_doc(std::string_view text);

  // ---- match (gen_match.cpp)
  struct Capture {
    Ident id;
    Reg reg;
  };
  void match(syntax::Match* n);
  void collect_captures(syntax::PatternNode* p, Vec<Capture>& out);
  void pattern(syntax::PatternNode* p, Reg subject, Label fail, const Vec<Capture>& captures);
  void pattern_sequence(syntax::MatchSequence* n, Reg subject, Label fail, const Vec<Capture>& captures);
  void pattern_mapping(syntax::MatchMapping* n, Reg subject, Label fail, const Vec<Capture>& captures);
  void pattern_class(syntax::MatchClass* n, Reg subject, Label fail, const Vec<Capture>& captures);
  void pattern_or(syntax::MatchOr* n, Reg subject, Label fail, const Vec<Capture>& captures);
  void capture(Ident id, Reg value, const Vec<Capture>& captures);

  Context& cx_;
  Program& program_;
  const CompileOptions& options_;
  Scratch& s_;
  Unit* u_ = nullptr;
  Scope* scope_ = nullptr;
  Vec<std::string_view> stored_;
  bool keep_last_ = false;
  Vec<u32> line_starts_;

 public:
  u32 future_last_line_ = 0;
};

bool is_fresh_iterable(const syntax::ExprNode* e);

}  // namespace monty::compiler
