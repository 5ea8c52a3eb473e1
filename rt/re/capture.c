/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Captured groups of a match (capture.h).
 *
 * A name that several groups share (option dupnames) stands for the first of them that took part in
 * the match; such a name is a negative number −n in the list, followed by the n groups.
 */
#include "rt/re/capture.h"

#include <stdlib.h>
#include <string.h>
#include "rt/bif/iolist.h"
#include "rt/core/atom.h"
#include "rt/core/heap.h"
#include "rt/core/memory.h"

/* ---- the specification ------------------------------------------------------------------- */

static void add(Capture *capture, int32_t group)
{
    if (capture->count == capture->capacity) {
        UInt old = capture->capacity * sizeof *capture->groups;
        capture->capacity = capture->capacity ? capture->capacity * 2 : 16;
        capture->groups = memory_realloc(MEMORY_TEMPORARY, capture->groups, old,
                                         capture->capacity * sizeof *capture->groups);
    }
    capture->groups[capture->count++] = group;
}

void capture_stop(Capture *capture)
{
    memory_free(MEMORY_TEMPORARY, capture->groups, capture->capacity * sizeof *capture->groups);
}

/* The table of names: entries of a group number in two bytes and a name ending in 0, sorted by
 * name. */
typedef struct Names {
    const uint8_t *entries;
    uint32_t count, size;
} Names;

static Names get_names(const pcre2_code *code)
{
    Names names = {0};
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &names.count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &names.size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &names.entries);
    return names;
}

static const char *name_at(const Names *names, uint32_t i)
{
    return (const char *)names->entries + i * names->size + 2;
}

static int32_t group_at(const Names *names, uint32_t i)
{
    const uint8_t *entry = names->entries + i * names->size;
    return entry[0] << 8 | entry[1];
}

/* Adds what the entries from `first` to before `end`, which have the same name, stand for. */
static void add_entries(Capture *capture, const Names *names, uint32_t first, uint32_t end)
{
    if (end - first == 0)
        add(capture, -1);
    else if (end - first > 1)
        add(capture, -(int32_t)(end - first));
    for (uint32_t i = first; i < end; i++)
        add(capture, group_at(names, i));
}

static uint32_t same_name_end(const Names *names, uint32_t first)
{
    uint32_t end = first + 1;
    while (end < names->count && strcmp(name_at(names, first), name_at(names, end)) == 0)
        end++;
    return end;
}

static void add_all_names(Capture *capture, const pcre2_code *code)
{
    Names names = get_names(code);
    if (names.count == 0)
        capture->type = CAPTURE_NONE;
    for (uint32_t first = 0; first < names.count;) {
        uint32_t end = same_name_end(&names, first);
        add_entries(capture, &names, first, end);
        first = end;
    }
}

static void add_name(Capture *capture, const pcre2_code *code, const uint8_t *name, UInt size)
{
    Names names = get_names(code);
    uint32_t first = 0;
    while (first < names.count && (strlen(name_at(&names, first)) != size ||
                                   memcmp(name_at(&names, first), name, size) != 0))
        first++;
    add_entries(capture, &names, first, first < names.count ? same_name_end(&names, first) : first);
}

/* A group by number or name. */
static bool add_value(Capture *capture, const pcre2_code *code, Term value)
{
    if (term_is_small(value)) {
        SInt group = term_small_value(value);
        add(capture, (int32_t)group);
        return group >= 0 && group <= INT32_MAX;
    }
    if (term_is_atom(value)) {
        const AtomName *name = atom_name(value);
        add_name(capture, code, name->text, name->bytes);
        return true;
    }
    if (!term_is_list(value) && !term_is_bitstring(value))
        return false;
    UInt size;
    uint8_t *copy;
    const uint8_t *name = iolist_flatten(value, &size, &copy);
    if (!name)
        return false;
    const uint8_t *end = size ? memchr(name, 0, size) : NULL;
    add_name(capture, code, name, end ? (UInt)(end - name) : size);
    free(copy);
    return true;
}

static bool parse_type(Capture *capture, Term type)
{
    capture->type = type == am_list     ? CAPTURE_LIST
                    : type == am_binary ? CAPTURE_BINARY
                                        : CAPTURE_INDEX;
    return type == am_index || type == am_list || type == am_binary;
}

bool capture_parse(Capture *capture, const ReOptions *options, const pcre2_code *code)
{
    *capture = (Capture){.all = true};
    if (!options->has_capture)
        return true;
    if (!parse_type(capture, options->capture_type))
        return false;
    Term values = options->capture_values;
    if (values == am_all)
        return true;
    if (values == am_none || term_is_nil(values)) {
        capture->type = CAPTURE_NONE;
        return true;
    }
    if (values == am_all_but_first) {
        capture->first = 1;
        return true;
    }
    capture->all = false;
    if (values == am_first) {
        add(capture, 0);
        return true;
    }
    if (values == am_all_names) {
        add_all_names(capture, code);
        return true;
    }
    if (!term_is_cons(values))
        return false;
    for (; term_is_cons(values); values = term_tail(values)) {
        if (!add_value(capture, code, term_head(values)))
            return false;
    }
    return term_is_nil(values);
}

/* ---- the result -------------------------------------------------------------------------- */

static bool took_part(const CaptureMatch *match, int32_t group)
{
    return group >= 0 && (uint32_t)group < match->groups &&
           match->offsets[2 * group] != PCRE2_UNSET;
}

static Term captured(Process *process, CaptureType type, const CaptureMatch *match, int32_t group)
{
    bool set = took_part(match, group);
    UInt start = set ? match->offsets[2 * group] : 0, end = set ? match->offsets[2 * group + 1] : 0;
    UInt size = end > start ? end - start : 0;
    switch (type) {
    case CAPTURE_INDEX:
        if (!set)
            return heap_tuple(process, 2, term_make_small(-1), term_make_small(0));
        /* \K inside a lookahead can set the start behind the end. */
        return heap_tuple(process, 2, term_make_small((SInt)start),
                          term_make_small((SInt)end - (SInt)start));
    case CAPTURE_LIST:
        return heap_string(process, match->bytes + start, size, TERM_NIL);
    default:
        if (set && match->subject)
            return binary_sub(process, match->subject, start * 8, size * 8);
        return binary_from_bytes(process, match->bytes + start, size);
    }
}

Term capture_result(Process *process, const Capture *capture, const CaptureMatch *match)
{
    if (capture->type == CAPTURE_NONE)
        return am_match;
    Term list = TERM_NIL;
    if (capture->all) {
        for (uint32_t i = match->groups; i-- > capture->first;)
            list = heap_cons(process, captured(process, capture->type, match, (int32_t)i), list);
        return heap_tuple(process, 2, (Term)am_match, list);
    }
    UInt count = 0;
    Term *values = memory_alloc(MEMORY_TEMPORARY, capture->count * sizeof(Term));
    for (uint32_t i = 0; i < capture->count; i++) {
        int32_t group = capture->groups[i];
        if (group < -1) { /* one of several */
            uint32_t last = i + (uint32_t)-group;
            group = -1;
            for (uint32_t j = i + 1; j <= last && group < 0; j++) {
                if (took_part(match, capture->groups[j]))
                    group = capture->groups[j];
            }
            i = last;
        }
        values[count++] = captured(process, capture->type, match, group);
    }
    list = heap_list(process, values, count, TERM_NIL);
    memory_free(MEMORY_TEMPORARY, values, capture->count * sizeof(Term));
    return heap_tuple(process, 2, (Term)am_match, list);
}
