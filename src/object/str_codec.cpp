// SPDX-License-Identifier: MIT
// str.encode and bytes.decode: UTF-8, ASCII, Latin-1, UTF-16, UTF-32, unicode_escape, with the standard error handlers.
#include <cstdio>

#include "base/unicode_names.h"
#include "base/utf8.h"
#include "object/text.h"

namespace monty {

namespace {

enum class Codec : u8 { Utf8, Utf8Sig, Ascii, Latin1, Utf16, Utf16Le, Utf16Be, Utf32, Utf32Le, Utf32Be, UnicodeEscape, RawEscape, Cp1252, Unknown };
enum class Handler : u8 { Strict, Ignore, Replace, Backslash, SurrogateEscape, SurrogatePass, XmlCharRef, Name, Unknown };

struct CodecName {
  const char* name;
  Codec codec;
};
constexpr CodecName kCodecs[] = {
    {"utf_8", Codec::Utf8},
    {"utf8", Codec::Utf8},
    {"u8", Codec::Utf8},
    {"utf", Codec::Utf8},
    {"cp65001", Codec::Utf8},
    {"utf_8_sig", Codec::Utf8Sig},
    {"utf8_sig", Codec::Utf8Sig},
    {"ascii", Codec::Ascii},
    {"us_ascii", Codec::Ascii},
    {"646", Codec::Ascii},
    {"latin_1", Codec::Latin1},
    {"latin1", Codec::Latin1},
    {"latin", Codec::Latin1},
    {"iso_8859_1", Codec::Latin1},
    {"iso8859_1", Codec::Latin1},
    {"8859", Codec::Latin1},
    {"cp819", Codec::Latin1},
    {"l1", Codec::Latin1},
    {"utf_16", Codec::Utf16},
    {"utf16", Codec::Utf16},
    {"u16", Codec::Utf16},
    {"utf_16_le", Codec::Utf16Le},
    {"utf_16le", Codec::Utf16Le},
    {"utf_16_be", Codec::Utf16Be},
    {"utf_16be", Codec::Utf16Be},
    {"utf_32", Codec::Utf32},
    {"utf32", Codec::Utf32},
    {"u32", Codec::Utf32},
    {"utf_32_le", Codec::Utf32Le},
    {"utf_32le", Codec::Utf32Le},
    {"utf_32_be", Codec::Utf32Be},
    {"utf_32be", Codec::Utf32Be},
    {"cp1252", Codec::Cp1252},
    {"windows_1252", Codec::Cp1252},
    {"1252", Codec::Cp1252},
    {"unicode_escape", Codec::UnicodeEscape},
    {"unicodeescape", Codec::UnicodeEscape},
    {"raw_unicode_escape", Codec::RawEscape},
    {"rawunicodeescape", Codec::RawEscape},
};

Codec find_codec(const Str* name) {
  if (name == nullptr) return Codec::Utf8;
  if (!name->ascii() || name->length() > 32) return Codec::Unknown;
  char text[40];
  usize n = 0;
  for (char c : name->ascii_view()) {
    if (c == '-' || c == ' ') c = '_';
    text[n++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  std::string_view wanted(text, n);
  for (const CodecName& c : kCodecs) {
    if (wanted == c.name) return c.codec;
  }
  return Codec::Unknown;
}

const char* codec_label(Codec c) {
  switch (c) {
    case Codec::Utf8:
    case Codec::Utf8Sig: return "utf-8";
    case Codec::Ascii: return "ascii";
    case Codec::Latin1: return "latin-1";
    case Codec::Utf16: return "utf-16";
    case Codec::Utf16Le: return "utf-16-le";
    case Codec::Utf16Be: return "utf-16-be";
    case Codec::Utf32: return "utf-32";
    case Codec::Utf32Le: return "utf-32-le";
    case Codec::Utf32Be: return "utf-32-be";
    case Codec::Cp1252: return "charmap";
    case Codec::RawEscape: return "rawunicodeescape";
    default: return "unicodeescape";
  }
}

// Windows-1252, bytes 0x80 .. 0x9F; 0: undefined.
constexpr u16 kCp1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
                             0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
// The byte of a character, -1: none.
int cp1252_byte(u32 c) {
  if (c < 0x80 || (c >= 0xA0 && c < 0x100)) return static_cast<int>(c);
  for (int i = 0; i < 32; i++) {
    if (c != 0 && kCp1252[i] == c) return 0x80 + i;
  }
  return -1;
}

Handler find_handler(const Str* name) {
  if (name == nullptr) return Handler::Strict;
  static constexpr const char* kNames[] = {"strict",          "ignore",        "replace",           "backslashreplace",
                                           "surrogateescape", "surrogatepass", "xmlcharrefreplace", "namereplace"};
  if (!name->ascii()) return Handler::Unknown;
  for (u8 i = 0; i < 8; i++) {
    if (name->ascii_view() == kNames[i]) return static_cast<Handler>(i);
  }
  return Handler::Unknown;
}

// UnicodeEncodeError or UnicodeDecodeError with its attributes.
Value raise_unicode(Vm& vm, Type& type, const char* encoding, Value object, u64 start, u64 end, const char* reason) {
  Tuple* args = tuple_new(vm, 5);
  MONTY_TRY(args);
  for (u32 i = 0; i < 5; i++) args->items[i] = Value::none();
  args->items[1] = object;
  args->items[2] = Value::small_int(static_cast<i64>(start));
  args->items[3] = Value::small_int(static_cast<i64>(end));
  Str* text = str_from_ascii(vm, encoding);
  MONTY_TRY(text);
  args->items[0] = Value::cell(text);
  text = str_from_ascii(vm, reason);
  MONTY_TRY(text);
  args->items[4] = Value::cell(text);
  Exception* e = exception_new(vm, &type, args);
  MONTY_TRY(e);
  static constexpr Str* const kFields[] = {names::encoding, names::object, names::start, names::end, names::reason};
  for (u32 i = 0; i < 5; i++) {
    if (!instance_set(vm, e, kFields[i], args->items[i])) return Value::error();
  }
  return raise_exception(vm, Value::cell(e));
}

Value unknown_handler(Vm& vm, Str* errors) { return raise(vm, kType_LookupError, "unknown error handler name '%S'", errors); }

// ---------------------------------------------------------------- encoding
class Encoder {
 public:
  Encoder(Vm& vm, Str* s, Codec codec, Str* errors) : vm_(vm), s_(s), codec_(codec), errors_(errors), out_(vm) {}
  Value run();

 private:
  bool big() const { return codec_ == Codec::Utf16Be || codec_ == Codec::Utf32Be; }
  bool wide() const { return codec_ >= Codec::Utf16 && codec_ <= Codec::Utf16Be; }
  bool quad() const { return codec_ >= Codec::Utf32 && codec_ <= Codec::Utf32Be; }
  bool unit16(u32 c) {
    u8 b[2] = {static_cast<u8>(c), static_cast<u8>(c >> 8)};
    if (big()) std::swap(b[0], b[1]);
    return out_.append(b, 2);
  }
  bool fits(u32 c) const {
    if (codec_ == Codec::Ascii) return c < 128;
    if (codec_ == Codec::Latin1) return c < 256;
    if (codec_ == Codec::Cp1252) return cp1252_byte(c) >= 0;
    return (c & 0xFFFFF800u) != 0xD800u;
  }
  bool put(u32 c);
  Value utf8();
  bool ascii(std::string_view text) {
    for (char c : text) {
      if (!put(static_cast<u8>(c))) return false;
    }
    return true;
  }
  bool failed(u32 from, u32 to);
  bool strict(u32 from, u32 to) {
    const char* reason = codec_ == Codec::Ascii    ? "ordinal not in range(128)"
                         : codec_ == Codec::Latin1 ? "ordinal not in range(256)"
                         : codec_ == Codec::Cp1252 ? "character maps to <undefined>"
                                                   : "surrogates not allowed";
    raise_unicode(vm_, kType_UnicodeEncodeError, codec_label(codec_), Value::cell(s_), from, to, reason);
    return false;
  }

  Vm& vm_;
  Str* s_;
  Codec codec_;
  Str* errors_;
  ByteBuilder out_;
};

bool Encoder::put(u32 c) {
  if (wide()) {
    if (c < 0x10000) return unit16(c);
    c -= 0x10000;
    return unit16(0xD800 + (c >> 10)) && unit16(0xDC00 + (c & 0x3FF));
  }
  if (quad()) {
    u8 b[4] = {static_cast<u8>(c), static_cast<u8>(c >> 8), static_cast<u8>(c >> 16), 0};
    if (big()) {
      std::swap(b[0], b[3]);
      std::swap(b[1], b[2]);
    }
    return out_.append(b, 4);
  }
  if (codec_ == Codec::Ascii || codec_ == Codec::Latin1) return out_.append_byte(static_cast<u8>(c));
  if (codec_ == Codec::Cp1252) return out_.append_byte(static_cast<u8>(cp1252_byte(c)));
  u8 b[4];
  return out_.append(b, utf8_put(c, b));
}

// The error handler on characters [from, to), none of which can be encoded.
bool Encoder::failed(u32 from, u32 to) {
  Handler h = find_handler(errors_);
  char text[16];
  for (u32 i = from; i < to; i++) {
    u32 c = s_->at(i);
    if (!vm_.meter.tick(4)) return raise_stopped(vm_), false;
    switch (h) {
      case Handler::Strict: return strict(from, to);
      case Handler::Unknown: return unknown_handler(vm_, errors_), false;
      case Handler::Ignore: break;
      case Handler::Replace:
        if (!put('?')) return false;
        break;
      case Handler::Name: {
        char name[unicode::kNameCapacity];
        const std::string_view found = unicode::name_of(c, name);
        if (!found.empty()) {
          if (!(ascii("\\N{") && ascii(found) && ascii("}"))) return false;
          break;
        }
        [[fallthrough]];
      }
      case Handler::Backslash: {
        int n = std::snprintf(text, sizeof text, c < 256 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
        if (!ascii({text, static_cast<usize>(n)})) return false;
        break;
      }
      case Handler::XmlCharRef: {
        int n = std::snprintf(text, sizeof text, "&#%u;", c);
        if (!ascii({text, static_cast<usize>(n)})) return false;
        break;
      }
      case Handler::SurrogateEscape:
        if (c < 0xDC80 || c > 0xDCFF) return strict(from, to);
        if (!out_.append_byte(static_cast<u8>(c - 0xDC00))) return false;
        break;
      case Handler::SurrogatePass:
        if (codec_ == Codec::Ascii || codec_ == Codec::Latin1 || codec_ == Codec::Cp1252 || (c & 0xFFFFF800u) != 0xD800u) return strict(from, to);
        if (!(wide() ? unit16(c) : put(c))) return false;
        break;
    }
  }
  return true;
}

// UTF-8 of a text without surrogates, measured first. Undef: it has some.
Value Encoder::utf8() {
  return with_units(s_, [&](const auto* units) {
    using Unit = std::remove_const_t<std::remove_pointer_t<decltype(units)>>;
    u64 bytes = s_->length();
    bool surrogates = false;
    const bool measured = in_pieces(vm_, s_->length(), [&](u64 i, u64 end) {
      u32 more = 0, found = 0;
      for (; i < end; i++) {
        const u32 c = units[i];
        more += c >= 0x80;
        if constexpr (sizeof(Unit) > 1) {
          more += c >= 0x800;
          found |= (c & 0xFFFFF800u) == 0xD800u;
        }
        if constexpr (sizeof(Unit) > 2) more += c >= 0x10000;
      }
      bytes += more;
      surrogates |= found != 0;
      return true;
    });
    if (!measured) return Value::error();
    if (surrogates) return Value::undef();
    Bytes* out = bytes_new(vm_, nullptr, bytes);
    MONTY_TRY(out);
    u8* at = out->data;
    const bool fine = in_pieces(vm_, s_->length(), [&](u64 i, u64 end) {
      for (; i < end; i++) at += utf8_put(units[i], at);
      return true;
    });
    return fine ? Value::cell(out) : Value::error();
  });
}

Value Encoder::run() {
  if (codec_ == Codec::Utf8Sig) MONTY_TRY(out_.append("\xEF\xBB\xBF", 3));
  if (codec_ == Codec::Utf16 || codec_ == Codec::Utf32) MONTY_TRY(put(0xFEFF));
  if (s_->ascii() && !wide() && !quad()) {
    if (codec_ != Codec::Utf8Sig) return cell_or_error(bytes_new(vm_, s_->data, s_->length()));
    MONTY_TRY(out_.append(s_->data, s_->length()));
    return out_.finish();
  }
  u32 n = s_->length();
  if (codec_ == Codec::Utf8) {
    const Value v = utf8();
    if (!v.is_undef()) return v;
  }
  for (u32 i = 0; i < n;) {
    u32 c = s_->at(i);
    if ((i & 1023) == 1023 && !vm_.meter.tick(1024)) return raise_stopped(vm_);
    if (fits(c)) {
      MONTY_TRY(put(c));
      i++;
      continue;
    }
    i64 end = i + 1;
    MONTY_TRY(skip(vm_, &end, n, [&](i64 k) { return !fits(s_->at(static_cast<usize>(k))); }));
    MONTY_TRY(failed(i, static_cast<u32>(end)));
    i = static_cast<u32>(end);
  }
  return out_.finish();
}

Value encode_escape(Vm& vm, Str* s, bool raw) {  // raw: only what is beyond Latin-1
  ByteBuilder out(vm);
  char text[16];
  for (u32 i = 0; i < s->length(); i++) {
    u32 c = s->at(i);
    if ((i & 255) == 255 && !vm.meter.tick(256)) return raise_stopped(vm);
    int n;
    if (raw && c < 256)
      n = (text[0] = static_cast<char>(c), 1);
    else if (c == '\\')
      n = std::snprintf(text, sizeof text, "\\\\");
    else if (c == '\n')
      n = std::snprintf(text, sizeof text, "\\n");
    else if (c == '\r')
      n = std::snprintf(text, sizeof text, "\\r");
    else if (c == '\t')
      n = std::snprintf(text, sizeof text, "\\t");
    else if (c >= 32 && c < 127)
      n = std::snprintf(text, sizeof text, "%c", static_cast<char>(c));
    else
      n = std::snprintf(text, sizeof text, c < 256 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
    MONTY_TRY(out.append(text, static_cast<usize>(n)));
  }
  return out.finish();
}

// ---------------------------------------------------------------- decoding
class Decoder {
 public:
  Decoder(Vm& vm, ByteView data, Value object, Codec codec, Str* errors)
      : vm_(vm), data_(data), object_(object), codec_(codec), label_(codec_label(codec)), errors_(errors), out_(vm) {}
  Value run();

 private:
  Value utf8();
  bool decode(std::span<const u8> all, Str* s);
  bool ascii_part(usize from, usize* good);
  Value ascii();
  Value latin1();
  Value utf16();
  Value utf32();
  Value escape();
  bool named(usize from, usize* at);
  Value cp1252();
  // The error handler on bytes [from, to); *next: where to go on.
  bool failed(usize from, usize to, const char* reason, usize* next);

  Vm& vm_;
  ByteView data_;
  Value object_;
  Codec codec_;
  const char* label_;
  Str* errors_;
  StrBuilder out_;
  bool big_ = false;
};

bool Decoder::failed(usize from, usize to, const char* reason, usize* next) {
  *next = to;
  switch (find_handler(errors_)) {
    case Handler::Ignore: return true;
    case Handler::Replace: return out_.append_char(0xFFFD);
    case Handler::Backslash:
      for (usize i = from; i < to; i++) {
        char text[8];
        std::snprintf(text, sizeof text, "\\x%02x", data_.data[i]);
        if (!out_.append({text, 4})) return false;
      }
      return true;
    case Handler::SurrogateEscape: {
      usize i = from;
      while (i < to && data_.data[i] >= 0x80) {
        if (!out_.append_char(0xDC00u + data_.data[i])) return false;
        i++;
      }
      if (i == from) break;
      *next = i;
      return true;
    }
    case Handler::SurrogatePass:
      if (codec_ == Codec::Utf8 && data_.size - from >= 3 && data_.data[from] == 0xED && (data_.data[from + 1] & 0xE0) == 0xA0 &&
          (data_.data[from + 2] & 0xC0) == 0x80) {
        *next = from + 3;
        return out_.append_char(0xD000u | (data_.data[from + 1] & 0x3Fu) << 6 | (data_.data[from + 2] & 0x3Fu));
      }
      if (codec_ >= Codec::Utf16 && codec_ <= Codec::Utf16Be && data_.size - from >= 2) {
        u32 unit = big_ ? data_.data[from] << 8 | data_.data[from + 1] : data_.data[from] | data_.data[from + 1] << 8;
        *next = from + 2;
        return out_.append_char(unit);
      }
      break;
    case Handler::Unknown: return unknown_handler(vm_, errors_), false;
    default: break;
  }
  Value object = payload(object_);
  if (!is<Bytes>(object)) {
    object = cell_or_error(bytes_new(vm_, data_.data, data_.size));
    if (!object.ok()) return false;
  }
  raise_unicode(vm_, kType_UnicodeDecodeError, label_, object, from, to, reason);
  return false;
}

// Well-formed UTF-8 as the units of s.
bool Decoder::decode(std::span<const u8> all, Str* s) {
  auto fill = [&](auto* to) {
    while (!all.empty()) {
      usize n = std::min(all.size(), usize{1} << 16);
      while (n < all.size() && (all[n] & 0xC0) == 0x80) n++;
      if (!tick_bytes(vm_, n * 4)) return false;
      to = utf8_decode(all.first(n), to);
      all = all.subspan(n);
    }
    return true;
  };
  if (s->width() == 1) return fill(s->data);
  return s->width() == 2 ? fill(reinterpret_cast<u16*>(s->data)) : fill(reinterpret_cast<u32*>(s->data));
}

Value Decoder::utf8() {
  std::span<const u8> all(data_.data, data_.size);
  usize start = codec_ == Codec::Utf8Sig && data_.size >= 3 && std::memcmp(data_.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  Utf8Scan scan = utf8_scan(all, Surrogates::Reject, vm_.meter, start);
  if (scan.status == Utf8Status::Stopped) return raise_stopped(vm_);
  if (scan.status == Utf8Status::Ok) {
    if (scan.code_points >= 0xFFFFFFF0u) return raise(vm_, kType_MemoryError, "");
    if (scan.code_points == 1) {
      u32 c = 0;
      utf8_decode(all.subspan(start), &c);
      return cell_or_error(str_from_char(vm_, c));
    }
    Str* s = str_alloc(vm_, static_cast<u32>(scan.code_points), scan.max);
    MONTY_TRY(s);
    if (s->length() == 0) return Value::cell(s);
    all = all.subspan(start);
    return decode(all, s) ? Value::cell(s) : Value::error();
  }
  while (true) {
    usize good = scan.status == Utf8Status::Ok ? data_.size : scan.error_start;
    if (good > start) MONTY_TRY(out_.append_utf8({reinterpret_cast<const char*>(data_.data) + start, good - start}));
    if (scan.status == Utf8Status::Ok) break;
    MONTY_TRY(failed(scan.error_start, scan.error_end, utf8_reason_text(scan.reason), &start));
    scan = utf8_scan(all, Surrogates::Reject, vm_.meter, start);
    if (scan.status == Utf8Status::Stopped || !vm_.meter.tick(4)) return raise_stopped(vm_);
  }
  return cell_or_error(out_.finish());
}

// How many bytes from there on are ASCII.
bool Decoder::ascii_part(usize from, usize* good) {
  *good = 0;
  return in_pieces(vm_, data_.size - from, [&](u64 i, u64 end) {
    if (*good == i) *good += ascii_prefix(data_.data + from + i, end - i);
    return true;
  });
}

Value Decoder::ascii() {
  usize good;
  MONTY_TRY(ascii_part(0, &good));
  if (good == data_.size) return cell_or_error(str_from_ascii(vm_, data_.text()));
  for (usize i = 0; i < data_.size;) {
    MONTY_TRY(ascii_part(i, &good));
    MONTY_TRY(out_.append(data_.text().substr(i, good)));
    i += good;
    if (i < data_.size) MONTY_TRY(failed(i, i + 1, "ordinal not in range(128)", &i));
  }
  return cell_or_error(out_.finish());
}

Value Decoder::latin1() {
  usize good;
  MONTY_TRY(ascii_part(0, &good));
  if (good == data_.size) return cell_or_error(str_from_ascii(vm_, data_.text()));
  Str* s = data_.size == 1 ? str_from_char(vm_, data_.data[0]) : str_alloc(vm_, static_cast<u32>(data_.size), 255);
  MONTY_TRY(s);
  if (data_.size > 1) MONTY_TRY(copy_sliced(vm_, s->data, data_.data, data_.size));
  return Value::cell(s);
}

Value Decoder::utf16() {
  usize i = 0;
  big_ = codec_ == Codec::Utf16Be;
  auto unit = [&](usize at) -> u32 { return big_ ? data_.data[at] << 8 | data_.data[at + 1] : data_.data[at] | data_.data[at + 1] << 8; };
  if (codec_ == Codec::Utf16 && data_.size >= 2) {
    if (unit(0) == 0xFEFF)
      i = 2;
    else if (unit(0) == 0xFFFE) {
      i = 2;
      big_ = true;
    }
  }
  while (i < data_.size) {
    if (data_.size - i < 2) {
      MONTY_TRY(failed(i, data_.size, "truncated data", &i));
      continue;
    }
    if (!vm_.meter.tick(1)) return raise_stopped(vm_);
    u32 c = unit(i);
    if ((c & 0xF800) != 0xD800) {
      MONTY_TRY(out_.append_char(c));
      i += 2;
    } else if (c >= 0xDC00) {
      MONTY_TRY(failed(i, i + 2, "illegal encoding", &i));
    } else if (data_.size - i < 4) {
      MONTY_TRY(failed(i, data_.size, "unexpected end of data", &i));
    } else if (u32 low = unit(i + 2); (low & 0xFC00) == 0xDC00) {
      MONTY_TRY(out_.append_char(0x10000 + ((c & 0x3FF) << 10) + (low & 0x3FF)));
      i += 4;
    } else {
      MONTY_TRY(failed(i, i + 2, "illegal UTF-16 surrogate", &i));
    }
  }
  return cell_or_error(out_.finish());
}

Value Decoder::utf32() {
  usize i = 0;
  big_ = codec_ == Codec::Utf32Be;
  auto unit = [&](usize at) -> u32 {
    const u8* p = data_.data + at;
    u32 a = p[0], b = p[1], c = p[2], d = p[3];
    return big_ ? a << 24 | b << 16 | c << 8 | d : d << 24 | c << 16 | b << 8 | a;
  };
  if (codec_ == Codec::Utf32 && data_.size >= 4) {
    if (unit(0) == 0xFEFF)
      i = 4;
    else if (unit(0) == 0xFFFE0000u) {
      i = 4;
      big_ = true;
    }
  }
  while (i < data_.size) {
    if (data_.size - i < 4) {
      MONTY_TRY(failed(i, data_.size, "truncated data", &i));
      continue;
    }
    if (!vm_.meter.tick(1)) return raise_stopped(vm_);
    u32 c = unit(i);
    if (c > 0x10FFFF)
      MONTY_TRY(failed(i, i + 4, "code point not in range(0x110000)", &i));
    else if ((c & 0xFFFFF800u) == 0xD800u)
      MONTY_TRY(failed(i, i + 4, "code point in surrogate code point range", &i));
    else {
      MONTY_TRY(out_.append_char(c));
      i += 4;
    }
  }
  return cell_or_error(out_.finish());
}

// "\N{...}": *at stands behind the N.
bool Decoder::named(usize from, usize* at) {
  usize i = *at;
  if (i >= data_.size || data_.data[i] != '{') return failed(from, i, "malformed \\N character escape", at);
  usize close = i + 1;
  while (close < data_.size && data_.data[close] != '}') close++;
  if (close == data_.size || close == i + 1) return failed(from, close, "malformed \\N character escape", at);
  char32_t c;
  if (!vm_.meter.tick(unicode::kNameLookupCost)) return raise_stopped(vm_), false;
  *at = close + 1;
  if (!unicode::find_character({reinterpret_cast<const char*>(data_.data) + i + 1, close - i - 1}, &c))
    return failed(from, close + 1, "unknown Unicode character name", at);
  return out_.append_char(c);
}

Value Decoder::escape() {
  usize n = data_.size;
  auto hex = [](u8 c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  for (usize i = 0; i < n;) {
    if (!vm_.meter.tick(1)) return raise_stopped(vm_);
    u8 c = data_.data[i];
    if (c != '\\') {
      MONTY_TRY(out_.append_char(c));
      i++;
      continue;
    }
    usize from = i++;
    const bool raw = codec_ == Codec::RawEscape;
    if (i == n && raw) {
      MONTY_TRY(out_.append("\\"));
      continue;
    }
    if (i == n) {
      MONTY_TRY(failed(from, n, "\\ at end of string", &i));
      continue;
    }
    c = data_.data[i++];
    if (raw && c != 'u' && c != 'U') {
      MONTY_TRY(out_.append("\\") && out_.append_char(c));
      continue;
    }
    static constexpr std::string_view kFrom = "\\'\"abfnrtv", kTo = "\\'\"\a\b\f\n\r\t\v";
    usize simple = kFrom.find(static_cast<char>(c));
    if (simple != std::string_view::npos) {
      MONTY_TRY(out_.append_char(static_cast<u8>(kTo[simple])));
    } else if (c == '\n') {
    } else if (c >= '0' && c <= '7') {
      u32 v = c - '0';
      for (int k = 0; k < 2 && i < n && data_.data[i] >= '0' && data_.data[i] <= '7'; k++) v = v * 8 + (data_.data[i++] - '0');
      MONTY_TRY(out_.append_char(v));
    } else if (c == 'x' || c == 'u' || c == 'U') {
      int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
      u32 v = 0;
      int k = 0;
      for (; k < digits && i < n && hex(data_.data[i]) >= 0; k++) v = v * 16 + static_cast<u32>(hex(data_.data[i++]));
      if (k < digits) {
        const char* reason = c == 'x' ? "truncated \\xXX escape" : c == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
        MONTY_TRY(failed(from, i, reason, &i));
      } else if (v > 0x10FFFF) {
        MONTY_TRY(failed(from, i, raw ? "\\Uxxxxxxxx out of range" : "illegal Unicode character", &i));
      } else {
        MONTY_TRY(out_.append_char(v));
      }
    } else if (c == 'N') {
      MONTY_TRY(named(from, &i));
    } else {
      MONTY_TRY(out_.append("\\") && out_.append_char(c));
    }
  }
  return cell_or_error(out_.finish());
}

Value Decoder::cp1252() {
  for (usize i = 0; i < data_.size;) {
    if (!vm_.meter.tick(1)) return raise_stopped(vm_);
    u8 b = data_.data[i];
    u32 c = b >= 0x80 && b < 0xA0 ? kCp1252[b - 0x80] : b;
    if (c == 0 && b != 0) {
      MONTY_TRY(failed(i, i + 1, "character maps to <undefined>", &i));
    } else {
      MONTY_TRY(out_.append_char(c));
      i++;
    }
  }
  return cell_or_error(out_.finish());
}

Value Decoder::run() {
  if (data_.size >= 0xFFFFFFF0u) return raise(vm_, kType_MemoryError, "");
  switch (codec_) {
    case Codec::Utf8:
    case Codec::Utf8Sig: return utf8();
    case Codec::Ascii: return ascii();
    case Codec::Latin1: return latin1();
    case Codec::Utf16:
    case Codec::Utf16Le:
    case Codec::Utf16Be: return utf16();
    case Codec::Utf32:
    case Codec::Utf32Le:
    case Codec::Utf32Be: return utf32();
    case Codec::Cp1252: return cp1252();
    default: return escape();
  }
}

}  // namespace

Value str_encode_with(Vm& vm, Str* s, Str* encoding, Str* errors) {
  Codec codec = find_codec(encoding);
  if (codec == Codec::Unknown) return raise(vm, kType_LookupError, "unknown encoding: %S", encoding);
  if (codec == Codec::UnicodeEscape || codec == Codec::RawEscape) return encode_escape(vm, s, codec == Codec::RawEscape);
  return Encoder(vm, s, codec, errors).run();
}

Value bytes_decode_with(Vm& vm, ByteView data, Value object, Str* encoding, Str* errors) {
  Codec codec = find_codec(encoding);
  if (codec == Codec::Unknown) return raise(vm, kType_LookupError, "unknown encoding: %S", encoding);
  return Decoder(vm, data, object, codec, errors).run();
}

}  // namespace monty
