/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hash of an atom's text, shared by compiler (switches on atoms, literal maps) and runtime.
 * FNV-1a over the UTF-8 bytes, then mixed so that low and high bits are both good.
 */
#ifndef RT_CORE_ATOM_HASH_H
#define RT_CORE_ATOM_HASH_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t atom_hash(const uint8_t *text, size_t bytes)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < bytes; i++)
        hash = (hash ^ text[i]) * 16777619u;
    hash ^= hash >> 16;
    hash *= 0x7feb352du;
    hash ^= hash >> 15;
    hash *= 0x846ca68bu;
    return hash ^ hash >> 16;
}

#endif
