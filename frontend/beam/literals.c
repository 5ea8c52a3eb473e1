/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading chunks of terms; see literals.h.
 *
 * LitT starts with the size of its uncompressed contents, or 0 if they are not compressed. They
 * are a count, then for each literal its size and the term in external format.
 */
#include "frontend/beam/literals.h"

#include "frontend/beam/etf.h"
#include "frontend/beam/inflate.h"

static const Literal *read_one(BeamModule *module, Cursor *cursor, uint32_t index)
{
    uint32_t size = cursor_u32(cursor);
    size_t offset = cursor_offset(cursor);
    const uint8_t *bytes = cursor_bytes(cursor, size);
    if (!bytes) {
        return NULL;
    }
    Cursor term = *cursor;
    term.next = bytes;
    term.end = bytes + size;
    const Literal *literal = etf_read(module, &term);
    if (!term.failed && cursor_left(&term) > 0) {
        cursor_fail_at(&term, offset, NULL, "literal %u has %zu bytes too many", index,
                       cursor_left(&term));
    }
    cursor->failed |= term.failed;
    return literal;
}

static bool read_all(BeamModule *module, Cursor *cursor)
{
    enum { SIZE_AND_TERM = 4 + 2 };
    uint32_t count = cursor_count(cursor, SIZE_AND_TERM, "literals");
    module->literals = ARENA_NEW_ARRAY(module->arena, const Literal *, count);
    for (uint32_t i = 0; !cursor->failed && i < count; i++) {
        module->literals[i] = read_one(module, cursor, i);
    }
    module->literal_count = count;
    cursor_finish(cursor);
    return !cursor->failed;
}

bool literals_read(BeamModule *module, Cursor *cursor)
{
    uint32_t expected = cursor_u32(cursor);
    if (expected == 0 || cursor->failed) {
        return read_all(module, cursor);
    }
    size_t size = 0;
    const uint8_t *bytes = inflate_bytes(module->arena, INFLATE_ZLIB, cursor->next,
                                         cursor_left(cursor), expected, &size, NULL);
    if (!bytes || size != expected) {
        cursor_fail(cursor, NULL, "compressed literals are damaged or have not %u bytes", expected);
        return false;
    }
    Cursor inner = *cursor;
    inner.start = inner.next = bytes;
    inner.end = bytes + size;
    return read_all(module, &inner);
}

const Literal *literals_read_term(BeamModule *module, Cursor *cursor)
{
    const Literal *literal = etf_read(module, cursor);
    cursor_finish(cursor);
    return cursor->failed ? NULL : literal;
}
