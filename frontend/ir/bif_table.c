/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of native functions with a hash index, made on first use. See bif_table.h.
 *
 * Names in the .def files are identifiers of rt/core/atoms.def; their texts come from there too.
 * (Names of optional libraries stand for themselves.) What the runtime provides comes first, what
 * libraries provide last. The index is written once under pthread_once and constant
 * afterwards.
 */
#include "frontend/ir/bif_table.h"

#include <pthread.h>
#include <string.h>

/* One array of characters per atom: their addresses are constants, as initialisers have to be. */
static const struct {
#define ATOM(name, text) char atom_##name[sizeof(text)];
#include "rt/core/atoms.def"
#undef ATOM
} texts = {
#define ATOM(name, text) text,
#include "rt/core/atoms.def"
#undef ATOM
};

static const BifInfo bifs[] = {
#define BIF(module, function, arity, kind)                          \
    {texts.atom_##module, texts.atom_##function, arity, BIF_##kind, \
     "bif_" #module "_" #function "_" #arity},
#include "rt/bif/all.def"
#undef BIF
#define ABSENT(module, function, arity) {module, function, arity, BIF_ABSENT, NULL},
#include "rt/bif/absent.def"
#undef ABSENT
#define BIF(module, function, arity, kind) \
    {#module, #function, arity, BIF_##kind, "bif_" #module "_" #function "_" #arity},
#include "rt/bif/libraries.def"
#undef BIF
};

enum {
    BIF_COUNT = sizeof bifs / sizeof bifs[0],
    BIF_PROVIDED_COUNT = 0
#define BIF(module, function, arity, kind) +1
#include "rt/bif/all.def"
#undef BIF
    ,
    BIF_LIBRARY_COUNT = 0
#define BIF(module, function, arity, kind) +1
#include "rt/bif/libraries.def"
#undef BIF
    ,
    SLOT_COUNT = 4096, /* a power of two, over twice the number of functions there can be */
};

_Static_assert(BIF_COUNT * 2 <= SLOT_COUNT, "the index of native functions is too small");

static uint16_t slots[SLOT_COUNT]; /* index plus 1; 0: empty */

static uint32_t hash_bytes(uint32_t hash, const char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ (uint8_t)bytes[i]) * 16777619u;
    }
    return hash;
}

static uint32_t hash_name(BeamText module, BeamText function, uint32_t arity)
{
    uint32_t hash = hash_bytes(2166136261u, module.bytes, module.size);
    hash = hash_bytes(hash ^ arity, function.bytes, function.size);
    return hash ^ hash >> 15;
}

static BeamText text_of(const char *text)
{
    return (BeamText){text, (uint32_t)strlen(text)};
}

static bool same_text(BeamText text, const char *other)
{
    return strlen(other) == text.size && memcmp(text.bytes, other, text.size) == 0;
}

static void make_index(void)
{
    for (uint32_t i = 0; i < BIF_COUNT; i++) {
        uint32_t at = hash_name(text_of(bifs[i].module), text_of(bifs[i].function), bifs[i].arity);
        while (slots[at % SLOT_COUNT] != 0) {
            at++;
        }
        slots[at % SLOT_COUNT] = (uint16_t)(i + 1);
    }
}

const BifInfo *bif_table_find_text(BeamText module, BeamText function, uint32_t arity)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_index);
    uint32_t at = hash_name(module, function, arity);
    for (; slots[at % SLOT_COUNT] != 0; at++) {
        const BifInfo *bif = &bifs[slots[at % SLOT_COUNT] - 1];
        if (bif->arity == arity && same_text(function, bif->function) &&
            same_text(module, bif->module)) {
            return bif;
        }
    }
    return NULL;
}

const BifInfo *bif_table_find(const char *module, const char *function, uint32_t arity)
{
    return bif_table_find_text(text_of(module), text_of(function), arity);
}

uint32_t bif_table_count(void)
{
    return BIF_PROVIDED_COUNT;
}

const BifInfo *bif_table_at(uint32_t index)
{
    return &bifs[index];
}

bool bif_is_of_library(const BifInfo *bif)
{
    return bif >= bifs + BIF_COUNT - BIF_LIBRARY_COUNT && bif < bifs + BIF_COUNT;
}

bool bif_is_instruction(const BifInfo *bif)
{
    return strcmp(bif->module, "erlang") == 0 &&
           (bif->arity == 0 ? strcmp(bif->function, "yield") == 0
                            : bif->arity == 3 && strcmp(bif->function, "hibernate") == 0);
}

bool bif_never_allocates(const BifInfo *bif)
{
    static const char *const names[] = {
        "element",    "hd",      "tl",         "self",        "node",      "get",
        "tuple_size", "map_get", "is_map_key", "is_function", "is_record", "min",
        "max",        "not",     "and",        "or",          "xor"};
    if (strcmp(bif->module, "erlang") != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(bif->function, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

const char *bif_entry(const BifInfo *bif)
{
    static const char *const plain[] = {"rt_bif_call_0", "rt_bif_call_1", "rt_bif_call_2",
                                        "rt_bif_call_3", "rt_bif_call_4", "rt_bif_call_5",
                                        "rt_bif_call_6", "rt_bif_call_7"};
    switch (bif->kind) {
    case BIF_YIELDING:
        return "rt_bif_yielding";
    case BIF_DIRTY_IO:
        return "rt_bif_dirty_io";
    case BIF_READY_IO:
        return "rt_bif_ready_io";
    case BIF_ABSENT:
        return "rt_not_provided";
    default:
        return plain[bif->arity];
    }
}
