/* SPDX-License-Identifier: Apache-2.0 */
/* The option lists of re:compile and re:run (options.h). */
#include "rt/re/options.h"

#include "rt/core/atom.h"

/* Options that are atoms: what they set, and which of the functions knows them. */
enum { COMPILE_ONLY = 1, RUN_ONLY = 2 };

static const struct {
    Term name;
    uint32_t compile, match;
    uint8_t only;
} flags[] = {
    {am_anchored, PCRE2_ANCHORED, PCRE2_ANCHORED, 0},
    {am_caseless, PCRE2_CASELESS, 0, COMPILE_ONLY},
    {am_dollar_endonly, PCRE2_DOLLAR_ENDONLY, 0, COMPILE_ONLY},
    {am_dotall, PCRE2_DOTALL, 0, COMPILE_ONLY},
    {am_dupnames, PCRE2_DUPNAMES, 0, COMPILE_ONLY},
    {am_extended, PCRE2_EXTENDED, 0, COMPILE_ONLY},
    {am_firstline, PCRE2_FIRSTLINE, 0, COMPILE_ONLY},
    {am_multiline, PCRE2_MULTILINE, 0, COMPILE_ONLY},
    {am_never_utf, PCRE2_NEVER_UTF, 0, COMPILE_ONLY},
    {am_no_auto_capture, PCRE2_NO_AUTO_CAPTURE, 0, COMPILE_ONLY},
    {am_no_start_optimize, PCRE2_NO_START_OPTIMIZE, 0, COMPILE_ONLY},
    {am_ucp, PCRE2_UCP, 0, COMPILE_ONLY},
    {am_ungreedy, PCRE2_UNGREEDY, 0, COMPILE_ONLY},
    {am_unicode, PCRE2_UTF, 0, COMPILE_ONLY},
    {am_global, 0, 0, RUN_ONLY},
    {am_notbol, 0, PCRE2_NOTBOL, RUN_ONLY},
    {am_notempty, 0, PCRE2_NOTEMPTY, RUN_ONLY},
    {am_notempty_atstart, 0, PCRE2_NOTEMPTY_ATSTART, RUN_ONLY},
    {am_noteol, 0, PCRE2_NOTEOL, RUN_ONLY},
    {am_report_errors, 0, 0, RUN_ONLY},
};

static bool parse_atom(ReOptions *options, Term name)
{
    if (name == am_bsr_anycrlf || name == am_bsr_unicode) {
        options->bsr = name == am_bsr_anycrlf ? PCRE2_BSR_ANYCRLF : PCRE2_BSR_UNICODE;
        return true;
    }
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (flags[i].name == name) {
            options->compile |= flags[i].compile;
            options->match |= flags[i].match;
            options->only_compile |= flags[i].only == COMPILE_ONLY;
            options->only_run |= flags[i].only == RUN_ONLY;
            options->unicode |= name == am_unicode;
            options->global |= name == am_global;
            options->report_errors |= name == am_report_errors;
            return true;
        }
    }
    return false;
}

static uint32_t newline_kind(Term name)
{
    switch (name) {
    case am_cr:
        return PCRE2_NEWLINE_CR;
    case am_lf:
        return PCRE2_NEWLINE_LF;
    case am_crlf:
        return PCRE2_NEWLINE_CRLF;
    case am_any:
        return PCRE2_NEWLINE_ANY;
    case am_anycrlf:
        return PCRE2_NEWLINE_ANYCRLF;
    default:
        return 0;
    }
}

static void set_capture(ReOptions *options, Term values, Term type)
{
    options->has_capture = options->only_run = true;
    options->capture_values = values;
    options->capture_type = type;
}

/* {Name, Value} of an option of re:run that takes a number. */
static bool set_number(ReOptions *options, Term name, Term value)
{
    if (!term_is_small(value) || term_small_value(value) < 0 || term_small_value(value) > INT32_MAX)
        return false;
    uint32_t number = (uint32_t)term_small_value(value);
    if (name == am_offset) {
        options->offset = number;
    } else if (name == am_match_limit) {
        options->has_match_limit = true;
        options->match_limit = number;
    } else if (name == am_match_limit_recursion) {
        options->has_recursion_limit = true;
        options->recursion_limit = number;
    } else {
        return false;
    }
    options->only_run = true;
    return true;
}

static bool parse_tuple(ReOptions *options, Term tuple)
{
    Term *elements = term_tuple_elements(tuple);
    UInt arity = term_tuple_arity(tuple);
    if (arity == 3 && elements[0] == am_capture) {
        set_capture(options, elements[1], elements[2]);
        return true;
    }
    if (arity != 2)
        return false;
    if (elements[0] == am_capture) {
        set_capture(options, elements[1], am_index);
        return true;
    }
    if (elements[0] == am_newline) {
        options->newline = newline_kind(elements[1]);
        return options->newline != 0;
    }
    return set_number(options, elements[0], elements[1]);
}

bool re_options_parse(ReOptions *options, Term list)
{
    *options = (ReOptions){0};
    for (; term_is_cons(list); list = term_tail(list)) {
        Term option = term_head(list);
        if (!(term_is_tuple(option) ? parse_tuple(options, option) : parse_atom(options, option)))
            return false;
    }
    return term_is_nil(list);
}
