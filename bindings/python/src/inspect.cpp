// SPDX-License-Identifier: MIT
// inspect(): what a dump holds, as a dict.
#include <memory>

#include "errors.h"
#include "sandbox.h"
#include "values.h"

namespace monty_python {

nb::dict inspect(nb::bytes dump) {
  monty_snapshot_info* given = nullptr;
  check(monty_snapshot_inspect(engine(), dump.c_str(), dump.size(), &given));
  std::unique_ptr<monty_snapshot_info, void (*)(monty_snapshot_info*)> info(given, monty_snapshot_info_free);
  auto texts = [](const monty_text* data, size_t count) {
    nb::list out;
    for (size_t i = 0; i < count; i++) out.append(text_to_python(data[i]));
    return out;
  };
  nb::list frames, types;
  nb::dict sources, out;
  for (size_t i = 0; i < info->frame_count; i++)
    frames.append(nb::make_tuple(text_to_python(info->frames[i].file), info->frames[i].line, text_to_python(info->frames[i].function)));
  for (size_t i = 0; i < info->source_count; i++) sources[text_to_python(info->sources[i].file)] = info->sources[i].bytes;
  for (size_t i = 0; i < info->type_count; i++) types.append(nb::make_tuple(text_to_python(info->types[i].type), info->types[i].count, info->types[i].bytes));
  out["bytes"] = info->bytes;
  out["made_by"] = text_to_python(info->made_by);
  out["version"] = info->version;
  out["suspended"] = info->suspended;
  out["authenticated"] = info->authenticated;
  out["frames"] = frames;
  out["sources"] = sources;
  out["types"] = types;
  out["functions"] = texts(info->functions, info->function_count);
  out["mounts"] = texts(info->mounts, info->mount_count);
  return out;
}

}  // namespace monty_python
