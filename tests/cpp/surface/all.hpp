// Every section, and what is left at the end.
#ifndef SURFACE_ALL_HPP
#define SURFACE_ALL_HPP

#include <cstdlib>
#include <new>

#include "insight.hpp"
#include "manifests.hpp"
#include "moved.hpp"
#include "options.hpp"
#include "rest.hpp"
#include "shop.hpp"
#include "snapshots.hpp"
#include "tenants.hpp"

namespace surface {

/// `folder` is one that may be written to.
inline void all(std::string_view folder) {
    the_library();
    a_publication_by_calls_is_the_one_that_is_read();
    retail_shapes();
    galleries_of_many();
    shards_are_asked_as_one();
    names();
    preview_pages();
    audits();
    differences();
    fewer_sets();
    from_an_edit_to_the_store();
    the_life_of_a_document();
    entities();
    groups();
    storage();
    rollout();
    round_trip_by_callables();
    round_trip_by_bytes();
    what_goes_wrong_with_manifests();
    from_the_names_of_files();
    from_tenant_to_tenant();
    options_of_imports();
    options_of_exports();
    options_of_transfers();
    the_other_options();
    the_rest_of_the_builder();
    files_and_layers(folder);
    look_ups();
    copies();
    moved_from();
    wrong_handles();
}

/// What the program ends with: 0 where all is as it must be, and everything is released.
inline int ended() {
    if (omnimedia::handles_alive() != 0) {
        std::cerr << omnimedia::handles_alive() << " handles are not released\n";
        return 3;
    }
    std::cout << tally().checks << " checks, " << tally().wrong << " wrong\n";
    return tally().wrong == 0 ? 0 : 1;
}

}  // namespace surface

// Counted, to see which calls ask for memory.
void *operator new(std::size_t size) {
    ++surface::allocations();
    void *const memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) std::abort();
    return memory;
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

#endif  // SURFACE_ALL_HPP
