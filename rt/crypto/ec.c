/* SPDX-License-Identifier: Apache-2.0 */
/* Keys on elliptic curves are made. */
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include "rt/crypto/curve.h"

static void group_free(EC_GROUP **group)
{
    EC_GROUP_free(*group);
}

static void point_free(EC_POINT **point)
{
    EC_POINT_free(*point);
}

/* {Public, Private}, the latter as long as the order. */
static Term key_pair(Process *process, Term public, const EVP_PKEY *key, UInt order_bytes)
{
    CLEANUP(number_free) BIGNUM *private = NULL;
    uint8_t *to;
    if (!EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &private))
        return FAIL_BADARG(process, 1, "Couldn't get priv key bytes");
    if ((UInt)BN_num_bytes(private) > order_bytes)
        return bif_badarg(process);
    Term binary = binary_new(process, order_bytes, &to);
    BN_bn2binpad(private, to, (int)order_bytes);
    return heap_tuple(process, 2, public, binary);
}

/* The public key's bytes: the private one times the generator. */
static Term public_point(Process *process, const EVP_PKEY *key, const OSSL_PARAM *curve)
{
    CLEANUP(number_free) BIGNUM *private = NULL;
    CLEANUP(group_free) EC_GROUP *group = EC_GROUP_new_from_params(curve, NULL, NULL);
    CLEANUP(output_drop) Output output = {0};
    if (!group)
        return FAIL_ERROR(process, "Couldn't get EC_GROUP");
    CLEANUP(point_free) EC_POINT *point = EC_POINT_new(group);
    if (!point)
        return FAIL_ERROR(process, "Couldn't create POINT");
    if (!EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &private))
        return FAIL_ERROR(process, "Couldn't get EC key");
    if (BN_is_zero(private))
        return FAIL_BADARG(process, 1, "peer priv key must not be 0");
    if (!EC_POINT_mul(group, point, private, NULL, NULL, NULL))
        return FAIL_ERROR(process, "Couldn't multiply POINT");
    point_conversion_form_t form = EC_GROUP_get_point_conversion_form(group);
    size_t size = EC_POINT_point2oct(group, point, form, NULL, 0, NULL);
    if (size == 0 || !output_start(&output, size) ||
        EC_POINT_point2oct(group, point, form, output.at, size, NULL) == 0)
        return FAIL_ERROR(process, "Couldn't get public key");
    return output_term(process, &output, size);
}

static Term from_private(Process *process, Term curve, Term private)
{
    CLEANUP(parameters_free) Parameters parameters = {0};
    UInt order_bytes;
    if (!parameters_add_number(&parameters, OSSL_PKEY_PARAM_PRIV_KEY, private))
        return FAIL_BADARG(process, 0, "Bad private key");
    if (!curve_add(process, &parameters, curve, &order_bytes))
        return THE_NON_VALUE;
    CLEANUP(pkey_free) EVP_PKEY *key = parameters_key(&parameters, "EC", EVP_PKEY_KEYPAIR);
    if (!key)
        return FAIL_ERROR(process, "Can't do fromdata");
    Term public = public_point(process, key, parameters.items);
    if (public == THE_NON_VALUE)
        return THE_NON_VALUE;
    return key_pair(process, public, key, order_bytes);
}

static Term new_pair(Process *process, Term curve)
{
    CLEANUP(parameters_free) Parameters parameters = {0};
    CLEANUP(output_drop) Output output = {0};
    CLEANUP(pkey_free) EVP_PKEY *key = NULL;
    UInt order_bytes;
    size_t size = 0;
    if (!curve_add(process, &parameters, curve, &order_bytes))
        return FAIL_BADARG(process, 0, "Couldn't get Curve definition");
    parameters.items[parameters.count] = OSSL_PARAM_construct_end();
    CLEANUP(pkey_context_free)
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (!context)
        return FAIL_ERROR(process, "Can't EVP_PKEY_CTX_new_from_name");
    if (EVP_PKEY_keygen_init(context) <= 0)
        return FAIL_ERROR(process, "Can't EVP_PKEY_keygen_init");
    if (!EVP_PKEY_CTX_set_params(context, parameters.items))
        return FAIL_ERROR(process, "Can't EVP_PKEY_CTX_set_params");
    if (!EVP_PKEY_generate(context, &key))
        return FAIL_ERROR(process, "Couldn't generate EC key");
    if (!EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, NULL, 0, &size))
        return FAIL_ERROR(process, "Can't get pub octet string size");
    if (!output_start(&output, size) ||
        !EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, output.at, size,
                                         &size))
        return FAIL_ERROR(process, "Can't get pub octet string");
    return key_pair(process, output_term(process, &output, size), key, order_bytes);
}

Term bif_crypto_ec_generate_key_nif_2(Process *process, Term curve, Term private)
{
    crypto_start();
    bif_charge(process, REDUCTIONS_PER_SLICE / 4);
    long_work_in_turn();
    return private == am_undefined ? new_pair(process, curve)
                                   : from_private(process, curve, private);
}
