/* SPDX-License-Identifier: Apache-2.0 */
/* The option lists of re:compile and re:run. */
#ifndef RT_RE_OPTIONS_H
#define RT_RE_OPTIONS_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rt/core/term.h"

typedef struct ReOptions {
    uint32_t compile;  /* PCRE2 compile options */
    uint32_t match;    /* PCRE2 match options */
    uint32_t newline;  /* PCRE2_NEWLINE_*, 0: not given */
    uint32_t bsr;      /* PCRE2_BSR_*, 0: not given */
    bool only_compile; /* has options that only re:compile understands … */
    bool only_run;     /* … or only re:run */
    bool unicode, global, report_errors, has_capture, has_match_limit, has_recursion_limit;
    uint32_t match_limit, recursion_limit;
    UInt offset;
    Term capture_values, capture_type; /* if has_capture */
} ReOptions;

/* False: an unknown or malformed option (badopt). */
bool re_options_parse(ReOptions *options, Term list);

#endif
