// Ends a process with an error if an object of libvips outlives it.
//
// libvips keeps a table of all its objects, so that LeakSanitizer finds a pointer to each and
// takes none for lost. This looks into the table when the process ends; what is cached is dropped
// first. It stands before the tests (ld.so(8), LD_PRELOAD).

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <vips/vips.h>

// Missing in programs that build or start the tests; ends the process if it finds a leak.
__attribute__((weak)) void __lsan_do_leak_check(void);

static void *count(VipsObject *object, void *total, void *unused) {
    fprintf(stderr, "still there: %s\n", G_OBJECT_TYPE_NAME(object));
    ++*(int *)total;
    return NULL;
}

static void look(void) {
    int total = 0;
    vips_cache_drop_all();
    vips_object_map((VipsSListMap2Fn)count, &total, NULL);
    if (total == 0) return;
    fprintf(stderr, "ERROR: %d objects of libvips are lost\n", total);
    __lsan_do_leak_check();
    _exit(1);
}

__attribute__((constructor)) static void watch(void) {
    if (__lsan_do_leak_check) atexit(look);
}
