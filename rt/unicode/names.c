/* SPDX-License-Identifier: Apache-2.0 */
/*
 * File names between Erlang and the operating system, and what the locale says: the natives of
 * prim_file for names, file:native_name_encoding/0, io:printable_range/0.
 *
 * The encoding of names is UTF-8 if the locale's is, else Latin-1, found out once; raw (binary)
 * names pass as they are.
 */
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"
#include "rt/sched/flags.h"
#include "rt/unicode/names.h"
#include "rt/unicode/utf8.h"

static bool names_utf8;

static bool is_utf8(const char *codeset)
{
    return strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0;
}

/* The name of the locale that the environment asks for. */
static const char *locale_name(void)
{
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *name = getenv(variables[i]);
        if (name && *name)
            return name;
    }
    return "C";
}

/* In a static program nl_langinfo_l tells nothing of what newlocale has read. Of locales that the
 * machine does not have, "C.UTF-8" needs no files to be known; the others are as "C". */
static void look_at_locale(void)
{
    const char *name = locale_name();
    if (setlocale(LC_CTYPE, name))
        names_utf8 = is_utf8(nl_langinfo(CODESET));
    else
        names_utf8 = strncmp(name, "C.", 2) == 0 && is_utf8(name + 2);
    setlocale(LC_CTYPE, "C");
}

bool names_are_utf8(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, look_at_locale);
    return names_utf8;
}

Term bif_file_native_name_encoding_0(Process *process)
{
    (void)process;
    return names_are_utf8() ? am_utf8 : am_latin1;
}

/* What io_lib's ~p takes for printable; Unicode only on request (+pc unicode). */
Term bif_io_printable_range_0(Process *process)
{
    (void)process;
    return runtime_flags()->printable_unicode ? am_unicode : am_latin1;
}

/* ---- names to the operating system ------------------------------------------------------- */

/* Bytes that the character list takes; -1: it is no name. */
static SInt name_need(Term list, bool utf8)
{
    SInt need = 0;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term head = term_head(list);
        if (!term_is_small(head) || head == term_make_small(0))
            return -1;
        uint64_t character = (uint64_t)term_small_value(head);
        if (utf8 ? !utf8_is_character(character) : character > 255)
            return -1;
        need += utf8 ? utf8_length((uint32_t)character) : 1;
    }
    return term_is_nil(list) ? need : -1;
}

/* A name as bytes with a final 0. */
Term bif_prim_file_internal_name2native_1(Process *process, Term name)
{
    uint8_t *to;
    Term result;
    if (term_is_bitstring(name)) {
        BitView view = bit_view(name);
        UInt count = view.bit_size / 8;
        result = binary_new(process, count + 1, &to);
        bits_copy(to, 0, view.bytes, view.bit_offset, count * 8);
        to[count] = 0;
        return memchr(to, 0, count) ? bif_badarg(process) : result;
    }
    bool utf8 = names_are_utf8();
    SInt need = name_need(name, utf8);
    if (need < 0)
        return bif_badarg(process);
    result = binary_new(process, (UInt)need + 1, &to);
    for (; term_is_cons(name); name = term_tail(name)) {
        uint32_t character = (uint32_t)term_small_value(term_head(name));
        if (utf8)
            to += utf8_encode(character, to);
        else
            *to++ = (uint8_t)character;
    }
    *to = 0;
    return result;
}

/* ---- names from the operating system ----------------------------------------------------- */

static Term utf8_to_list(Process *process, const uint8_t *bytes, UInt count)
{
    Term list = TERM_NIL;
    while (count > 0) {
        UInt end = count;
        do
            count--;
        while ((bytes[count] & 0xc0) == 0x80);
        uint32_t character;
        utf8_decode(bytes + count, bytes + end, &character);
        list = heap_cons(process, term_make_small(character), list);
    }
    return list;
}

/* Bytes as a character list; {error, warning} when they are not in the encoding of names, whereupon
 * the caller keeps the binary. */
Term bif_prim_file_internal_native2name_1(Process *process, Term native)
{
    UInt count;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(native, &count, &copy);
    if (!bytes)
        return bif_badarg(process);
    Term result;
    if (!names_are_utf8())
        result = heap_string(process, bytes, count, TERM_NIL);
    else if (utf8_is_valid(bytes, count))
        result = utf8_to_list(process, bytes, count);
    else
        result = heap_tuple(process, 2, (Term)am_error, (Term)am_warning);
    free(copy);
    return result;
}

/* Can the raw name be shown as characters? */
Term bif_prim_file_is_translatable_1(Process *process, Term native)
{
    UInt count;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(native, &count, &copy);
    if (!bytes)
        return bif_badarg(process);
    bool yes = !names_are_utf8() || utf8_is_valid(bytes, count);
    free(copy);
    return term_bool(yes);
}

/* For file systems that decompose names: the composed form as a list. OTP's tables are in Erlang
 * (unicode_util), so this goes on there; unlike ERTS's it composes Hangul too. */
Term bif_prim_file_internal_normalize_utf8_1(Process *process, Term native)
{
    UInt count;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(native, &count, &copy);
    bool valid = bytes && utf8_is_valid(bytes, count);
    free(copy);
    if (!valid)
        return bif_badarg(process);
    return bif_trap_export(process, export_get(am_unicode, am_characters_to_nfc_list, 1), 1, native,
                           TERM_NIL, TERM_NIL, TERM_NIL);
}
