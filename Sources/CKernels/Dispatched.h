// What a kernel is marked with: AVX2 and FMA where the processor has them, chosen once at load time; plain SSE2 elsewhere.
#if !defined(__has_feature)
#define __has_feature(name) 0
#endif
// Not under a sanitizer: the choice is made before its runtime is ready, and would be instrumented like everything else.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer) && !__has_feature(address_sanitizer)
#define DISPATCHED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define DISPATCHED
#endif
