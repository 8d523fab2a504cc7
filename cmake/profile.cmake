# Profile-guided optimisation: MONTY_PROFILE is empty, WRITE (a build that records), or the profile to use. `make profile`
# records cmake/monty.profdata anew. Functions changed since then are only compiled without a profile.
set(MONTY_PROFILE "" CACHE STRING "WRITE, or the .profdata file to compile with (clang only)")
if(MONTY_PROFILE)
  # Functions of internal linkage are known by file name alone, so that the profile holds wherever the checkout lies.
  set(monty_profile_flags "SHELL:-mllvm -static-func-full-module-prefix=false")
  if(MONTY_PROFILE STREQUAL "WRITE")
    list(APPEND monty_profile_flags -fprofile-generate -Wno-unused-command-line-argument)
    target_link_options(monty_options INTERFACE -fprofile-generate)
  else()
    # Another profile is another command for every file.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${MONTY_PROFILE})
    file(MD5 ${MONTY_PROFILE} monty_profile_hash)
    target_compile_definitions(monty_options INTERFACE MONTY_PROFILE_HASH=${monty_profile_hash})
    # Seen from the build folder: so that a compiler cache knows the command again in another checkout.
    file(RELATIVE_PATH monty_profile ${CMAKE_BINARY_DIR} ${MONTY_PROFILE})
    list(APPEND monty_profile_flags -fprofile-use=${monty_profile} -Wno-backend-plugin -Wno-profile-instr-unprofiled -Wno-profile-instr-out-of-date)
  endif()
  target_compile_options(monty_options INTERFACE ${monty_profile_flags})
endif()
