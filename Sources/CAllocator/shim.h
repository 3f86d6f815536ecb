// The C library's allocator, as far as it can be told how to behave: Swift's Glibc module leaves malloc.h out.
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>

static inline void limit_arenas(int count) { (void)mallopt(M_ARENA_MAX, count); }
#else
static inline void limit_arenas(int count) { (void)count; }
#endif
