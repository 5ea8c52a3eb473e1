/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments, results and errors of crypto's natives (crypto.h). */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "rt/bif/iolist.h"
#include "rt/core/reference.h"
#include "rt/crypto/crypto.h"
#include "rt/map/map.h"

static Term text_term(Process *process, const char *text)
{
    return heap_string(process, (const uint8_t *)text, strlen(text), TERM_NIL);
}

Term crypto_fail(Process *process, Term tag, int argument, const char *text, const char *file,
                 int line)
{
    const Term place[] = {
        AM(c_file_name),       text_term(process, file), AM(c_file_line_num),
        term_make_small(line), AM(c_function_arg_num),   term_make_small(argument),
    };
    Term map = map_put_pairs(process, map_empty(process), place, sizeof place / sizeof *place / 2);
    return bif_error(process, heap_tuple(process, 3, tag, map, text_term(process, text)));
}

/* ---- bytes ------------------------------------------------------------------------------------
 */

bool bytes_of_iodata(Term term, Bytes *bytes)
{
    bytes->at = iolist_flatten(term, &bytes->size, &bytes->copy);
    return bytes->at != NULL;
}

bool bytes_of_binary(Term term, Bytes *bytes)
{
    if (!term_is_binary(term))
        return false;
    bytes->at = binary_bytes(term, &bytes->size, &bytes->copy);
    return bytes->at != NULL;
}

void bytes_free(Bytes *bytes)
{
    free(bytes->copy);
}

/* ---- integers ---------------------------------------------------------------------------------
 */

bool uint_of(Term term, unsigned *value)
{
    if (!term_is_small(term) || term_small_value(term) < 0 || term_small_value(term) > UINT_MAX)
        return false;
    *value = (unsigned)term_small_value(term);
    return true;
}

bool int_of(Term term, int *value)
{
    if (!term_is_small(term) || term_small_value(term) < INT_MIN ||
        term_small_value(term) > INT_MAX)
        return false;
    *value = (int)term_small_value(term);
    return true;
}

BIGNUM *number_of(Term binary)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    if (!bytes_of_binary(binary, &bytes) || bytes.size > INT_MAX)
        return NULL;
    return BN_bin2bn(bytes.at, (int)bytes.size, NULL);
}

void number_free(BIGNUM **number)
{
    BN_clear_free(*number);
}

Term number_term(Process *process, const BIGNUM *number)
{
    uint8_t *data;
    Term binary = binary_new(process, (UInt)BN_num_bytes(number), &data);
    BN_bn2bin(number, data);
    return binary;
}

/* ---- states -----------------------------------------------------------------------------------
 */

Term state_reference(Process *process, BinaryObject *object)
{
    enum { LIBRARY_WORDS = 80 };
    Term reference = reference_new_magic(process, object);
    process->off_heap_words += LIBRARY_WORDS;
    if (process->off_heap_words > process->off_heap_limit)
        heap_want_collection(process);
    return reference;
}

/* ---- output -----------------------------------------------------------------------------------
 */

bool output_start(Output *output, UInt capacity)
{
    if (capacity <= sizeof output->few) {
        output->at = output->few;
        return true;
    }
    output->object = binary_object_try_new(capacity);
    output->at = output->object ? output->object->bytes : NULL;
    return output->at != NULL;
}

Term output_term(Process *process, Output *output, UInt size)
{
    if (size <= HEAP_BIN_MAX || !output->object)
        return binary_from_bytes(process, output->at, size);
    BinaryObject *object = output->object;
    output->object = NULL;
    return binary_wrap_object(process, object, size * 8);
}

void output_drop(Output *output)
{
    if (output->object)
        binary_object_release(output->object);
}
