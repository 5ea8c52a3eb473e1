/* SPDX-License-Identifier: Apache-2.0 */
/* Floats as text (float_text.h), by way of the C library's correctly rounded conversions. */
#include "rt/number/float_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- shortest
 * ---------------------------------------------------------------------------------------- */

enum { DIGITS_MAX = 17 };

/* Does 0.D…D * 10^(exponent + 1) read back as `value`? */
static bool reads_back(uint64_t digits, int exponent, int precision, double value)
{
    char text[40];
    snprintf(text, sizeof text, "%" PRIu64 "e%d", digits, exponent - precision + 1);
    return strtod(text, NULL) == value;
}

/* The digits of `precision` places nearest to `value` that read back as it; 0: there are none. The
 * correctly rounded ones are the nearest; where the neighbours of a float are unevenly far (powers
 * of two) they may fail while the next ones do not. */
static uint64_t digits_that_read_back(double value, int precision, int *exponent)
{
    char text[40], joined[DIGITS_MAX + 2];
    int count = 0;
    snprintf(text, sizeof text, "%.*e", precision - 1, value);
    char *mark = strchr(text, 'e');
    *exponent = atoi(mark + 1);
    for (char *at = text; at < mark; at++)
        if (*at != '.')
            joined[count++] = *at;
    joined[count] = 0;
    uint64_t digits = strtoull(joined, NULL, 10);
    if (reads_back(digits, *exponent, precision, value))
        return digits;
    if (reads_back(digits + 1, *exponent, precision, value))
        return digits + 1;
    return reads_back(digits - 1, *exponent, precision, value) ? digits - 1 : 0;
}

/* Shortest digits that read back as `value` (positive, finite), and the exponent of the first one.
 * 15 places are right for every normal number that has so few, so the search can begin there;
 * subnormal ones may have fewer. */
static int shortest_digits(double value, char *text, int *exponent)
{
    uint64_t digits = 0;
    for (int precision = value < 0x1p-1022 ? 1 : 15; digits == 0; precision++)
        digits = digits_that_read_back(value, precision, exponent);
    while (digits % 10 == 0)
        digits /= 10;
    return snprintf(text, DIGITS_MAX + 2, "%" PRIu64, digits);
}

static size_t scientific_form(const char *digits, int count, int exponent, char *text)
{
    char *at = text;
    *at++ = digits[0];
    *at++ = '.';
    if (count == 1)
        *at++ = '0';
    memcpy(at, digits + 1, (size_t)count - 1);
    at += count - 1;
    return (size_t)(at - text) + (size_t)sprintf(at, "e%d", exponent);
}

/* Length of the decimal form. */
static int decimal_length(int count, int exponent)
{
    if (exponent < 0)
        return 1 - exponent + count; /* 0. zeros digits */
    return (count > exponent + 1 ? count : exponent + 2) + 1;
}

static size_t decimal_form(const char *digits, int count, int exponent, char *text)
{
    char *at = text;
    if (exponent < 0) {
        *at++ = '0';
        *at++ = '.';
        for (int i = exponent + 1; i < 0; i++)
            *at++ = '0';
        memcpy(at, digits, (size_t)count);
        return (size_t)(at - text) + (size_t)count;
    }
    for (int i = 0; i <= exponent; i++)
        *at++ = i < count ? digits[i] : '0';
    *at++ = '.';
    if (count <= exponent + 1)
        *at++ = '0';
    for (int i = exponent + 1; i < count; i++)
        *at++ = digits[i];
    return (size_t)(at - text);
}

size_t float_text_short(double value, char *text)
{
    char digits[DIGITS_MAX + 2], scientific[40];
    int exponent;
    size_t sign = signbit(value) != 0;
    if (sign)
        *text++ = '-';
    value = fabs(value);
    if (value == 0) {
        strcpy(text, "0.0");
        return sign + 3;
    }
    int count = shortest_digits(value, digits, &exponent);
    size_t size = scientific_form(digits, count, exponent, scientific);
    if (value < 0x1p53 && decimal_length(count, exponent) <= (int)size)
        size = decimal_form(digits, count, exponent, text);
    else
        memcpy(text, scientific, size);
    text[size] = 0;
    return sign + size;
}

/* ---- fixed forms
 * ------------------------------------------------------------------------------------- */

static size_t checked(int length)
{
    return length > 0 && length <= FLOAT_TEXT_MAX ? (size_t)length : 0;
}

static size_t without_trailing_zeros(char *text, size_t size)
{
    const char *point = memchr(text, '.', size);
    if (!point)
        return size;
    while (text[size - 1] == '0' && text + size - 2 > point)
        size--;
    text[size] = 0;
    return size;
}

/* Adds one to the decimal number in the text; a carry out of the first digit makes it longer. */
static int increment(char *text, int length)
{
    int at = length - 1;
    for (; at >= 0; at--) {
        if (text[at] == '.')
            continue;
        if (text[at] != '9')
            break;
        text[at] = '0';
    }
    if (at >= 0) {
        text[at]++;
        return length;
    }
    memmove(text + 1, text, (size_t)length + 1);
    text[0] = '1';
    return length + 1;
}

/* Correctly rounded, exact halves up. Only a float that is a multiple of 2^-(N+1) can be half-way
 * between texts of N places, and N+1 places then show it exactly. */
size_t float_text_decimals(double value, int decimals, bool compact, char *text)
{
    char digits[FLOAT_TEXT_MAX + 66];
    double magnitude = fabs(value), scaled = ldexp(magnitude, decimals + 1);
    bool exact = magnitude < 0x1p52 && decimals < 64 && scaled == floor(scaled);
    int length = snprintf(digits, sizeof digits, "%.*f", decimals + exact, magnitude);
    if (length < 0 || length >= (int)sizeof digits)
        return 0;
    if (exact) {
        bool half = digits[--length] >= '5';
        if (decimals == 0)
            length--;
        digits[length] = 0;
        if (half)
            length = increment(digits, length);
    }
    size_t size =
        checked(snprintf(text, FLOAT_TEXT_MAX + 1, "%s%s", signbit(value) ? "-" : "", digits));
    return compact && size ? without_trailing_zeros(text, size) : size;
}

size_t float_text_scientific(double value, int digits, char *text)
{
    return checked(snprintf(text, FLOAT_TEXT_MAX + 1, "%.*e", digits, value));
}

/* ---- reading
 * ------------------------------------------------------------------------------------------- */

static size_t digits_at(const char *text, size_t from, size_t size)
{
    size_t at = from;
    while (at < size && text[at] >= '0' && text[at] <= '9')
        at++;
    return at - from;
}

/* ERTS takes a comma for a point. */
static bool is_point(char c)
{
    return c == '.' || c == ',';
}

size_t float_text_prefix(const char *text, size_t size)
{
    size_t at = size > 0 && (text[0] == '+' || text[0] == '-');
    size_t whole = digits_at(text, at, size);
    at += whole;
    if (whole == 0 || at == size || !is_point(text[at]))
        return 0;
    size_t fraction = digits_at(text, ++at, size);
    at += fraction;
    if (fraction == 0)
        return 0;
    if (at < size && (text[at] == 'e' || text[at] == 'E')) {
        size_t exponent = at + 1;
        exponent += exponent < size && (text[exponent] == '+' || text[exponent] == '-');
        size_t count = digits_at(text, exponent, size);
        if (count > 0)
            at = exponent + count;
    }
    return at;
}

bool float_text_value(const char *text, size_t size, double *value)
{
    char *copy = malloc(size + 1);
    if (!copy)
        return false;
    memcpy(copy, text, size);
    copy[size] = 0;
    char *comma = memchr(copy, ',', size);
    if (comma)
        *comma = '.';
    *value = strtod(copy, NULL);
    free(copy);
    return isfinite(*value);
}
