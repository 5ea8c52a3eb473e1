/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PCRE2 without its machine code compiler, which is never asked for: no page of a program is both
 * writable and executable. These stand for what the rest of the library refers to, so that the
 * linker leaves the compiler, a quarter of a megabyte, out of the executable; they are weak, and a
 * library that refers to more of it gets all of it. Their names are the library's. Any thread.
 */
#include <stddef.h>
#include <stdint.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define STAND_IN __attribute__((weak))

void _pcre2_jit_free_8(void *code, void *memory);
int _pcre2_jit_check_exec_8(void *code, uint32_t options);
size_t _pcre2_jit_get_size_8(void *code);
const char *_pcre2_jit_get_target_8(void);

STAND_IN void _pcre2_jit_free_8(void *code, void *memory)
{
    (void)code, (void)memory;
}

/* No pattern has machine code. */
STAND_IN int _pcre2_jit_check_exec_8(void *code, uint32_t options)
{
    (void)code, (void)options;
    return 0;
}

STAND_IN size_t _pcre2_jit_get_size_8(void *code)
{
    (void)code;
    return 0;
}

STAND_IN const char *_pcre2_jit_get_target_8(void)
{
    return "none";
}

STAND_IN int pcre2_jit_match_8(const pcre2_code_8 *code, PCRE2_SPTR8 subject, PCRE2_SIZE length,
                               PCRE2_SIZE start, uint32_t options, pcre2_match_data_8 *data,
                               pcre2_match_context_8 *context)
{
    (void)code, (void)subject, (void)length, (void)start, (void)options, (void)data, (void)context;
    return PCRE2_ERROR_JIT_BADOPTION;
}
