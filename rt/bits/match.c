/* SPDX-License-Identifier: Apache-2.0 */
/* Match contexts: making them, and taking bitstrings out of them (bits.h). */
#include "rt/bits/bits.h"

#include "rt/number/big.h"

Term bits_start(Process *process, Term term)
{
    if (!term_is_boxed(term))
        return THE_NON_VALUE;
    if (term_kind(term) == KIND_MATCH)
        return term;
    if (!term_is_bitstring(term))
        return THE_NON_VALUE;
    BitView view = bit_view(term);
    BitsContext *context = (BitsContext *)heap_alloc(process, MATCH_WORDS);
    context->header = header_make(KIND_MATCH, 0, MATCH_WORDS - 1);
    context->end = view.parent_offset + view.bit_size;
    context->position = view.parent_offset;
    context->parent = view.parent;
    context->base = view.bytes - view.parent_offset / 8;
    return term_make_boxed((Term *)context);
}

Term bits_read_integer(Process *process, Term term, UInt bits, UInt flags)
{
    BitsContext *context = bits_context(term);
    Term value = bits_integer(process, context->base, context->position, bits, flags);
    context->position += bits;
    return value;
}

Term bits_get_integer(Process *process, Term term, UInt bits, UInt flags)
{
    Term value = bits_read_integer(process, term, bits, flags);
    if (term_is_big(value) && header_size(term_header(value)) > BIG_LIMBS_MAX) {
        bits_context(term)->position -= bits;
        return THE_NON_VALUE;
    }
    return value;
}

/* A heap binary of at most HEAP_BIN_MAX bytes. */
static inline Term copy_bytes(Process *process, const uint8_t *from, UInt bytes)
{
    UInt words = (bytes + 7) / 8;
    Term *object = heap_alloc(process, 2 + words);
    object[0] = header_make(KIND_HEAP_BIN, 0, 1 + words);
    object[1 + words] = 0; /* pads the last word */
    object[1] = bytes * 8;
    memcpy(object + 2, from, bytes);
    return term_make_boxed(object);
}

/* The part of the parent at the context's position: as binary_sub, but quicker if it is copied. */
static inline Term part(Process *process, const BitsContext *context, UInt bits)
{
    if (bits <= HEAP_BIN_MAX * 8 && (bits | context->position) % 8 == 0)
        return copy_bytes(process, context->base + context->position / 8, bits / 8);
    return binary_sub(process, context->parent, context->position, bits);
}

Term bits_read_binary(Process *process, Term term, UInt bits)
{
    BitsContext *context = bits_context(term);
    Term value = part(process, context, bits);
    context->position += bits;
    return value;
}

Term bits_get_binary(Process *process, Term term, Term size, UInt unit)
{
    BitsContext *context = bits_context(term);
    UInt bits;
    if (size == am_all) {
        bits = bits_left(context);
        if (unit > 1 && bits % unit != 0)
            return THE_NON_VALUE;
    } else if (!bits_wanted(context, size, unit, &bits)) {
        return THE_NON_VALUE;
    }
    return bits_read_binary(process, term, bits);
}

Term bits_tail(Process *process, Term term)
{
    BitsContext *context = bits_context(term);
    return part(process, context, bits_left(context));
}

bool bits_match_string(Term term, const uint8_t *string, UInt bits)
{
    BitsContext *context = bits_context(term);
    if (bits > bits_left(context) ||
        bits_compare(context->base, context->position, string, 0, bits) != 0)
        return false;
    context->position += bits;
    return true;
}
