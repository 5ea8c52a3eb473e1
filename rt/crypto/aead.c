/* SPDX-License-Identifier: Apache-2.0 */
/* Ciphers with authentication: GCM, CCM and ChaCha20-Poly1305, at once. */
#include <limits.h>
#include "rt/crypto/algorithm.h"

enum { TAG_BYTES_MAX = 16 };

typedef struct Aead {
    Bytes key, iv, text, aad, tag;
    unsigned tag_bytes;
    const Cipher *cipher;
    const EVP_CIPHER *evp;
    int encrypt; /* 1, 0, or -1: undefined */
} Aead;

static void aead_free(Aead *aead)
{
    bytes_free(&aead->key);
    bytes_free(&aead->iv);
    bytes_free(&aead->text);
    bytes_free(&aead->aad);
    bytes_free(&aead->tag);
}

static void context_free(EVP_CIPHER_CTX **context)
{
    EVP_CIPHER_CTX_free(*context);
}

static bool take_bytes(Process *process, Aead *aead, const Term *arguments)
{
    if (!bytes_of_iodata(arguments[1], &aead->key))
        return FAIL_BADARG(process, 1, "non-binary key"), false;
    if (!bytes_of_iodata(arguments[2], &aead->iv))
        return FAIL_BADARG(process, 2, "non-binary iv"), false;
    if (!bytes_of_iodata(arguments[3], &aead->text))
        return FAIL_BADARG(process, 3, "non-binary text"), false;
    if (!bytes_of_iodata(arguments[4], &aead->aad))
        return FAIL_BADARG(process, 4, "non-binary AAD"), false;
    if (aead->encrypt) {
        if (!uint_of(arguments[5], &aead->tag_bytes))
            return FAIL_BADARG(process, 5, "Bad Tag length"), false;
    } else {
        if (!bytes_of_iodata(arguments[5], &aead->tag))
            return FAIL_BADARG(process, 5, "non-binary Tag"), false;
        aead->tag_bytes = aead->tag.size <= INT_MAX ? (unsigned)aead->tag.size : UINT_MAX;
    }
    if (aead->tag_bytes > INT_MAX || aead->key.size > INT_MAX || aead->iv.size > INT_MAX ||
        aead->text.size > INT_MAX || aead->aad.size > INT_MAX)
        return FAIL_BADARG(process, 5, "binary too long"), false;
    return true;
}

/* Arguments (Cipher, Key, IV, Text, AAD, Tag or its length, encrypt?); false after failing. */
static bool take_arguments(Process *process, Aead *aead, const Term *arguments)
{
    if (arguments[6] != am_true && arguments[6] != am_false && arguments[6] != am_undefined)
        return FAIL_BADARG(process, 6, "Bad enc flag"), false;
    aead->encrypt = arguments[6] == am_undefined ? -1 : arguments[6] == am_true;
    if (!term_is_atom(arguments[0]))
        return FAIL_BADARG(process, 0, "non-atom cipher type"), false;
    if (!take_bytes(process, aead, arguments))
        return false;
    Cipher *cipher = cipher_find(arguments[0]);
    if (!cipher || !cipher_takes(cipher, aead->key.size))
        return FAIL_BADARG(process, 0, "Unknown cipher or invalid key size"), false;
    if (cipher->mode == CIPHER_PLAIN)
        return FAIL_BADARG(process, 0, "Not aead cipher"), false;
    aead->cipher = cipher;
    aead->evp = cipher_evp(cipher);
    if (!aead->evp)
        return FAIL_NOTSUP(process, 0, "The cipher is not supported in this libcrypto version"),
               false;
    return true;
}

/* CCM wants to know the sizes of tag and text before all else. */
static bool begin(Process *process, const Aead *aead, EVP_CIPHER_CTX *context)
{
    int length;
    if (EVP_CipherInit_ex(context, aead->evp, NULL, NULL, NULL, aead->encrypt) != 1)
        return FAIL_ERROR(process, "CipherInit failed"), false;
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, (int)aead->iv.size, NULL) != 1)
        return FAIL_BADARG(process, 2, "Bad IV length"), false;
    bool ccm = aead->cipher->mode == CIPHER_CCM;
    if (ccm && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, (int)aead->tag_bytes,
                                   (void *)aead->tag.at) != 1)
        return FAIL_BADARG(process, 5, "Can't set tag"), false;
    if (EVP_CipherInit_ex(context, NULL, NULL, aead->key.at, aead->iv.at, -1) != 1)
        return FAIL_ERROR(process, ccm ? "Can't set key or iv" : "Can't set key and iv"), false;
    if (ccm && EVP_CipherUpdate(context, NULL, &length, NULL, (int)aead->text.size) != 1)
        return FAIL_ERROR(process, "Can't set text size"), false;
    if (EVP_CipherUpdate(context, NULL, &length, aead->aad.at, (int)aead->aad.size) != 1)
        return FAIL_BADARG(process, 4, "Can't set AAD"), false;
    return true;
}

static Term end_encrypt(Process *process, const Aead *aead, EVP_CIPHER_CTX *context, Term text,
                        uint8_t *to)
{
    uint8_t tag[TAG_BYTES_MAX];
    int length;
    if (EVP_CipherFinal_ex(context, to, &length) != 1)
        return FAIL_ERROR(process, "Encrypt error");
    if (aead->tag_bytes > sizeof tag ||
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, (int)aead->tag_bytes, tag) != 1)
        return FAIL_ERROR(process, "Can't get Tag");
    return heap_tuple(process, 2, text, binary_from_bytes(process, tag, aead->tag_bytes));
}

/* CCM has compared the tag already. */
static bool is_authentic(const Aead *aead, EVP_CIPHER_CTX *context, uint8_t *end)
{
    int length;
    return aead->cipher->mode == CIPHER_CCM ||
           (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, (int)aead->tag_bytes,
                                (void *)aead->tag.at) == 1 &&
            EVP_DecryptFinal_ex(context, end, &length) == 1);
}

Term bif_crypto_aead_cipher_nif_7(Process *process, Term name, Term key, Term iv, Term text,
                                  Term aad, Term tag, Term encrypt)
{
    const Term arguments[] = {name, key, iv, text, aad, tag, encrypt};
    CLEANUP(aead_free) Aead aead = {0};
    if (!take_arguments(process, &aead, arguments))
        return THE_NON_VALUE;
    CLEANUP(context_free) EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (!context)
        return FAIL_ERROR(process, "Can't allocate ctx");
    work_on_bytes(process, aead.text.size + aead.aad.size);
    if (!begin(process, &aead, context))
        return THE_NON_VALUE;
    uint8_t *to;
    int length = 0;
    Term result = binary_new(process, aead.text.size, &to);
    if (EVP_CipherUpdate(context, to, &length, aead.text.at, (int)aead.text.size) != 1)
        return aead.encrypt ? FAIL_BADARG(process, 3, "Can't set in-text") : (Term)am_error;
    if (aead.encrypt)
        return end_encrypt(process, &aead, context, result, to);
    return is_authentic(&aead, context, to + length) ? result : (Term)am_error;
}
