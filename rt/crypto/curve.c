/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Elliptic curves (curve.h). Their definition is
 *
 *   {Field, {A, B, Seed}, Generator, Order, Cofactor}
 *   Field: {prime_field, P}
 *        | {characteristic_two_field, M, {tpbasis, K} | {ppbasis, K1, K2, K3}}
 *
 * where numbers are binaries, but M, K … small integers.
 */
#define ERROR_FILE "ec.c"

#include "rt/crypto/curve.h"

#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>

#define COMPLAIN(text) return FAIL_ERROR_AT(process, 1, text), false

/* x^M + x^K … + 1 */
static bool add_polynomial(Process *process, Parameters *parameters, const int *bits, int count)
{
    CLEANUP(number_free) BIGNUM *polynomial = BN_new();
    bool good = polynomial != NULL;
    for (int i = 0; i < count; i++)
        good = good && BN_set_bit(polynomial, bits[i]);
    good = good && BN_set_bit(polynomial, 0);
    if (!good)
        return FAIL_ERROR(process, "Polynom bit setting failed"), false;
    return parameters_add_bignum(parameters, OSSL_PKEY_PARAM_EC_P, polynomial);
}

static bool add_basis(Process *process, Parameters *parameters, int degree, const Term *basis,
                      UInt arity)
{
    int bits[] = {degree, 0, 0, 0};
    bool is_trinomial = arity == 2;
    if (arity != 2 && arity != 4)
        COMPLAIN("Bad tuple");
    if (basis[0] != (is_trinomial ? AM(tpbasis) : AM(ppbasis)))
        COMPLAIN("Bad atom");
    for (UInt i = 1; i < arity; i++) {
        unsigned value;
        if (!uint_of(basis[i], &value))
            COMPLAIN(is_trinomial ? "uint expected (k1)" : "Expecting uint (k1,k2,k3)");
        bits[i] = value <= INT_MAX ? (int)value : INT_MAX;
    }
    bool ordered = bits[1] > 0;
    for (UInt i = 2; i < arity; i++)
        ordered = ordered && bits[i - 1] < bits[i];
    if (!ordered || degree <= bits[arity - 1])
        COMPLAIN(is_trinomial ? "bad values (field_bits or k1)"
                              : "bad values (field_bits, k1, k2 or k3)");
    return add_polynomial(process, parameters, bits, (int)arity);
}

static bool add_binary_field(Process *process, Parameters *parameters, const Term *field)
{
    int degree;
    UInt arity = 0;
    parameters_add_text(parameters, OSSL_PKEY_PARAM_EC_FIELD_TYPE,
                        SN_X9_62_characteristic_two_field);
    if (!int_of(field[1], &degree) || degree > OPENSSL_ECC_MAX_FIELD_BITS)
        COMPLAIN("Bad field-bits (M)");
    const Term *basis = tuple_of(field[2], &arity);
    if (basis)
        return add_basis(process, parameters, degree, basis, arity);
    if (field[2] == AM(onbasis))
        return FAIL_NOTSUP(process, 1, "'onbasis' not supported"), false;
    COMPLAIN("Bad last field");
}

static bool add_field(Process *process, Parameters *parameters, Term term)
{
    UInt arity = 0;
    const Term *field = tuple_of(term, &arity);
    if (!field)
        COMPLAIN("Bad Field");
    if (arity == 2 && field[0] == AM(prime_field)) {
        parameters_add_text(parameters, OSSL_PKEY_PARAM_EC_FIELD_TYPE, SN_X9_62_prime_field);
        if (!parameters_add_number(parameters, OSSL_PKEY_PARAM_EC_P, field[1]))
            COMPLAIN("Bad p (Prime)");
        return true;
    }
    if (arity == 3 && field[0] == AM(characteristic_two_field))
        return add_binary_field(process, parameters, field);
    COMPLAIN("Bad field-type");
}

bool curve_add(Process *process, Parameters *parameters, Term curve, UInt *order_bytes)
{
    UInt arity = 0;
    const Term *pair = tuple_of(curve, &arity);
    if (arity != 2)
        return FAIL_ERROR(process, "Tuple arity 2 expected."), false;
    const Term *parts = tuple_of(pair[0], &arity);
    if (!parts || arity != 5)
        COMPLAIN("Bad curve def. Expect 5-tuple.");
    if (!parameters_add_bytes(parameters, OSSL_PKEY_PARAM_EC_GENERATOR, parts[2]))
        COMPLAIN("Bad Generator (Point)");
    if (!parameters_add_number(parameters, OSSL_PKEY_PARAM_EC_ORDER, parts[3]))
        COMPLAIN("Bad order");
    if (order_bytes)
        *order_bytes = bit_view(parts[3]).bit_size / 8;
    if (parts[4] == am_none)
        COMPLAIN("Cofactor must be != none");
    if (!parameters_add_number(parameters, OSSL_PKEY_PARAM_EC_COFACTOR, parts[4]))
        COMPLAIN("Bad cofactor");
    const Term *equation = tuple_of(parts[1], &arity);
    if (!equation || arity != 3)
        COMPLAIN("Bad Prime");
    if (!parameters_add_number(parameters, OSSL_PKEY_PARAM_EC_A, equation[0]))
        COMPLAIN("Bad a");
    if (!parameters_add_number(parameters, OSSL_PKEY_PARAM_EC_B, equation[1]))
        COMPLAIN("Bad b");
    if (term_is_binary(equation[2]) &&
        !parameters_add_bytes(parameters, OSSL_PKEY_PARAM_EC_SEED, equation[2]))
        COMPLAIN("Bad seed");
    return add_field(process, parameters, parts[0]);
}
