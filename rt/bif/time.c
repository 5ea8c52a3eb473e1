/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of time: clocks in all units, and calendar times as the system knows them. */
#include <atomic_ops.h>
#include <string.h>
#include <time.h>
#include "rt/core/bif.h"
#include "rt/core/clock.h"
#include "rt/number/arith.h"

/* ---- units
 * --------------------------------------------------------------------------------------- */

enum { NANOSECONDS = 1000000000 };

static SInt unit_parts(Term unit)
{
    switch (unit) {
    case am_second:
    case am_seconds:
        return 1;
    case am_millisecond:
    case am_milli_seconds:
        return 1000;
    case am_microsecond:
    case am_micro_seconds:
        return 1000000;
    case am_nanosecond:
    case am_nano_seconds:
    case am_native:
    case am_perf_counter:
        return NANOSECONDS;
    default:
        return term_is_small(unit) ? term_small_value(unit) : 0;
    }
}

static SInt floor_divide(SInt a, SInt b)
{
    return a / b - (a % b < 0);
}

/* Parts per second that do not divide or multiply nanoseconds evenly need wide products; beyond
 * what they hold, big integers do the rest. */
static Term convert(Process *process, SInt time, Term unit)
{
    SInt parts = unit_parts(unit);
    if (parts > 0) {
        __int128 product = (__int128)time * parts;
        __int128 quotient = product / NANOSECONDS - (product % NANOSECONDS < 0);
        if (quotient >= INT64_MIN && quotient <= INT64_MAX)
            return heap_integer(process, (SInt)quotient);
    } else if (!term_is_big(unit) || term_kind(unit) != KIND_BIG_POS) {
        return bif_badarg(process);
    }
    Term product = arith_mul(process, heap_integer(process, time), unit);
    Term whole = term_make_small(NANOSECONDS);
    Term quotient = arith_div(process, product, whole);
    Term remainder = arith_rem(process, product, whole);
    bool below = term_is_small(remainder) && term_small_value(remainder) < 0;
    return below ? arith_sub(process, quotient, term_make_small(1)) : quotient;
}

static SInt system_time(void)
{
    return clock_monotonic() + clock_time_offset();
}

Term bif_erlang_monotonic_time_0(Process *process)
{
    return heap_integer(process, clock_monotonic());
}
Term bif_erlang_monotonic_time_1(Process *process, Term unit)
{
    return convert(process, clock_monotonic(), unit);
}
Term bif_erlang_system_time_0(Process *process)
{
    return heap_integer(process, system_time());
}
Term bif_erlang_system_time_1(Process *process, Term unit)
{
    return convert(process, system_time(), unit);
}
Term bif_erlang_time_offset_0(Process *process)
{
    return heap_integer(process, clock_time_offset());
}
Term bif_erlang_time_offset_1(Process *process, Term unit)
{
    return convert(process, clock_time_offset(), unit);
}
Term bif_os_system_time_0(Process *process)
{
    return heap_integer(process, clock_os_system());
}
Term bif_os_system_time_1(Process *process, Term unit)
{
    return convert(process, clock_os_system(), unit);
}
Term bif_os_perf_counter_0(Process *process)
{
    return heap_integer(process, clock_os_monotonic());
}
Term bif_erts_internal_time_unit_0(Process *process)
{
    (void)process;
    return term_make_small(NANOSECONDS);
}
Term bif_erts_internal_perf_counter_unit_0(Process *process)
{
    (void)process;
    return term_make_small(NANOSECONDS);
}

/* {MegaSecs, Secs, MicroSecs} */
static Term timestamp(Process *process, SInt time)
{
    SInt micro = floor_divide(time, 1000);
    SInt seconds = floor_divide(micro, 1000000);
    SInt mega = floor_divide(seconds, 1000000);
    return heap_tuple(process, 3, term_make_small(mega), term_make_small(seconds - mega * 1000000),
                      term_make_small(micro - seconds * 1000000));
}

Term bif_erlang_timestamp_0(Process *process)
{
    return timestamp(process, system_time());
}
Term bif_os_timestamp_0(Process *process)
{
    return timestamp(process, clock_os_system());
}

Term bif_erlang_now_0(Process *process)
{
    return timestamp(process, (SInt)clock_unique_micro() * 1000);
}

/* ---- calendar
 * --------------------------------------------------------------------------------------- */

typedef struct DateTime {
    SInt year, month, day, hour, minute, second;
} DateTime;

static Term date_term(Process *process, const DateTime *at)
{
    return heap_tuple(process, 3, heap_integer(process, at->year), term_make_small(at->month),
                      term_make_small(at->day));
}

static Term time_term(Process *process, const DateTime *at)
{
    return heap_tuple(process, 3, term_make_small(at->hour), term_make_small(at->minute),
                      term_make_small(at->second));
}

static Term date_time_term(Process *process, const DateTime *at)
{
    Term date = date_term(process, at);
    return heap_tuple(process, 2, date, time_term(process, at));
}

static DateTime from_tm(const struct tm *tm)
{
    return (DateTime){tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday,
                      tm->tm_hour,        tm->tm_min,     tm->tm_sec};
}

static DateTime now_local(void)
{
    time_t now = (time_t)floor_divide(clock_os_system(), NANOSECONDS);
    struct tm tm;
    localtime_r(&now, &tm);
    return from_tm(&tm);
}

static DateTime now_universal(void)
{
    time_t now = (time_t)floor_divide(clock_os_system(), NANOSECONDS);
    struct tm tm;
    gmtime_r(&now, &tm);
    return from_tm(&tm);
}

Term bif_erlang_date_0(Process *process)
{
    DateTime now = now_local();
    return date_term(process, &now);
}
Term bif_erlang_time_0(Process *process)
{
    DateTime now = now_local();
    return time_term(process, &now);
}
Term bif_erlang_localtime_0(Process *process)
{
    DateTime now = now_local();
    return date_time_term(process, &now);
}
Term bif_erlang_universaltime_0(Process *process)
{
    DateTime now = now_universal();
    return date_time_term(process, &now);
}

static bool is_leap(SInt year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static SInt days_in(SInt year, SInt month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

enum { YEAR_EARLIEST = 1600, YEAR_EARLIEST_LOCAL = 1902, YEAR_LATEST = 1 << 30 };

/* {{Y, M, D}, {H, Mi, S}} with all in range; the earliest years are those of ERTS. */
static bool parse(Term term, SInt earliest, DateTime *at)
{
    SInt fields[6];
    if (!term_is_tuple_of(term, 2))
        return false;
    for (int i = 0; i < 6; i++) {
        Term half = term_tuple_elements(term)[i / 3];
        if (!term_is_tuple_of(half, 3) || !term_is_small(term_tuple_elements(half)[i % 3]))
            return false;
        fields[i] = term_small_value(term_tuple_elements(half)[i % 3]);
    }
    *at = (DateTime){fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]};
    return at->year >= earliest && at->year <= YEAR_LATEST && at->month >= 1 && at->month <= 12 &&
           at->day >= 1 && at->day <= days_in(at->year, at->month) && at->hour >= 0 &&
           at->hour <= 23 && at->minute >= 0 && at->minute <= 59 && at->second >= 0 &&
           at->second <= 59;
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar: years start in March, so that leap days
 * come last; 400 years have 146097 days. */
static SInt days_from_civil(SInt year, SInt month, SInt day)
{
    SInt shifted = year - (month <= 2);
    SInt era = floor_divide(shifted, 400), year_of_era = shifted - era * 400;
    SInt day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    SInt day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static SInt to_seconds(const DateTime *at)
{
    return days_from_civil(at->year, at->month, at->day) * 86400 + at->hour * 3600 +
           at->minute * 60 + at->second;
}

static DateTime from_seconds(SInt seconds)
{
    SInt days = floor_divide(seconds, 86400), rest = seconds - days * 86400;
    SInt from_march = days + 719468;
    SInt era = floor_divide(from_march, 146097), day_of_era = from_march - era * 146097;
    SInt year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    SInt day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    SInt shifted_month = (5 * day_of_year + 2) / 153;
    SInt month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return (DateTime){year_of_era + era * 400 + (month <= 2),
                      month,
                      day_of_year - (153 * shifted_month + 2) / 5 + 1,
                      rest / 3600,
                      rest / 60 % 60,
                      rest % 60};
}

Term bif_erlang_posixtime_to_universaltime_1(Process *process, Term time)
{
    if (!term_is_small(time))
        return bif_badarg(process);
    DateTime at = from_seconds(term_small_value(time));
    return date_time_term(process, &at);
}

Term bif_erlang_universaltime_to_posixtime_1(Process *process, Term time)
{
    DateTime at;
    if (!parse(time, YEAR_EARLIEST, &at))
        return bif_badarg(process);
    return heap_integer(process, to_seconds(&at));
}

Term bif_erlang_universaltime_to_localtime_1(Process *process, Term time)
{
    DateTime at;
    struct tm tm;
    if (!parse(time, YEAR_EARLIEST_LOCAL, &at))
        return bif_badarg(process);
    time_t seconds = (time_t)to_seconds(&at);
    if (!localtime_r(&seconds, &tm))
        return bif_badarg(process);
    at = from_tm(&tm);
    return date_time_term(process, &at);
}

Term bif_erlang_localtime_to_universaltime_2(Process *process, Term time, Term daylight)
{
    DateTime at;
    int dst = daylight == am_true ? 1 : daylight == am_false ? 0 : -1;
    if ((dst < 0 && daylight != am_undefined) || !parse(time, YEAR_EARLIEST_LOCAL, &at))
        return bif_badarg(process);
    struct tm tm = {.tm_year = (int)at.year - 1900,
                    .tm_mon = (int)at.month - 1,
                    .tm_mday = (int)at.day,
                    .tm_hour = (int)at.hour,
                    .tm_min = (int)at.minute,
                    .tm_sec = (int)at.second,
                    .tm_isdst = dst,
                    .tm_wday = -1};
    time_t seconds = mktime(&tm);
    if (seconds == -1 && tm.tm_wday == -1)
        return bif_badarg(process);
    at = from_seconds(seconds);
    return date_time_term(process, &at);
}
