/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Native functions between numbers and text. Texts are lists of characters or binaries; both are
 * handled as a run of bytes (a character beyond ASCII is in no number and stands as 0xff).
 */
#include <stdlib.h>
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/number/big.h"
#include "rt/number/float_text.h"

/* ---- text in and out
 * ------------------------------------------------------------------------------- */

typedef struct Text {
    char *bytes;
    size_t size, capacity;
} Text;

static void text_allocate(Text *text, size_t capacity)
{
    *text = (Text){memory_alloc(MEMORY_TEMPORARY, capacity), 0, capacity};
}

static void text_free(Text *text)
{
    memory_free(MEMORY_TEMPORARY, text->bytes, text->capacity);
}

/* The leading characters of a list that can be in a number, at most all; *rest is what follows. */
static void text_from_list(Text *text, Term list, Term *rest)
{
    size_t count = 0;
    for (Term at = list; term_is_cons(at); at = term_tail(at))
        long_work_loop(count++);
    text_allocate(text, count + 1);
    for (; term_is_cons(list); list = term_tail(list)) {
        Term character = term_head(list);
        if (!term_is_small(character) || (UInt)term_small_value(character) >= 0x80)
            break;
        text->bytes[text->size++] = (char)term_small_value(character);
    }
    *rest = list;
}

static bool text_from_binary(Text *text, Term binary)
{
    UInt size;
    uint8_t *temporary = NULL;
    const uint8_t *bytes = binary_bytes(binary, &size, &temporary);
    if (!bytes)
        return false;
    text_allocate(text, size + 1);
    memcpy(text->bytes, bytes, size);
    text->size = size;
    free(temporary);
    return true;
}

static Term list_of(Process *process, const char *bytes, size_t size)
{
    return heap_string(process, (const uint8_t *)bytes, size, TERM_NIL);
}

static bool base_argument(Term term, unsigned *base)
{
    if (!term_is_small(term) || term_small_value(term) < 2 || term_small_value(term) > 36)
        return false;
    *base = (unsigned)term_small_value(term);
    return true;
}

/* ---- integers to text
 * ------------------------------------------------------------------------------- */

typedef Term MakeText(Process *process, const char *bytes, size_t size);

static Term make_binary(Process *process, const char *bytes, size_t size)
{
    return binary_from_bytes(process, bytes, size);
}

static Term integer_text(Process *process, Term integer, unsigned base, MakeText *make)
{
    char small[72];
    if (!term_is_integer(integer))
        return bif_badarg(process);
    size_t room = big_text_size(integer, base);
    char *text = room <= sizeof small ? small : memory_alloc(MEMORY_TEMPORARY, room);
    size_t size = big_to_text(integer, base, text);
    Term result = make(process, text, size);
    bif_charge(process, (SInt)(size / 64));
    if (text != small)
        memory_free(MEMORY_TEMPORARY, text, room);
    return result;
}

Term bif_erlang_integer_to_list_1(Process *process, Term integer)
{
    return integer_text(process, integer, 10, list_of);
}
Term bif_erlang_integer_to_binary_1(Process *process, Term integer)
{
    return integer_text(process, integer, 10, make_binary);
}
Term bif_erlang_integer_to_list_2(Process *process, Term integer, Term radix)
{
    unsigned base;
    return base_argument(radix, &base) ? integer_text(process, integer, base, list_of)
                                       : bif_badarg(process);
}
Term bif_erlang_integer_to_binary_2(Process *process, Term integer, Term radix)
{
    unsigned base;
    return base_argument(radix, &base) ? integer_text(process, integer, base, make_binary)
                                       : bif_badarg(process);
}

/* ---- text to integers
 * --------------------------------------------------------------------------------- */

/* Characters of the integer that the text begins with, sign included; 0: none. The text's digits
 * are replaced by their values. */
static size_t integer_prefix(Text *text, unsigned base)
{
    size_t sign = text->size > 0 && (text->bytes[0] == '-' || text->bytes[0] == '+'), at = sign;
    for (; at < text->size; at++) {
        uint8_t digit = big_digit_value((uint8_t)text->bytes[at]);
        if (digit >= base)
            break;
        text->bytes[at] = (char)digit;
    }
    return at > sign ? at : 0;
}

static Term integer_value(Process *process, const Text *text, size_t size, unsigned base)
{
    bool negative = text->bytes[0] == '-';
    size_t sign = negative || text->bytes[0] == '+';
    bif_charge(process, (SInt)(size / 64));
    Term value =
        big_from_digits(process, (const uint8_t *)text->bytes + sign, size - sign, negative, base);
    return value == THE_NON_VALUE ? bif_system_limit(process) : value;
}

static Term whole_integer(Process *process, Text *text, bool complete, unsigned base)
{
    size_t size = complete ? integer_prefix(text, base) : 0;
    Term value = size > 0 && size == text->size ? integer_value(process, text, size, base)
                                                : bif_badarg(process);
    text_free(text);
    return value;
}

static Term list_to_integer(Process *process, Term list, unsigned base)
{
    Text text;
    Term rest;
    text_from_list(&text, list, &rest);
    return whole_integer(process, &text, term_is_nil(rest), base);
}

static Term binary_to_integer(Process *process, Term binary, unsigned base)
{
    Text text;
    if (!text_from_binary(&text, binary))
        return bif_badarg(process);
    return whole_integer(process, &text, true, base);
}

Term bif_erlang_list_to_integer_1(Process *process, Term list)
{
    return LONG_WORK(process, list_to_integer(process, list, 10));
}
Term bif_erlang_binary_to_integer_1(Process *process, Term binary)
{
    return LONG_WORK(process, binary_to_integer(process, binary, 10));
}
Term bif_erlang_list_to_integer_2(Process *process, Term list, Term radix)
{
    unsigned base;
    return base_argument(radix, &base) ? list_to_integer(process, list, base) : bif_badarg(process);
}
Term bif_erlang_binary_to_integer_2(Process *process, Term binary, Term radix)
{
    unsigned base;
    return base_argument(radix, &base) ? binary_to_integer(process, binary, base)
                                       : bif_badarg(process);
}

static Term error_pair(Process *process, Term reason)
{
    return heap_tuple(process, 2, am_error, reason);
}

static Term list_after(Term list, size_t count)
{
    for (; count > 0; count--)
        list = term_tail(list);
    return list;
}

/* {Integer, Rest} for the integer that the list begins with. */
Term bif_string_list_to_integer_1(Process *process, Term list)
{
    Text text;
    Term rest;
    if (!term_is_list(list))
        return error_pair(process, am_not_a_list);
    text_from_list(&text, list, &rest);
    size_t size = integer_prefix(&text, 10);
    Term value = size > 0 ? integer_value(process, &text, size, 10) : THE_NON_VALUE;
    text_free(&text);
    if (size == 0)
        return error_pair(process, am_no_integer);
    if (value == THE_NON_VALUE)
        return value;
    return heap_tuple(process, 2, value, list_after(list, size));
}

/* ---- floats to text
 * ------------------------------------------------------------------------------------ */

typedef enum FloatForm { FORM_SCIENTIFIC, FORM_DECIMALS, FORM_SHORT } FloatForm;

typedef struct FloatOptions {
    FloatForm form;
    int digits;
    bool compact;
} FloatOptions;

/* Options in order, later ones win. */
static bool float_options(Term list, FloatOptions *options)
{
    *options = (FloatOptions){FORM_SCIENTIFIC, FLOAT_SCIENTIFIC_DEFAULT, false};
    for (; term_is_cons(list); list = term_tail(list)) {
        Term option = term_head(list);
        if (option == am_compact) {
            options->compact = true;
            continue;
        }
        if (option == am_short) {
            options->form = FORM_SHORT;
            continue;
        }
        if (!term_is_tuple_of(option, 2) || !term_is_small(term_tuple_elements(option)[1]))
            return false;
        Term name = term_tuple_elements(option)[0];
        SInt digits = term_small_value(term_tuple_elements(option)[1]);
        bool decimals = name == am_decimals;
        if ((!decimals && name != am_scientific) || digits < 0 ||
            digits > (decimals ? FLOAT_DECIMALS_MAX : FLOAT_SCIENTIFIC_MAX))
            return false;
        options->form = decimals ? FORM_DECIMALS : FORM_SCIENTIFIC;
        options->digits = (int)digits;
    }
    return term_is_nil(list);
}

static Term float_text(Process *process, Term number, const FloatOptions *options, MakeText *make)
{
    char text[FLOAT_TEXT_MAX + 1];
    size_t size;
    if (!term_is_float(number))
        return bif_badarg(process);
    double value = term_float_value(number);
    if (options->form == FORM_SHORT)
        size = float_text_short(value, text);
    else if (options->form == FORM_DECIMALS)
        size = float_text_decimals(value, options->digits, options->compact, text);
    else
        size = float_text_scientific(value, options->digits, text);
    return size ? make(process, text, size) : bif_badarg(process);
}

static Term float_text_with(Process *process, Term number, Term list, MakeText *make)
{
    FloatOptions options;
    return float_options(list, &options) ? float_text(process, number, &options, make)
                                         : bif_badarg(process);
}

Term bif_erlang_float_to_list_1(Process *process, Term number)
{
    return float_text_with(process, number, TERM_NIL, list_of);
}
Term bif_erlang_float_to_list_2(Process *process, Term number, Term options)
{
    return float_text_with(process, number, options, list_of);
}
Term bif_erlang_float_to_binary_1(Process *process, Term number)
{
    return float_text_with(process, number, TERM_NIL, make_binary);
}
Term bif_erlang_float_to_binary_2(Process *process, Term number, Term options)
{
    return float_text_with(process, number, options, make_binary);
}

/* ---- text to floats
 * ---------------------------------------------------------------------------------------- */

/* As in ERTS the text ends before the first zero byte. */
static Term whole_float(Process *process, Text *text, bool complete)
{
    double value;
    size_t size = strnlen((const char *)text->bytes, text->size);
    bool good = complete && size > 0 && float_text_prefix(text->bytes, size) == size &&
                float_text_value(text->bytes, size, &value);
    text_free(text);
    return good ? heap_float(process, value) : bif_badarg(process);
}

Term bif_erlang_list_to_float_1(Process *process, Term list)
{
    Text text;
    Term rest;
    text_from_list(&text, list, &rest);
    return whole_float(process, &text, term_is_nil(rest));
}

Term bif_erlang_binary_to_float_1(Process *process, Term binary)
{
    Text text;
    if (!text_from_binary(&text, binary))
        return bif_badarg(process);
    return whole_float(process, &text, true);
}

/* {Float, Rest} for the float that the list begins with. */
Term bif_string_list_to_float_1(Process *process, Term list)
{
    Text text;
    Term rest;
    double value;
    if (!term_is_list(list))
        return error_pair(process, am_not_a_list);
    text_from_list(&text, list, &rest);
    size_t size = float_text_prefix(text.bytes, text.size);
    bool good = size > 0 && float_text_value(text.bytes, size, &value);
    text_free(&text);
    if (!good)
        return error_pair(process, am_no_float);
    return heap_tuple(process, 2, heap_float(process, value), list_after(list, size));
}
