/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of errors in expressions (errors.def). */
#include "rt/re/syntax.h"

const char *re_error_text(ReErrorKind kind)
{
    static const char *const texts[] = {
        [RE_FINE] = "no error",
#define RE_ERROR(name, text) [RE_##name] = text,
#include "rt/re/errors.def"
#undef RE_ERROR
    };
    return texts[kind];
}
