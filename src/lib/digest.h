// SPDX-License-Identifier: MIT
// Message digests (FIPS 180-4, RFC 1321) in one go over bytes that lie in memory.
#pragma once

#include <string_view>

#include "base/meter.h"
#include "base/types.h"

namespace monty::lib {

inline constexpr usize kMaxDigest = 64;
enum class DigestStatus : u8 { ok, stopped, unknown };

// Writes the digest of `size` bytes into `out` and its length into *length. Names: md5 sha1 sha224 sha256 sha384 sha512.
DigestStatus digest(std::string_view name, const u8* data, usize size, Meter& meter, u8 out[kMaxDigest], usize* length);

}  // namespace monty::lib
