/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MD5 (RFC 1321), which is how OTP identifies module versions and funs. Not for security.
 */
#ifndef JOIST_FRONTEND_SUPPORT_MD5_H
#define JOIST_FRONTEND_SUPPORT_MD5_H

#include <stddef.h>
#include <stdint.h>

typedef struct Md5 {
    uint32_t state[4];
    uint64_t size; /* bytes so far */
    uint8_t block[64];
} Md5;

void md5_init(Md5 *md5);
void md5_add(Md5 *md5, const void *bytes, size_t size);
void md5_finish(Md5 *md5, uint8_t digest[16]);

#endif
