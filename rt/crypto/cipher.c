/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ciphers without authentication: at once, and through states.
 *
 * A state is an EVP_CIPHER_CTX behind a magic reference. Updates change it; its lock makes
 * processes that share it take turns, each of which sees what the one before it has left.
 *
 * Padding is made by the library (pkcs_padding), here (zero, random) or not at all: with none,
 * bytes that fill no block are an error, with undefined they are dropped.
 */
#define ERROR_FILE "api_ng.c"

#include <limits.h>
#include <openssl/rand.h>
#include <string.h>
#include "rt/core/reference.h"
#include "rt/crypto/algorithm.h"
#include "rt/crypto/state_lock.h"
#include "rt/map/map.h"
#include "rt/text/display.h"

enum { ENCRYPT_UNSET = -1 }; /* option {encrypt, undefined} */

typedef struct CipherState {
    pthread_mutex_t lock;
    EVP_CIPHER_CTX *context;
    int encrypt; /* 1, 0 or ENCRYPT_UNSET */
    Term padding;
    UInt bytes;       /* so far */
    SInt padded_size; /* -1: not yet */
} CipherState;

/* ---- options ----------------------------------------------------------------------------------
 */

typedef struct Message {
    char text[64];
    size_t length;
} Message;

static void add_to_message(void *context, const char *bytes, size_t size)
{
    Message *message = context;
    size_t room = sizeof message->text - 1 - message->length;
    size = size < room ? size : room;
    memcpy(message->text + message->length, bytes, size);
    message->length += size;
}

static Term bad_tag(Process *process, int argument, Term tag)
{
    Message message = {0};
    TextSink sink = {add_to_message, &message};
    text_print(&sink, "Bad tag in option: ");
    display_term(&sink, tag);
    return FAIL_BADARG(process, argument, message.text);
}

static bool is_padding(Term term)
{
    return term == am_undefined || term == am_none || term == AM(zero) || term == am_random ||
           term == AM(pkcs_padding);
}

/* One {Tag, Value}; false after failing. */
static bool take_option(Process *process, CipherState *state, Term option, int argument,
                        bool *encrypt_given, bool *padding_given)
{
    UInt arity = 0;
    const Term *pair = tuple_of(option, &arity);
    if (arity != 2)
        return FAIL_BADARG(process, argument, "Options must be a property list!"), false;
    if (pair[0] == AM(encrypt)) {
        if (*encrypt_given)
            return FAIL_BADARG(process, argument, "'encrypt' option is present more than once!"),
                   false;
        if (pair[1] != am_true && pair[1] != am_false && pair[1] != am_undefined)
            return FAIL_BADARG(process, argument, "The 'encrypt' option must be a boolean!"), false;
        *encrypt_given = true;
        state->encrypt = pair[1] == am_undefined ? ENCRYPT_UNSET : pair[1] == am_true;
    } else if (pair[0] == AM(padding)) {
        if (*padding_given)
            return FAIL_BADARG(process, argument,
                               "The 'padding' option is present more than once!"),
                   false;
        if (!is_padding(pair[1]))
            return FAIL_BADARG(process, argument, "Bad 'padding' option value"), false;
        *padding_given = true;
        state->padding = pair[1];
    } else {
        return bad_tag(process, argument, pair[0]), false;
    }
    return true;
}

static bool take_options(Process *process, CipherState *state, Term options, int argument)
{
    static const char text[] = "Options are not a boolean or a proper list";
    state->padding = am_undefined;
    state->encrypt = 1;
    if (options == am_true || options == am_false || options == am_undefined) {
        state->encrypt = options == am_undefined ? ENCRYPT_UNSET : options == am_true;
        return true;
    }
    UInt steps = 0;
    Term at = options;
    for (; term_is_cons(at); at = term_tail(at))
        long_work_loop(steps++);
    if (!term_is_nil(at))
        return FAIL_BADARG(process, argument, text), false;
    bool encrypt_given = false, padding_given = false;
    for (at = options; term_is_cons(at); at = term_tail(at))
        if (!take_option(process, state, term_head(at), argument, &encrypt_given, &padding_given))
            return false;
    return true;
}

/* ---- beginning --------------------------------------------------------------------------------
 */

/* The places of the arguments, for errors. */
enum { CIPHER_ARGUMENT = 0, KEY_ARGUMENT = 1, IV_ARGUMENT = 2 };

static bool set_key(Process *process, EVP_CIPHER_CTX *context, const EVP_CIPHER *evp,
                    const CipherState *state, const Bytes *key, const Bytes *iv)
{
    if (!EVP_CipherInit_ex(context, evp, NULL, NULL, NULL, state->encrypt))
        return FAIL_ERROR(process, "Can't initialize context, step 1"), false;
    if (key->size > INT_MAX || !EVP_CIPHER_CTX_set_key_length(context, (int)key->size))
        return FAIL_ERROR_AT(process, KEY_ARGUMENT, "Can't initialize context, key_length"), false;
    if (!EVP_CipherInit_ex(context, NULL, NULL, key->at, iv->at, -1)) {
        if (iv->at)
            return FAIL_ERROR(process, "Can't initialize key or iv"), false;
        return FAIL_BADARG(process, KEY_ARGUMENT, "Can't initialize key"), false;
    }
    if (state->padding != AM(pkcs_padding))
        EVP_CIPHER_CTX_set_padding(context, 0);
    return true;
}

/* Fills in a zeroed state; false after failing. */
static bool begin(Process *process, CipherState *state, Term name, Term key_term, Term iv_term,
                  Term options, int options_argument)
{
    CLEANUP(bytes_free) Bytes key = {0};
    CLEANUP(bytes_free) Bytes iv = {0};
    state->padded_size = -1;
    if (!take_options(process, state, options, options_argument))
        return false;
    if (!bytes_of_iodata(key_term, &key))
        return FAIL_BADARG(process, KEY_ARGUMENT, "Bad key"), false;
    if (!term_is_atom(name))
        return FAIL_BADARG(process, CIPHER_ARGUMENT, "Cipher id is not an atom"), false;
    Cipher *cipher = cipher_find(name);
    if (!cipher)
        return FAIL_BADARG(process, CIPHER_ARGUMENT, "Unknown cipher"), false;
    if (!cipher_takes(cipher, key.size))
        return FAIL_BADARG(process, KEY_ARGUMENT, "Bad key size"), false;
    if (cipher->mode != CIPHER_PLAIN)
        return FAIL_BADARG(process, CIPHER_ARGUMENT, "Missing arguments for this cipher"), false;
    const EVP_CIPHER *evp = cipher_evp(cipher);
    if (!evp)
        return FAIL_NOTSUP(process, CIPHER_ARGUMENT,
                           "Cipher not supported in this libcrypto version"),
               false;
    if (iv_term == am_undefined)
        return FAIL_NOTSUP(process, NO_ARGUMENT,
                           "Dynamic IV is not supported for libcrypto versions >= 3.0"),
               false;
    int iv_length = EVP_CIPHER_get_iv_length(evp);
    if (iv_length > 0) {
        if (!bytes_of_iodata(iv_term, &iv))
            return FAIL_BADARG(process, IV_ARGUMENT, "Bad iv type"), false;
        if (iv.size != (UInt)iv_length)
            return FAIL_BADARG(process, IV_ARGUMENT, "Bad iv size"), false;
    }
    state->context = EVP_CIPHER_CTX_new();
    if (!state->context)
        return FAIL_ERROR(process, "Can't allocate context"), false;
    return set_key(process, state->context, evp, state, &key, &iv);
}

/* ---- going on ---------------------------------------------------------------------------------
 */

/* Room for what an update can give. */
static bool update_start(CipherState *state, const Bytes *data, Output *output)
{
    return output_start(output, data->size + (UInt)EVP_CIPHER_CTX_get_block_size(state->context));
}

static bool update_locked(CipherState *state, const Bytes *data, uint8_t *to, int *length)
{
    state->bytes += data->size;
    return EVP_CipherUpdate(state->context, to, length, data->at, (int)data->size);
}

/* ---- ending -----------------------------------------------------------------------------------
 */

/* What has been found wrong, to be raised when no lock is held. */
typedef const char *Complaint;

static Complaint fill_block(CipherState *state, UInt missing, uint8_t *to, int *length)
{
    uint8_t padding[EVP_MAX_BLOCK_LENGTH] = {0};
    if (missing == 0)
        return NULL;
    if (state->padding == am_random)
        RAND_bytes(padding, (int)missing);
    return EVP_CipherUpdate(state->context, to, length, padding, (int)missing) ? NULL : "Can't pad";
}

static Complaint final_encrypt_locked(CipherState *state, UInt block, uint8_t *to, int *length)
{
    UInt over = state->bytes % block, missing = over ? block - over : 0;
    int filled = 0;
    state->padded_size = (SInt)missing;
    if (state->padding == am_undefined)
        return NULL;
    if (state->padding == AM(pkcs_padding)) {
        state->padded_size = (SInt)(missing ? missing : block);
    } else if (state->padding != am_none) {
        Complaint complaint = fill_block(state, missing, to, &filled);
        if (complaint)
            return complaint;
    }
    if (!EVP_CipherFinal_ex(state->context, to + filled, length)) {
        if (state->padding == am_none)
            return "Padding 'none' but unfilled last block";
        return state->padding == AM(pkcs_padding) ? "Can't finalize" : "Padding failed";
    }
    *length += filled;
    return NULL;
}

/* `to` has room for two blocks. */
static Complaint final_locked(CipherState *state, uint8_t *to, int *length)
{
    *length = 0;
    if (state->encrypt)
        return final_encrypt_locked(state, (UInt)EVP_CIPHER_CTX_get_block_size(state->context), to,
                                    length);
    if (state->padding == am_undefined)
        return NULL;
    return EVP_CipherFinal_ex(state->context, to, length) ? NULL : "Can't finalize";
}

/* ---- at once ----------------------------------------------------------------------------------
 */

static void local_state_free(CipherState *state)
{
    EVP_CIPHER_CTX_free(state->context);
}

Term bif_crypto_ng_crypto_one_time_nif_5(Process *process, Term name, Term key, Term iv, Term data,
                                         Term options)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    CLEANUP(local_state_free) CipherState state = {0};
    CLEANUP(output_drop) Output output = {0};
    int length = 0, rest = 0;
    if (!bytes_of_iodata(data, &bytes))
        return FAIL_BADARG(process, 3, "expected binary as data");
    if (bytes.size > INT_MAX - 2 * EVP_MAX_BLOCK_LENGTH)
        return FAIL_BADARG(process, 3, "too long data");
    if (!begin(process, &state, name, key, iv, options, 4))
        return THE_NON_VALUE;
    if (!output_start(&output, bytes.size + 2 * EVP_MAX_BLOCK_LENGTH))
        return FAIL_ERROR(process, "Can't allocate outdata");
    work_on_bytes(process, bytes.size);
    if (!update_locked(&state, &bytes, output.at, &length))
        return FAIL_ERROR(process, "Can't update");
    Complaint complaint = final_locked(&state, output.at + length, &rest);
    if (complaint)
        return FAIL_ERROR(process, complaint);
    return output_term(process, &output, (UInt)(length + rest));
}

/* ---- states -----------------------------------------------------------------------------------
 */

static CipherState *contents(BinaryObject *object)
{
    return (CipherState *)(void *)object->bytes;
}

static void destroy(BinaryObject *object)
{
    CipherState *state = contents(object);
    reference_forget(object);
    EVP_CIPHER_CTX_free(state->context);
    pthread_mutex_destroy(&state->lock);
}

static CipherState *state_of(Term reference)
{
    BinaryObject *object = reference_object(reference, destroy);
    return object ? contents(object) : NULL;
}

static Term turn_round(Process *process, CipherState *state, Term reference, Term encrypt)
{
    if (encrypt != am_true && encrypt != am_false)
        return FAIL_BADARG(process, 3, "Expected true or false");
    state_lock(&state->lock);
    state->encrypt = encrypt == am_true;
    bool good = EVP_CipherInit_ex(state->context, NULL, NULL, NULL, NULL, state->encrypt);
    state_unlock(&state->lock);
    return good ? reference : FAIL_ERROR(process, "Can't initialize encflag");
}

Term bif_crypto_ng_crypto_init_nif_4(Process *process, Term name, Term key, Term iv, Term options)
{
    CipherState *old = state_of(name);
    if (old)
        return turn_round(process, old, name, options);
    if (!term_is_atom(name))
        return FAIL_BADARG(process, 0, "Expected cipher name atom");
    CLEANUP(local_state_free) CipherState state = {0};
    if (!begin(process, &state, name, key, iv, options, 3))
        return THE_NON_VALUE;
    BinaryObject *object = binary_object_new(sizeof(CipherState));
    object->destructor = destroy;
    *contents(object) = state;
    pthread_mutex_init(&contents(object)->lock, NULL);
    state.context = NULL;
    return state_reference(process, object);
}

/* The data of an update; false after failing. */
static bool update_data(Process *process, Term data, Bytes *bytes)
{
    if (!bytes_of_iodata(data, bytes))
        return FAIL_BADARG(process, 1, "expected binary"), false;
    if (bytes->size > INT_MAX - 2 * EVP_MAX_BLOCK_LENGTH)
        return FAIL_BADARG(process, 1, "too long data"), false;
    return true;
}

Term bif_crypto_ng_crypto_update_nif_2(Process *process, Term reference, Term data)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    CLEANUP(output_drop) Output output = {0};
    int length = 0;
    if (!update_data(process, data, &bytes))
        return THE_NON_VALUE;
    CipherState *state = state_of(reference);
    if (!state)
        return FAIL_BADARG(process, 0, "Bad State");
    if (!update_start(state, &bytes, &output))
        return FAIL_ERROR(process, "Can't allocate outdata");
    work_on_bytes(process, bytes.size);
    state_lock(&state->lock);
    bool good = update_locked(state, &bytes, output.at, &length);
    state_unlock(&state->lock);
    if (!good)
        return FAIL_ERROR(process, "Can't update");
    return output_term(process, &output, (UInt)length);
}

Term bif_crypto_ng_crypto_update_nif_3(Process *process, Term reference, Term data, Term iv)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    (void)iv;
    if (!update_data(process, data, &bytes))
        return THE_NON_VALUE;
    if (!state_of(reference))
        return FAIL_BADARG(process, 0, "Bad State");
    return FAIL_NOTSUP(process, NO_ARGUMENT,
                       "Dynamic IV is not supported for libcrypto versions >= 3.0");
}

Term bif_crypto_ng_crypto_final_nif_1(Process *process, Term reference)
{
    CipherState *state = state_of(reference);
    if (!state)
        return FAIL_BADARG(process, 0, "Bad State");
    uint8_t blocks[2 * EVP_MAX_BLOCK_LENGTH];
    int length;
    state_lock(&state->lock);
    Complaint complaint = final_locked(state, blocks, &length);
    state_unlock(&state->lock);
    if (complaint)
        return FAIL_ERROR(process, complaint);
    return binary_from_bytes(process, blocks, (UInt)length);
}

Term bif_crypto_ng_crypto_get_data_nif_1(Process *process, Term reference)
{
    CipherState *state = state_of(reference);
    if (!state)
        return FAIL_BADARG(process, 0, "Bad State");
    state_lock(&state->lock);
    CipherState now = *state;
    state_unlock(&state->lock);
    const Term pairs[] = {
        am_size,          heap_unsigned(process, now.bytes),
        AM(padding_size), term_make_small(now.padded_size),
        AM(padding_type), now.padding,
        AM(encrypt),      now.encrypt ? (Term)am_true : (Term)am_false,
    };
    return map_put_pairs(process, map_empty(process), pairs, sizeof pairs / sizeof *pairs / 2);
}
