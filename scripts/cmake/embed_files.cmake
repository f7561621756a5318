# embed_files(TARGET HEADER NAMESPACE FILE...) compiles files into TARGET as string_views. HEADER (a
# path as it is included) declares NAMESPACE::embedded_file(name), which throws std::out_of_range for
# a name that is not embedded, and NAMESPACE::embedded_file_names().
function(embed_files target header namespace)
  embed_files_of(${CMAKE_CURRENT_SOURCE_DIR} ${target} ${header} ${namespace} ${ARGN})
endfunction()

# The same for files of another folder, such as files that the build makes.
function(embed_files_of root target header namespace)
  get_filename_component(part ${header} NAME_WE)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${part})
  set(manifest "${out}/manifest.txt")
  string(REPLACE ";" "\n" names "${ARGN}")
  file(CONFIGURE OUTPUT ${manifest} CONTENT "${names}\n" @ONLY)
  set(source "${out}/${target}_${part}.cpp")
  set(header_path "${out}/include/${header}")
  list(TRANSFORM ARGN PREPEND "${root}/" OUTPUT_VARIABLE inputs)
  add_custom_command(
    OUTPUT ${source} ${header_path}
    COMMAND ${CMAKE_COMMAND} -DMANIFEST=${manifest} -DROOT=${root}
            -DSOURCE=${source} -DHEADER=${header_path} -DINCLUDE=${header}
            -DNAMESPACE=${namespace} -P ${CMAKE_SOURCE_DIR}/scripts/cmake/write_embedded.cmake
    DEPENDS ${inputs} ${manifest} ${CMAKE_SOURCE_DIR}/scripts/cmake/write_embedded.cmake
    COMMENT "Embedding files in ${target}" VERBATIM)
  target_sources(${target} PRIVATE ${source} ${header_path})
  target_include_directories(${target} PRIVATE ${out}/include)
endfunction()
