/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The natives of module re. As in ERTS, what needs character lists (Unicode and no binaries) and
 * repeated matching (global) goes on in re's Erlang code: urun/3, ucompile/2, grun/3.
 *
 * A match is one call of the library, which cannot be interrupted: what it takes is charged by the
 * clock, and the library's match limit bounds it. That the subject is UTF-8 is checked before, as a
 * whole and in several time slices if need be; ERTS takes a reduction for ten bytes.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rt/bif/iolist.h"
#include "rt/bif/natives.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/re/capture.h"
#include "rt/re/code.h"
#include "rt/unicode/utf8.h"

/* ---- compile ----------------------------------------------------------------------------- */

static Term error_pair(Process *process, const ReError *error)
{
    Term text = heap_string(process, (const uint8_t *)error->text, strlen(error->text), TERM_NIL);
    return heap_tuple(process, 2, text, term_make_small((SInt)error->offset));
}

Term bif_re_compile_2(Process *process, Term expression, Term list)
{
    ReOptions options;
    if (!re_options_parse(&options, list) || options.only_run)
        return bif_badarg_cause(process, am_badopt);
    if (options.unicode && !term_is_bitstring(expression))
        return bif_trap_export(process, export_get(am_re, am_ucompile, 2), 2, expression, list,
                               TERM_NIL, TERM_NIL);
    UInt size;
    uint8_t *copy;
    const uint8_t *text = iolist_flatten(expression, &size, &copy);
    if (!text)
        return bif_badarg(process);
    ReSource source = re_source(&options, text, size);
    ReError error;
    pcre2_code *code = re_code_compile(&source, &error);
    bif_charge(process, 10 + (SInt)(size / 64));
    Term result = code ? heap_tuple(process, 2, (Term)am_ok,
                                    re_code_term(process, &source, options.unicode, code))
                       : heap_tuple(process, 2, (Term)am_error, error_pair(process, &error));
    free(copy);
    return result;
}

Term bif_re_compile_1(Process *process, Term expression)
{
    return bif_re_compile_2(process, expression, TERM_NIL);
}

/* The version whose language and errors these are (syntax.h), and the date of the library. Not the
 * date of that version: programs that keep compiled expressions, as Elixir does in its modules, are
 * to see that theirs are of another kind, and compile them anew. */
Term bif_re_version_0(Process *process)
{
#define TEXT_OF(date) #date
#define VERSION(date) "8.44 " TEXT_OF(date)
    static const char version[] = VERSION(PCRE2_DATE);
    return binary_from_bytes(process, version, sizeof version - 1);
}

/* ---- run: the match ---------------------------------------------------------------------- */

static uint64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* Room for a match; the thread's own one unless there are many groups. */
enum { OWN_GROUPS = 32 };

static pcre2_match_data *match_data_for(uint32_t groups)
{
    static _Thread_local pcre2_match_data *own;
    pcre2_match_data *data;
    if (groups > OWN_GROUPS) {
        data = pcre2_match_data_create(groups, NULL);
    } else {
        if (!own)
            own = pcre2_match_data_create(OWN_GROUPS, NULL);
        data = own;
    }
    if (!data)
        rt_end("re: Cannot allocate memory.");
    return data;
}

static int match(const pcre2_code *code, const ReOptions *options, uint32_t flags,
                 const uint8_t *bytes, UInt size, pcre2_match_data *data)
{
    pcre2_match_context *context = NULL;
    if (options->has_match_limit || options->has_recursion_limit) {
        context = pcre2_match_context_create(NULL);
        if (!context)
            rt_end("re: Cannot allocate memory.");
        if (options->has_match_limit)
            pcre2_set_match_limit(context, options->match_limit);
        if (options->has_recursion_limit)
            pcre2_set_depth_limit(context, options->recursion_limit);
    }
    int result =
        pcre2_match(code, bytes, size, options->offset, options->match | flags, data, context);
    pcre2_match_context_free(context);
    return result;
}

/* The answer when the library reports no match. */
static Term no_match(Process *process, const ReOptions *options, int result)
{
    if (result == PCRE2_ERROR_BADOFFSET)
        return bif_badarg(process);
    if (options->report_errors && result == PCRE2_ERROR_MATCHLIMIT)
        return heap_tuple(process, 2, (Term)am_error, (Term)am_match_limit);
    if (options->report_errors &&
        (result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT))
        return heap_tuple(process, 2, (Term)am_error, (Term)am_match_limit_recursion);
    return am_nomatch;
}

/* A call of re:run. */
typedef struct Run {
    Term subject, expression, list; /* its arguments */
    ReOptions options;
    UInt checked; /* so many bytes of the subject are known to be UTF-8 */
} Run;

#define CHECKED_ALL UINT64_MAX
enum { CHECKED_PER_REDUCTION = 10 };

typedef enum Check { CHECK_VALID, CHECK_INVALID, CHECK_PAUSE } Check;

static Term go_on_later(Process *process, const Run *run)
{
    return bif_trap(process, re_run_more, 4, run->subject, run->expression, run->list,
                    term_make_small((SInt)run->checked));
}

static bool is_utf(const pcre2_code *code)
{
    uint32_t options = 0;
    pcre2_pattern_info(code, PCRE2_INFO_ALLOPTIONS, &options);
    return options & PCRE2_UTF;
}

/* What is not yet checked, as far as the reductions reach when it may pause. */
static Check check_utf8(Process *process, Run *run, const uint8_t *bytes, UInt size, bool may_pause)
{
    SInt left = bif_reductions_left(process);
    const uint8_t *from = bytes + run->checked;
    UInt count = size - run->checked, most = (UInt)(left > 0 ? left : 1) * CHECKED_PER_REDUCTION;
    bool part = may_pause && count > most;
    if (part)
        for (count = most; (from[count] & 0xc0) == 0x80 && count > most - 3;)
            count--; /* not between the bytes of a character */
    if (utf8_valid_prefix(from, count, NULL) != count)
        return CHECK_INVALID;
    run->checked += count;
    bif_charge(process, (SInt)(count / CHECKED_PER_REDUCTION) + part);
    if (part)
        return CHECK_PAUSE;
    bool inside = run->options.offset < size && (bytes[run->options.offset] & 0xc0) == 0x80;
    return inside ? CHECK_INVALID : CHECK_VALID;
}

static Term run_code(Process *process, const pcre2_code *code, Run *run)
{
    const ReOptions *options = &run->options;
    Capture capture;
    if (!capture_parse(&capture, options, code)) {
        capture_stop(&capture);
        return bif_badarg(process);
    }
    UInt size;
    uint8_t *copy;
    const uint8_t *bytes = iolist_flatten(run->subject, &size, &copy);
    if (!bytes) {
        capture_stop(&capture);
        return bif_badarg(process);
    }
    Check check = CHECK_VALID;
    if (run->checked != CHECKED_ALL && is_utf(code))
        check = check_utf8(process, run, bytes, size, !copy);
    if (check != CHECK_VALID) {
        free(copy);
        capture_stop(&capture);
        return check == CHECK_PAUSE ? go_on_later(process, run) : bif_badarg(process);
    }
    uint32_t groups;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    pcre2_match_data *data = match_data_for(groups + 1);
    uint64_t start = microseconds();
    int result = match(code, options, PCRE2_NO_UTF_CHECK, bytes, size, data);
    bif_charge(process, (SInt)(microseconds() - start));
    Term answer;
    if (result > 0) {
        CaptureMatch found = {bytes, copy ? THE_NON_VALUE : run->subject,
                              pcre2_get_ovector_pointer(data), (uint32_t)result};
        answer = capture_result(process, &capture, &found);
    } else {
        answer = no_match(process, options, result);
    }
    if (groups + 1 > OWN_GROUPS)
        pcre2_match_data_free(data);
    free(copy);
    capture_stop(&capture);
    return answer;
}

/* ---- run: what to match with ------------------------------------------------------------- */

static Term trap(Process *process, const Run *run, Term function, Term expression, Term options)
{
    return bif_trap_export(process, export_get(am_re, function, 3), 3, run->subject, expression,
                           options, TERM_NIL);
}

/* Lists of characters have to be converted before or afterwards. */
static bool needs_characters(const ReOptions *options, Term subject)
{
    bool as_list = options->has_capture && options->capture_type == am_list;
    return !term_is_bitstring(subject) || (as_list && !options->global);
}

static Term run_text(Process *process, Run *run)
{
    const ReOptions *options = &run->options;
    Term expression = run->expression;
    if (options->unicode &&
        (!term_is_bitstring(expression) || needs_characters(options, run->subject)))
        return trap(process, run, am_urun, expression, run->list);
    UInt size;
    uint8_t *copy;
    const uint8_t *text = iolist_flatten(expression, &size, &copy);
    if (!text)
        return bif_badarg(process);
    ReSource source = re_source(options, text, size);
    ReError error;
    Term result;
    if (options->global) {
        pcre2_code *code = re_code_compile(&source, &error);
        if (code) {
            Term pattern = re_code_term(process, &source, options->unicode, code);
            /* The text goes along for the stack trace of failures. */
            Term clean =
                heap_tuple(process, 3, run->list, term_bool(options->only_compile), expression);
            free(copy);
            return trap(process, run, am_grun, pattern, clean);
        }
        result = THE_NON_VALUE;
    } else {
        const pcre2_code *code = re_code_cached(&source, &error);
        free(copy);
        copy = NULL;
        if (code)
            return run_code(process, code, run);
        result = THE_NON_VALUE;
    }
    free(copy);
    if (!options->report_errors)
        return bif_badarg(process);
    result = heap_tuple(process, 2, (Term)am_compile, error_pair(process, &error));
    return heap_tuple(process, 2, (Term)am_error, result);
}

static Term run_pattern(Process *process, Run *run)
{
    const ReOptions *options = &run->options;
    Term expression = run->expression;
    bool unicode;
    if (options->only_compile || !re_code_is_pattern(expression, &unicode))
        return bif_badarg(process);
    if (unicode && needs_characters(options, run->subject))
        return trap(process, run, am_urun, expression, run->list);
    if (options->global)
        return trap(process, run, am_grun, expression,
                    heap_tuple(process, 2, run->list, (Term)am_false));
    RePattern pattern;
    if (!re_code_from_term(expression, &pattern))
        return bif_badarg(process);
    const pcre2_code *code = pattern.code;
    /* Newlines given to re:run replace those of re:compile. */
    if (options->newline && options->newline != pattern.source.newline) {
        pattern.source.newline = options->newline;
        code = NULL;
    }
    if (options->bsr && options->bsr != pattern.source.bsr) {
        pattern.source.bsr = options->bsr;
        code = NULL;
    }
    ReError error;
    if (!code)
        code = re_code_cached(&pattern.source, &error);
    Term result = code ? run_code(process, code, run) : bif_badarg(process);
    free(pattern.temporary);
    return result;
}

static Term run(Process *process, Term subject, Term expression, Term list, UInt checked)
{
    Run run = {.subject = subject, .expression = expression, .list = list, .checked = checked};
    if (!re_options_parse(&run.options, list))
        return bif_badarg_cause(process, am_badopt);
    if (term_is_tuple_of(expression, 5))
        return run_pattern(process, &run);
    if (!term_is_bitstring(expression) && !term_is_list(expression))
        return bif_badarg(process);
    return run_text(process, &run);
}

Term re_run_more(Process *process, Term subject, Term expression, Term options, Term checked)
{
    return run(process, subject, expression, options, (UInt)term_small_value(checked));
}

Term bif_re_run_3(Process *process, Term subject, Term expression, Term options)
{
    return run(process, subject, expression, options, 0);
}

Term bif_re_run_2(Process *process, Term subject, Term expression)
{
    return run(process, subject, expression, TERM_NIL, 0);
}

/* Called by re:grun/3; not `first`: the subject has been found to be UTF-8 before. */
Term bif_re_internal_run_4(Process *process, Term subject, Term expression, Term options,
                           Term first)
{
    if (first != am_true && first != am_false)
        return bif_badarg(process);
    return run(process, subject, expression, options, first == am_true ? 0 : CHECKED_ALL);
}

/* ---- inspect ----------------------------------------------------------------------------- */

static Term name_list(Process *process, const pcre2_code *code, bool unique)
{
    uint32_t count = 0, size = 0;
    const uint8_t *entries = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entries);
    Term list = TERM_NIL;
    for (uint32_t i = count; i-- > 0;) {
        const char *name = (const char *)entries + i * size + 2;
        if (unique && i + 1 < count && strcmp(name, name + size) == 0)
            continue; /* several groups of the same name */
        list = heap_cons(process, binary_from_bytes(process, name, strlen(name)), list);
    }
    return heap_tuple(process, 2, (Term)am_namelist, list);
}

Term bif_re_inspect_2(Process *process, Term expression, Term item)
{
    bool unicode;
    RePattern pattern;
    if (!re_code_is_pattern(expression, &unicode) || item != am_namelist ||
        !re_code_from_term(expression, &pattern))
        return bif_badarg(process);
    ReError error;
    const pcre2_code *code = pattern.code ? pattern.code : re_code_cached(&pattern.source, &error);
    Term result = code ? name_list(process, code, pattern.source.options & PCRE2_DUPNAMES)
                       : bif_badarg(process);
    free(pattern.temporary);
    return result;
}
