// SPDX-License-Identifier: MIT
#include "wire.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <thread>

namespace monty_wire {

namespace {

// Found at the start: a confined worker may not ask.
const bool kOneProcessor = std::thread::hardware_concurrency() < 2;

constexpr char kContainers[] = {'l', 't', 'S', 'Z', 'D'};  // MONTY_LIST ...

}  // namespace

void Writer::value(const monty_value& v) {
  switch (v.kind) {
    case MONTY_BOOL: return boolean(v.as.integer != 0);
    case MONTY_INT: return integer(v.as.integer);
    case MONTY_BIG_INT: return sized('I', {v.as.text.data, v.as.text.size});
    case MONTY_FLOAT: return number(v.as.number);
    case MONTY_STR: return text(v.as.text);
    case MONTY_BYTES: return sized('b', {v.as.text.size == 0 ? "" : v.as.text.data, v.as.text.size});
    case MONTY_ELLIPSIS: return tag('E');
    case MONTY_LIST:
    case MONTY_TUPLE:
    case MONTY_SET:
    case MONTY_FROZENSET:
    case MONTY_DICT:
      many(kContainers[v.kind - MONTY_LIST], v.as.items.count);
      for (std::size_t i = 0; i < v.as.items.count; i++) value(v.as.items.data[i]);
      return;
    case MONTY_CODED: tag('C'); return value(v.as.items.data[0]);
    case MONTY_OBJECT:
    case MONTY_OPAQUE: return sized('o', v.type_name == nullptr ? "" : v.type_name);
    default: return tag('N');
  }
}

bool Reader::read(std::string_view message, monty_value* out) {
  rest_ = message;
  arrays_.clear();
  names_.clear();
  return value(out, 0) && rest_.empty();
}

bool Reader::u32(std::uint32_t* n) {
  if (rest_.size() < sizeof *n) return false;
  std::memcpy(n, rest_.data(), sizeof *n);
  rest_.remove_prefix(sizeof *n);
  return true;
}

bool Reader::bytes(std::string_view* out) {
  std::uint32_t n = 0;
  if (!u32(&n) || n > rest_.size()) return false;
  *out = rest_.substr(0, n);
  rest_.remove_prefix(n);
  return true;
}

bool Reader::value(monty_value* out, int depth) {
  if (depth > kDepth || rest_.empty()) return false;
  const char tag = rest_[0];
  rest_.remove_prefix(1);
  *out = monty_none();
  std::string_view text;
  switch (tag) {
    case 'N': return true;
    case 'T':
    case 'F': *out = monty_bool(tag == 'T'); return true;
    case 'E': *out = monty_ellipsis(); return true;
    case 'i':
    case 'd':
      if (rest_.size() < 8) return false;
      out->kind = tag == 'i' ? MONTY_INT : MONTY_FLOAT;
      std::memcpy(&out->as, rest_.data(), 8);
      rest_.remove_prefix(8);
      return true;
    case 'I':
    case 's':
    case 'b':
      if (!bytes(&text)) return false;
      *out = monty_of_text(tag == 'I' ? MONTY_BIG_INT : tag == 's' ? MONTY_STR : MONTY_BYTES, text.data(), text.size());
      return true;
    case 'o':
      if (!bytes(&text)) return false;
      names_.emplace_back(text);
      out->kind = MONTY_OPAQUE;
      out->type_name = names_.back().c_str();
      return true;
    default: break;
  }
  std::uint32_t n = 1;
  if (tag == 'C') {
    out->kind = MONTY_CODED;
  } else {
    const void* found = std::memchr(kContainers, tag, sizeof kContainers);
    if (found == nullptr || !u32(&n) || n > rest_.size()) return false;
    out->kind = static_cast<monty_kind>(MONTY_LIST + (static_cast<const char*>(found) - kContainers));
    if (tag == 'D' && n % 2 != 0) return false;
  }
  arrays_.push_back(std::make_unique<monty_value[]>(n));
  monty_value* items = arrays_.back().get();
  for (std::uint32_t i = 0; i < n; i++) {
    if (!value(&items[i], depth + 1)) return false;
  }
  out->as.items = {items, n};
  return true;
}

bool Channel::send(std::string_view message) {
  const auto size = static_cast<std::uint32_t>(message.size());
  iovec parts[2] = {{const_cast<std::uint32_t*>(&size), sizeof size}, {const_cast<char*>(message.data()), message.size()}};
  msghdr m{};
  m.msg_iov = parts;
  m.msg_iovlen = 2;
  for (std::size_t left = sizeof size + message.size(); left != 0;) {
    const ssize_t n = sendmsg(fd_, &m, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    left -= static_cast<std::size_t>(n);
    for (auto sent = static_cast<std::size_t>(n); sent != 0;) {
      const std::size_t part = std::min(sent, m.msg_iov->iov_len);
      m.msg_iov->iov_base = static_cast<char*>(m.msg_iov->iov_base) + part;
      m.msg_iov->iov_len -= part;
      sent -= part;
      if (m.msg_iov->iov_len == 0 && m.msg_iovlen > 1) m.msg_iov++, m.msg_iovlen--;
    }
  }
  return true;
}

// As recv(), after looking for a moment whether something comes: the other side mostly answers sooner than a sleeping process is
// woken. Where nothing came in time, the next messages are waited for asleep, more of them each time.
long Channel::look(char* into, std::size_t most) {
  constexpr double kMoment = 30e-6;
  constexpr unsigned kMostRests = 256;
  if (kOneProcessor || rests_ != 0) {
    if (rests_ != 0) rests_--;
    return recv(fd_, into, most, 0);
  }
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(kMoment);
  do {
    const ssize_t n = recv(fd_, into, most, MSG_DONTWAIT);
    if (n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
      idle_ = 0;
      return n;
    }
  } while (std::chrono::steady_clock::now() < until);
  idle_ = std::min(2 * idle_ + 1, kMostRests);
  rests_ = idle_;
  return recv(fd_, into, most, 0);
}

// Reads until `least` bytes are held.
bool Channel::fill(std::size_t least) {
  constexpr std::size_t kBlock = 16 << 10;
  if (from_ != 0) held_.erase(0, from_);
  from_ = 0;
  while (held_.size() < least) {
    const std::size_t had = held_.size();
    held_.resize(std::max(least, had + kBlock));
    const ssize_t n = look(held_.data() + had, held_.size() - had);
    held_.resize(had + static_cast<std::size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
  }
  return true;
}

bool Channel::receive(std::string* message) {
  std::uint32_t size = 0;
  if (held_.size() - from_ < sizeof size && !fill(sizeof size)) return false;
  std::memcpy(&size, held_.data() + from_, sizeof size);
  if (size > kMostBytes) return false;
  if (held_.size() - from_ < sizeof size + size && !fill(sizeof size + size)) return false;
  message->assign(held_, from_ + sizeof size, size);
  from_ += sizeof size + size;
  if (from_ == held_.size()) held_.clear(), from_ = 0;
  if (held_.capacity() > (1u << 20)) held_.shrink_to_fit();
  return true;
}

bool Channel::wait(double seconds) {
  if (held_.size() != from_) return true;
  pollfd p{fd_, POLLIN, 0};
  const int n = poll(&p, 1, seconds < 0 ? -1 : static_cast<int>(std::min(seconds * 1000 + 0.999, 2e9)));
  return n > 0;
}

}  // namespace monty_wire
