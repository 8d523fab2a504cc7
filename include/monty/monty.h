/* SPDX-License-Identifier: MIT
 *
 * Monty for C programs and for all that can call C: run Python that somebody else wrote, within limits, reaching only
 * what you hand over. A first program is examples/embed/embed.c; docs/embedding.md tells the story.
 *
 * Errors. What can fail returns a `monty_error*`: NULL is success, anything else is the caller's, to be given to
 * monty_error_free(). Results go through the last parameter, which is written on success only. Null pointers and
 * structs of a wrong size are errors (MONTY_ERROR_ARGUMENT), never a crash. The library throws nothing, prints nothing
 * and never ends the process; functions given to it must return (no longjmp, no exceptions through it).
 *
 * Ownership. What a function gives through a `T**` belongs to the caller, who frees it with the function named like the
 * type; free functions accept NULL. Text and values that you give are read during the call only. Those that the library
 * gives lie in memory of the thing that they were read from (result, error, call, progress) and go with it. Text of the
 * library is UTF-8 (lone surrogates as three bytes each), followed by a zero byte that its size does not count.
 *
 * Threads. Engines and programs may be used by many threads at once. A session, and what it gave, by one at a time,
 * whichever. monty_cancel and monty_pending by any at any time. There are no globals.
 *
 * Versions. Structs that begin with `size` may grow at their end in later releases: set `size` to sizeof the struct in
 * those that you fill, and zero what you do not use; zero is the default everywhere. All others, and every number of an
 * enumerator, stay as they are.
 */
#ifndef MONTY_MONTY_H
#define MONTY_MONTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(_WIN32)
#define MONTY_API
#else
#define MONTY_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Release of the library, "0.1.0". Static text. */
MONTY_API const char* monty_version(void);

/* ------------------------------------------------------------------------------------------------------------ values
 */

typedef struct monty_text {
  const char* data; /* may be NULL where size is 0 */
  size_t size;      /* bytes */
} monty_text;

typedef enum monty_kind {
  MONTY_NONE = 0,
  MONTY_BOOL = 1,    /* as.integer: 0 or 1 */
  MONTY_INT = 2,     /* as.integer */
  MONTY_BIG_INT = 3, /* as.text: decimal digits, or "0x" and lower-case hexadecimal ones, perhaps behind a '-'; comes
                        out decimal, only where MONTY_INT is too small */
  MONTY_FLOAT = 4,   /* as.number */
  MONTY_STR = 5,     /* as.text: UTF-8 */
  MONTY_BYTES = 6,   /* as.text: any bytes */
  MONTY_ELLIPSIS = 7,
  MONTY_LIST = 8,       /* as.items */
  MONTY_TUPLE = 9,      /* as.items; type_name: of a named tuple "Point(x, y)", else NULL */
  MONTY_SET = 10,       /* as.items */
  MONTY_FROZENSET = 11, /* as.items */
  MONTY_DICT = 12,      /* as.items: keys and values alternate, count is that of both */
  MONTY_OBJECT = 13,    /* an instance of a dataclass: type_name; as.items: names and values of its fields alternate.
                           Datetimes, enums, exceptions and others likewise (docs/embedding.md) */
  MONTY_OPAQUE = 14,    /* anything else: type_name; as.items: the name of a function or class. In a session that keeps these
                           (monty_session_options.keep_opaque) behind the name ("" where there is none) a number, with which it
                           goes in again; else it only comes out */
  MONTY_RAISE = 15,     /* an exception, as an answer only: type_name, as.text: message. Only goes in */
  MONTY_CODED = 16,     /* in a session that codes (monty_session_options.coded): as.items is one plain value, which stands for
                           one that has no plain form, as src/lib/_boundary.py says */
  MONTY_KIND_LAST = 0x7FFFFFFF
} monty_kind;

/* In monty_value.flags, of a MONTY_OBJECT: its dataclass is frozen. One that goes in is hashable. */
#define MONTY_FROZEN 1u

/* A Python value as plain data. Values nested deeper than 200 levels, and those that contain themselves, do not cross.
 */
typedef struct monty_value {
  monty_kind kind;
  uint32_t flags;        /* 0, or MONTY_FROZEN */
  const char* type_name; /* MONTY_OBJECT, MONTY_OPAQUE, MONTY_RAISE, MONTY_TUPLE; else NULL */
  union {
    int64_t integer;
    double number;
    monty_text text;
    struct {
      const struct monty_value* data;
      size_t count;
    } items;
  } as;
} monty_value;

/* What these make refers to the text and the items that it was made of. */
static inline monty_value monty_none(void) {
  monty_value v;
  memset(&v, 0, sizeof v);
  return v;
}
static inline monty_value monty_bool(bool b) {
  monty_value v = monty_none();
  v.kind = MONTY_BOOL;
  v.as.integer = b ? 1 : 0;
  return v;
}
static inline monty_value monty_int(int64_t n) {
  monty_value v = monty_none();
  v.kind = MONTY_INT;
  v.as.integer = n;
  return v;
}
static inline monty_value monty_float(double d) {
  monty_value v = monty_none();
  v.kind = MONTY_FLOAT;
  v.as.number = d;
  return v;
}
/* MONTY_STR, MONTY_BYTES, MONTY_BIG_INT. */
static inline monty_value monty_of_text(monty_kind kind, const char* data, size_t size) {
  monty_value v = monty_none();
  v.kind = kind;
  v.as.text.data = data;
  v.as.text.size = size;
  return v;
}
static inline monty_value monty_str(const char* text) { return monty_of_text(MONTY_STR, text, text == NULL ? 0 : strlen(text)); }
static inline monty_value monty_bytes(const void* data, size_t size) { return monty_of_text(MONTY_BYTES, (const char*)data, size); }
static inline monty_value monty_big_int(const char* digits) { return monty_of_text(MONTY_BIG_INT, digits, digits == NULL ? 0 : strlen(digits)); }
static inline monty_value monty_ellipsis(void) {
  monty_value v = monty_none();
  v.kind = MONTY_ELLIPSIS;
  return v;
}
/* MONTY_LIST, MONTY_TUPLE, MONTY_SET, MONTY_FROZENSET, MONTY_DICT (count: keys and values together). */
static inline monty_value monty_of_items(monty_kind kind, const monty_value* items, size_t count) {
  monty_value v = monty_none();
  v.kind = kind;
  v.as.items.data = items;
  v.as.items.count = count;
  return v;
}
/* As an answer, raises a builtin exception by its name. Another name arrives as a RuntimeError that mentions it. */
static inline monty_value monty_raise(const char* type, const char* message) {
  monty_value v = monty_str(message);
  v.kind = MONTY_RAISE;
  v.type_name = type;
  return v;
}
static inline bool monty_text_equals(monty_text text, const char* other) {
  return text.size == strlen(other) && (text.size == 0 || memcmp(text.data, other, text.size) == 0);
}
/* The value of a str key in a MONTY_DICT, or of a field of a MONTY_OBJECT; NULL: not there. */
static inline const monty_value* monty_find(const monty_value* v, const char* key) {
  size_t i;
  if (v == NULL || (v->kind != MONTY_DICT && v->kind != MONTY_OBJECT)) return NULL;
  for (i = 0; i + 1 < v->as.items.count; i += 2) {
    const monty_value* k = &v->as.items.data[i];
    if (k->kind == MONTY_STR && monty_text_equals(k->as.text, key)) return k + 1;
  }
  return NULL;
}

/* A value, or a text, that the library gives as an answer: of its own, until it is freed. */
typedef struct monty_result monty_result;
/* Never NULL for a result; NULL for NULL. */
MONTY_API const monty_value* monty_result_value(const monty_result* result);
MONTY_API void monty_result_free(monty_result* result);

/* ------------------------------------------------------------------------------------------------------------ errors
 */

typedef enum monty_error_kind {
  MONTY_ERROR_ARGUMENT = 0,   /* the library was called wrongly: a null pointer, a wrong size, a session in use */
  MONTY_ERROR_SYNTAX = 1,     /* the source is not a program */
  MONTY_ERROR_RUNTIME = 2,    /* an exception that nothing caught */
  MONTY_ERROR_LIMIT = 3,      /* stopped by a limit (which: `limit`), or by the host (MONTY_LIMIT_CANCEL) */
  MONTY_ERROR_CONVERSION = 4, /* a value cannot cross */
  MONTY_ERROR_SNAPSHOT = 5,   /* a dump is refused, or the session cannot be dumped or resumed now */
  MONTY_ERROR_INTERNAL = 6    /* a defect of the library */
} monty_error_kind;

typedef enum monty_limit {
  MONTY_LIMIT_NONE = 0,
  MONTY_LIMIT_MEMORY = 1,
  MONTY_LIMIT_TIME = 2,
  MONTY_LIMIT_INSTRUCTIONS = 3,
  MONTY_LIMIT_DEPTH = 4,
  MONTY_LIMIT_OUTPUT = 5,
  MONTY_LIMIT_ALLOCATIONS = 6,
  MONTY_LIMIT_CANCEL = 7,
  MONTY_LIMIT_LAST = 0x7FFFFFFF
} monty_limit;

/* "memory", "time" ...; "" for MONTY_LIMIT_NONE and for what is none. Static text. */
MONTY_API const char* monty_limit_name(monty_limit limit);

typedef struct monty_frame {
  monty_text file;
  monty_text function;
  uint32_t line; /* from 1 */
} monty_frame;

/* Of the expression in a frame, in bytes of its lines, from 0. All zero: not known. */
typedef struct monty_span {
  uint32_t column, end_line, end_column;
} monty_span;

/* Made by the library alone. */
typedef struct monty_error {
  size_t size;
  monty_error_kind kind;
  monty_limit limit;
  monty_text type;           /* of the exception: "ValueError" */
  monty_text message;        /* str() of it */
  monty_text traceback;      /* as Python prints it on standard error, with its last newline; may be empty */
  const monty_frame* frames; /* outermost first */
  size_t frame_count;
  bool incomplete; /* MONTY_ERROR_SYNTAX: more lines could make it valid (for a prompt) */
  bool exited;     /* an uncaught SystemExit: `exit_status`; `message` is what it prints */
  int exit_status;
  const monty_span* spans; /* as many as frames */
} monty_error;

MONTY_API void monty_error_free(monty_error* error);

/* ------------------------------------------------------------------------------------------------- engines, programs
 */

/* What all sessions of a process share (compiled library modules). Usually one; sessions keep it alive. */
typedef struct monty_engine monty_engine;
MONTY_API monty_engine* monty_engine_new(void);
MONTY_API void monty_engine_free(monty_engine* engine);

/* Zero: no limit, except for depth. */
typedef struct monty_limits {
  size_t size;
  uint64_t memory;       /* bytes of the instance: objects, buffers, frames */
  uint64_t instructions; /* of each run, about one for each bytecode instruction or element of native work */
  uint64_t output;       /* bytes that each run prints */
  double seconds;        /* of each run; time inside functions of the host does not count */
  int32_t depth;         /* frames: the highest sys.setrecursionlimit(); 0: a million. Below 1000: the limit itself */
} monty_limits;

typedef enum monty_mode {
  MONTY_FILE = 0,        /* a program */
  MONTY_INTERACTIVE = 1, /* one statement of a prompt; see monty_error.incomplete */
  MONTY_MODE_LAST = 0x7FFFFFFF
} monty_mode;

/* Compiled once, run in any number of sessions; sessions that ran it keep what they need of it. Top-level `await` is
 * allowed; the value of a trailing expression is the program's result. */
typedef struct monty_program monty_program;
/* `filename` NULL: "<string>". Of `limits` (NULL: none), memory and seconds hold for the compilation. */
MONTY_API monty_error* monty_program_compile(const char* source, size_t size, const char* filename, monty_mode mode, const monty_limits* limits,
                                             monty_program** out);
/* The same; where an assertion fails, its AssertionError tells what was compared ("assert 2 == 5", after the message of the
 * program's own), each value in at most `assert_bytes` of its repr. 0: as CPython. */
MONTY_API monty_error* monty_program_compile_telling(const char* source, size_t size, const char* filename, monty_mode mode, const monty_limits* limits,
                                                     uint32_t assert_bytes, monty_program** out);
MONTY_API void monty_program_free(monty_program* program);
/* The bytecode, to be read by people: a MONTY_STR. */
MONTY_API monty_error* monty_program_disassemble(const monty_program* program, monty_result** out);
/* Whether calls of the function `name`, which the program does not define, are awaited (or handed to gather,
 * create_task ...) rather than used at once. Tells a host that knows a function by name only how to offer it. */
MONTY_API bool monty_program_awaits(const monty_program* program, const char* name);

/* ------------------------------------------------------------------------------------------------------ cancellation
 */

/* Stops the run of the sessions that it was given to. Any thread, and any signal handler, may request it. */
typedef struct monty_cancel monty_cancel;
MONTY_API monty_cancel* monty_cancel_new(void);
/* Another owner of the same: returns `cancel`, to be freed once more. */
MONTY_API monty_cancel* monty_cancel_share(monty_cancel* cancel);
/* Sessions keep it alive. */
MONTY_API void monty_cancel_free(monty_cancel* cancel);
MONTY_API void monty_cancel_request(monty_cancel* cancel);
/* The sessions can run again. */
MONTY_API void monty_cancel_reset(monty_cancel* cancel);
MONTY_API bool monty_cancel_requested(const monty_cancel* cancel);

/* ------------------------------------------------------------------------------------------------ functions of a host
 */

/* A call of one of the host's functions, or a question to it. Yours to read until the function given to the library
 * returns, or the progress that it is part of is replaced. */
typedef struct monty_call {
  uint64_t id;        /* of calls that are awaited, and of questions: unique within the session, its dumps and forks included;
                         else 0 */
  monty_text name;    /* of the function, or of the operation ("read_line", "listdir" ...) */
  monty_value args;   /* MONTY_TUPLE */
  monty_value kwargs; /* MONTY_DICT */
} monty_call;

/* The argument at a position or under its name; NULL: not there. */
static inline const monty_value* monty_argument(const monty_call* call, size_t position, const char* name) {
  if (position < call->args.as.items.count) return &call->args.as.items.data[position];
  return name == NULL ? NULL : monty_find(&call->kwargs, name);
}

/* Where a function that is called at once puts its answer, before it returns; without one the answer is None. */
typedef struct monty_answer monty_answer;
/* The last one counts. MONTY_ERROR_CONVERSION: `value` cannot enter; the program gets an exception that says so. */
MONTY_API monty_error* monty_answer_value(monty_answer* answer, const monty_value* value);

/* A module that the host has. One with a folder is a package. */
typedef struct monty_module {
  size_t size;
  monty_text source;
  monty_text file;    /* __file__; empty: it has none */
  const char* folder; /* __path__; NULL: no package */
} monty_module;
/* For monty_session_options.import_source. */
MONTY_API monty_error* monty_answer_module(monty_answer* answer, const monty_module* module);

/* A call that the program awaits: yours, to be freed, answered or not. */
typedef struct monty_pending monty_pending;
/* Settles it with a value or a MONTY_RAISE, which is copied. The first answer counts. Errors as of
 * monty_answer_value(). */
MONTY_API monty_error* monty_pending_resolve(monty_pending* pending, const monty_value* value);
MONTY_API uint64_t monty_pending_id(const monty_pending* pending);
MONTY_API void monty_pending_free(monty_pending* pending);

/* Called on the thread of the run. They may use the cancel token and read the usage; anything else of the session is in
 * use (MONTY_ERROR_ARGUMENT). */
typedef void (*monty_function)(void* context, const monty_call* call, monty_answer* answer);
typedef void (*monty_async_function)(void* context, const monty_call* call, monty_pending* pending);
/* Called once nothing uses the context any more, forks of the session included; also when the function of the library
 * that was given the context failed. May be NULL. */
typedef void (*monty_destroy)(void* context);

/* ------------------------------------------------------------------------------------ what the operating system says
 */

/* Answers programs' questions about clock, random bytes, environment and files. A new policy answers none; what it does
 * not answer goes to monty_session_options.os_call, or suspends the run, or is refused (PermissionError). Set it up
 * first, then give it to any number of sessions, on any threads, which see the same files. */
typedef struct monty_os_policy monty_os_policy;
MONTY_API monty_os_policy* monty_os_policy_new(void);
/* Sessions keep it alive. */
MONTY_API void monty_os_policy_free(monty_os_policy* policy);

typedef enum monty_clock {
  MONTY_CLOCK_UNANSWERED = 0,
  MONTY_CLOCK_REAL = 1,
  MONTY_CLOCK_FIXED = 2, /* stands at `seconds` since 1970 when a session is made or loaded; sleeping moves it on, at once */
  MONTY_CLOCK_LAST = 0x7FFFFFFF
} monty_clock;
MONTY_API monty_error* monty_os_policy_set_clock(monty_os_policy* policy, monty_clock clock, double seconds);

typedef enum monty_entropy {
  MONTY_ENTROPY_UNANSWERED = 0,
  MONTY_ENTROPY_REAL = 1,
  MONTY_ENTROPY_SEED = 2, /* the same random numbers in each run */
  MONTY_ENTROPY_LAST = 0x7FFFFFFF
} monty_entropy;
MONTY_API monty_error* monty_os_policy_set_entropy(monty_os_policy* policy, monty_entropy entropy, uint64_t seed);

/* A variable of os.environ. Without a name the environment is there, and empty up to now. */
MONTY_API monty_error* monty_os_policy_set_variable(monty_os_policy* policy, const char* name, const char* value);

typedef enum monty_mount_mode {
  MONTY_MOUNT_READ_ONLY = 0,
  MONTY_MOUNT_READ_WRITE = 1,
  MONTY_MOUNT_COPY_ON_WRITE = 2, /* changes stay in memory, with the policy */
  MONTY_MOUNT_MEMORY = 3,        /* no directory: empty at first, with the policy */
  MONTY_MOUNT_LAST = 0x7FFFFFFF
} monty_mount_mode;
/* Shows `directory` (NULL for MONTY_MOUNT_MEMORY) to programs as `point`: "/data", or "/" for all. Programs stand in "/".
 * They may add `quota` bytes (0: 64 MiB), each new file or directory counting 256 of them. Nothing outside the directory
 * is reached, neither by ".." nor through links, absolute links included; of what lies in it, regular files and
 * directories are opened. Dumps name the mounts that the program used; a policy with these must be given at load. */
MONTY_API monty_error* monty_os_policy_mount(monty_os_policy* policy, const char* point, const char* directory, monty_mount_mode mode, uint64_t quota);
/* The host's hand in the same files. Writing makes the directories on the way; without any mount, one in memory. */
MONTY_API monty_error* monty_os_policy_write_file(monty_os_policy* policy, const char* path, const void* data, size_t size);
/* A MONTY_BYTES. */
MONTY_API monty_error* monty_os_policy_read_file(monty_os_policy* policy, const char* path, monty_result** out);
/* The answer to a question that a program could ask (docs/embedding.md), for hosts that answer for others: a MONTY_NONE where the
 * policy says nothing. An error of type OSError or one of its kinds: `exit_status` is its errno. */
MONTY_API monty_error* monty_os_policy_ask(monty_os_policy* policy, const monty_call* question, monty_result** out);
/* The names in a directory: a MONTY_LIST, in no order. */
MONTY_API monty_error* monty_os_policy_list(monty_os_policy* policy, const char* path, monty_result** out);

/* For monty_session_options.find_name: the name is this function of the host. */
MONTY_API monty_error* monty_answer_function(monty_answer* answer, monty_function function, void* context, monty_destroy destroy);

/* ---------------------------------------------------------------------------------------------------------- sessions
 */

/* One sandbox: its globals live as long as it does, and each run goes on in them. */
typedef struct monty_session monty_session;

/* What the sandbox may ask of the world beside its functions. NULL stands for all of it left out. */
typedef struct monty_session_options {
  size_t size;
  const monty_limits* limits;
  const monty_text* argv; /* sys.argv */
  size_t argc;
  monty_cancel* cancel;

  void* context; /* of the functions below, which may be NULL */
  monty_destroy destroy;
  /* 1 stdout, 2 stderr; an empty text: the program flushes. False: OSError. Left out: collected
   * (monty_session_take_output). */
  bool (*on_output)(void* context, int stream, monty_text text);
  /* input(), sys.stdin: a MONTY_STR with its newline; no answer: the end of the file. */
  void (*read_line)(void* context, monty_answer* answer);
  /* Modules that are not built in: monty_answer_module(). */
  void (*import_source)(void* context, monty_text module, monty_answer* answer);
  /* os.*, open, and without a clock or random bytes "time" and "entropy"; no answer: refused. The questions are listed in
   * docs/embedding.md. */
  void (*os_call)(void* context, const monty_call* call, monty_answer* answer);
  /* Called while everything that runs waits for the host: let calls settle for at most `seconds` (negative: until one
   * does). Left out: sleeps until another thread settles one. */
  void (*on_wait)(void* context, double seconds);

  bool no_clock;   /* without a policy: time.time(), datetime.now() are refused, or asked of os_call */
  bool no_sleep;   /* time.sleep() returns at once */
  bool no_entropy; /* without a policy: random without a seed, os.urandom likewise */

  /* For tests. */
  bool collect_always;      /* a collection at every allocation */
  uint64_t fail_allocation; /* the n-th allocation fails */
  uint32_t step_every;      /* start and resume return at each n-th instruction, MONTY_PAUSED */
  uint32_t pause_every;     /* leave the loop and go on, after so many instructions each time */

  monty_os_policy* policy; /* answers before os_call does */
  /* A global that neither the program nor the builtins have: monty_answer_value() or monty_answer_function() binds it; no
   * answer: see ask_names. Names that begin with two underscores are not asked for. */
  void (*find_name)(void* context, monty_text name, monty_answer* answer);
  bool ask_names;      /* start and resume return at such names, MONTY_NAME; else NameError */
  bool pause_on_limit; /* start and resume return where instructions or seconds are used up between two instructions,
                          MONTY_PAUSED; inside a native the run ends all the same */
  /* Called while a run lasts, about every `progress_seconds` (0: a tenth of a second), native loops and sleep included.
   * False cancels the run, as monty_cancel_request() does. What it takes is the host's time. */
  bool (*on_progress)(void* context);
  double progress_seconds;
  bool declare_rest; /* functions of a loaded dump that are not granted: as by monty_session_grant_declared() */
  bool coded;        /* values without a plain form cross as MONTY_CODED */
  bool no_cpu_clock; /* time.process_time() stands at 0 */
  bool keep_opaque;  /* what leaves as MONTY_OPAQUE is kept, the last 10,000 of them, so that it may go in again */
  bool ask_sleep;    /* time.sleep() and asyncio.sleep() ask os_call "sleep" (seconds): a float, how long to sleep yet */
  bool ask_zone;     /* the local time zone is asked for, "zone" (timestamp): a tuple (offset in seconds, name, dst); else UTC */
} monty_session_options;

MONTY_API monty_error* monty_session_new(const monty_engine* engine, const monty_session_options* options, monty_session** out);
/* Not within a function that the session called. */
MONTY_API void monty_session_free(monty_session* session);

/* A function of the host, under that name in the program's globals. Calls of an asynchronous one give an awaitable. */
MONTY_API monty_error* monty_session_define(monty_session* session, const char* name, monty_function function, void* context, monty_destroy destroy);
MONTY_API monty_error* monty_session_define_async(monty_session* session, const char* name, monty_async_function function, void* context,
                                                  monty_destroy destroy);
/* A function that the host answers by monty_session_resume(): for programs driven by monty_session_start(). `awaited`:
 * calls give an awaitable at once and are told in monty_progress.started. */
MONTY_API monty_error* monty_session_declare(monty_session* session, const char* name, bool awaited);
/* For a loaded session: what the dump names is granted, no global is touched. Whether calls are awaited is in the dump.
 */
MONTY_API monty_error* monty_session_grant(monty_session* session, const char* name, monty_function function, void* context, monty_destroy destroy);
MONTY_API monty_error* monty_session_grant_async(monty_session* session, const char* name, monty_async_function function, void* context, monty_destroy destroy);
MONTY_API monty_error* monty_session_grant_declared(monty_session* session, const char* name);

/* A global variable. Getting one that is not there is an error of type NameError. */
MONTY_API monty_error* monty_session_set(monty_session* session, const char* name, const monty_value* value);
MONTY_API monty_error* monty_session_get(monty_session* session, const char* name, monty_result** out);

/* Runs to the end: the value of the trailing expression. `out` may be NULL. */
MONTY_API monty_error* monty_session_run(monty_session* session, const monty_program* program, monty_result** out);
/* The same without taking the value out; the functions below look at it, also after start and resume. */
MONTY_API monty_error* monty_session_execute(monty_session* session, const monty_program* program);
MONTY_API monty_error* monty_session_result(monty_session* session, monty_result** out);
/* repr() of it, a MONTY_STR; runs Python code. */
MONTY_API monty_error* monty_session_result_repr(monty_session* session, monty_result** out);
MONTY_API bool monty_session_result_is_none(const monty_session* session);
/* Binds it to a global. */
MONTY_API monty_error* monty_session_keep_result(monty_session* session, const char* name);

/* -------------------------------------------------------------------------------------------------- start and resume
 */

/* A program that is driven by start and resume comes back to its host as a value at each question that no callback
 * answers. Between two of these calls the session may be dumped, forked, measured, or thrown away; it may wait for
 * days. */
typedef enum monty_state {
  MONTY_COMPLETE = 0, /* it has ended: monty_session_result() */
  MONTY_CALL = 1,     /* it calls a declared function: `question` */
  MONTY_OS = 2,       /* it asks for something of the operating system: `question` (a "read_line" is answered by a str with
                         its newline, or None at the end) */
  MONTY_FUTURES = 3,  /* everything that runs waits for calls in flight: settle some */
  MONTY_PAUSED = 4,   /* stopped between two instructions (pause_on_limit, step_every): resume with anything, it has as much
                         as the limits say again */
  MONTY_NAME = 5      /* it uses a global that is missing (ask_names), `question.name`: resuming with a value, or by
                         monty_session_resume_declared(), binds it */
} monty_state;

/* Where it stands. Belongs to the session, until the next start, resume, settle or progress. */
typedef struct monty_progress {
  size_t size;
  monty_state state;
  monty_call question;
  /* Awaited calls that have begun since the host was last told (also beside MONTY_CALL and MONTY_OS); settling answers
   * them, in any order. */
  const monty_call* started;
  size_t started_count;
  double timeout;       /* MONTY_FUTURES: a timer of the program's own runs out after so many seconds; negative: none */
  monty_frame position; /* of the call */
  monty_limit limit;    /* MONTY_PAUSED: what was used up */
  monty_span span;      /* of `position` */
  /* In a session that codes: the function of the library through which the program asks, "pathlib.Path.exists", and what
   * its parameters hold; empty when it asks itself. */
  monty_text via;
  monty_value via_args; /* MONTY_TUPLE */
} monty_progress;

/* An answer to a call in flight: a value or a MONTY_RAISE. */
typedef struct monty_settled {
  uint64_t id;
  monty_value value;
} monty_settled;

/* Runs until the program asks something that no callback answers, or ends. A run that was left suspended is given up:
 * its frames go without `finally`, globals stand. An error is the end of the run, as with monty_session_run(); the
 * session can be used again. */
MONTY_API monty_error* monty_session_start(monty_session* session, const monty_program* program, const monty_progress** out);
/* Goes on with the answer to the question: a value or a MONTY_RAISE. An error of kind MONTY_ERROR_SNAPSHOT: nothing is
 * suspended; of MONTY_ERROR_ARGUMENT: that is no answer to what is asked, and the program still waits. Any other is the
 * end of the run. */
MONTY_API monty_error* monty_session_resume(monty_session* session, const monty_value* value, const monty_progress** out);
/* The call is answered by an awaitable, to be settled later. */
MONTY_API monty_error* monty_session_resume_future(monty_session* session, const monty_progress** out);
/* MONTY_NAME: it is a function that is declared, as by monty_session_declare(). */
MONTY_API monty_error* monty_session_resume_declared(monty_session* session, bool awaited, const monty_progress** out);
/* MONTY_OS: refused, as without monty_session_options.os_call. MONTY_NAME: NameError. */
MONTY_API monty_error* monty_session_resume_refused(monty_session* session, const monty_progress** out);
/* Answers calls in flight, in any order; a program that waits for them (MONTY_FUTURES) goes on, also with none. The
 * clock of the program stands still while it is suspended; here it moves on by `waited` seconds (negative: 0, or the
 * timeout when there is no answer). */
MONTY_API monty_error* monty_session_settle(monty_session* session, const monty_settled* answers, size_t count, double waited, const monty_progress** out);
/* The present question and all calls in flight again, such as after loading. */
MONTY_API monty_error* monty_session_progress(monty_session* session, const monty_progress** out);

/* --------------------------------------------------------------------------------------------------------- snapshots
 */

/* The whole state as MONTY_BYTES, at a suspension or between runs. With a key (`key_size` not 0) it carries an
 * HMAC-SHA-256 of everything. */
MONTY_API monty_error* monty_session_dump(monty_session* session, const void* key, size_t key_size, monty_result** out);
/* A session of the same state. Limits are the stricter of the dump's and of the options. With a key the dump's MAC must
 * be right; a dump is checked in any case. Functions of the host must be granted again before it is resumed. */
MONTY_API monty_error* monty_session_load(const monty_engine* engine, const void* dump, size_t size, const monty_session_options* options, const void* key,
                                          size_t key_size, monty_session** out);
/* An independent copy, with the same options and functions. */
MONTY_API monty_error* monty_session_fork(monty_session* session, monty_session** out);

typedef struct monty_snapshot_source {
  monty_text file;
  uint64_t bytes;
} monty_snapshot_source;
typedef struct monty_snapshot_row {
  monty_text type;
  uint64_t count;
  uint64_t bytes; /* in the dump */
} monty_snapshot_row;
/* What a dump holds. Made by the library alone. */
typedef struct monty_snapshot_info {
  size_t size;
  uint64_t bytes;
  monty_text made_by;        /* release of the library */
  const monty_frame* frames; /* outermost first, those of the library left out */
  size_t frame_count;
  const monty_snapshot_source* sources;
  size_t source_count;
  const monty_snapshot_row* types; /* largest first */
  size_t type_count;
  const monty_text* functions; /* of the host, that must be granted */
  size_t function_count;
  uint32_t version;
  bool suspended;           /* else between runs */
  bool authenticated;       /* carries a MAC */
  const monty_text* mounts; /* that the program used, "/data", and a policy must have */
  size_t mount_count;
} monty_snapshot_info;
MONTY_API monty_error* monty_snapshot_inspect(const monty_engine* engine, const void* dump, size_t size, monty_snapshot_info** out);
MONTY_API void monty_snapshot_info_free(monty_snapshot_info* info);

/* ------------------------------------------------------------------------------------------- looking after a session
 */

/* Filled by the library; `size` is set by the caller. */
typedef struct monty_usage {
  size_t size;
  uint64_t memory, peak_memory; /* bytes */
  uint64_t allocations, collections;
  uint64_t instructions;
  uint64_t output;     /* bytes */
  uint64_t calls;      /* of functions of the host */
  double seconds;      /* of all runs, without the host's */
  double host_seconds; /* in functions of the host and waiting for them */
} monty_usage;
MONTY_API monty_error* monty_session_usage(const monty_session* session, monty_usage* usage);
/* For the runs to come. */
MONTY_API monty_error* monty_session_set_limits(monty_session* session, const monty_limits* limits);
/* Output collected since the last call, of stream 1 (stdout) or 2 (stderr): a MONTY_STR. */
MONTY_API monty_error* monty_session_take_output(monty_session* session, int stream, monty_result** out);
/* A check of the whole heap, for tests: a MONTY_STR, empty when it is whole. */
MONTY_API monty_error* monty_session_check_heap(monty_session* session, monty_result** out);

/* ----------------------------------------------------------------------------------------------------- type checking
 */

/* Whether this build has the type checker. */
MONTY_API bool monty_check_available(void);

typedef enum monty_check_format {
  MONTY_CHECK_FULL = 0,    /* with the lines of the source */
  MONTY_CHECK_CONCISE = 1, /* FILE:LINE:COLUMN: error[RULE] MESSAGE */
  MONTY_CHECK_JSON = 2,    /* a list */
  MONTY_CHECK_GITHUB = 3,  /* annotations of GitHub Actions */
  MONTY_CHECK_AZURE = 4,
  MONTY_CHECK_JSON_LINES = 5,
  MONTY_CHECK_RDJSON = 6,
  MONTY_CHECK_PYLINT = 7,
  MONTY_CHECK_GITLAB = 8,
  MONTY_CHECK_FORMAT_LAST = 0x7FFFFFFF
} monty_check_format;

/* A module that the host provides (see `find_module` of a session). */
typedef struct monty_check_module {
  const char* name; /* "tools.py", "tools.pyi", "package/__init__.py" */
  monty_text text;
} monty_check_module;

typedef struct monty_check_options {
  size_t size;
  const char* filename; /* as the findings show it; NULL: "<string>" */
  /* Names that the program finds without importing them (functions and inputs of the host), declared as a .pyi file
   * does. What is wrong with the stubs is reported too. */
  monty_text stubs;
  const char* stubs_filename; /* NULL: "<stubs>" */
  monty_text earlier;         /* what ran before in the same session; positions are those of the source alone */
  const monty_check_module* modules;
  size_t module_count;
  monty_check_format format;
  bool color;     /* escape sequences in MONTY_CHECK_FULL and MONTY_CHECK_CONCISE */
  double seconds; /* 0: ten */
} monty_check_options;

/* Made by the library alone. */
typedef struct monty_findings {
  size_t size;
  uint32_t errors; /* none: the program is well typed */
  uint32_t warnings;
  monty_text text; /* all of them, in the format asked for */
} monty_findings;

/* Checks the types of a program against what there is at run time: what the library does not have is an error. A text
 * that is no program is a finding ("invalid-syntax"). Thread-safe; nothing of one check is seen by another. At most
 * 1 MiB of text. Errors: MONTY_ERROR_LIMIT, MONTY_ERROR_SYNTAX (of the texts beside the source), MONTY_ERROR_INTERNAL (the
 * checker failed), MONTY_ERROR_ARGUMENT (also where the checker is not in this build). */
MONTY_API monty_error* monty_check(const char* source, size_t size, const monty_check_options* options, monty_findings** out);
MONTY_API void monty_findings_free(monty_findings* findings);

/* -------------------------------------------------------------------------------------------------------------- JSON
 */

/* As Python's json: NaN and Infinity are read and written; tuples and sets become arrays, objects objects. */
MONTY_API monty_error* monty_from_json(const char* text, size_t size, monty_result** out);
/* A MONTY_STR. */
MONTY_API monty_error* monty_to_json(const monty_value* value, monty_result** out);

#ifdef __cplusplus
}
#endif

#endif
