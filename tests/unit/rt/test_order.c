/* SPDX-License-Identifier: Apache-2.0 */
/* Term order, hashing, maps and big integers. */
#include <criterion/criterion.h>

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/core/heap.h"
#include "rt/map/map.h"
#include "rt/number/big.h"
#include "tests/unit/rt/support.h"

/* number < atom < … < tuple < map < nil < list < bitstring */
Test(order, kinds)
{
    Process *process = support_process();
    Term ordered[] = {
        term_make_small(-1),
        heap_float(process, 0.5),
        term_make_small(1),
        heap_unsigned(process, UINT64_MAX),
        am_error,
        am_ok,
        heap_tuple(process, 1, am_ok),
        map_empty(process),
        TERM_NIL,
        heap_cons(process, am_ok, TERM_NIL),
    };
    int count = sizeof ordered / sizeof *ordered;
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            int order = term_compare(ordered[i], ordered[j]);
            cr_assert_eq(order < 0, i < j);
            cr_assert_eq(order > 0, i > j);
        }
    }
}

Test(order, integers_and_floats)
{
    Process *process = support_process();
    Term one = term_make_small(1), one_float = heap_float(process, 1.0);
    cr_assert(term_equal(one, one_float));
    cr_assert_not(term_exact(one, one_float));
    /* 2^53 + 1 has no double: it is greater than 2^53 as a float. */
    Term odd = term_make_small(((SInt)1 << 53) + 1);
    cr_assert_gt(term_compare(odd, heap_float(process, 0x1p53)), 0);
}

/* Values of erlang:phash2/1 on stock OTP. */
Test(hash, phash2)
{
    Process *process = support_process();
    cr_assert_eq(hash_phash2(am_ok) & 0x7ffffff, 1883);
    cr_assert_eq(hash_phash2(term_make_small(1)) & 0x7ffffff, 2614250);
    (void)process;
}

Test(map, large_maps_find_what_was_put)
{
    Process *process = support_process();
    Term map = map_empty(process);
    for (SInt i = 0; i < 1000; i++)
        map = map_put(process, map, term_make_small(i), term_make_small(i * i));
    cr_assert_eq(map_size(map), 1000);
    for (SInt i = 0; i < 1000; i++)
        cr_assert_eq(*map_find(map, term_make_small(i)), term_make_small(i * i));
    cr_assert_null(map_find(map, term_make_small(1000)));
    for (SInt i = 0; i < 980; i++)
        map = map_remove(process, map, term_make_small(i), NULL);
    cr_assert(map_is_flat(map));
    cr_assert_eq(map_size(map), 20);
}

Test(big, multiply_and_divide)
{
    Process *process = support_process();
    Term a = heap_unsigned(process, UINT64_MAX), b = term_make_small(1000000007);
    Term product = big_mul(process, a, b);
    cr_assert(term_exact(big_div(process, product, b), a));
    cr_assert(term_exact(big_rem(process, big_add(process, product, term_make_small(5)), b),
                         term_make_small(5)));
    cr_assert(term_exact(big_sub(process, product, product), term_make_small(0)));
}
