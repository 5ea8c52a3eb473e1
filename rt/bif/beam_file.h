/* SPDX-License-Identifier: Apache-2.0 */
/* .beam files in memory. Any thread. */
#ifndef RT_BIF_BEAM_FILE_H
#define RT_BIF_BEAM_FILE_H

#include "rt/bif/md5.h"
#include "rt/core/term.h"

/* The digest over the chunks that decide what a module does, as Mod:module_info(md5) tells it.
 * False: this is no .beam file, or tables have not the size that they announce. (ERTS also decodes
 * the entries of tables, and refuses damaged ones.) */
bool beam_file_md5(const uint8_t *file, UInt size, uint8_t digest[MD5_BYTES]);

#endif
