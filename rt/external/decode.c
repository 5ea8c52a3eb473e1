/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding (external.h). Input is hostile: every count is checked against the bytes left before
 * anything is allocated for it, together with all slots that enclosing structures still wait for:
 * each takes at least one byte, so memory stays proportional to the input. Structures are built
 * from the outside in; the slots that are still to be filled stand on a stack. Maps and funs gather
 * their parts in an array on the C heap and are made when all are there. Runs on the scheduler of
 * the process; nothing is collected meanwhile.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/module.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/external/external.h"
#include "rt/map/map.h"
#include "rt/number/big.h"
#include "rt/number/float_text.h"
#include "rt/unicode/utf8.h"

typedef enum ItemKind { ITEM_SLOTS, ITEM_MAP, ITEM_FUN, ITEM_EXPORT } ItemKind;

typedef struct Item {
    ItemKind kind;
    size_t left;         /* slots still to fill */
    Term *slot;          /* the next one */
    UInt stride;         /* words from one slot to the next: 1, lists 2 */
    Term *parts;         /* maps, funs: all slots, allocated */
    size_t count;        /* of parts */
    Term *result;        /* where the finished map or fun goes */
    const uint8_t *uniq; /* funs */
    uint32_t index, arity;
} Item;

typedef struct Decoder {
    Process *process;
    const uint8_t *at, *end;
    bool safe;
    Item *items;
    size_t count, capacity;
    size_t waiting; /* slots still to fill, of all items */
} Decoder;

/* ---- bytes
 * --------------------------------------------------------------------------------------------- */

static bool has(const Decoder *decoder, uint64_t bytes)
{
    return (uint64_t)(decoder->end - decoder->at) >= bytes;
}

/* Can so many more slots be filled? */
static bool has_slots(const Decoder *decoder, uint64_t slots)
{
    return has(decoder, decoder->waiting + slots);
}

/* Functions of a number of bytes are inlined for each: to copy a number of bytes that is not known
 * takes several times as long as the rest of what they do. */
#define FOR_EACH_SIZE static inline __attribute__((always_inline))

FOR_EACH_SIZE bool read_number(Decoder *decoder, int bytes, uint64_t *value)
{
    if (!has(decoder, (uint64_t)bytes))
        return false;
    uint64_t word = 0;
    memcpy(&word, decoder->at, (size_t)bytes);
    *value = __builtin_bswap64(word) >> (64 - 8 * bytes);
    decoder->at += bytes;
    return true;
}

static const uint8_t *read_bytes(Decoder *decoder, uint64_t size)
{
    if (!has(decoder, size))
        return NULL;
    const uint8_t *at = decoder->at;
    decoder->at += size;
    return at;
}

static Item *push(Decoder *decoder, Item item)
{
    if (decoder->count == decoder->capacity) {
        size_t capacity = decoder->capacity ? decoder->capacity * 2 : 32;
        decoder->items = memory_realloc(MEMORY_TEMPORARY, decoder->items,
                                        decoder->capacity * sizeof(Item), capacity * sizeof(Item));
        decoder->capacity = capacity;
    }
    decoder->waiting += item.left;
    decoder->items[decoder->count] = item;
    return &decoder->items[decoder->count++];
}

/* ---- atoms
 * --------------------------------------------------------------------------------------------------
 */

static Term make_atom(const Decoder *decoder, const uint8_t *text, size_t bytes)
{
    return decoder->safe ? atom_find(text, bytes) : atom_intern(text, bytes);
}

static Term latin1_atom(const Decoder *decoder, const uint8_t *bytes, size_t count)
{
    uint8_t text[ATOM_MAX_BYTES];
    size_t size = 0;
    if (count > ATOM_MAX_CHARACTERS)
        return THE_NON_VALUE;
    for (size_t i = 0; i < count; i++)
        size += (size_t)utf8_encode(bytes[i], text + size);
    return make_atom(decoder, text, size);
}

static Term utf8_atom(const Decoder *decoder, const uint8_t *bytes, size_t count)
{
    size_t characters;
    if (utf8_valid_prefix(bytes, count, &characters) != count || characters > ATOM_MAX_CHARACTERS)
        return THE_NON_VALUE;
    return make_atom(decoder, bytes, count);
}

static Term read_atom_after(Decoder *decoder, uint8_t tag)
{
    bool wide = tag == EXTERNAL_ATOM || tag == EXTERNAL_ATOM_UTF8;
    bool utf8 = tag == EXTERNAL_ATOM_UTF8 || tag == EXTERNAL_SMALL_ATOM_UTF8;
    uint64_t size;
    if (!(wide ? read_number(decoder, 2, &size) : read_number(decoder, 1, &size)))
        return THE_NON_VALUE;
    const uint8_t *bytes = read_bytes(decoder, size);
    if (!bytes)
        return THE_NON_VALUE;
    if (size <= ATOM_MAX_CHARACTERS && utf8_is_ascii(bytes, size))
        return make_atom(decoder, bytes, size);
    return utf8 ? utf8_atom(decoder, bytes, size) : latin1_atom(decoder, bytes, size);
}

static bool is_atom_tag(uint8_t tag)
{
    return tag == EXTERNAL_ATOM || tag == EXTERNAL_SMALL_ATOM || tag == EXTERNAL_ATOM_UTF8 ||
           tag == EXTERNAL_SMALL_ATOM_UTF8;
}

static Term read_atom(Decoder *decoder)
{
    uint64_t tag;
    if (!read_number(decoder, 1, &tag) || !is_atom_tag((uint8_t)tag))
        return THE_NON_VALUE;
    return read_atom_after(decoder, (uint8_t)tag);
}

/* ---- numbers, bits
 * ------------------------------------------------------------------------------------------- */

FOR_EACH_SIZE Term read_big(Decoder *decoder, int size_bytes)
{
    uint64_t size, sign;
    if (!read_number(decoder, size_bytes, &size) || !read_number(decoder, 1, &sign))
        return THE_NON_VALUE;
    const uint8_t *bytes = read_bytes(decoder, size);
    return bytes ? big_from_bytes(decoder->process, bytes, size, sign != 0) : THE_NON_VALUE;
}

static Term read_new_float(Decoder *decoder)
{
    uint64_t bits;
    double value;
    if (!read_number(decoder, 8, &bits))
        return THE_NON_VALUE;
    memcpy(&value, &bits, sizeof value);
    return isfinite(value) ? heap_float(decoder->process, value) : THE_NON_VALUE;
}

static Term read_text_float(Decoder *decoder)
{
    enum { TEXT_BYTES = 31 };
    double value;
    const char *text = (const char *)read_bytes(decoder, TEXT_BYTES);
    if (!text)
        return THE_NON_VALUE;
    size_t size = strnlen(text, TEXT_BYTES), space = 0;
    while (space < size && text[space] == ' ')
        space++;
    if (float_text_prefix(text + space, size - space) == 0 ||
        !float_text_value(text + space, size - space, &value))
        return THE_NON_VALUE;
    return heap_float(decoder->process, value);
}

static Term read_binary(Decoder *decoder, bool partial)
{
    uint64_t size, last = 8;
    uint8_t *data;
    if (!read_number(decoder, 4, &size) || (partial && !read_number(decoder, 1, &last)))
        return THE_NON_VALUE;
    const uint8_t *bytes = read_bytes(decoder, size);
    if (!bytes || last > 8 || (last == 0) != (partial && size == 0))
        return THE_NON_VALUE;
    if (size == 0 || last == 8)
        return binary_from_bytes(decoder->process, bytes, size);
    Term result = bitstring_new(decoder->process, size * 8 - (8 - last), &data);
    memcpy(data, bytes, size);
    data[size - 1] &= (uint8_t)(0xff << (8 - last));
    return result;
}

/* ---- identifiers
 * --------------------------------------------------------------------------------------------- */

FOR_EACH_SIZE const Node *read_node(Decoder *decoder, Term name, int creation_bytes)
{
    uint64_t creation;
    if (!read_number(decoder, creation_bytes, &creation))
        return NULL;
    return node_get(name, (uint32_t)creation);
}

FOR_EACH_SIZE Term read_pid(Decoder *decoder, int creation_bytes)
{
    uint64_t number, serial;
    Term name = read_atom(decoder);
    if (name == THE_NON_VALUE || !read_number(decoder, 4, &number) ||
        !read_number(decoder, 4, &serial))
        return THE_NON_VALUE;
    const Node *node = read_node(decoder, name, creation_bytes);
    if (!node || (node == node_this() && (number >> PID_NUMBER_BITS || serial >> PID_SERIAL_BITS)))
        return THE_NON_VALUE;
    return node_make_pid(decoder->process, node, (uint32_t)number, (uint32_t)serial);
}

FOR_EACH_SIZE Term read_port(Decoder *decoder, int number_bytes, int creation_bytes)
{
    uint64_t number;
    Term name = read_atom(decoder);
    if (name == THE_NON_VALUE || !read_number(decoder, number_bytes, &number))
        return THE_NON_VALUE;
    const Node *node = read_node(decoder, name, creation_bytes);
    if (!node || (node == node_this() && number >> PORT_NUMBER_BITS))
        return THE_NON_VALUE;
    return node_make_port(decoder->process, node, number);
}

static Term read_ids(Decoder *decoder, const Node *node, uint64_t count)
{
    uint32_t ids[REFERENCE_IDS_MAX] = {0};
    for (uint64_t i = 0; i < count; i++) {
        uint64_t id;
        if (!read_number(decoder, 4, &id))
            return THE_NON_VALUE;
        ids[i] = (uint32_t)id;
    }
    if (node == node_this() && (ids[0] >> REFERENCE_ID0_BITS || count > REFERENCE_IDS))
        return THE_NON_VALUE;
    return reference_make(decoder->process, node, (uint32_t)count, ids);
}

/* NEW_REFERENCE and NEWER_REFERENCE. */
FOR_EACH_SIZE Term read_reference(Decoder *decoder, int creation_bytes)
{
    uint64_t count;
    if (!read_number(decoder, 2, &count) || count == 0 || count > REFERENCE_IDS_MAX)
        return THE_NON_VALUE;
    Term name = read_atom(decoder);
    const Node *node = name == THE_NON_VALUE ? NULL : read_node(decoder, name, creation_bytes);
    return node ? read_ids(decoder, node, count) : THE_NON_VALUE;
}

/* REFERENCE: one id, then the creation. */
static Term read_old_reference(Decoder *decoder)
{
    uint64_t id;
    Term name = read_atom(decoder);
    if (name == THE_NON_VALUE || !read_number(decoder, 4, &id))
        return THE_NON_VALUE;
    const Node *node = read_node(decoder, name, 1);
    uint32_t ids[] = {(uint32_t)id};
    if (!node || (node == node_this() && ids[0] >> REFERENCE_ID0_BITS))
        return THE_NON_VALUE;
    return reference_make(decoder->process, node, 1, ids);
}

/* ---- structures
 * --------------------------------------------------------------------------------------------- */

FOR_EACH_SIZE Term begin_tuple(Decoder *decoder, int size_bytes)
{
    uint64_t arity;
    if (!read_number(decoder, size_bytes, &arity) || !has_slots(decoder, arity) ||
        arity > TUPLE_ARITY_MAX)
        return THE_NON_VALUE;
    Term *tuple = heap_alloc(decoder->process, arity + 1);
    tuple[0] = header_tuple(arity);
    if (arity)
        push(decoder, (Item){.kind = ITEM_SLOTS, .left = arity, .slot = tuple + 1, .stride = 1});
    return term_make_boxed(tuple);
}

/* Elements fill the heads of the cells, then the tail of the last one, which follows its head. */
static Term begin_list(Decoder *decoder, Term *slot)
{
    uint64_t count;
    if (!read_number(decoder, 4, &count) || !has_slots(decoder, count + 1))
        return THE_NON_VALUE;
    if (count == 0) {
        push(decoder, (Item){.kind = ITEM_SLOTS, .left = 1, .slot = slot, .stride = 1});
        return TERM_NIL;
    }
    Term *cells = heap_alloc(decoder->process, 2 * count);
    for (uint64_t i = 0; i + 1 < count; i++)
        cells[2 * i + 1] = term_make_cons(cells + 2 * i + 2);
    push(decoder,
         (Item){.kind = ITEM_SLOTS, .left = 1, .slot = cells + 2 * count - 1, .stride = 1});
    push(decoder, (Item){.kind = ITEM_SLOTS, .left = count, .slot = cells, .stride = 2});
    return term_make_cons(cells);
}

static Item *push_parts(Decoder *decoder, ItemKind kind, size_t count, Term *result)
{
    Term *parts = memory_alloc(MEMORY_TEMPORARY, count * sizeof *parts);
    return push(decoder, (Item){.kind = kind,
                                .left = count,
                                .slot = parts,
                                .stride = 1,
                                .parts = parts,
                                .count = count,
                                .result = result});
}

static Term begin_map(Decoder *decoder, Term *slot)
{
    uint64_t pairs;
    if (!read_number(decoder, 4, &pairs) || !has_slots(decoder, 2 * pairs))
        return THE_NON_VALUE;
    if (pairs == 0)
        return map_empty(decoder->process);
    push_parts(decoder, ITEM_MAP, 2 * pairs, slot);
    return TERM_NIL;
}

enum { FUN_MODULE, FUN_OLD_INDEX, FUN_OLD_UNIQ, FUN_PID, FUN_FREE };

static Term begin_fun(Decoder *decoder, Term *slot)
{
    uint64_t size, arity, index, free_count;
    if (!read_number(decoder, 4, &size) || !read_number(decoder, 1, &arity))
        return THE_NON_VALUE;
    const uint8_t *uniq = read_bytes(decoder, 16);
    if (!uniq || !read_number(decoder, 4, &index) || !read_number(decoder, 4, &free_count) ||
        free_count > ARITY_MAX || !has_slots(decoder, free_count + FUN_FREE))
        return THE_NON_VALUE;
    Item *item = push_parts(decoder, ITEM_FUN, FUN_FREE + free_count, slot);
    item->uniq = uniq;
    item->index = (uint32_t)index;
    item->arity = (uint32_t)arity;
    return TERM_NIL;
}

static Term begin_export(Decoder *decoder, Term *slot)
{
    enum { PARTS = 3 };
    if (!has_slots(decoder, PARTS))
        return THE_NON_VALUE;
    push_parts(decoder, ITEM_EXPORT, PARTS, slot);
    return TERM_NIL;
}

/* ---- finishing
 * ------------------------------------------------------------------------------------------------
 */

static Term finish_map(Decoder *decoder, const Item *item)
{
    bool repeated;
    Term map = map_from_pairs(decoder->process, item->parts, item->count / 2, &repeated);
    return repeated ? THE_NON_VALUE : map;
}

/* The lambda of a linked module with this version, index and shape. */
static FunEntry *find_lambda(const Item *item)
{
    const ModuleImage *module =
        term_is_atom(item->parts[FUN_MODULE]) ? module_find(item->parts[FUN_MODULE]) : NULL;
    if (!module || memcmp(module->md5, item->uniq, sizeof module->md5) != 0)
        return NULL;
    for (uint32_t i = 0; i < module->lambda_count; i++) {
        FunEntry *entry = &module->lambdas[i];
        if (entry->index == item->index)
            return entry->arity == item->arity && entry->num_free == item->count - FUN_FREE ? entry
                                                                                            : NULL;
    }
    return NULL;
}

static Term finish_fun(Decoder *decoder, const Item *item)
{
    FunEntry *entry = find_lambda(item);
    if (!entry || !term_is_integer(item->parts[FUN_OLD_INDEX]) ||
        !term_is_integer(item->parts[FUN_OLD_UNIQ]) || !term_is_pid(item->parts[FUN_PID]))
        return THE_NON_VALUE;
    Term *fun = heap_alloc(decoder->process, FUN_FIXED_WORDS + entry->num_free);
    fun[0] = header_make(KIND_FUN, entry->arity, FUN_FIXED_WORDS - 1 + entry->num_free);
    fun[1] = (Term)entry;
    fun[2] = item->parts[FUN_PID];
    memcpy(fun + FUN_FIXED_WORDS, item->parts + FUN_FREE, entry->num_free * sizeof(Term));
    return term_make_boxed(fun);
}

static Term finish_export(Decoder *decoder, const Item *item)
{
    const Term *parts = item->parts;
    if (!term_is_atom(parts[0]) || !term_is_atom(parts[1]) || !term_is_small(parts[2]) ||
        term_small_value(parts[2]) < 0)
        return THE_NON_VALUE;
    UInt arity = (UInt)term_small_value(parts[2]);
    const Export *export = decoder->safe ? export_find(parts[0], parts[1], arity)
                                         : export_get(parts[0], parts[1], arity);
    if (!export)
        return THE_NON_VALUE;
    Term *fun = heap_alloc(decoder->process, EXPORT_WORDS);
    /* No call has as many arguments as do not fit the header. */
    fun[0] = header_make(KIND_EXPORT, arity < X_MAX ? arity : X_MAX - 1, EXPORT_WORDS - 1);
    fun[1] = (Term) export;
    return term_make_boxed(fun);
}

/* Makes what an item with parts is for; false: malformed. */
static bool finish(Decoder *decoder, const Item *item)
{
    Term made = item->kind == ITEM_MAP   ? finish_map(decoder, item)
                : item->kind == ITEM_FUN ? finish_fun(decoder, item)
                                         : finish_export(decoder, item);
    memory_free(MEMORY_TEMPORARY, item->parts, item->count * sizeof *item->parts);
    *item->result = made;
    return made != THE_NON_VALUE;
}

/* ---- the walk
 * -----------------------------------------------------------------------------------------------------
 */

static Term read_string(Decoder *decoder)
{
    uint64_t size;
    const uint8_t *bytes;
    if (!read_number(decoder, 2, &size) || !(bytes = read_bytes(decoder, size)))
        return THE_NON_VALUE;
    return heap_string(decoder->process, bytes, size, TERM_NIL);
}

/* Reads a term, or the beginning of one with parts, into *slot. */
static bool read_term(Decoder *decoder, Term *slot)
{
    uint64_t tag, value;
    Term term = THE_NON_VALUE;
    if (!read_number(decoder, 1, &tag))
        return false;
    switch (tag) {
    case EXTERNAL_SMALL_INTEGER:
        if (read_number(decoder, 1, &value))
            term = term_make_small((SInt)value);
        break;
    case EXTERNAL_INTEGER:
        if (read_number(decoder, 4, &value))
            term = term_make_small((int32_t)value);
        break;
    case EXTERNAL_SMALL_BIG:
        term = read_big(decoder, 1);
        break;
    case EXTERNAL_LARGE_BIG:
        term = read_big(decoder, 4);
        break;
    case EXTERNAL_NEW_FLOAT:
        term = read_new_float(decoder);
        break;
    case EXTERNAL_FLOAT:
        term = read_text_float(decoder);
        break;
    case EXTERNAL_ATOM:
    case EXTERNAL_SMALL_ATOM:
    case EXTERNAL_ATOM_UTF8:
    case EXTERNAL_SMALL_ATOM_UTF8:
        term = read_atom_after(decoder, (uint8_t)tag);
        break;
    case EXTERNAL_NIL:
        term = TERM_NIL;
        break;
    case EXTERNAL_STRING:
        term = read_string(decoder);
        break;
    case EXTERNAL_LIST:
        term = begin_list(decoder, slot);
        break;
    case EXTERNAL_SMALL_TUPLE:
        term = begin_tuple(decoder, 1);
        break;
    case EXTERNAL_LARGE_TUPLE:
        term = begin_tuple(decoder, 4);
        break;
    case EXTERNAL_MAP:
        term = begin_map(decoder, slot);
        break;
    case EXTERNAL_BINARY:
        term = read_binary(decoder, false);
        break;
    case EXTERNAL_BIT_BINARY:
        term = read_binary(decoder, true);
        break;
    case EXTERNAL_PID:
        term = read_pid(decoder, 1);
        break;
    case EXTERNAL_NEW_PID:
        term = read_pid(decoder, 4);
        break;
    case EXTERNAL_PORT:
        term = read_port(decoder, 4, 1);
        break;
    case EXTERNAL_NEW_PORT:
        term = read_port(decoder, 4, 4);
        break;
    case EXTERNAL_V4_PORT:
        term = read_port(decoder, 8, 4);
        break;
    case EXTERNAL_REFERENCE:
        term = read_old_reference(decoder);
        break;
    case EXTERNAL_NEW_REFERENCE:
        term = read_reference(decoder, 1);
        break;
    case EXTERNAL_NEWER_REFERENCE:
        term = read_reference(decoder, 4);
        break;
    case EXTERNAL_NEW_FUN:
        term = begin_fun(decoder, slot);
        break;
    case EXTERNAL_EXPORT:
        term = begin_export(decoder, slot);
        break;
    default:
        break;
    }
    *slot = term;
    return term != THE_NON_VALUE;
}

Term external_decode(Process *process, const uint8_t *bytes, size_t size, bool safe, size_t *used)
{
    Decoder decoder = {.process = process, .at = bytes, .end = bytes + size, .safe = safe};
    Term root = TERM_NIL;
    long_work_steps(size / 2);
    UInt steps = 0;
    bool good = read_term(&decoder, &root);
    while (good && decoder.count > 0) {
        Item *item = &decoder.items[decoder.count - 1];
        if (item->left > 0) {
            Term *slot = item->slot;
            item->slot += item->stride;
            decoder.waiting--;
            if (--item->left == 0 && item->kind == ITEM_SLOTS)
                decoder.count--; /* its last one: the stack stays low */
            good = read_term(&decoder, slot);
            long_work_loop(steps++);
        } else {
            Item finished = *item;
            decoder.count--;
            good = finish(&decoder, &finished);
        }
    }
    for (size_t i = 0; i < decoder.count; i++)
        if (decoder.items[i].parts)
            memory_free(MEMORY_TEMPORARY, decoder.items[i].parts,
                        decoder.items[i].count * sizeof(Term));
    memory_free(MEMORY_TEMPORARY, decoder.items, decoder.capacity * sizeof(Item));
    *used = (size_t)(decoder.at - bytes);
    return good ? root : THE_NON_VALUE;
}
