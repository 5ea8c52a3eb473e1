/* SPDX-License-Identifier: Apache-2.0 */
/* What crypto tells of its library; FIPS and engines, which are not supported. */
#include <openssl/crypto.h>
#include <openssl/opensslv.h>
#include <string.h>
#include "rt/crypto/crypto.h"
#include "rt/map/map.h"

static Term text_term(Process *process, const char *text)
{
    return heap_string(process, (const uint8_t *)text, strlen(text), TERM_NIL);
}

Term bif_crypto_info_nif_0(Process *process)
{
    const Term pairs[] = {
        AM(compile_type),
        am_normal,
        AM(link_type),
        AM(static),
        AM(cryptolib_version_compiled),
        text_term(process, OPENSSL_VERSION_TEXT),
        AM(cryptolib_version_linked),
        text_term(process, OpenSSL_version(OPENSSL_VERSION)),
        AM(fips_provider_available),
        am_false,
    };
    return map_put_pairs(process, map_empty(process), pairs, sizeof pairs / sizeof *pairs / 2);
}

Term bif_crypto_info_lib_0(Process *process)
{
    static const char name[] = "OpenSSL";
    const char *version = OpenSSL_version(OPENSSL_VERSION);
    Term entry = heap_tuple(process, 3, binary_from_bytes(process, name, sizeof name - 1),
                            term_make_small(OPENSSL_VERSION_NUMBER),
                            binary_from_bytes(process, version, strlen(version)));
    return heap_cons(process, entry, TERM_NIL);
}

Term bif_crypto_info_fips_0(Process *process)
{
    (void)process;
    return am_not_supported;
}

Term bif_crypto_enable_fips_mode_nif_1(Process *process, Term enable)
{
    if (enable == am_true)
        return am_false;
    return enable == am_false ? (Term)am_true : bif_badarg(process);
}

/* ---- engines ----------------------------------------------------------------------------------
 */

#define NO_ENGINES(name, ...)                            \
    Term bif_crypto_##name(Process *process __VA_ARGS__) \
    {                                                    \
        (void)process;                                   \
        return am_notsup;                                \
    }
#define ONE , __attribute__((unused)) Term a
#define TWO ONE, __attribute__((unused)) Term b
#define THREE TWO, __attribute__((unused)) Term c

NO_ENGINES(engine_by_id_nif_1, ONE)
NO_ENGINES(engine_init_nif_1, ONE)
NO_ENGINES(engine_free_nif_1, ONE)
NO_ENGINES(engine_load_dynamic_nif_0, )
NO_ENGINES(engine_ctrl_cmd_strings_nif_3, THREE)
NO_ENGINES(engine_register_nif_2, TWO)
NO_ENGINES(engine_unregister_nif_2, TWO)
NO_ENGINES(engine_add_nif_1, ONE)
NO_ENGINES(engine_remove_nif_1, ONE)
NO_ENGINES(engine_get_first_nif_0, )
NO_ENGINES(engine_get_next_nif_1, ONE)
NO_ENGINES(engine_get_id_nif_1, ONE)
NO_ENGINES(engine_get_name_nif_1, ONE)
NO_ENGINES(engine_get_all_methods_nif_0, )
NO_ENGINES(ensure_engine_loaded_nif_2, TWO)
