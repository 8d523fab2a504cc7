# Type checking: the Rust library of crates/typecheck and the archive of stubs that it sees. Sets MONTY_TYPECHECK_IN.
# cargo's own files and what it makes lie in a cache outside the checkout: $MONTY_CARGO_TARGET, else ~/.cache/monty/.
set(MONTY_TYPECHECK AUTO CACHE STRING "type checking: AUTO (where cargo is), ON, OFF")
set_property(CACHE MONTY_TYPECHECK PROPERTY STRINGS AUTO ON OFF)
set(MONTY_TYPECHECK_IN OFF)
set(rust 1.95)  # as crates/typecheck/Cargo.toml says

if(MONTY_TYPECHECK STREQUAL "OFF")
  return()
endif()
if(MONTY_TYPECHECK STREQUAL "AUTO" AND (MONTY_SANITIZE OR MONTY_TSAN OR MONTY_FUZZ OR MONTY_PROFILE STREQUAL "WRITE"))
  return()
endif()
find_program(CARGO cargo)
set(cargo_version "none")
if(CARGO)
  execute_process(COMMAND ${CARGO} --version OUTPUT_VARIABLE cargo_version ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" cargo_version "${cargo_version}")
endif()
if(NOT cargo_version VERSION_GREATER_EQUAL rust)
  if(MONTY_TYPECHECK STREQUAL "ON")
    message(FATAL_ERROR "type checking needs cargo ${rust} or newer (found: ${cargo_version})")
  endif()
  message(STATUS "Type checking: not in, it needs cargo ${rust} or newer (found: ${cargo_version})")
  return()
endif()
message(STATUS "Type checking: in (cargo ${cargo_version})")
set(MONTY_TYPECHECK_IN ON)

if(DEFINED ENV{MONTY_CARGO_TARGET})
  set(target $ENV{MONTY_CARGO_TARGET})
elseif(DEFINED ENV{HOME})
  set(target $ENV{HOME}/.cache/monty/cargo-target)
else()
  set(target ${CMAKE_BINARY_DIR}/cargo-target)
endif()
file(GLOB crate CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/crates/typecheck/src/*.rs)
list(APPEND crate ${PROJECT_SOURCE_DIR}/crates/typecheck/Cargo.toml ${PROJECT_SOURCE_DIR}/crates/typecheck/Cargo.lock)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${crate})
set(hash "${cargo_version}")
foreach(file ${crate})
  file(SHA256 ${file} one)
  string(APPEND hash ${one})
endforeach()
string(SHA256 hash "${hash}")
string(SUBSTRING ${hash} 0 16 hash)
set(made ${target}/typecheck-${hash})
file(WRITE ${CMAKE_BINARY_DIR}/generated/typeshed.txt ${made}/typeshed)  # for tools/stub_surface.py

find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_custom_command(OUTPUT ${made}/libmonty_typecheck.a
  COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/build_typecheck.py ${CARGO} ${made} ${target}
  VERBATIM USES_TERMINAL COMMENT "Building the type checker (Rust; minutes, once)")
set(MONTY_STUBS ${CMAKE_BINARY_DIR}/generated/typeshed.zip)
add_custom_command(OUTPUT ${MONTY_STUBS}
  COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/tools/gen_typeshed.py --typeshed ${made}/typeshed --extensions ${made}/ty_extensions ${MONTY_STUBS}
  DEPENDS ${made}/libmonty_typecheck.a ${PROJECT_SOURCE_DIR}/tools/gen_typeshed.py ${PROJECT_SOURCE_DIR}/src/check/surface.json
  VERBATIM COMMENT "typeshed: what there is at run time")
add_custom_target(typecheck_made DEPENDS ${made}/libmonty_typecheck.a ${MONTY_STUBS})
add_library(typecheck_rust STATIC IMPORTED GLOBAL)
set_target_properties(typecheck_rust PROPERTIES IMPORTED_LOCATION ${made}/libmonty_typecheck.a)
add_dependencies(typecheck_rust typecheck_made)
# Most of the archive is never called.
set_target_properties(typecheck_rust PROPERTIES INTERFACE_LINK_OPTIONS -Wl,--gc-sections)
