/* SPDX-License-Identifier: Apache-2.0 */
/* Where text goes: a FILE, or any function that takes bytes. */
#ifndef RT_TEXT_SINK_H
#define RT_TEXT_SINK_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef struct TextSink {
    void (*write)(void *context, const char *bytes, size_t size);
    void *context;
} TextSink;

static inline void text_write(TextSink *sink, const char *bytes, size_t size)
{
    sink->write(sink->context, bytes, size);
}
static inline void text_print(TextSink *sink, const char *text)
{
    text_write(sink, text, strlen(text));
}

static inline void text_sink_write_file(void *context, const char *bytes, size_t size)
{
    fwrite(bytes, 1, size, context);
}
static inline TextSink text_sink_file(FILE *file)
{
    return (TextSink){text_sink_write_file, file};
}

#endif
