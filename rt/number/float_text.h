/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Floats as text and back, in Erlang's forms.
 */
#ifndef RT_NUMBER_FLOAT_TEXT_H
#define RT_NUMBER_FLOAT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FLOAT_TEXT_MAX = 255,       /* characters of any form */
    FLOAT_DECIMALS_MAX = 253,   /* {decimals, N} */
    FLOAT_SCIENTIFIC_MAX = 249, /* {scientific, N} */
    FLOAT_SCIENTIFIC_DEFAULT = 20,
};

/* Each writes at most FLOAT_TEXT_MAX characters and a zero and returns the number of characters, 0
 * when there is not enough room. */

/* The fewest digits that give the same float back; of 100.0 and 1.0e2 the shorter form, decimal
 * when they are equal; always scientific from 2^53 on. */
size_t float_text_short(double value, char *text);
/* N digits after the point, rounded half up on the magnitude; compact: trailing zeros but one go.
 */
size_t float_text_decimals(double value, int decimals, bool compact, char *text);
size_t float_text_scientific(double value, int digits, char *text);

/* What a prefix of the text is: the number of characters of a float
 * Digits.Digits[(e|E)[Sign]Digits] with an optional sign in front, 0 when there is none. */
size_t float_text_prefix(const char *text, size_t size);

/* The value of a text that is such a float; false when it is out of range. */
bool float_text_value(const char *text, size_t size, double *value);

#endif
