/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Programs without GCC's unwinder: nothing unwinds their C stacks (discard.ld), but the C library's
 * code for cancelled threads refers to it. Weak stand-ins, as in no_mallctl.c; sanitizers need the
 * real one. Their names are GCC's. Never called.
 */
#include <stdint.h>
#include <stdlib.h>

#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

#define STAND_IN __attribute__((weak))

void __gcc_personality_v0(void);
void _Unwind_Resume(void *exception);
int _Unwind_ForcedUnwind(void *exception, void *stop, void *argument);
uintptr_t _Unwind_GetCFA(void *context);

STAND_IN void __gcc_personality_v0(void)
{
    abort();
}

STAND_IN void _Unwind_Resume(void *exception)
{
    (void)exception;
    abort();
}

STAND_IN int _Unwind_ForcedUnwind(void *exception, void *stop, void *argument)
{
    (void)exception, (void)stop, (void)argument;
    abort();
}

STAND_IN uintptr_t _Unwind_GetCFA(void *context)
{
    (void)context;
    abort();
}

#endif
