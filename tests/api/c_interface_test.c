/* SPDX-License-Identifier: MIT
 * The C interface, in C99: what goes in comes out, errors are typed, null pointers and wrong sizes are errors. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "monty/monty.h"

static int checks, failures;
#define CHECK(what)                                              \
  do {                                                           \
    checks++;                                                    \
    if (!(what)) {                                               \
      failures++;                                                \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #what); \
    }                                                            \
  } while (0)

/* The call must succeed. */
static void ok_at(int line, monty_error* error) {
  checks++;
  if (error == NULL) return;
  failures++;
  fprintf(stderr, "%s:%d: %.*s %.*s\n", __FILE__, line, (int)error->type.size, error->type.data, (int)error->message.size, error->message.data);
  monty_error_free(error);
}
#define OK(call) ok_at(__LINE__, call)

/* The call must fail with this kind, and (if not NULL) with a message that contains `part`. */
static void fails_at(int line, monty_error* error, monty_error_kind kind, const char* part) {
  checks++;
  if (error == NULL || error->kind != kind || (part != NULL && strstr(error->message.data, part) == NULL)) {
    failures++;
    fprintf(stderr, "%s:%d: wrong outcome: kind %d, %s\n", __FILE__, line, error == NULL ? -1 : (int)error->kind,
            error == NULL ? "success" : error->message.data);
  }
  monty_error_free(error);
}
#define FAILS(call, kind, part) fails_at(__LINE__, call, kind, part)
#define REFUSED(call) fails_at(__LINE__, call, MONTY_ERROR_ARGUMENT, NULL)

static monty_engine* engine;

static monty_session* new_session(const monty_session_options* options) {
  monty_session* session = NULL;
  OK(monty_session_new(engine, options, &session));
  return session;
}

static monty_program* compile(const char* source) {
  monty_program* program = NULL;
  OK(monty_program_compile(source, strlen(source), "test.py", MONTY_FILE, NULL, &program));
  return program;
}

/* Runs `source`; its result's repr must be `expected`. */
static void expect(monty_session* session, const char* source, const char* expected) {
  monty_program* program = compile(source);
  monty_result* text = NULL;
  OK(monty_session_execute(session, program));
  OK(monty_session_result_repr(session, &text));
  CHECK(text != NULL && monty_text_equals(monty_result_value(text)->as.text, expected));
  if (text != NULL && !monty_text_equals(monty_result_value(text)->as.text, expected)) fprintf(stderr, "  got %s\n", monty_result_value(text)->as.text.data);
  monty_result_free(text);
  monty_program_free(program);
}

static monty_error* run_source(monty_session* session, const char* source, monty_result** out) {
  monty_program* program = compile(source);
  monty_error* error = monty_session_run(session, program, out);
  monty_program_free(program);
  return error;
}

static void test_values(void) {
  monty_session* session = new_session(NULL);
  monty_value pair[2], items[12], value;
  const monty_value* v;
  monty_result* result = NULL;
  size_t i;
  pair[0] = monty_str("k\xC3\xA9y");
  pair[1] = monty_bytes("a\0b", 3);
  items[0] = monty_none();
  items[1] = monty_bool(true);
  items[2] = monty_int(INT64_MIN);
  items[3] = monty_big_int("-123456789012345678901234567890");
  items[4] = monty_float(2.5);
  items[5] = monty_of_text(MONTY_STR, "a\0b", 3);
  items[6] = monty_ellipsis();
  items[7] = monty_of_items(MONTY_TUPLE, items, 3);
  items[8] = monty_of_items(MONTY_DICT, pair, 2);
  items[9] = monty_of_items(MONTY_SET, items, 1);
  items[10] = monty_of_items(MONTY_FROZENSET, NULL, 0);
  items[11] = monty_of_items(MONTY_LIST, NULL, 0);
  value = monty_of_items(MONTY_LIST, items, 12);
  OK(monty_session_set(session, "v", &value));
  expect(session, "v",
         "[None, True, -9223372036854775808, -123456789012345678901234567890, 2.5, 'a\\x00b', Ellipsis, (None, True, "
         "-9223372036854775808), "
         "{'k\xC3\xA9y': b'a\\x00b'}, {None}, frozenset(), []]");
  OK(monty_session_get(session, "v", &result));
  v = monty_result_value(result);
  CHECK(v->kind == MONTY_LIST && v->as.items.count == 12);
  for (i = 0; i < 12; i++) CHECK(v->as.items.data[i].kind == items[i].kind);
  CHECK(v->as.items.data[2].as.integer == INT64_MIN && v->as.items.data[4].as.number == 2.5);
  CHECK(monty_text_equals(v->as.items.data[3].as.text, "-123456789012345678901234567890"));
  CHECK(v->as.items.data[5].as.text.size == 3 && memcmp(v->as.items.data[5].as.text.data, "a\0b", 4) == 0);
  CHECK(monty_find(&v->as.items.data[8], "k\xC3\xA9y")->as.text.size == 3 && monty_find(&v->as.items.data[8], "other") == NULL);
  monty_result_free(result);

  OK(run_source(session, "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: str\n(P(1, 'two'), len)", &result));
  v = monty_result_value(result)->as.items.data;
  CHECK(v[0].kind == MONTY_OBJECT && strcmp(v[0].type_name, "P") == 0 && monty_find(&v[0], "x")->as.integer == 1);
  CHECK(v[1].kind == MONTY_OPAQUE && strcmp(v[1].type_name, "builtin_function_or_method") == 0);
  FAILS(monty_session_set(session, "v", &v[1]), MONTY_ERROR_CONVERSION, "cannot enter");
  monty_result_free(result);
  result = NULL;
  FAILS(run_source(session, "l = []\nl.append(l)\nl", &result), MONTY_ERROR_CONVERSION, "contains itself");
  FAILS(monty_session_get(session, "nobody", &result), MONTY_ERROR_RUNTIME, "is not defined");
  CHECK(result == NULL);

  value = monty_of_items(MONTY_LIST, NULL, 3);
  FAILS(monty_session_set(session, "v", &value), MONTY_ERROR_CONVERSION, "null pointer");
  value = monty_of_text(MONTY_STR, NULL, 3);
  FAILS(monty_session_set(session, "v", &value), MONTY_ERROR_CONVERSION, "null pointer");
  value = monty_of_items(MONTY_DICT, pair, 1);
  FAILS(monty_session_set(session, "v", &value), MONTY_ERROR_CONVERSION, "without a value");
  value = monty_raise("ValueError", "no");
  FAILS(monty_session_set(session, "v", &value), MONTY_ERROR_CONVERSION, "cannot enter");
  value.kind = (monty_kind)1000;
  FAILS(monty_session_set(session, "v", &value), MONTY_ERROR_CONVERSION, "no kind");
  value = monty_big_int("12x");
  FAILS(monty_session_set(session, "v", &value), MONTY_ERROR_RUNTIME, "not decimal");
  items[0] = value = monty_of_items(MONTY_LIST, items, 1); /* contains itself */
  FAILS(monty_session_set(session, "v", &value), MONTY_ERROR_CONVERSION, "too deeply");
  value = monty_str(NULL);
  OK(monty_session_set(session, "v", &value));
  expect(session, "v", "''");
  monty_session_free(session);
}

/* A host's object: kind and two fields. */
static monty_value object(const char* kind, monty_value* fields, size_t count) {
  monty_value v = monty_of_items(MONTY_OBJECT, fields, 2 * count);
  v.type_name = kind;
  return v;
}

/* What is no builtin crosses with what it consists of. */
static void test_known_values(void) {
  monty_session_options options;
  monty_session* session;
  monty_program* program;
  const monty_progress* at = NULL;
  monty_settled settled[2];
  monty_value date[6], fields[6], pair[2], v;
  const monty_value* out;
  monty_result* result = NULL;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.collect_always = true; /* what is being made must be rooted */
  session = new_session(&options);
  date[0] = monty_str("year"), date[1] = monty_int(2026);
  date[2] = monty_str("month"), date[3] = monty_int(2);
  date[4] = monty_str("day"), date[5] = monty_int(28);
  v = object("datetime.date", date, 3);
  OK(monty_session_set(session, "d", &v));
  expect(session, "import datetime\nd + datetime.timedelta(days=1)", "datetime.date(2026, 3, 1)");
  OK(monty_session_get(session, "d", &result));
  out = monty_result_value(result);
  CHECK(out->kind == MONTY_OBJECT && strcmp(out->type_name, "datetime.date") == 0);
  CHECK(monty_find(out, "month")->as.integer == 2 && out->as.items.count == 6);
  monty_result_free(result);
  date[3] = monty_int(13);
  FAILS(monty_session_set(session, "d", &v), MONTY_ERROR_RUNTIME, "month");

  fields[0] = monty_str("when"), date[3] = monty_int(12), fields[1] = v;
  fields[2] = monty_str("n"), fields[3] = monty_int(1);
  v = object("frozen Event", fields, 2);
  pair[0] = v, pair[1] = v;
  v = monty_of_items(MONTY_SET, pair, 2);
  OK(monty_session_set(session, "events", &v));
  expect(session, "events", "{Event(when=datetime.date(2026, 12, 28), n=1)}");
  v = object("Event", fields, 2);
  OK(monty_session_set(session, "e", &v));
  expect(session, "from dataclasses import dataclass\n@dataclass\nclass Event:\n    when: object\n    n: int\ne.n", "1");
  OK(monty_session_set(session, "e", &v)); /* now of the program's class */
  expect(session, "isinstance(e, Event)", "True");

  pair[0] = monty_int(1), pair[1] = monty_str("x");
  v = monty_of_items(MONTY_TUPLE, pair, 2);
  v.type_name = "Pair(a, b)";
  OK(monty_session_set(session, "p", &v));
  expect(session, "(p, p.b)", "(Pair(a=1, b='x'), 'x')");
  OK(monty_session_get(session, "p", &result));
  CHECK(monty_result_value(result)->kind == MONTY_TUPLE && strcmp(monty_result_value(result)->type_name, "Pair(a, b)") == 0);
  monty_result_free(result);

  OK(run_source(session,
                "import enum\nclass Color(enum.Enum):\n    RED = 1\n"
                "[Color.RED, KeyError('k'), print, object.__new__(datetime.date)]",
                &result));
  out = monty_result_value(result)->as.items.data;
  CHECK(strcmp(out[0].type_name, "enum Color") == 0 && monty_text_equals(monty_find(&out[0], "name")->as.text, "RED"));
  CHECK(strcmp(out[1].type_name, "exception KeyError") == 0 && monty_find(&out[1], "args")->as.items.count == 1);
  CHECK(out[2].kind == MONTY_OPAQUE && out[3].kind == MONTY_OPAQUE); /* an incomplete one is nothing known */
  OK(monty_session_set(session, "c", &out[0]) /* knows the program's class */);
  expect(session, "c is Color.RED", "True");
  monty_result_free(result);

  v = object(NULL, fields, 2);
  FAILS(monty_session_set(session, "v", &v), MONTY_ERROR_CONVERSION, "no type");
  fields[0] = monty_int(1);
  v = object("Event", fields, 2);
  FAILS(monty_session_set(session, "v", &v), MONTY_ERROR_CONVERSION, "no name");
  fields[0] = monty_str("not a name");
  FAILS(monty_session_set(session, "v", &v), MONTY_ERROR_RUNTIME, NULL);
  v = monty_big_int("-0x123456789abcdef0123456789");
  OK(monty_session_set(session, "big", &v));
  expect(session, "hex(big)", "'-0x123456789abcdef0123456789'");
  v = monty_big_int("0x");
  FAILS(monty_session_set(session, "big", &v), MONTY_ERROR_RUNTIME, "not decimal");

  /* As answers to calls at once and in flight. */
  v = object("datetime.date", date, 3);
  OK(monty_session_declare(session, "ask", false));
  OK(monty_session_declare(session, "fetch", true));
  program = compile("import asyncio\n[ask(), *await asyncio.gather(fetch(1), fetch(2))]");
  OK(monty_session_start(session, program, &at));
  CHECK(at->state == MONTY_CALL);
  OK(monty_session_resume(session, &v, &at));
  CHECK(at->state == MONTY_FUTURES && at->started_count == 2);
  if (at->started_count == 2) {
    settled[0].id = at->started[0].id, settled[1].id = at->started[1].id;
    settled[0].value = settled[1].value = v;
    OK(monty_session_settle(session, settled, 2, -1, &at));
    CHECK(at->state == MONTY_COMPLETE);
    OK(monty_session_result(session, &result));
    out = monty_result_value(result);
    CHECK(out->as.items.count == 3 && monty_find(&out->as.items.data[2], "day")->as.integer == 28);
    monty_result_free(result);
  }
  monty_program_free(program);
  monty_session_free(session);
}

static bool three_times(void* context) { return ++*(int*)context < 3; }
static void test_progress(void) {
  static const char* const kSources[] = {"while True: pass", "sum(range(10**12))", "import time\ntime.sleep(100)"};
  monty_session_options options;
  size_t i;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.on_progress = three_times;
  options.progress_seconds = 0.002;
  for (i = 0; i < 3; i++) {
    int count = 0;
    monty_session* session;
    monty_error* error;
    options.context = &count;
    options.cancel = monty_cancel_new();
    session = new_session(&options);
    error = run_source(session, kSources[i], NULL);
    CHECK(error != NULL && error->kind == MONTY_ERROR_LIMIT && error->limit == MONTY_LIMIT_CANCEL && count == 3);
    monty_error_free(error);
    monty_cancel_reset(options.cancel);
    expect(session, "6 * 7", "42");
    monty_session_free(session);
    monty_cancel_free(options.cancel);
  }
}

static void test_errors(void) {
  monty_session* session = new_session(NULL);
  monty_program* program = NULL;
  monty_result* result = NULL;
  monty_error* error = monty_program_compile("x = = 1", 7, "bad.py", MONTY_FILE, NULL, &program);
  CHECK(error != NULL && error->size == sizeof *error && error->kind == MONTY_ERROR_SYNTAX && program == NULL);
  CHECK(monty_text_equals(error->type, "SyntaxError") && monty_text_equals(error->message, "invalid syntax"));
  CHECK(error->frame_count == 1 && monty_text_equals(error->frames[0].file, "bad.py") && error->frames[0].line == 1);
  monty_error_free(error);
  error = monty_program_compile("if x:", 5, NULL, MONTY_INTERACTIVE, NULL, &program);
  CHECK(error != NULL && error->incomplete);
  monty_error_free(error);

  error = run_source(session, "def f(n):\n    return 1 / n\nf(0)", &result);
  CHECK(error != NULL && error->kind == MONTY_ERROR_RUNTIME && monty_text_equals(error->type, "ZeroDivisionError") && !error->exited);
  CHECK(error->frame_count == 2 && error->frames[1].line == 2 && monty_text_equals(error->frames[1].function, "f"));
  CHECK(strstr(error->traceback.data, "Traceback (most recent call last):") == error->traceback.data);
  monty_error_free(error);
  error = run_source(session, "import sys\nsys.exit(3)", &result);
  CHECK(error != NULL && error->exited && error->exit_status == 3);
  monty_error_free(error);
  CHECK(result == NULL);
  CHECK(strcmp(monty_limit_name(MONTY_LIMIT_MEMORY), "memory") == 0 && *monty_limit_name((monty_limit)99) == 0);
  CHECK(strchr(monty_version(), '.') != NULL);
  monty_session_free(session);
}

static void test_limits(void) {
  monty_limits limits = {sizeof limits, 0, 0, 0, 0, 0};
  monty_session_options options;
  monty_session* session;
  monty_usage usage;
  monty_result* result = NULL;
  monty_error* error;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.limits = &limits;
  options.cancel = monty_cancel_new();
  limits.instructions = 10000;
  session = new_session(&options);
  error = run_source(session, "while True: pass", &result);
  CHECK(error != NULL && error->kind == MONTY_ERROR_LIMIT && error->limit == MONTY_LIMIT_INSTRUCTIONS);
  monty_error_free(error);
  limits.instructions = 0;
  limits.memory = 1 << 20;
  OK(monty_session_set_limits(session, &limits));
  error = run_source(session, "def f():\n    x = []\n    while True: x.append(str(len(x)))\nf()", &result);
  CHECK(error != NULL && error->limit == MONTY_LIMIT_MEMORY);
  monty_error_free(error);
  monty_cancel_request(options.cancel);
  CHECK(monty_cancel_requested(options.cancel));
  error = run_source(session, "while True: pass", &result);
  CHECK(error != NULL && error->limit == MONTY_LIMIT_CANCEL);
  monty_error_free(error);
  monty_cancel_reset(options.cancel);
  expect(session, "1 + 1", "2");
  usage.size = sizeof usage;
  OK(monty_session_usage(session, &usage));
  CHECK(usage.memory > 0 && usage.memory < 1 << 20 && usage.instructions > 10000);
  monty_cancel_free(options.cancel); /* the session keeps it */
  expect(session, "2 + 2", "4");
  OK(monty_session_check_heap(session, &result));
  CHECK(monty_result_value(result)->as.text.size == 0);
  monty_result_free(result);
  monty_session_free(session);
}

/* ---- functions of the host */
struct host {
  int calls, destroyed;
  monty_session* session;
  pthread_t threads[8];
  int started;
};

static void price(void* context, const monty_call* call, monty_answer* answer) {
  struct host* h = context;
  const monty_value* what = monty_argument(call, 0, "what");
  monty_value v;
  monty_result* none = NULL;
  monty_usage usage;
  h->calls++;
  usage.size = sizeof usage;
  OK(monty_session_usage(h->session, &usage));
  FAILS(monty_session_get(h->session, "x", &none), MONTY_ERROR_ARGUMENT, "in use");
  if (what == NULL) return; /* None */
  if (monty_text_equals(what->as.text, "nothing"))
    v = monty_raise("KeyError", "'nothing'");
  else if (monty_text_equals(what->as.text, "host's"))
    v = monty_raise("HostError", "odd");
  else
    v = monty_float(2.5);
  OK(monty_answer_value(answer, &v));
}
static void wrong(void* context, const monty_call* call, monty_answer* answer) {
  monty_value v = monty_none();
  (void)context;
  (void)call;
  v.kind = MONTY_OPAQUE;
  v.type_name = "socket";
  FAILS(monty_answer_value(answer, &v), MONTY_ERROR_CONVERSION, "socket");
  REFUSED(monty_answer_value(answer, NULL));
}
static void* settle_later(void* pending) {
  monty_value v = monty_int((int64_t)monty_pending_id(pending) * 10);
  monty_value late = monty_none();
  OK(monty_pending_resolve(pending, &v));
  OK(monty_pending_resolve(pending, &late)); /* ignored */
  monty_pending_free(pending);
  return NULL;
}
static void fetch(void* context, const monty_call* call, monty_pending* pending) {
  struct host* h = context;
  CHECK(call->id == monty_pending_id(pending) && call->args.as.items.count == 1);
  CHECK(pthread_create(&h->threads[h->started++], NULL, settle_later, pending) == 0);
}
static void destroyed(void* context) { ((struct host*)context)->destroyed++; }

static void test_functions(void) {
  struct host h;
  monty_session *copy = NULL, *original;
  memset(&h, 0, sizeof h);
  h.session = new_session(NULL);
  OK(monty_session_define(h.session, "price", price, &h, destroyed));
  OK(monty_session_define(h.session, "wrong", wrong, NULL, NULL));
  OK(monty_session_define_async(h.session, "fetch", fetch, &h, destroyed));
  expect(h.session, "[price('tea'), price(what='tea'), price()]", "[2.5, 2.5, None]");
  expect(h.session, "try: price('nothing')\nexcept KeyError as e: r = repr(e)\nr", "\"KeyError('nothing')\"");
  expect(h.session, "try: price('host\\'s')\nexcept RuntimeError as e: r = str(e)\nr", "'HostError: odd'");
  expect(h.session, "try: wrong()\nexcept TypeError as e: r = str(e)\nr", "'a host value of type socket cannot enter the sandbox'");
  expect(h.session, "import asyncio\nlen(await asyncio.gather(*(fetch(i) for i in range(5))))", "5");
  while (h.started > 0) pthread_join(h.threads[--h.started], NULL);
  OK(monty_session_fork(h.session, &copy));
  original = h.session;
  h.session = copy;
  expect(copy, "sum(price('tea') for _ in range(2))", "5.0");
  h.session = original;
  monty_session_free(copy);
  CHECK(h.destroyed == 0 && h.calls == 7);
  REFUSED(monty_session_define(h.session, NULL, price, &h, destroyed));
  CHECK(h.destroyed == 1); /* also when it failed */
  monty_session_free(h.session);
  CHECK(h.destroyed == 3);
}

/* ---- the world, as far as the host answers */
static bool on_output(void* context, int stream, monty_text text) {
  if (stream == 2)
    strcat(context, "!");
  else if (text.size != 0)
    strncat(context, text.data, text.size);
  return true;
}
static void read_line(void* context, monty_answer* answer) {
  monty_value v = monty_str("a line\n");
  (void)context;
  OK(monty_answer_value(answer, &v));
}
static void import_source(void* context, monty_text module, monty_answer* answer) {
  monty_module m;
  (void)context;
  memset(&m, 0, sizeof m);
  m.source.data = "answer = 42\n";
  m.source.size = strlen(m.source.data);
  REFUSED(monty_answer_module(answer, &m)); /* no size */
  m.size = sizeof m;
  if (monty_text_equals(module, "tools")) OK(monty_answer_module(answer, &m));
}
static void os_call(void* context, const monty_call* call, monty_answer* answer) {
  monty_value v = monty_raise("FileNotFoundError", "none here");
  (void)context;
  CHECK(call->kwargs.as.items.count == 0);
  if (monty_text_equals(call->name, "listdir")) OK(monty_answer_value(answer, &v));
}

static void test_options(void) {
  char printed[200] = "";
  monty_text argv[2] = {{"prog", 4}, {"one", 3}};
  monty_session_options options;
  monty_session* session;
  monty_result* result = NULL;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.argv = argv;
  options.argc = 2;
  options.context = printed;
  options.on_output = on_output;
  options.read_line = read_line;
  options.import_source = import_source;
  options.os_call = os_call;
  session = new_session(&options);
  expect(session, "import sys, tools\nprint('out')\nsys.stderr.write('err')\n(input(), sys.argv, tools.answer)", "('a line', ['prog', 'one'], 42)");
  CHECK(strcmp(printed, "out\n!") == 0);
  expect(session, "import os\ntry: os.listdir('/')\nexcept FileNotFoundError as e: r = str(e)\nr", "'none here'");
  expect(session, "try: os.remove('/x')\nexcept PermissionError as e: r = str(e)\nr", "\"[Errno 1] Operation not permitted (the host refuses remove): '/x'\"");
  FAILS(run_source(session, "import nowhere", &result), MONTY_ERROR_RUNTIME, "No module named");
  monty_session_free(session);

  session = new_session(NULL);
  OK(run_source(session, "import sys\nprint('kept')\nprint('err', file=sys.stderr)", NULL));
  OK(monty_session_take_output(session, 1, &result));
  CHECK(monty_text_equals(monty_result_value(result)->as.text, "kept\n"));
  monty_result_free(result);
  OK(monty_session_take_output(session, 2, &result));
  CHECK(monty_text_equals(monty_result_value(result)->as.text, "err\n"));
  monty_result_free(result);
  REFUSED(monty_session_take_output(session, 3, &result));
  OK(run_source(session, "6 * 7", NULL));
  CHECK(!monty_session_result_is_none(session));
  OK(monty_session_keep_result(session, "kept"));
  OK(monty_session_get(session, "kept", &result));
  CHECK(monty_result_value(result)->as.integer == 42);
  monty_result_free(result);
  monty_session_free(session);
}

/* ---- start and resume, dumps */
static void test_driving(void) {
  monty_session *session = new_session(NULL), *copy = NULL, *loaded = NULL;
  monty_program* program = compile("a = ask('one', key=2)\nb = ask('two')\nimport asyncio\nc = await asyncio.gather(later(1), later(2))\n(a, b, c)");
  const monty_progress* at = NULL;
  monty_result *dump = NULL, *result = NULL;
  monty_snapshot_info* info = NULL;
  monty_value v = monty_int(7);
  monty_settled answers[2];
  const monty_value* bytes;
  FAILS(monty_session_resume(session, &v, &at), MONTY_ERROR_SNAPSHOT, "not suspended");
  OK(monty_session_declare(session, "ask", false));
  OK(monty_session_declare(session, "later", true));
  OK(monty_session_start(session, program, &at));
  CHECK(at->size == sizeof *at && at->state == MONTY_CALL && monty_text_equals(at->question.name, "ask") && at->position.line == 1);
  CHECK(monty_text_equals(monty_argument(&at->question, 0, NULL)->as.text, "one") && monty_argument(&at->question, 1, "key")->as.integer == 2);
  CHECK(at->question.id == 1 && at->started_count == 0 && monty_text_equals(at->position.file, "test.py"));
  FAILS(monty_session_resume_refused(session, &at), MONTY_ERROR_ARGUMENT, "operating system");
  OK(monty_session_resume(session, &v, &at));
  CHECK(at->state == MONTY_CALL && at->position.line == 2);

  OK(monty_session_dump(session, "secret", 6, &dump));
  bytes = monty_result_value(dump);
  CHECK(bytes->kind == MONTY_BYTES);
  OK(monty_snapshot_inspect(engine, bytes->as.text.data, bytes->as.text.size, &info));
  CHECK(info->size == sizeof *info && info->suspended && info->authenticated && info->frame_count == 1 && info->frames[0].line == 2);
  CHECK(info->source_count == 1 && monty_text_equals(info->sources[0].file, "test.py") && info->type_count > 0 && info->bytes == bytes->as.text.size);
  CHECK(info->function_count == 2 && monty_text_equals(info->made_by, monty_version()));
  monty_snapshot_info_free(info);
  FAILS(monty_session_load(engine, bytes->as.text.data, bytes->as.text.size, NULL, "wrong", 5, &loaded), MONTY_ERROR_SNAPSHOT, "authentication");
  FAILS(monty_session_load(engine, "rubbish", 7, NULL, NULL, 0, &loaded), MONTY_ERROR_SNAPSHOT, NULL);
  CHECK(loaded == NULL);
  OK(monty_session_load(engine, bytes->as.text.data, bytes->as.text.size, NULL, "secret", 6, &loaded));
  monty_result_free(dump);
  OK(monty_session_grant_declared(loaded, "ask"));
  OK(monty_session_grant_declared(loaded, "later"));
  OK(monty_session_fork(loaded, &copy));
  monty_session_free(session);

  OK(monty_session_progress(loaded, &at));
  CHECK(at->state == MONTY_CALL && monty_text_equals(at->question.name, "ask"));
  v = monty_str("answer");
  OK(monty_session_resume(loaded, &v, &at));
  CHECK(at->state == MONTY_FUTURES && at->started_count == 2 && at->started[1].args.as.items.data[0].as.integer == 2 && at->timeout < 0);
  answers[0].id = at->started[1].id;
  answers[0].value = monty_str("second");
  answers[1].id = at->started[0].id;
  answers[1].value = monty_str("first");
  FAILS(monty_session_resume(loaded, &v, &at), MONTY_ERROR_ARGUMENT, "settle");
  OK(monty_session_settle(loaded, answers, 1, -1, &at));
  CHECK(at->state == MONTY_FUTURES && at->started_count == 0);
  OK(monty_session_settle(loaded, answers + 1, 1, -1, &at));
  CHECK(at->state == MONTY_COMPLETE);
  OK(monty_session_result_repr(loaded, &result));
  CHECK(monty_text_equals(monty_result_value(result)->as.text, "(7, 'answer', ['first', 'second'])"));
  monty_result_free(result);
  monty_session_free(loaded);

  OK(monty_session_progress(copy, &at));
  v = monty_raise("ValueError", "no answer");
  FAILS(monty_session_resume(copy, &v, &at), MONTY_ERROR_RUNTIME, "no answer");
  OK(monty_session_start(copy, program, &at));
  OK(monty_session_resume_future(copy, &at));
  CHECK(at->state == MONTY_CALL && at->question.id > 2); /* it is known already */
  monty_session_free(copy);                              /* suspended */
  monty_program_free(program);
}

static void test_json(void) {
  const char* text = "{\"a\": [1, 2.5, null, \"\\u00e9\"], \"b\": 123456789012345678901}";
  monty_result *value = NULL, *again = NULL;
  monty_value v = monty_bytes("x", 1);
  OK(monty_from_json(text, strlen(text), &value));
  CHECK(monty_find(monty_result_value(value), "a")->as.items.count == 4);
  OK(monty_to_json(monty_result_value(value), &again));
  CHECK(monty_text_equals(monty_result_value(again)->as.text, "{\"a\": [1, 2.5, null, \"\xC3\xA9\"], \"b\": 123456789012345678901}"));
  monty_result_free(value);
  monty_result_free(again);
  FAILS(monty_from_json("[1,", 3, &value), MONTY_ERROR_CONVERSION, "Expecting");
  FAILS(monty_to_json(&v, &value), MONTY_ERROR_CONVERSION, "bytes");
}

static void test_check(void) {
  const char* source = "total = price(n)\n";
  monty_check_options options;
  monty_findings* found = NULL;
  memset(&options, 0, sizeof options);
  REFUSED(monty_check(source, strlen(source), &options, &found)); /* size 0 */
  options.size = sizeof options;
  options.filename = "order.py";
  options.stubs = monty_str("def price(name: str) -> float: ...\nn: int\n").as.text;
  options.format = MONTY_CHECK_CONCISE;
  if (!monty_check_available()) {
    REFUSED(monty_check(source, strlen(source), &options, &found));
    return;
  }
  OK(monty_check(source, strlen(source), &options, &found));
  CHECK(found->errors == 1 && found->warnings == 0);
  CHECK(strstr(found->text.data, "order.py:1:15: error[invalid-argument-type]") == found->text.data);
  monty_findings_free(found);
  OK(monty_check("x: int = 1", 10, NULL, &found));
  CHECK(found->errors == 0 && found->text.size == 0);
  monty_findings_free(found);
  monty_findings_free(NULL);
}

static void test_null(void) {
  monty_session* session = new_session(NULL);
  monty_session* other = NULL;
  monty_program* program = compile("1");
  monty_result* result = NULL;
  const monty_progress* at = NULL;
  monty_snapshot_info* info = NULL;
  monty_value v = monty_none();
  monty_usage usage = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  monty_limits limits = {1, 0, 0, 0, 0, 0};
  monty_session_options options;
  memset(&options, 0, sizeof options);
  REFUSED(monty_session_new(NULL, NULL, &other));
  REFUSED(monty_session_new(engine, NULL, NULL));
  REFUSED(monty_session_new(engine, &options, &other));
  options.size = sizeof options;
  options.limits = &limits;
  REFUSED(monty_session_new(engine, &options, &other));
  options.limits = NULL;
  options.argc = 1;
  REFUSED(monty_session_new(engine, &options, &other));
  REFUSED(monty_program_compile(NULL, 1, NULL, MONTY_FILE, NULL, &program));
  REFUSED(monty_program_compile("1", 1, NULL, MONTY_FILE, NULL, NULL));
  REFUSED(monty_program_compile("1", 1, NULL, MONTY_FILE, &limits, &program));
  REFUSED(monty_program_compile("1", 1, NULL, (monty_mode)7, NULL, &program));
  REFUSED(monty_program_disassemble(NULL, &result));
  REFUSED(monty_program_disassemble(program, NULL));
  CHECK(!monty_program_awaits(NULL, "f") && !monty_program_awaits(program, NULL));
  REFUSED(monty_session_define(NULL, "f", price, NULL, NULL));
  REFUSED(monty_session_define(session, "f", NULL, NULL, NULL));
  REFUSED(monty_session_define_async(NULL, "f", fetch, NULL, NULL));
  REFUSED(monty_session_define_async(session, NULL, fetch, NULL, NULL));
  REFUSED(monty_session_declare(NULL, "f", false));
  REFUSED(monty_session_declare(session, NULL, false));
  REFUSED(monty_session_grant(NULL, "f", price, NULL, NULL));
  REFUSED(monty_session_grant(session, "f", NULL, NULL, NULL));
  REFUSED(monty_session_grant_async(NULL, "f", fetch, NULL, NULL));
  REFUSED(monty_session_grant_async(session, "f", NULL, NULL, NULL));
  REFUSED(monty_session_grant_declared(NULL, "f"));
  REFUSED(monty_session_grant_declared(session, NULL));
  REFUSED(monty_session_set(NULL, "x", &v));
  REFUSED(monty_session_set(session, NULL, &v));
  REFUSED(monty_session_set(session, "x", NULL));
  REFUSED(monty_session_get(NULL, "x", &result));
  REFUSED(monty_session_get(session, NULL, &result));
  REFUSED(monty_session_get(session, "x", NULL));
  REFUSED(monty_session_run(NULL, program, &result));
  REFUSED(monty_session_run(session, NULL, &result));
  REFUSED(monty_session_execute(NULL, program));
  REFUSED(monty_session_execute(session, NULL));
  REFUSED(monty_session_result(NULL, &result));
  REFUSED(monty_session_result(session, NULL));
  REFUSED(monty_session_result_repr(NULL, &result));
  REFUSED(monty_session_result_repr(session, NULL));
  CHECK(monty_session_result_is_none(NULL));
  REFUSED(monty_session_keep_result(NULL, "x"));
  REFUSED(monty_session_keep_result(session, NULL));
  REFUSED(monty_session_start(NULL, program, &at));
  REFUSED(monty_session_start(session, NULL, &at));
  REFUSED(monty_session_start(session, program, NULL));
  REFUSED(monty_session_resume(NULL, &v, &at));
  REFUSED(monty_session_resume(session, NULL, &at));
  REFUSED(monty_session_resume(session, &v, NULL));
  REFUSED(monty_session_resume_future(NULL, &at));
  REFUSED(monty_session_resume_future(session, NULL));
  REFUSED(monty_session_resume_refused(NULL, &at));
  REFUSED(monty_session_resume_refused(session, NULL));
  REFUSED(monty_session_settle(NULL, NULL, 0, -1, &at));
  REFUSED(monty_session_settle(session, NULL, 1, -1, &at));
  REFUSED(monty_session_settle(session, NULL, 0, -1, NULL));
  REFUSED(monty_session_progress(NULL, &at));
  REFUSED(monty_session_progress(session, NULL));
  REFUSED(monty_session_dump(NULL, NULL, 0, &result));
  REFUSED(monty_session_dump(session, NULL, 1, &result));
  REFUSED(monty_session_dump(session, NULL, 0, NULL));
  REFUSED(monty_session_load(NULL, "", 0, NULL, NULL, 0, &other));
  REFUSED(monty_session_load(engine, NULL, 0, NULL, NULL, 0, &other));
  REFUSED(monty_session_load(engine, "", 0, NULL, NULL, 1, &other));
  REFUSED(monty_session_load(engine, "", 0, NULL, NULL, 0, NULL));
  REFUSED(monty_session_load(engine, "", 0, &options, NULL, 0, &other));
  REFUSED(monty_session_fork(NULL, &other));
  REFUSED(monty_session_fork(session, NULL));
  REFUSED(monty_snapshot_inspect(NULL, "", 0, &info));
  REFUSED(monty_snapshot_inspect(engine, NULL, 0, &info));
  REFUSED(monty_snapshot_inspect(engine, "", 0, NULL));
  REFUSED(monty_session_usage(NULL, &usage));
  REFUSED(monty_session_usage(session, NULL));
  REFUSED(monty_session_usage(session, &usage));
  REFUSED(monty_session_set_limits(NULL, NULL));
  REFUSED(monty_session_set_limits(session, &limits));
  REFUSED(monty_session_take_output(NULL, 1, &result));
  REFUSED(monty_session_take_output(session, 1, NULL));
  REFUSED(monty_session_check_heap(NULL, &result));
  REFUSED(monty_session_check_heap(session, NULL));
  REFUSED(monty_answer_value(NULL, &v));
  REFUSED(monty_answer_module(NULL, NULL));
  REFUSED(monty_pending_resolve(NULL, &v));
  CHECK(monty_pending_id(NULL) == 0 && !monty_cancel_requested(NULL) && monty_result_value(NULL) == NULL);
  REFUSED(monty_from_json(NULL, 0, &result));
  REFUSED(monty_from_json("1", 1, NULL));
  REFUSED(monty_to_json(NULL, &result));
  REFUSED(monty_to_json(&v, NULL));
  monty_cancel_request(NULL);
  monty_cancel_reset(NULL);
  monty_pending_free(NULL);
  monty_cancel_free(NULL);
  monty_result_free(NULL);
  monty_error_free(NULL);
  monty_snapshot_info_free(NULL);
  monty_program_free(NULL);
  monty_session_free(NULL);
  monty_engine_free(NULL);
  CHECK(other == NULL && result == NULL && info == NULL && at == NULL);
  OK(monty_session_run(session, program, &result));
  CHECK(monty_result_value(result)->as.integer == 1);
  monty_result_free(result);
  OK(monty_program_disassemble(program, &result));
  CHECK(monty_result_value(result)->as.text.size > 10);
  monty_result_free(result);
  monty_program_free(program);
  program = compile("await f()\ng()");
  CHECK(monty_program_awaits(program, "f") && !monty_program_awaits(program, "g"));
  monty_program_free(program);
  monty_session_free(session);
}

/* ---- what the operating system says; names; budgets */
static void plus(void* context, const monty_call* call, monty_answer* answer) {
  const monty_value* n = monty_argument(call, 0, NULL);
  monty_value v = monty_int(n == NULL ? 0 : n->as.integer + *(int*)context);
  OK(monty_answer_value(answer, &v));
}
static int destroyed_count = 0;
static void count_destroyed(void* context) {
  (void)context;
  destroyed_count++;
}
static void find_name(void* context, monty_text name, monty_answer* answer) {
  static int two = 2;
  monty_value v = monty_int(20);
  (void)context;
  if (monty_text_equals(name, "twenty")) OK(monty_answer_value(answer, &v));
  if (monty_text_equals(name, "plus")) OK(monty_answer_function(answer, plus, &two, count_destroyed));
}

static void test_policy(void) {
  monty_os_policy* policy = monty_os_policy_new();
  monty_session_options options;
  monty_session *session, *loaded = NULL;
  monty_program* program;
  const monty_progress* at = NULL;
  monty_result *result = NULL, *dump = NULL;
  monty_snapshot_info* info = NULL;
  monty_value v = monty_str("a line\n");
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.policy = policy;

  /* A new policy answers nothing. */
  session = new_session(&options);
  FAILS(run_source(session, "import time; time.time()", &result), MONTY_ERROR_RUNTIME, "the host refuses time");
  FAILS(run_source(session, "import os; os.environ['HOME']", &result), MONTY_ERROR_RUNTIME, "the host refuses environ");
  FAILS(run_source(session, "open('/etc/passwd')", &result), MONTY_ERROR_RUNTIME,
        "[Errno 1] Operation not permitted (the host refuses read_file): '/etc/passwd'");
  FAILS(run_source(session, "import random; random.random()", &result), MONTY_ERROR_RUNTIME, "the host refuses entropy");
  monty_session_free(session);

  REFUSED(monty_os_policy_set_clock(policy, (monty_clock)7, 0));
  REFUSED(monty_os_policy_set_clock(policy, MONTY_CLOCK_FIXED, 1e300));
  REFUSED(monty_os_policy_set_entropy(policy, (monty_entropy)7, 0));
  REFUSED(monty_os_policy_mount(policy, "/x", NULL, MONTY_MOUNT_READ_ONLY, 0));
  REFUSED(monty_os_policy_mount(policy, "/x", "/tmp", (monty_mount_mode)9, 0));
  REFUSED(monty_os_policy_mount(NULL, "/x", "/tmp", MONTY_MOUNT_READ_ONLY, 0));
  REFUSED(monty_os_policy_set_variable(policy, "A", NULL));
  REFUSED(monty_os_policy_read_file(policy, "/x", NULL));
  FAILS(monty_os_policy_mount(policy, "/x", "/no/such/directory", MONTY_MOUNT_READ_ONLY, 0), MONTY_ERROR_RUNTIME, "No such file or directory");
  OK(monty_os_policy_set_clock(policy, MONTY_CLOCK_FIXED, 1000.5));
  OK(monty_os_policy_set_entropy(policy, MONTY_ENTROPY_SEED, 42));
  OK(monty_os_policy_set_variable(policy, "NAME", "value"));
  OK(monty_os_policy_mount(policy, "/work", NULL, MONTY_MOUNT_MEMORY, 10000));
  OK(monty_os_policy_write_file(policy, "/work/in/data.txt", "text", 4));
  FAILS(monty_os_policy_mount(policy, "/work", NULL, MONTY_MOUNT_MEMORY, 0), MONTY_ERROR_RUNTIME, "File exists");
  FAILS(monty_os_policy_read_file(policy, "/work/none", &result), MONTY_ERROR_RUNTIME, "No such file");

  session = new_session(&options);
  expect(session, "import os, time\ntime.sleep(10)\n(time.time(), os.environ['NAME'], open('/work/in/data.txt').read())", "(1010.5, 'value', 'text')");
  expect(session, "open('/work/out', 'w').write('made')\nos.listdir('/work') == ['in', 'out'] or os.listdir('/work')", "True");
  FAILS(run_source(session, "open('/work/big', 'w').write('x' * 20000); os.stat('/work')", &result), MONTY_ERROR_RUNTIME, "No space left on device");
  OK(monty_os_policy_read_file(policy, "/work/out", &result));
  CHECK(monty_text_equals(monty_result_value(result)->as.text, "made"));
  monty_result_free(result);
  OK(monty_os_policy_list(policy, "/", &result));
  CHECK(monty_result_value(result)->as.items.count == 1);
  monty_result_free(result);

  /* Dumps name the mounts. */
  program = compile("first = open('/work/out').read()\ninput()\n(first, open('/work/out').read())");
  OK(monty_session_start(session, program, &at));
  CHECK(at->state == MONTY_OS && monty_text_equals(at->question.name, "read_line"));
  OK(monty_session_dump(session, NULL, 0, &dump));
  monty_session_free(session);
  OK(monty_snapshot_inspect(engine, monty_result_value(dump)->as.text.data, monty_result_value(dump)->as.text.size, &info));
  CHECK(info->mount_count == 1 && monty_text_equals(info->mounts[0], "/work"));
  monty_snapshot_info_free(info);
  FAILS(monty_session_load(engine, monty_result_value(dump)->as.text.data, monty_result_value(dump)->as.text.size, NULL, NULL, 0, &loaded),
        MONTY_ERROR_SNAPSHOT, "uses files at /work, which the host does not grant");
  OK(monty_os_policy_write_file(policy, "/work/out", "later", 5));
  OK(monty_session_load(engine, monty_result_value(dump)->as.text.data, monty_result_value(dump)->as.text.size, &options, NULL, 0, &loaded));
  OK(monty_session_resume(loaded, &v, &at));
  CHECK(at->state == MONTY_COMPLETE);
  OK(monty_session_result_repr(loaded, &result));
  CHECK(monty_text_equals(monty_result_value(result)->as.text, "('made', 'later')"));
  monty_result_free(result);
  monty_result_free(dump);
  monty_session_free(loaded);
  monty_program_free(program);
  monty_os_policy_free(policy);
  monty_os_policy_free(NULL);
}

static void test_names(void) {
  monty_session_options options;
  monty_session* session;
  monty_program* program = compile("twenty + other + plus(1)");
  const monty_progress* at = NULL;
  monty_result* result = NULL;
  monty_value v = monty_int(300);
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.find_name = find_name;
  session = new_session(&options);
  FAILS(monty_session_run(session, program, &result), MONTY_ERROR_RUNTIME, "name 'other' is not defined");
  expect(session, "(plus(5), twenty, plus)[:2]", "(7, 20)");
  monty_session_free(session);
  CHECK(destroyed_count == 1);

  options.ask_names = true;
  session = new_session(&options);
  OK(monty_session_start(session, program, &at));
  CHECK(at->state == MONTY_NAME && monty_text_equals(at->question.name, "other") && at->position.line == 1);
  FAILS(monty_session_resume_future(session, &at), MONTY_ERROR_ARGUMENT, NULL);
  OK(monty_session_resume(session, &v, &at));
  CHECK(at->state == MONTY_COMPLETE);
  OK(monty_session_result(session, &result));
  CHECK(monty_result_value(result)->as.integer == 323);
  monty_result_free(result);
  FAILS(monty_session_resume_declared(session, false, &at), MONTY_ERROR_SNAPSHOT, NULL);
  monty_program_free(program);
  program = compile("declared(4)");
  OK(monty_session_start(session, program, &at));
  CHECK(at->state == MONTY_NAME);
  OK(monty_session_resume_declared(session, false, &at));
  CHECK(at->state == MONTY_CALL && monty_text_equals(at->question.name, "declared"));
  OK(monty_session_resume(session, &v, &at));
  monty_program_free(program);
  program = compile("missing");
  OK(monty_session_start(session, program, &at));
  FAILS(monty_session_resume_refused(session, &at), MONTY_ERROR_RUNTIME, "name 'missing' is not defined");
  monty_program_free(program);
  monty_session_free(session);
}

static void test_pausing(void) {
  monty_limits limits;
  monty_session_options options;
  monty_session* session;
  monty_program* program = compile("n = 0\nwhile n < 50000:\n    n += 1\nn");
  const monty_progress* at = NULL;
  monty_result* result = NULL;
  monty_value v = monty_none();
  int pauses = 0;
  memset(&limits, 0, sizeof limits);
  limits.size = sizeof limits;
  limits.instructions = 20000;
  memset(&options, 0, sizeof options);
  options.size = sizeof options;
  options.limits = &limits;
  options.pause_on_limit = true;
  session = new_session(&options);
  OK(monty_session_start(session, program, &at));
  while (at->state == MONTY_PAUSED && pauses < 100) {
    CHECK(at->limit == MONTY_LIMIT_INSTRUCTIONS && at->position.line >= 2);
    if (++pauses == 2) {
      limits.instructions = 1000000;
      OK(monty_session_set_limits(session, &limits));
    }
    OK(monty_session_resume(session, &v, &at));
  }
  CHECK(at->state == MONTY_COMPLETE && at->limit == MONTY_LIMIT_NONE && pauses == 2);
  OK(monty_session_result(session, &result));
  CHECK(monty_result_value(result)->as.integer == 50000);
  monty_result_free(result);
  /* Inside a native, and where nobody resumes, it is the end all the same. */
  limits.instructions = 20000;
  OK(monty_session_set_limits(session, &limits));
  FAILS(monty_session_run(session, program, &result), MONTY_ERROR_LIMIT, "instructions");
  monty_program_free(program);
  program = compile("sum(range(10 ** 9))");
  FAILS(monty_session_start(session, program, &at), MONTY_ERROR_LIMIT, "instructions");
  monty_program_free(program);
  expect(session, "6 * 7", "42");
  monty_session_free(session);
}

/* Options of the size that they had before policies. */
static void test_earlier_sizes(void) {
  monty_session_options options;
  monty_session* session = NULL;
  memset(&options, 0xEE, sizeof options);
  memset(&options, 0, offsetof(monty_session_options, policy));
  options.size = offsetof(monty_session_options, policy);
  session = new_session(&options);
  expect(session, "6 * 7", "42");
  monty_session_free(session);
  memset(&options, 0, offsetof(monty_session_options, on_progress));
  options.size = offsetof(monty_session_options, on_progress);
  session = new_session(&options);
  expect(session, "6 * 7", "42");
  monty_session_free(session);
  options.size -= 8;
  REFUSED(monty_session_new(engine, &options, &session));
}

/* Values without a plain form, in a session that codes them; what asks, and where. */
static void test_coded(void) {
  monty_session_options options = {.size = sizeof options, .coded = true, .ask_names = true, .no_cpu_clock = true, .collect_always = true};
  monty_session* session = new_session(&options);
  monty_value row[4], date, coded;
  const monty_progress* at = NULL;
  const monty_value* out;
  monty_result* result = NULL;
  monty_os_policy* policy = monty_os_policy_new();
  monty_call question;
  monty_value path = monty_str("/notes/a.txt");
  monty_error* error;
  monty_program* program;

  row[0] = monty_str("date");
  row[1] = monty_int(2026);
  row[2] = monty_int(1);
  row[3] = monty_int(31);
  date = monty_of_items(MONTY_TUPLE, row, 4);
  coded = monty_of_items(MONTY_CODED, &date, 1);
  OK(monty_session_set(session, "day", &coded));
  OK(run_source(session, "day.replace(day=1)", &result));
  out = monty_result_value(result);
  CHECK(out->kind == MONTY_CODED && out->as.items.count == 1);
  CHECK(out->as.items.data[0].kind == MONTY_TUPLE && out->as.items.data[0].as.items.count == 4);
  CHECK(monty_text_equals(out->as.items.data[0].as.items.data[0].as.text, "date"));
  CHECK(out->as.items.data[0].as.items.data[3].as.integer == 1);
  monty_result_free(result);
  OK(run_source(session, "[1, {'a': 2}]", &result));
  CHECK(monty_result_value(result)->kind == MONTY_LIST);
  monty_result_free(result);
  expect(session, "import time; time.process_time()", "0.0");
  coded = monty_of_items(MONTY_CODED, &date, 0);
  FAILS(monty_session_set(session, "day", &coded), MONTY_ERROR_CONVERSION, "one plain value");
  row[0] = monty_str("no such row");
  coded = monty_of_items(MONTY_CODED, &date, 1);
  FAILS(monty_session_set(session, "day", &coded), MONTY_ERROR_RUNTIME, "no such row");

  program = compile("x = 1\ny = missing + x");
  OK(monty_session_start(session, program, &at));
  monty_program_free(program);
  CHECK(at->state == MONTY_NAME && at->position.line == 2 && at->span.column == 4 && at->span.end_column == 11);
  program = compile("from pathlib import Path\nPath('/notes/a.txt').exists()");
  OK(monty_session_start(session, program, &at));
  monty_program_free(program);
  CHECK(at->state == MONTY_OS && monty_text_equals(at->question.name, "stat"));
  CHECK(monty_text_equals(at->via, "pathlib.Path.exists") && at->via_args.as.items.count == 2);
  CHECK(at->via_args.as.items.data[0].kind == MONTY_CODED);

  /* The same question, answered by a policy. */
  OK(monty_os_policy_write_file(policy, "/notes/a.txt", "text", 4));
  OK(monty_os_policy_ask(policy, &at->question, &result));
  CHECK(monty_result_value(result)->as.items.count == 10);
  monty_result_free(result);
  memset(&question, 0, sizeof question);
  question.name = monty_str("read_file").as.text;
  question.args = monty_of_items(MONTY_TUPLE, &path, 1);
  OK(monty_os_policy_ask(policy, &question, &result));
  CHECK(monty_text_equals(monty_result_value(result)->as.text, "text"));
  monty_result_free(result);
  path = monty_str("/notes/none");
  error = monty_os_policy_ask(policy, &question, &result);
  CHECK(error != NULL && error->exit_status == 2 && monty_text_equals(error->type, "OSError"));
  monty_error_free(error);
  question.name = monty_str("time").as.text;
  OK(monty_os_policy_ask(policy, &question, &result));
  CHECK(monty_result_value(result)->kind == MONTY_NONE);
  monty_result_free(result);
  REFUSED(monty_os_policy_ask(NULL, &question, &result));

  error = monty_session_run(session, program = compile("def f():\n  return 1 / 0\nf()"), NULL);
  monty_program_free(program);
  CHECK(error != NULL && error->frame_count == 2 && error->spans[1].column == 9 && error->spans[1].end_column == 14);
  monty_error_free(error);
  monty_os_policy_free(policy);
  monty_session_free(session);
}

int main(void) {
  engine = monty_engine_new();
  test_values();
  test_known_values();
  test_progress();
  test_errors();
  test_limits();
  test_functions();
  test_options();
  test_driving();
  test_policy();
  test_names();
  test_pausing();
  test_earlier_sizes();
  test_coded();
  test_json();
  test_check();
  test_null();
  monty_engine_free(engine);
  printf("%d checks, %d failed\n", checks, failures);
  return failures != 0;
}
