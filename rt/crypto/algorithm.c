/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables of digests and ciphers, and the lists of everything that there is (algorithm.h).
 *
 * The fields `md` and `evp` are atomic: NULL, then ABSENT or what has been fetched. Two threads may
 * fetch the same thing; one of the two is kept.
 */
#include "rt/crypto/algorithm.h"

#include <openssl/ec.h>
#include <openssl/objects.h>
#include <pthread.h>
#include <string.h>
#include "rt/map/map.h"

enum { ABSENT = 1 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- digests ----------------------------------------------------------------------------------
 */

struct Digest {
    Term name;
    const char *library_name;
    bool derives;
    volatile AO_t md;
};

static Digest digests[] = {
    {AM(md4), "MD4", false, 0},
    {AM(md5), "MD5", false, 0},
    {AM(ripemd160), "RIPEMD160", false, 0},
    {AM(sha), "SHA1", true, 0},
    {AM(sha224), "SHA2-224", true, 0},
    {AM(sha256), "SHA2-256", true, 0},
    {AM(sha384), "SHA2-384", true, 0},
    {AM(sha512), "SHA2-512", true, 0},
    {AM(sha3_224), "SHA3-224", false, 0},
    {AM(sha3_256), "SHA3-256", false, 0},
    {AM(sha3_384), "SHA3-384", false, 0},
    {AM(sha3_512), "SHA3-512", false, 0},
    {AM(blake2b), "BLAKE2b512", false, 0},
    {AM(blake2s), "BLAKE2s256", false, 0},
};

Digest *digest_find(Term name)
{
    for (size_t i = 0; i < COUNT(digests); i++)
        if (digests[i].name == name)
            return &digests[i];
    return NULL;
}

const EVP_MD *digest_md(Digest *digest)
{
    AO_t known = AO_load_acquire(&digest->md);
    if (__builtin_expect(known == 0, 0)) {
        crypto_start();
        EVP_MD *md = EVP_MD_fetch(NULL, digest->library_name, "");
        if (!AO_compare_and_swap_full(&digest->md, 0, md ? (AO_t)md : ABSENT))
            EVP_MD_free(md);
        known = AO_load_acquire(&digest->md);
    }
    return known == ABSENT ? NULL : (const EVP_MD *)known;
}

const char *digest_name(const Digest *digest)
{
    return digest->library_name;
}

bool digest_derives(const Digest *digest)
{
    return digest->derives;
}

/* ---- ciphers ----------------------------------------------------------------------------------
 */

static Cipher ciphers[] = {
    {AM(rc2_cbc), "rc2-cbc", 0, CIPHER_PLAIN, 0},
    {AM(rc4), "rc4", 0, CIPHER_PLAIN, 0},
    {AM(des_cbc), "des-cbc", 0, CIPHER_PLAIN, 0},
    {AM(des_cfb), "des-cfb", 0, CIPHER_PLAIN, 0},
    {AM(des_ecb), "des-ecb", 0, CIPHER_PLAIN, 0},
    {AM(des_ede3_cbc), "des-ede3-cbc", 0, CIPHER_PLAIN, 0},
    {AM(des_ede3_cfb), "des-ede3-cfb", 0, CIPHER_PLAIN, 0},
    {AM(blowfish_cbc), "BF-CBC", 0, CIPHER_PLAIN, 0},
    {AM(blowfish_cfb64), "BF-CFB", 0, CIPHER_PLAIN, 0},
    {AM(blowfish_ofb64), "BF-OFB", 0, CIPHER_PLAIN, 0},
    {AM(blowfish_ecb), "BF-ECB", 0, CIPHER_PLAIN, 0},
    {AM(aes_128_cbc), "aes-128-cbc", 16, CIPHER_PLAIN, 0},
    {AM(aes_192_cbc), "aes-192-cbc", 24, CIPHER_PLAIN, 0},
    {AM(aes_256_cbc), "aes-256-cbc", 32, CIPHER_PLAIN, 0},
    {AM(aes_128_ofb), "aes-128-ofb", 16, CIPHER_PLAIN, 0},
    {AM(aes_192_ofb), "aes-192-ofb", 24, CIPHER_PLAIN, 0},
    {AM(aes_256_ofb), "aes-256-ofb", 32, CIPHER_PLAIN, 0},
    {AM(aes_128_cfb8), "aes-128-cfb8", 16, CIPHER_PLAIN, 0},
    {AM(aes_192_cfb8), "aes-192-cfb8", 24, CIPHER_PLAIN, 0},
    {AM(aes_256_cfb8), "aes-256-cfb8", 32, CIPHER_PLAIN, 0},
    {AM(aes_128_cfb128), "aes-128-cfb", 16, CIPHER_PLAIN, 0},
    {AM(aes_192_cfb128), "aes-192-cfb", 24, CIPHER_PLAIN, 0},
    {AM(aes_256_cfb128), "aes-256-cfb", 32, CIPHER_PLAIN, 0},
    {AM(aes_128_ecb), "aes-128-ecb", 16, CIPHER_PLAIN, 0},
    {AM(aes_192_ecb), "aes-192-ecb", 24, CIPHER_PLAIN, 0},
    {AM(aes_256_ecb), "aes-256-ecb", 32, CIPHER_PLAIN, 0},
    {AM(aes_128_ctr), "aes-128-ctr", 16, CIPHER_PLAIN, 0},
    {AM(aes_192_ctr), "aes-192-ctr", 24, CIPHER_PLAIN, 0},
    {AM(aes_256_ctr), "aes-256-ctr", 32, CIPHER_PLAIN, 0},
    {AM(chacha20), "chacha20", 32, CIPHER_PLAIN, 0},
    {AM(chacha20_poly1305), "chacha20-poly1305", 32, CIPHER_AEAD, 0},
    {AM(aes_128_gcm), "aes-128-gcm", 16, CIPHER_AEAD, 0},
    {AM(aes_192_gcm), "aes-192-gcm", 24, CIPHER_AEAD, 0},
    {AM(aes_256_gcm), "aes-256-gcm", 32, CIPHER_AEAD, 0},
    {AM(aes_128_ccm), "aes-128-ccm", 16, CIPHER_CCM, 0},
    {AM(aes_192_ccm), "aes-192-ccm", 24, CIPHER_CCM, 0},
    {AM(aes_256_ccm), "aes-256-ccm", 32, CIPHER_CCM, 0},
};

Cipher *cipher_find(Term name)
{
    for (size_t i = 0; i < COUNT(ciphers); i++)
        if (ciphers[i].name == name)
            return &ciphers[i];
    return NULL;
}

const EVP_CIPHER *cipher_evp(Cipher *cipher)
{
    AO_t known = AO_load_acquire(&cipher->evp);
    if (__builtin_expect(known == 0, 0)) {
        crypto_start();
        EVP_CIPHER *evp = EVP_CIPHER_fetch(NULL, cipher->library_name, "");
        if (!AO_compare_and_swap_full(&cipher->evp, 0, evp ? (AO_t)evp : ABSENT))
            EVP_CIPHER_free(evp);
        known = AO_load_acquire(&cipher->evp);
    }
    return known == ABSENT ? NULL : (const EVP_CIPHER *)known;
}

static Term mode_of(const EVP_CIPHER *evp)
{
    switch (EVP_CIPHER_get_mode(evp)) {
    case EVP_CIPH_ECB_MODE:
        return AM(ecb_mode);
    case EVP_CIPH_CBC_MODE:
        return AM(cbc_mode);
    case EVP_CIPH_CFB_MODE:
        return AM(cfb_mode);
    case EVP_CIPH_OFB_MODE:
        return AM(ofb_mode);
    case EVP_CIPH_CTR_MODE:
        return AM(ctr_mode);
    case EVP_CIPH_GCM_MODE:
        return AM(gcm_mode);
    case EVP_CIPH_CCM_MODE:
        return AM(ccm_mode);
    case EVP_CIPH_STREAM_CIPHER:
        return AM(stream_cipher);
    default:
        return am_undefined;
    }
}

Term bif_crypto_cipher_info_nif_1(Process *process, Term name)
{
    Cipher *cipher = cipher_find(name);
    if (!cipher)
        return bif_badarg(process);
    const EVP_CIPHER *evp = cipher_evp(cipher);
    if (!evp)
        return bif_error(process, am_notsup);
    int type = EVP_CIPHER_get_type(evp);
    bool aead = EVP_CIPHER_get_flags(evp) & EVP_CIPH_FLAG_AEAD_CIPHER;
    const Term pairs[] = {
        am_type,        type == NID_undef ? (Term)am_undefined : term_make_small(type),
        AM(key_length), term_make_small(EVP_CIPHER_get_key_length(evp)),
        AM(iv_length),  term_make_small(EVP_CIPHER_get_iv_length(evp)),
        AM(block_size), term_make_small(EVP_CIPHER_get_block_size(evp)),
        AM(prop_aead),  aead ? (Term)am_true : (Term)am_false,
        AM(mode),       mode_of(evp),
    };
    return map_put_pairs(process, map_empty(process), pairs, COUNT(pairs) / 2);
}

/* ---- lists ------------------------------------------------------------------------------------
 */

Term bif_crypto_hash_algorithms_0(Process *process)
{
    Term list = TERM_NIL;
    for (size_t i = 0; i < COUNT(digests); i++)
        if (digest_md(&digests[i]))
            list = heap_cons(process, digests[i].name, list);
    return list;
}

Term bif_crypto_cipher_algorithms_0(Process *process)
{
    Term list = TERM_NIL;
    for (size_t i = 0; i < COUNT(ciphers); i++)
        if (cipher_evp(&ciphers[i]))
            list = heap_cons(process, ciphers[i].name, list);
    return list;
}

Term bif_crypto_mac_algorithms_0(Process *process)
{
    const Term names[] = {AM(cmac), AM(hmac), AM(poly1305)};
    return heap_list(process, names, COUNT(names), TERM_NIL);
}

Term bif_crypto_pubkey_algorithms_0(Process *process)
{
    const Term names[] = {AM(rsa),  AM(dss),   AM(dh),   AM(ec_gf2m), AM(ecdsa),
                          AM(ecdh), AM(eddsa), AM(eddh), AM(srp)};
    return heap_list(process, names, COUNT(names), TERM_NIL);
}

Term bif_crypto_rsa_opts_algorithms_0(Process *process)
{
    const Term names[] = {
        AM(rsa_pkcs1_pss_padding),  AM(rsa_pss_saltlen),   AM(rsa_mgf1_md),
        AM(rsa_pkcs1_oaep_padding), AM(rsa_oaep_label),    AM(rsa_oaep_md),
        AM(signature_md),           AM(rsa_pkcs1_padding), AM(rsa_x931_padding),
        AM(rsa_no_padding),
    };
    return heap_list(process, names, COUNT(names), TERM_NIL);
}

/* ---- curves -----------------------------------------------------------------------------------
 */

#define CURVE(name, nid) {AM(name), nid},
static const struct {
    Term name;
    int nid; /* NID_undef: not one of elliptic curves in the narrow sense, and always there */
} curves[] = {
#include "rt/crypto/curves.def"
};
#undef CURVE

static bool curve_is_there[COUNT(curves)];

static void find_curves(void)
{
    enum { MOST = 256 };
    static EC_builtin_curve known[MOST];
    crypto_start();
    size_t count = EC_get_builtin_curves(known, MOST);
    for (size_t i = 0; i < COUNT(curves); i++) {
        curve_is_there[i] = curves[i].nid == NID_undef;
        for (size_t k = 0; k < count && k < MOST && !curve_is_there[i]; k++)
            curve_is_there[i] = known[k].nid == curves[i].nid;
    }
}

Term bif_crypto_curve_algorithms_0(Process *process)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find_curves);
    Term list = TERM_NIL;
    for (size_t i = COUNT(curves); i-- > 0;)
        if (curve_is_there[i])
            list = heap_cons(process, curves[i].name, list);
    return list;
}
