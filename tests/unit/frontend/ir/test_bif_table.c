/* SPDX-License-Identifier: Apache-2.0 */
/* The table of native functions: what is provided and what is not. */
#include "frontend/ir/bif_table.h"

#include <criterion/criterion.h>
#include <stddef.h>

static const BifInfo absent[] = {
#define ABSENT(module, function, arity) {module, function, arity, BIF_ABSENT, NULL},
#include "rt/bif/absent.def"
#undef ABSENT
};

Test(bif_table, what_is_provided_is_not_absent)
{
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        const BifInfo *bif = bif_table_find(absent[i].module, absent[i].function, absent[i].arity);
        cr_assert_not_null(bif);
        cr_expect_eq(bif->kind, BIF_ABSENT, "%s:%s/%u is in all.def and in absent.def",
                     absent[i].module, absent[i].function, absent[i].arity);
    }
}

Test(bif_table, finds_what_is_provided_by_its_name)
{
    for (uint32_t i = 0; i < bif_table_count(); i++) {
        const BifInfo *bif = bif_table_at(i);
        cr_expect_eq(bif_table_find(bif->module, bif->function, bif->arity), bif, "%s:%s/%u",
                     bif->module, bif->function, bif->arity);
        cr_expect_neq(bif->kind, BIF_ABSENT);
        cr_expect_not_null(bif->symbol);
    }
}

Test(bif_table, knows_no_other_functions)
{
    cr_expect_null(bif_table_find("lists", "map", 2));
    cr_expect_null(bif_table_find("lists", "reverse", 3));
}
