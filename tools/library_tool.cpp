// SPDX-License-Identifier: MIT
// library_tool LIST IMAGES TABLE: compiles the modules of the library while Monty is built. A line of LIST is a module:
//     name TAB file name TAB path of its source TAB names that it has before its code runs, separated by spaces
// IMAGES gets their images one after the other (code/image.h), each checked by reading it back; TABLE the C++ source that
// finds one by name.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "base/str_hash.h"
#include "code/image.h"
#include "compiler/compile.h"

namespace {

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string image_of(const std::string& name, const std::string& file, const std::string& path, const std::string& bound) {
  std::istringstream words(bound);
  const std::vector<std::string> names{std::istream_iterator<std::string>(words), {}};
  const std::vector<std::string_view> views(names.begin(), names.end());
  monty::compiler::CompileOptions options;
  options.twin = true;
  options.filename = file;
  // The twins of natives stand under their natives' names, and nothing fills their namespace beforehand.
  options.methods_on_demand = name == "builtins";
  if (!options.methods_on_demand) options.bound = views;
  monty::Meter meter;
  const auto result = monty::compiler::compile(read(path), options, meter);
  if (!result.ok) {
    std::fprintf(stderr, "%s:%u:%u: %s\n", path.c_str(), result.error.lineno, result.error.offset, result.error.msg.c_str());
    return {};
  }
  for (const monty::Code* code : result.program->codes) {
    const std::string wrong = monty::verify(*code);
    if (wrong.empty()) continue;
    std::fprintf(stderr, "%s: %s: %s\n", path.c_str(), std::string(code->qualname).c_str(), wrong.c_str());
    return {};
  }
  std::string image = monty::write_image(*result.program);
  const auto back = monty::read_image(image);
  for (monty::Code* code : back->codes) monty::read_code(*code);
  for (const monty::Code* code : back->codes) {
    if (monty::disassemble(*code) == monty::disassemble(*result.program->codes[code->index])) continue;
    std::fprintf(stderr, "%s: %s: the image reads back as another program\n", path.c_str(), std::string(code->qualname).c_str());
    return {};
  }
  return image;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: library_tool LIST IMAGES TABLE\n");
    return 2;
  }
  std::ifstream list(argv[1]);
  std::string images, rows;
  std::vector<std::string> lines;
  for (std::string line; std::getline(list, line);) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) {
    std::istringstream fields(line);
    std::string name, file, path, bound;
    std::getline(std::getline(std::getline(std::getline(fields, name, '\t'), file, '\t'), path, '\t'), bound);
    const std::string image = image_of(name, file, path, bound);
    if (image.empty()) return 1;
    images.resize((images.size() + 7) & ~std::size_t{7});
    rows += "  {\"" + name + "\", " + std::to_string(images.size()) + ", " + std::to_string(image.size()) + "},\n";
    images += image;
  }
  std::ofstream(argv[2], std::ios::binary) << images;
  // A compiler cache does not look into what is embedded: the text has to differ.
  const auto print = monty::str_hash(reinterpret_cast<const monty::u8*>(images.data()), images.size());
  std::ofstream(argv[3]) << "// Made by library_tool; do not edit. Images: " << print
                         << "\n"
                            "#include <algorithm>\n#include <iterator>\n\n#include \"native/native.h\"\n\nnamespace monty {\n\n"
                            "alignas(8) static constexpr char kImages[] = {\n#embed \""
                         << argv[2]
                         << "\"\n};\n"
                            "static constexpr struct {\n  std::string_view name;\n  u32 at, size;\n} kTable[] = {\n"
                         << rows
                         << "};\n\n"
                            "std::string_view library_image(std::string_view name) {\n"
                            "  auto row = std::ranges::lower_bound(kTable, name, {}, [](const auto& r) { return r.name; });\n"
                            "  if (row == std::end(kTable) || row->name != name) return {};\n"
                            "  return {kImages + row->at, row->size};\n}\n\n}  // namespace monty\n";
  return 0;
}
