/* SPDX-License-Identifier: Apache-2.0 */
/* What re:run gives of a match: the capture specification, and building the result from it. */
#ifndef RT_RE_CAPTURE_H
#define RT_RE_CAPTURE_H

#include "rt/core/process.h"
#include "rt/re/options.h"

typedef enum CaptureType { CAPTURE_INDEX, CAPTURE_LIST, CAPTURE_BINARY, CAPTURE_NONE } CaptureType;

typedef struct Capture {
    CaptureType type;
    bool all; /* all groups, from `first` on … */
    uint32_t first;
    /* … or these: group numbers; −1 = none; −n, then n numbers: the first of them that took part.
     */
    int32_t *groups;
    uint32_t count, capacity;
} Capture;

/* False: a malformed specification. capture_stop frees in either case. */
bool capture_parse(Capture *capture, const ReOptions *options, const pcre2_code *code);
void capture_stop(Capture *capture);

/* Where the match is: offsets into `bytes`, pairs of them for `groups` groups. */
typedef struct CaptureMatch {
    const uint8_t *bytes;
    Term subject; /* the binary that contains the bytes, or the non-value */
    const size_t *offsets;
    uint32_t groups;
} CaptureMatch;

/* match or {match, Captured}. */
Term capture_result(Process *process, const Capture *capture, const CaptureMatch *match);

#endif
