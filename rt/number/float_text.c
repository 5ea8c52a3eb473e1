/* SPDX-License-Identifier: Apache-2.0 */
/* Floats as text (float_text.h), by way of the C library's correctly rounded conversions. */
#include "rt/number/float_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- shortest
 * ---------------------------------------------------------------------------------------- */

enum { DIGITS_MAX = 17 };

/* Shortest digits that read back as `value` (positive, finite), and the exponent of the first
 * digit. A correctly rounded text of n digits is the nearest of that length, so the first length
 * that reads back is the shortest. Normal numbers always survive 15 digits when that is enough, so
 * the search can begin there; subnormal ones have fewer. */
static int shortest_digits(double value, char *digits, int *exponent)
{
    char text[40];
    int precision = value < 0x1p-1022 ? 1 : 15;
    for (;; precision++) {
        snprintf(text, sizeof text, "%.*e", precision - 1, value);
        if (precision == DIGITS_MAX || strtod(text, NULL) == value)
            break;
    }
    char *mark = strchr(text, 'e');
    *exponent = atoi(mark + 1);
    int count = 0;
    for (char *at = text; at < mark; at++)
        if (*at != '.')
            digits[count++] = *at;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    return count;
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
    char digits[DIGITS_MAX + 1], scientific[40];
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

/* Half up for what has few enough digits, as ERTS does it by adding one half of the last place;
 * beyond that, the exact value rounded half to even. */
size_t float_text_decimals(double value, int decimals, bool compact, char *text)
{
    enum { ADDED_MAX = 18 };
    int length;
    if (decimals < ADDED_MAX && fabs(value) < 0x1p52) {
        char exact[FLOAT_TEXT_MAX + 1];
        double half = 0.5;
        for (int i = 0; i < decimals; i++)
            half /= 10;
        int size = snprintf(exact, sizeof exact, "%.*f", 80, fabs(value) + half);
        char *point = memchr(exact, '.', (size_t)size);
        point[decimals ? decimals + 1 : 0] = 0;
        length = snprintf(text, FLOAT_TEXT_MAX + 1, "%s%s", signbit(value) ? "-" : "", exact);
    } else {
        length = snprintf(text, FLOAT_TEXT_MAX + 1, "%.*f", decimals, value);
    }
    size_t size = checked(length);
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

size_t float_text_prefix(const char *text, size_t size)
{
    size_t at = size > 0 && (text[0] == '+' || text[0] == '-');
    size_t whole = digits_at(text, at, size);
    at += whole;
    if (whole == 0 || at == size || text[at] != '.')
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
    *value = strtod(copy, NULL);
    free(copy);
    return isfinite(*value);
}
