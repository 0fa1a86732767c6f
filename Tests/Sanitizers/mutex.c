// Tells Thread Sanitizer of Swift's contended mutexes.
//
// A `Mutex` that nobody else holds is locked by code compiled into ours, which the sanitizer
// sees. One that must be waited for is locked by three functions of libswiftSynchronization,
// which it does not: everything such a mutex guards would be reported as a race. These stand
// before them (ld.so(8), LD_PRELOAD) and add the edges of that order.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

// Swift passes `self` in a register of its own.
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

// _MutexHandle._lockSlow(UInt32), _tryLockSlow() -> Bool, _unlockSlow().
#define LOCK $s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF
#define TRY_LOCK $s15Synchronization12_MutexHandleV12_tryLockSlowSbyF
#define UNLOCK $s15Synchronization12_MutexHandleV11_unlockSlowyyF
#define TEXT_(name) #name
#define TEXT(name) TEXT_(name)

// Missing in programs that are only started by the tests.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

SWIFT void LOCK(uint32_t thread, SELF) {
    SWIFT void (*real)(uint32_t, SELF) = dlsym(RTLD_NEXT, TEXT(LOCK));
    real(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT bool TRY_LOCK(SELF) {
    SWIFT bool (*real)(SELF) = dlsym(RTLD_NEXT, TEXT(TRY_LOCK));
    bool is_locked = real(self);
    if (is_locked && __tsan_acquire) __tsan_acquire(self);
    return is_locked;
}

SWIFT void UNLOCK(SELF) {
    SWIFT void (*real)(SELF) = dlsym(RTLD_NEXT, TEXT(UNLOCK));
    if (__tsan_release) __tsan_release(self);
    real(self);
}
