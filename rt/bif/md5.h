/* SPDX-License-Identifier: Apache-2.0 */
/* MD5 (RFC 1321). A context is plain data of 88 bytes: programs hold it as a binary. */
#ifndef RT_BIF_MD5_H
#define RT_BIF_MD5_H

#include <stddef.h>
#include <stdint.h>

enum { MD5_BYTES = 16, MD5_BLOCK = 64 };

typedef struct Md5 {
    uint32_t state[4];
    uint32_t bits_low, bits_high; /* length so far */
    uint8_t block[MD5_BLOCK];     /* its last bytes, a block not yet full */
} Md5;

void md5_init(Md5 *md5);
void md5_update(Md5 *md5, const void *bytes, size_t count);
void md5_final(Md5 *md5, uint8_t digest[MD5_BYTES]);

#endif
