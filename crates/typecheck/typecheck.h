/* SPDX-License-Identifier: MIT
 * The C side of the crate: ty, over stubs that the caller brings. Safe to call from any thread, and after fork.
 */
#ifndef MONTY_TYPECHECK_H
#define MONTY_TYPECHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct typecheck_bytes {
  const char* data;
  size_t size;
} typecheck_bytes;

typedef struct typecheck_module {
  typecheck_bytes name; /* "tools.py", "tools.pyi", "package/__init__.py" */
  typecheck_bytes text;
} typecheck_module;

typedef enum typecheck_format {
  TYPECHECK_FULL,
  TYPECHECK_CONCISE,
  TYPECHECK_JSON,
  TYPECHECK_GITHUB,
  TYPECHECK_AZURE,
  TYPECHECK_JSON_LINES,
  TYPECHECK_RDJSON,
  TYPECHECK_PYLINT,
  TYPECHECK_GITLAB
} typecheck_format;

typedef struct typecheck_request {
  typecheck_bytes archive; /* zip, nothing compressed: stdlib/VERSIONS, stdlib/... .pyi. The same in every call, never freed */
  typecheck_bytes name;    /* the file's, as diagnostics show it */
  typecheck_bytes source;
  typecheck_bytes earlier; /* what ran before in the same module */
  typecheck_bytes stubs;   /* names that the program finds as it finds builtins, as a .pyi file declares them */
  typecheck_bytes stubs_name;
  const typecheck_module* modules; /* of the host */
  size_t module_count;
  /* Not empty: why the source is no program, between these offsets in bytes; that alone is reported. */
  typecheck_bytes refused;
  size_t refused_start, refused_end;
  uint32_t format;
  bool color;
  double seconds;
} typecheck_request;

typedef struct typecheck_report {
  uint32_t status; /* 0: done; 1: out of time; 2: the checker failed, the text says how; 3: out of memory */
  uint32_t errors, warnings;
  char* data; /* the rendered diagnostics, UTF-8 */
  size_t size;
} typecheck_report;

/* Reads the request during the call only, but the archive at any time later. The report is to be freed. */
typecheck_report typecheck_run(const typecheck_request* request);
void typecheck_free(typecheck_report report);

#ifdef __cplusplus
}
#endif
#endif
