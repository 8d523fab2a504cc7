// SPDX-License-Identifier: MIT
// Strings: making, comparing, hashing, concatenation with the owner-append buffer, searching, the builder.
#include <algorithm>
#include <cstring>

#include "base/str_hash.h"
#include "object/text.h"

namespace monty {

namespace {

u8 width_flags(u32 max_code_point) {
  if (max_code_point < 0x80) return Str::kAscii;
  if (max_code_point < 0x100) return 0;
  return max_code_point < 0x10000 ? Str::kWidth2 : Str::kWidth4;
}
u32 width_for(u32 max_code_point) { return max_code_point < 0x100 ? 1 : max_code_point < 0x10000 ? 2 : 4; }

template <class From, class To>
void widen(const void* from, void* to, usize n) {
  auto* f = static_cast<const From*>(from);
  auto* t = static_cast<To*>(to);
  for (usize i = 0; i < n; i++) t[i] = static_cast<To>(f[i]);
}

void copy_units(const void* from, u32 from_width, void* to, u32 to_width, usize n) {
  if (MONTY_LIKELY(from_width == to_width)) {
    copy_short(to, from, n * from_width);
  } else if (from_width == 1) {
    if (to_width == 2)
      widen<u8, u16>(from, to, n);
    else
      widen<u8, u32>(from, to, n);
  } else if (from_width == 2) {
    if (to_width == 4)
      widen<u16, u32>(from, to, n);
    else
      widen<u16, u8>(from, to, n);
  } else if (to_width == 2) {
    widen<u32, u16>(from, to, n);
  } else {
    widen<u32, u8>(from, to, n);
  }
}

// The same with looks at the limits. False: stopped.
bool copy_units_sliced(Vm& vm, const void* from, u32 from_width, void* to, u32 to_width, usize n) {
  if (from_width == to_width) return copy_sliced(vm, to, from, n * from_width);
  return in_pieces(vm, n, [&](u64 i, u64 end) {
    copy_units(static_cast<const u8*>(from) + i * from_width, from_width, static_cast<u8*>(to) + i * to_width, to_width, end - i);
    return true;
  });
}

bool fill_units(Vm& vm, u8* to, u32 width, usize at, u64 count, u32 c) {
  if (width == 1) return fill_sliced(vm, to + at, static_cast<u8>(c), count);
  return in_pieces(vm, count, [&](u64 i, u64 end) {
    if (width == 2)
      std::fill_n(reinterpret_cast<u16*>(to) + at + i, end - i, static_cast<u16>(c));
    else
      std::fill_n(reinterpret_cast<u32*>(to) + at + i, end - i, c);
    return true;
  });
}

// Greatest code point of some text, found with looks at the limits. False: stopped.
template <class Unit>
bool greatest(Vm& vm, const Unit* units, usize n, u32* max) {
  *max = 0;
  return in_pieces(vm, n, [&](u64 i, u64 end) {
    Unit most = 0;
    for (; i < end; i++) most = std::max(most, units[i]);
    *max = std::max<u32>(*max, most);
    return true;
  });
}
bool greatest(Vm& vm, const void* units, u32 width, usize n, u32* max) {
  if (width == 1) return greatest(vm, static_cast<const u8*>(units), n, max);
  return width == 2 ? greatest(vm, static_cast<const u16*>(units), n, max) : greatest(vm, static_cast<const u32*>(units), n, max);
}

// Start of an append buffer's payload. Strings that grew by `s += t` share it; the one that ends at `used` may append.
struct AppendBuffer {
  u64 used, capacity;  // bytes behind this header
  u8* bytes() { return reinterpret_cast<u8*>(this + 1); }
};
constexpr u32 kAppendThreshold = 256;
constexpr usize kLargeAppend = 256 * 1024;

// A large buffer that is full is not copied: that would take the memory of both. It grows where it is, or is moved by the
// system, and every text in it follows. The texts are found among the cells of their size, if those are no more work than a
// copy would be. Null: not possible so.
AppendBuffer* grow_in_place(Vm& vm, Str* a, usize used, usize more) {
  constexpr usize kCell = sizeof(Str) + sizeof(void*);
  auto* old = static_cast<AppendBuffer*>(a->owner());
  if (used < kLargeAppend || a->data != old->bytes() || old->used != used || vm.heap.bytes_of_size(kCell) > used) return nullptr;
  const usize capacity = used + more + used / 4;
  const u8* before = old->bytes();
  auto* moved = static_cast<AppendBuffer*>(vm.heap.resize_buffer(old, sizeof(AppendBuffer) + used, sizeof(AppendBuffer) + capacity));
  if (moved == nullptr) return nullptr;
  moved->capacity = capacity;
  if (moved == old) return moved;
  vm.heap.each_of_size(kCell, [&](Cell* c) {
    auto* s = reinterpret_cast<Str*>(c);
    if (c->kind != Kind::Str || s->data != before || !s->external() || s->owner() != old) return;
    s->data = moved->bytes();
    s->owner() = moved;
  });
  return moved;
}

}  // namespace

Str* str_alloc(Vm& vm, u32 length, u32 max_code_point) {
  if (length == 0) return names::empty;
  auto* s = vm.heap.make<Str>(usize{length} * width_for(max_code_point));
  if (s == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  s->flags |= width_flags(max_code_point);
  s->aux = length;
  s->hash = 0;
  s->data = s->inline_data();
  return s;
}

bool str_put(Vm& vm, Str* to, usize at, const Str* from) {
  return copy_units_sliced(vm, from->data, from->width(), to->data + at * to->width(), to->width(), from->length());
}
bool str_fill(Vm& vm, Str* to, usize at, u64 n, u32 c) { return fill_units(vm, to->data, to->width(), at, n, c); }

Str* str_from_ascii(Vm& vm, std::string_view text) {
  if (text.size() == 1) return str_from_char(vm, static_cast<u8>(text[0]));
  Str* s = str_alloc(vm, static_cast<u32>(text.size()), 127);
  if (s == nullptr) return nullptr;
  if (text.size() > 1 << 16) return copy_sliced(vm, s->data, text.data(), text.size()) ? s : nullptr;
  copy_short(s->data, text.data(), text.size());
  return s;
}

// One code point from WTF-8 at *i; invalid bytes give U+FFFD.
static u32 decode_utf8(std::string_view t, usize* i) {
  auto at = [&](usize k) { return static_cast<u8>(t[k]); };
  u8 c = at(*i);
  usize left = t.size() - *i;
  auto cont = [&](usize k) { return k < left && (at(*i + k) & 0xC0) == 0x80; };
  if (c < 0x80) return (*i)++, c;
  if (c >= 0xC2 && c < 0xE0 && cont(1)) {
    u32 v = (c & 0x1Fu) << 6 | (at(*i + 1) & 0x3F);
    *i += 2;
    return v;
  }
  if (c >= 0xE0 && c < 0xF0 && cont(1) && cont(2)) {
    u32 v = (c & 0xFu) << 12 | (at(*i + 1) & 0x3Fu) << 6 | (at(*i + 2) & 0x3F);
    if (v >= 0x800) {
      *i += 3;
      return v;
    }
  }
  if (c >= 0xF0 && c < 0xF5 && cont(1) && cont(2) && cont(3)) {
    u32 v = (c & 7u) << 18 | (at(*i + 1) & 0x3Fu) << 12 | (at(*i + 2) & 0x3Fu) << 6 | (at(*i + 3) & 0x3F);
    if (v >= 0x10000 && v < 0x110000) {
      *i += 4;
      return v;
    }
  }
  (*i)++;
  return 0xFFFD;
}

Str* str_from_utf8(Vm& vm, std::string_view text) {
  i64 ascii = 0;
  if (!skip(vm, &ascii, static_cast<i64>(text.size()), [&](i64 k) { return static_cast<u8>(text[static_cast<usize>(k)]) < 0x80; })) return nullptr;
  if (static_cast<usize>(ascii) == text.size()) return str_from_ascii(vm, text);
  u32 max = 0, n = 0;
  for (usize i = 0; i < text.size(); n++) max = std::max(max, decode_utf8(text, &i));
  Str* s = str_alloc(vm, n, max);
  if (s == nullptr) return nullptr;
  u32 w = s->width(), k = 0;
  for (usize i = 0; i < text.size(); k++) {
    u32 c = decode_utf8(text, &i);
    if (w == 1)
      s->data[k] = static_cast<u8>(c);
    else if (w == 2)
      reinterpret_cast<u16*>(s->data)[k] = static_cast<u16>(c);
    else
      reinterpret_cast<u32*>(s->data)[k] = c;
  }
  return s;
}

Str* str_from_char(Vm& vm, u32 c) {
  if (c < 128) return static_char(static_cast<u8>(c));
  Str* s = str_alloc(vm, 1, c);
  if (s == nullptr) return nullptr;
  if (c < 0x100)
    s->data[0] = static_cast<u8>(c);
  else if (c < 0x10000)
    *reinterpret_cast<u16*>(s->data) = static_cast<u16>(c);
  else
    *reinterpret_cast<u32*>(s->data) = c;
  return s;
}

u64 str_hash_first(Str* s) { return s->hash = str_hash(s->data, usize{s->length()} * s->width()); }

bool str_equal(const Str* a, const Str* b) {
  if (a == b) return true;
  if (a->aux != b->aux || a->width() != b->width()) return false;
  if (a->hash != 0 && b->hash != 0 && a->hash != b->hash) return false;
  return std::memcmp(a->data, b->data, usize{a->length()} * a->width()) == 0;
}

int str_compare(const Str* a, const Str* b) {
  u32 n = std::min(a->length(), b->length());
  if (a->width() == 1 && b->width() == 1) {
    int c = std::memcmp(a->data, b->data, n);
    if (c != 0) return c < 0 ? -1 : 1;
  } else {
    for (u32 i = 0; i < n; i++) {
      u32 x = a->at(i), y = b->at(i);
      if (x != y) return x < y ? -1 : 1;
    }
  }
  return a->length() == b->length() ? 0 : a->length() < b->length() ? -1 : 1;
}

Str* str_concat(Vm& vm, Str* a, Str* b) {
  if (a->length() == 0) return b;
  if (b->length() == 0) return a;
  u64 length = u64{a->length()} + b->length();
  if (length >= 0xFFFFFFFFu) {
    raise_memory_error(vm);
    return nullptr;
  }
  u32 width = std::max(a->width(), b->width());
  if (length < kAppendThreshold) {
    Str* s = str_alloc(vm, static_cast<u32>(length), a->ascii() && b->ascii() ? 127 : width == 1 ? 255 : width == 2 ? 0xFFFF : 0x10FFFF);
    if (s == nullptr) return nullptr;
    copy_units(a->data, a->width(), s->data, width, a->length());
    copy_units(b->data, b->width(), s->data + usize{a->length()} * width, width, b->length());
    return s;
  }
  AppendBuffer* buffer = nullptr;
  usize old_bytes = usize{a->length()} * a->width(), more = usize{b->length()} * width;
  if (a->external() && !a->immortal() && a->width() == width) {  // a sealed text has no owner
    auto* shared = static_cast<AppendBuffer*>(a->owner());
    if (a->data == shared->bytes() && shared->used == old_bytes && shared->capacity - shared->used >= more) buffer = shared;
  }
  if (!vm.meter.tick((buffer == nullptr ? length : b->length()) / 64 + 1)) {
    raise_stopped(vm);
    return nullptr;
  }
  Str* s = vm.heap.make<Str>(sizeof(void*));
  if (s == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  s->aux = 0;
  s->hash = 0;
  s->data = s->inline_data();
  if (buffer == nullptr && a->external() && !a->immortal() && a->width() == width) buffer = grow_in_place(vm, a, old_bytes, more);
  if (buffer == nullptr) {
    usize wanted = length * width;
    // Room to grow only where growth was seen: `a` itself is the result of appending.
    usize capacity = !a->external() ? wanted + wanted / 8 : wanted < 64 * 1024 ? wanted * 2 : wanted + wanted / 2;
    buffer = static_cast<AppendBuffer*>(vm.heap.allocate_buffer(sizeof(AppendBuffer) + capacity));
    if (buffer == nullptr) {
      raise_memory_error(vm);
      return nullptr;
    }
    buffer->capacity = capacity;
    buffer->used = old_bytes = usize{a->length()} * width;
    if (!copy_units_sliced(vm, a->data, a->width(), buffer->bytes(), width, a->length())) return nullptr;
  }
  // The new text is whole before it counts.
  if (!copy_units_sliced(vm, b->data, b->width(), buffer->bytes() + old_bytes, width, b->length())) return nullptr;
  buffer->used += more;
  s->flags |= a->ascii() && b->ascii() ? Str::kAscii : width == 1 ? u8{0} : width == 2 ? Str::kWidth2 : Str::kWidth4;
  s->aux = static_cast<u32>(length);
  s->data = buffer->bytes();
  s->owner() = buffer;
  return s;
}

Str* str_slice(Vm& vm, Str* s, i64 start, i64 stop) {
  if (start >= stop) return names::empty;
  if (start == 0 && stop == s->length()) return s;
  u32 n = static_cast<u32>(stop - start), w = s->width();
  const u8* from = s->data + static_cast<usize>(start) * w;
  if (n == 1) return str_from_char(vm, s->at(static_cast<usize>(start)));
  u32 max = 127;
  if (!s->ascii() && !greatest(vm, from, w, n, &max)) return nullptr;
  Str* out = str_alloc(vm, n, max);
  if (out == nullptr || !copy_units_sliced(vm, from, w, out->data, out->width(), n)) return nullptr;
  return out;
}

std::string str_to_utf8(const Str* s) {
  std::string out;
  if (s->ascii()) return std::string(s->ascii_view());
  out.reserve(s->length() + s->length() / 2);
  for (u32 i = 0; i < s->length(); i++) {
    u32 c = s->at(i);
    if (c < 0x80)
      out += static_cast<char>(c);
    else if (c < 0x800) {
      out += static_cast<char>(0xC0 | c >> 6);
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | c >> 12);
      out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      out += static_cast<char>(0xF0 | c >> 18);
      out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
      out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return out;
}

// First (or last) place of needle within [start, end), or -1; -2: stopped.
i64 str_find(Vm& vm, Str* h, Str* n, i64 start, i64 end, bool reverse) {
  i64 m = n->length();
  if (end - start < m) return -1;
  if (m == 0) return reverse ? end : start;
  if (n->width() > h->width()) return -1;
  if (h->width() == 1 && !reverse) {
    const u8* base = h->data;
    const u8* at = base + start;
    const u8* last = base + end - m;
    while (at <= last) {
      bool stopped;
      at = find_byte(vm, at, static_cast<usize>(last - at) + 1, n->data[0], &stopped);
      if (at == nullptr) return stopped ? -2 : -1;
      int order;
      if (!compare_sliced(vm, at, n->data, static_cast<usize>(m), &order)) return -2;
      if (order == 0) return at - base;
      at++;
    }
    return -1;
  }
  const u32 first = n->at(0);
  // The rest of the needle, where its first character is. Error: stopped.
  auto matches = [&](i64 i) {
    i64 j = 1;
    while (j < m && h->at(static_cast<usize>(i + j)) == n->at(static_cast<usize>(j))) {
      if ((++j & 0xFFFF) == 0 && !vm.meter.tick(0xFFFF)) return raise_stopped(vm), Tri::Error;
    }
    if (j > 8 && !vm.meter.tick(static_cast<u64>(j & 0xFFFF) / 8)) return raise_stopped(vm), Tri::Error;
    return tri(j == m);
  };
  return with_units(h, [&](const auto* units) -> i64 {
    constexpr i64 kPiece = 1 << 15;
    for (i64 low = start, high = end - m + 1; low < high;) {  // places that are left
      const i64 piece = std::min(high - low, kPiece);
      const i64 from = reverse ? high - piece : low;
      const usize at = reverse ? find_last_unit(units + from, static_cast<usize>(piece), first) : find_unit(units + from, static_cast<usize>(piece), first);
      const bool none = reverse ? at == 0 : at == static_cast<usize>(piece);
      if (!vm.meter.tick(static_cast<u64>(none ? piece : reverse ? piece - static_cast<i64>(at) : static_cast<i64>(at)) / 16 + 1)) return raise_stopped(vm), -2;
      if (none) {
        (reverse ? high : low) = reverse ? from : from + piece;
        continue;
      }
      const i64 i = from + static_cast<i64>(at) - (reverse ? 1 : 0);
      const Tri t = matches(i);
      if (t == Tri::Error) return -2;
      if (t == Tri::True) return i;
      (reverse ? high : low) = reverse ? i : i + 1;
    }
    return -1;
  });
}

Bytes* bytes_new(Vm& vm, const void* data, usize n) {
  if (n >= 0xFFFFFFFFu) {
    raise_memory_error(vm);
    return nullptr;
  }
  auto* b = reinterpret_cast<Bytes*>(vm.heap.allocate(Kind::Bytes, sizeof(Cell) + 8 + (n < 8 ? 8 : n)));
  if (b == nullptr) {
    raise_memory_error(vm);
    return nullptr;
  }
  b->aux = static_cast<u32>(n);
  b->hash = 0;
  return data == nullptr || copy_sliced(vm, b->data, data, n) ? b : nullptr;
}

// ---------------------------------------------------------------- builder
bool StrBuilder::reserve(u64 more, u32 max_code_point) {
  u32 width = std::max(width_, width_for(max_code_point));
  max_ = std::max(max_, max_code_point);
  u64 wanted = u64{length_} + more;
  if (wanted >= 0xFFFFFFFFu) {
    raise_memory_error(vm_);
    return false;
  }
  if (wanted <= capacity_ && width == width_) return true;
  u64 capacity = wanted <= capacity_ ? capacity_ : std::max<u64>(wanted, capacity_ + capacity_ / 2 + 32);
  if (more > 1024 && !vm_.meter.tick(more / 16)) {
    raise_stopped(vm_);
    return false;
  }
  if (width == width_ && data_ != inline_) {
    auto* grown = static_cast<u8*>(vm_.heap.resize_buffer(data_, usize{length_} * width_, capacity * width));
    if (grown == nullptr) return raise_memory_error(vm_), false;
    data_ = grown;
  } else {
    auto* fresh = static_cast<u8*>(vm_.heap.allocate_buffer(capacity * width));
    if (fresh == nullptr) return raise_memory_error(vm_), false;
    if (!copy_units_sliced(vm_, data_, width_, fresh, width, length_)) return false;
    if (data_ != inline_) vm_.heap.free_buffer(data_, capacity_ * width_);
    data_ = fresh;
  }
  capacity_ = capacity;
  width_ = width;
  return true;
}

bool StrBuilder::append_wide(Str* s) { return append_part(s, 0, s->length()); }

// The n characters of s from there on; `max_` may become more than is in them.
bool StrBuilder::append_part(const Str* s, u32 from, u32 n) {
  const u32 width = s->width();
  if (!reserve(n, s->ascii() ? 127 : width == 1 ? 255 : width == 2 ? 0xFFFF : 0x10FFFF)) return false;
  if (!copy_units_sliced(vm_, s->data + usize{from} * width, width, data_ + usize{length_} * width_, width_, n)) return false;
  length_ += n;
  return true;
}

bool StrBuilder::append_slow(std::string_view ascii) {
  if (ascii.empty()) return true;
  if (!reserve(ascii.size(), 127)) return false;
  if (!copy_units_sliced(vm_, ascii.data(), 1, data_ + usize{length_} * width_, width_, ascii.size())) return false;
  length_ += static_cast<u32>(ascii.size());
  return true;
}

bool StrBuilder::append_utf8(std::string_view text) {
  for (usize i = 0; i < text.size();) {
    if (!append_char(decode_utf8(text, &i))) return false;
  }
  return true;
}

bool StrBuilder::append_char_slow(u32 c) {
  if (!reserve(1, c)) return false;
  if (width_ == 1)
    data_[length_] = static_cast<u8>(c);
  else if (width_ == 2)
    reinterpret_cast<u16*>(data_)[length_] = static_cast<u16>(c);
  else
    reinterpret_cast<u32*>(data_)[length_] = c;
  length_++;
  return true;
}

bool StrBuilder::append_repeated(u32 c, u64 count) {
  if (count == 0) return true;
  if (!reserve(count, c)) return false;
  if (!fill_units(vm_, data_, width_, length_, count, c)) return false;
  length_ += static_cast<u32>(count);
  return true;
}

Str* StrBuilder::finish() {
  if (length_ == 0) return names::empty;
  // The noted maximum may be an upper bound: find the true one when it matters.
  u32 max = max_;
  if (max > 127 && !greatest(vm_, data_, width_, length_, &max)) return nullptr;
  if (length_ == 1) {
    u32 c = width_ == 1 ? data_[0] : width_ == 2 ? *reinterpret_cast<u16*>(data_) : *reinterpret_cast<u32*>(data_);
    return str_from_char(vm_, c);
  }
  Str* s = str_alloc(vm_, length_, max);
  if (s == nullptr || !copy_units_sliced(vm_, data_, width_, s->data, s->width(), length_)) return nullptr;
  if (data_ != inline_) vm_.heap.free_buffer(data_, capacity_ * width_);
  data_ = inline_;
  capacity_ = kInline / width_;
  return s;
}

}  // namespace monty
