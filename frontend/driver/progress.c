/* SPDX-License-Identifier: Apache-2.0 */
/* The progress line (progress.h). */
#include "frontend/driver/progress.h"

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static bool on_terminal(void)
{
    return isatty(STDERR_FILENO);
}

void progress_show(size_t done, size_t known, const char *text)
{
    if (on_terminal())
        fprintf(stderr, "\r\033[K[%zu/%zu] %.60s", done, known, text);
}

void progress_clear(void)
{
    if (on_terminal())
        fputs("\r\033[K", stderr);
}
