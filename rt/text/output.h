/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Standard output of the runtime itself (erlang:display and alike): buffered, flushed when the
 * program ends or waits. Any thread.
 */
#ifndef RT_TEXT_OUTPUT_H
#define RT_TEXT_OUTPUT_H

#include "rt/text/sink.h"

static inline TextSink output_sink(void)
{
    return text_sink_file(stdout);
}
/* Standard error: where erlang:display_string/1 writes since OTP 24. */
static inline TextSink output_error_sink(void)
{
    return text_sink_file(stderr);
}
static inline void output_flush(void)
{
    fflush(stdout);
}

#endif
