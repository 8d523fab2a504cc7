# The library as it is installed: libmonty.a and libmonty.so, headers, the package files of CMake and pkg-config, and the
# program. All rooms are linked into one relocatable object, in which only monty_* stays visible; both libraries are made of
# it. It holds machine code alone (no bitcode, in which objects of Rust come too): link-time optimisation is done by then,
# so any compiler may link the archive.
if(MONTY_SANITIZE OR MONTY_TSAN OR MONTY_FUZZ OR MONTY_PROFILE STREQUAL "WRITE" OR NOT CMAKE_OBJCOPY)
  return()
endif()
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

string(TOUPPER "${CMAKE_BUILD_TYPE}" config)
separate_arguments(flags UNIX_COMMAND
  "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${config}} ${CMAKE_EXE_LINKER_FLAGS} ${CMAKE_EXE_LINKER_FLAGS_${config}}")
set(rooms check native_tables native object vm builtins lib snapshot host compiler syntax regex heap code base)
list(TRANSFORM rooms REPLACE "(.+)" "$<TARGET_FILE:monty_\\1>" OUTPUT_VARIABLE archives)
list(TRANSFORM rooms PREPEND monty_)
if(MONTY_TYPECHECK_IN)
  list(APPEND archives $<TARGET_FILE:typecheck_rust>)
endif()
set(object ${CMAKE_BINARY_DIR}/libmonty.o)
add_custom_command(OUTPUT ${object}
  COMMAND ${CMAKE_CXX_COMPILER} ${flags} -fPIC -r -nostdlib -Wl,--force-group-allocation -o ${object}
          -Wl,--whole-archive $<TARGET_FILE:monty_api> -Wl,--no-whole-archive -Wl,--start-group ${archives} -Wl,--end-group
  COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=monty_* --remove-section=.llvmbc --remove-section=.llvmcmd ${object}
  DEPENDS monty_api ${rooms} VERBATIM COMMENT "Linking libmonty.o")
set_source_files_properties(${object} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)

add_library(monty_static STATIC ${object})
set_target_properties(monty_static PROPERTIES OUTPUT_NAME monty EXPORT_NAME static LINKER_LANGUAGE C ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
target_link_libraries(monty_static INTERFACE stdc++ m)
add_library(monty_shared SHARED ${object})
set_target_properties(monty_shared PROPERTIES OUTPUT_NAME monty EXPORT_NAME monty LINKER_LANGUAGE CXX VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR} LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
# The C++ library lies inside, so that it is nobody else's.
target_link_options(monty_shared PRIVATE -Wl,--gc-sections -static-libstdc++ -static-libgcc -Wl,--no-undefined
  -Wl,--version-script=${CMAKE_CURRENT_LIST_DIR}/exports.map)
foreach(library monty_static monty_shared)
  target_include_directories(${library} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
endforeach()

install(TARGETS monty)
install(TARGETS monty_static monty_shared EXPORT monty)
install(FILES include/monty/monty.h include/monty/monty.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/monty)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/monty)
install(EXPORT monty NAMESPACE monty:: FILE montyConfig.cmake DESTINATION ${package})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/montyConfigVersion.cmake COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH up /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(cmake/monty.pc.in ${CMAKE_BINARY_DIR}/monty.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/montyConfigVersion.cmake DESTINATION ${package})
install(FILES ${CMAKE_BINARY_DIR}/monty.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
