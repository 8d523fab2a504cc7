/* SPDX-License-Identifier: MIT
 * The smallest host in C: a program, a variable, a function, limits, the result or a typed error. */
#include <monty/monty.h>
#include <stdio.h>

static void price(void* context, const monty_call* call, monty_answer* answer) {
  const monty_value* what = monty_argument(call, 0, "what");
  monty_value value = monty_raise("KeyError", "no such thing");
  (void)context;
  if (what != NULL && what->kind == MONTY_STR && monty_text_equals(what->as.text, "tea")) value = monty_float(2.5);
  monty_error_free(monty_answer_value(answer, &value));
}

/* Prints what went wrong, if anything did. */
static int failed(monty_error* error) {
  if (error == NULL) return 0;
  fprintf(stderr, "%s\n", error->traceback.size != 0 ? error->traceback.data : error->message.data);
  monty_error_free(error);
  return 1;
}

int main(void) {
  static const char source[] = "print('ordering', n, 'cups')\nprice('tea') * n";
  monty_limits limits = {.size = sizeof limits, .memory = 16 << 20, .seconds = 1};
  monty_session_options options = {.size = sizeof options, .limits = &limits};
  monty_engine* engine = monty_engine_new(); /* one for the process */
  monty_program* program = NULL;
  monty_session* session = NULL;
  monty_result *result = NULL, *output = NULL;
  monty_value n = monty_int(4);

  int status = failed(monty_program_compile(source, sizeof source - 1, "order.py", MONTY_FILE, NULL, &program)) ||
               failed(monty_session_new(engine, &options, &session)) || failed(monty_session_define(session, "price", price, NULL, NULL)) ||
               failed(monty_session_set(session, "n", &n)) || failed(monty_session_run(session, program, &result)) ||
               failed(monty_session_take_output(session, 1, &output));
  if (!status) printf("%stotal %.2f\n", monty_result_value(output)->as.text.data, monty_result_value(result)->as.number);

  monty_result_free(output);
  monty_result_free(result);
  monty_session_free(session);
  monty_program_free(program);
  monty_engine_free(engine);
  return status;
}
