/* SPDX-License-Identifier: Apache-2.0 */
/* Paths (path.h). */
#include "rt/file/path.h"

#include <stdlib.h>
#include <string.h>

bool path_from_term(Path *path, Term term)
{
    UInt size;
    uint8_t *temporary = NULL;
    const uint8_t *bytes = binary_bytes(term, &size, &temporary);
    bool good = bytes && size > 0 && bytes[size - 1] == 0 && memchr(bytes, 0, size - 1) == NULL;
    if (good) {
        UInt length = size - 1 < PATH_BYTES_MAX ? size - 1 : PATH_BYTES_MAX;
        memcpy(path->text, bytes, length);
        path->text[length] = 0;
    }
    free(temporary);
    return good;
}
