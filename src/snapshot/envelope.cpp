// SPDX-License-Identifier: MIT
// The header's flags and the MAC behind a dump, without a look at what is between.
#include "snapshot/format.h"
#include "snapshot/snapshot.h"

namespace monty::snapshot {

namespace {

// Place of the flags, one byte; npos: this is no dump.
usize flags_at(std::string_view dump, Refusal* refusal) {
  Decoder in(dump);
  if (in.bytes(kMagic.size()) != kMagic) return refusal->message = "snapshot refused: this is no snapshot of monty", std::string_view::npos;
  (void)in.number();
  (void)in.text();
  if (in.left() == 0) return refusal->message = "snapshot refused: it is cut off", std::string_view::npos;
  return dump.size() - in.left();
}

}  // namespace

void mark_authenticated(std::string* dump) {
  Refusal ignored;
  (*dump)[flags_at(*dump, &ignored)] |= kAuthenticated;
}

bool split_mac(std::string_view dump, std::string_view* body, std::string_view* mac, Refusal* refusal) {
  const usize at = flags_at(dump, refusal);
  if (at == std::string_view::npos) return false;
  const bool authenticated = (static_cast<u8>(dump[at]) & kAuthenticated) != 0;
  const usize tail = authenticated ? kMacBytes : 0;
  if (dump.size() - at <= tail) return refusal->message = "snapshot refused: it is cut off", false;
  *body = dump.substr(0, dump.size() - tail);
  *mac = dump.substr(dump.size() - tail);
  return true;
}

}  // namespace monty::snapshot
