// SPDX-License-Identifier: MIT
// The recursive descent parser behind parse(). Private to the room.
//
// The parser says *whether* a text is Python and builds its tree; it does not word most errors. When it fails, the
// failing statement is read again by the diagnosis (diagnose.cpp), which knows what mistakes people make. Functions
// return null on failure, with either fail() (the generic "no") or an error already worded.
//
// Recursion: every way back to `expression` goes through Depth, which counts; brackets are counted by the lexer, blocks
// by `blocks_`. Nothing else recurses with the input.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "syntax/ast.h"
#include "syntax/lexer.h"
#include "syntax/parser.h"
#include "syntax/token.h"

namespace monty::syntax {

inline constexpr u32 kMaxDepth = 1000;
inline constexpr u32 kMaxBlocks = 100;

// Typed child walks, so that finish() needs no switch.
#define CHILD(T, field) f(n->field);
#define CHILD_OPT(T, field) \
  if (n->field != nullptr) f(n->field);
#define LIST(T, field) \
  for (T * item : n->field) f(item);
#define LIST_OPT(T, field)        \
  for (T * item : n->field) {     \
    if (item != nullptr) f(item); \
  }
#define IDENT(field)
#define IDENT_OPT(field)
#define IDENTS(field)
#define INT(field)
#define ENUM(T, field)
#define ENUMS(T, field)
#define CONST(field)
#define TEXT(field)
#define TEXT_OPT(field)
#define MONTY_AST_NODE(group, name, py_name, ...)                                               \
  template <class F>                                                                            \
  MONTY_ALWAYS_INLINE void each_child([[maybe_unused]] const name* n, [[maybe_unused]] F&& f) { \
    __VA_ARGS__                                                                                 \
  }
#include "syntax/ast_nodes.def"
#undef MONTY_AST_NODE
#undef CHILD
#undef CHILD_OPT
#undef LIST
#undef LIST_OPT
#undef IDENT
#undef IDENT_OPT
#undef IDENTS
#undef INT
#undef ENUM
#undef ENUMS
#undef CONST
#undef TEXT
#undef TEXT_OPT

class Parser {
 public:
  Parser(Arena& arena, Meter& meter, std::string_view text, const ParseOptions& options)
      : arena_(arena), meter_(meter), options_(options), lexer_(arena, meter, text, options.first_line) {}

  ModNode* run(Mode mode);

  // For the diagnosis: parses tokens given by it as one expression list, without touching a lexer.
  ExprNode* run_expressions(const Token* tokens);

  enum class Failure : u8 { None, Generic, Worded, Lexer };
  Failure failure() const { return failure_; }
  SyntaxError& error() { return error_; }
  Lexer& lexer() { return lexer_; }
  const Token& failed_at() const { return furthest_; }
  u32 statement_start() const { return statement_start_; }
  u32 identifier_count() const { return identifiers_; }
  std::vector<SyntaxWarning>& warnings() { return warnings_; }
  u32 last_compound_line() const { return last_compound_line_; }
  bool last_was_compound() const { return last_was_compound_; }

  // Literals (parse_literals.cpp), used by the diagnosis too.
  ExprNode* strings();

 private:
  friend class Diagnosis;

  // ---- tokens
  Tok kind() const { return tok_->kind; }
  bool at(Tok k) const { return tok_->kind == k; }
  bool at_name(std::string_view word) const { return tok_->kind == Tok::Name && tok_->end - tok_->start == word.size() && text_of(*tok_) == word; }
  std::string_view text_of(const Token& t) const { return lexer_.text().substr(t.start, t.end - t.start); }
  void advance() { ++tok_; }
  bool accept(Tok k) {
    if (tok_->kind != k) return false;
    ++tok_;
    return true;
  }
  bool expect(Tok k) {
    if (MONTY_LIKELY(tok_->kind == k)) {
      ++tok_;
      return true;
    }
    fail();
    return false;
  }
  // Past the Newline at hand, to the first token of the next line.
  bool next_line();

  // ---- failures
  [[gnu::cold]] std::nullptr_t fail();
  [[gnu::cold]] std::nullptr_t fail_worded(std::string msg, u32 line, u32 col, u32 end_line, u32 end_col);
  [[gnu::cold]] std::nullptr_t fail_token(const Token& t, std::string msg) { return fail_worded(std::move(msg), t.line, t.col, t.end_line, t.end_col); }
  [[gnu::cold]] std::nullptr_t fail_memory();
  [[gnu::cold]] std::nullptr_t too_deep();

  // ---- nodes
  template <class T>
  T* make() {
    return arena_.make<T>();
  }
  // Sets the positions (from `start` to the token before the one at hand) and the height.
  template <class T>
  T* finish(T* n, const Token* start) {
    n->lineno = start->line;
    n->col_offset = start->col;
    return finish_end(n);
  }
  template <class T>
  T* finish_end(T* n) {
    n->end_lineno = tok_[-1].end_line;
    n->end_col_offset = tok_[-1].end_col;
    return measure(n);
  }
  // A compound statement ends where the last of its lines does.
  template <class T>
  T* finish_block(T* n, u32 line, u32 col) {
    n->lineno = line;
    n->col_offset = col;
    n->end_lineno = block_end_line_;
    n->end_col_offset = block_end_col_;
    return measure(n);
  }
  template <class T>
  T* measure(T* n) {
    u32 height = 0;
    each_child(n, [&](const Node* child) {
      if (child->height > height) height = child->height;
    });
    n->height = static_cast<u16>(height + 1);
    if constexpr (std::is_base_of_v<ExprNode, T> || std::is_base_of_v<PatternNode, T>) {
      if (MONTY_UNLIKELY(height >= kMaxHeight)) return too_deep();
    }
    if (MONTY_UNLIKELY(arena_.failed())) return fail_memory();
    return n;
  }

  // ---- lists under construction
  u32 mark() const { return scratch_size_; }
  bool keep(Node* p) {
    if (MONTY_UNLIKELY(scratch_size_ == scratch_capacity_) && !grow_scratch()) return false;
    scratch_[scratch_size_++] = p;
    return true;
  }
  bool grow_scratch();
  template <class T>
  bool take(u32 from, Seq<T*>& out) {
    u32 n = scratch_size_ - from;
    out = {};
    if (n != 0) {
      out.items = arena_.make_array<T*>(n);
      if (MONTY_UNLIKELY(out.items == nullptr)) return fail_memory() != nullptr;
      for (u32 i = 0; i < n; ++i) out.items[i] = static_cast<T*>(scratch_[from + i]);
      out.count = n;
    }
    scratch_size_ = from;
    return true;
  }

  // ---- identifiers
  Ident intern(std::string_view text);
  Ident identifier(const Token& t);
  std::string_view normalised(std::string_view text);
  std::string_view stopped();
  bool grow_identifiers();

  // ---- expressions (parse_expr.cpp)
  ExprNode* star_expressions();       // a, *b, c
  ExprNode* star_expression();        // *a | expression
  ExprNode* star_named_expression();  // *a | named expression
  ExprNode* named_expression();       // x := e | expression
  ExprNode* annotated_rhs();          // yield | star_expressions
  ExprNode* yield_expression();
  ExprNode* expression();
  ExprNode* expressions();  // a, b
  ExprNode* disjunction();
  ExprNode* conjunction();
  ExprNode* inversion();
  ExprNode* comparison();
  ExprNode* comparison_rest(ExprNode* left, const Token* start);
  ExprNode* binary(int min_precedence);
  ExprNode* unary();
  ExprNode* power();
  ExprNode* primary();
  ExprNode* primary_rest(ExprNode* left, const Token* start);
  ExprNode* lambda();
  ExprNode* conditional_rest(ExprNode* body, const Token* start);
  bool starts_expression() const;
  bool ends_expression_list() const;

  // ---- atoms (parse_atom.cpp)
  ExprNode* atom();
  ExprNode* name_atom();
  ExprNode* number();
  ExprNode* paren_atom();
  ExprNode* list_atom();
  ExprNode* brace_atom();
  ExprNode* dict_rest(const Token* start, u32 from_keys);
  ExprNode* subscript_rest(ExprNode* value, const Token* start);
  ExprNode* slice_item();
  ExprNode* genexp_rest(ExprNode* elt, const Token* open);
  bool comprehension_clauses(Seq<Comprehension*>& out);
  bool at_comprehension() const { return at(Tok::KwFor) || (at(Tok::KwAsync) && tok_[1].kind == Tok::KwFor); }
  ExprNode* constant(ConstKind k);

  // ---- literals (parse_literals.cpp)
  struct StringParts;
  bool string_token(const Token& t, bool& bytes, std::string_view& value, bool& ascii, bool& u_prefix);
  bool decode_text(std::string_view body, const Token& t, bool raw_has_escapes, std::string_view& out, bool& ascii, bool in_fstring);
  bool decode_bytes(std::string_view body, const Token& t, std::string_view& out);
  void warn_escape(const Token& t, std::string_view body, usize at);
  bool fstring(bool& is_t);
  ExprNode* replacement_field(bool is_t, bool& had_debug);
  ExprNode* format_spec(const Token* colon);
  bool merge_strings(u32 from, Seq<ExprNode*>& out);
  std::string_view debug_text(u32 from, u32 to);
  Constant* text_constant(std::string_view text, const Token& t, bool ascii);

  // ---- targets
  enum class Target : u8 { Star, Del, Single };
  bool to_target(ExprNode* e, ExprContext ctx);
  bool is_single_target(const ExprNode* e) const;
  ExprNode* for_targets();  // star_targets before `in`
  ExprNode* star_target();  // after `as`

  // ---- parameters (parse_params.cpp)
  enum class ParamStyle : u8 { Def, Lambda };
  Arguments* parameters(ParamStyle style, Tok closing);
  Arg* parameter(ParamStyle style, bool star);
  bool type_params(Seq<TypeParamNode*>& out);

  // ---- statements (parse_stmt.cpp, parse_compound.cpp)
  bool statements(Tok stop);  // pushes statements on the scratch list until `stop`
  bool simple_statements();   // one line of them
  StmtNode* simple_statement();
  StmtNode* expression_statement();
  StmtNode* assignment_rest(ExprNode* first, const Token* start);
  StmtNode* annotation_rest(ExprNode* target, const Token* start);
  StmtNode* return_statement();
  StmtNode* raise_statement();
  StmtNode* delete_statement();
  StmtNode* assert_statement();
  StmtNode* import_statement();
  StmtNode* from_statement();
  StmtNode* names_statement();
  StmtNode* type_alias();
  Ident dotted_name();
  bool is_compound_start() const;
  StmtNode* compound_statement();
  bool block(Seq<StmtNode*>& out);
  StmtNode* if_statement();
  StmtNode* while_statement();
  StmtNode* for_statement(const Token* async);
  StmtNode* with_statement(const Token* async);
  bool with_items(Seq<WithItem*>& out, bool parenthesised);
  WithItem* with_item(bool parenthesised);
  StmtNode* try_statement();
  ExceptHandler* except_handler(bool& star);
  StmtNode* function(const Token* async, Seq<ExprNode*> decorators);
  StmtNode* class_definition(Seq<ExprNode*> decorators);
  StmtNode* decorated();
  bool match_statement(StmtNode*& out);  // true: it was one (out null: it failed)
  MatchCase* case_block();
  bool call_arguments(Seq<ExprNode*>& args, Seq<Keyword*>& keywords, const Token* open);

  // ---- patterns (parse_pattern.cpp)
  PatternNode* patterns();
  PatternNode* pattern();
  PatternNode* maybe_star_pattern();
  PatternNode* or_pattern();
  PatternNode* closed_pattern();
  PatternNode* name_pattern();
  PatternNode* class_pattern_rest(ExprNode* cls, const Token* start);
  PatternNode* mapping_pattern();
  PatternNode* sequence_pattern(Tok closing);
  PatternNode* literal_pattern();
  ExprNode* signed_number(bool allow_complex);
  ExprNode* dotted_value();

  struct Depth {
    explicit Depth(Parser& p) : p(p) { ++p.depth_; }
    ~Depth() { --p.depth_; }
    bool fine() const { return p.depth_ <= kMaxDepth; }
    Parser& p;
  };

  Arena& arena_;
  Meter& meter_;
  const ParseOptions& options_;
  Lexer lexer_;
  const Token* tok_ = nullptr;
  Token furthest_{};
  Failure failure_ = Failure::None;
  SyntaxError error_;
  std::vector<SyntaxWarning> warnings_;
  u32 depth_ = 0;
  u32 blocks_ = 0;
  u32 statement_start_ = 0;
  u32 last_compound_line_ = 0;
  u32 block_end_line_ = 0, block_end_col_ = 0;  // end of the last simple statement's line
  bool last_was_compound_ = false;

  Node** scratch_ = nullptr;
  u32 scratch_size_ = 0, scratch_capacity_ = 0;

  Identifier** table_ = nullptr;  // open addressing, power of two
  u32 table_size_ = 0;
  u32 identifiers_ = 0;
};

// Null-checked step: declares `name`, returns null when the call failed.
#define MONTY_STEP(name, call) \
  auto* name = (call);         \
  if (MONTY_UNLIKELY(name == nullptr)) return nullptr
#define MONTY_NEED(condition) \
  if (MONTY_UNLIKELY(!(condition))) return nullptr

}  // namespace monty::syntax
