/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the natives of module crypto have in common: how they fail, bytes and numbers of terms, and
 * results. They stand on libcrypto (OpenSSL 3.0, its default provider), through the EVP interfaces.
 *
 * Messages of errors, which argument they name, and the order in which arguments are looked at are
 * those of OTP's crypto, built for OpenSSL 3.0. So is the file that errors tell (ERROR_FILE,
 * defined where it is not the name of the file here), but not the line.
 *
 * Atoms of atoms.def are numbered when the program is linked: AM(name), no constants for a switch.
 * Objects are freed as variables go out of scope (CLEANUP), on every way out of a function.
 */
#ifndef RT_CRYPTO_CRYPTO_H
#define RT_CRYPTO_CRYPTO_H

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/long_work.h"

#define ATOM(name, text) extern const char crypto_atom_##name[] __asm__("atom." text);
#include "rt/crypto/atoms.def"
#undef ATOM
#define AM(name) ((Term)(uintptr_t)crypto_atom_##name)

#define CLEANUP(function) __attribute__((cleanup(function)))

/* Starts the library when it has not been. Everything that calls it does this before; digest_md,
 * cipher_evp and what makes a state of such a thing have done so. Any thread. */
void crypto_start(void);

/* ---- failing ----------------------------------------------------------------------------------
 */

enum { NO_ARGUMENT = -1 };

/* error {Tag, #{c_file_name, c_file_line_num, c_function_arg_num}, Text}; arguments count from 0.
 */
__attribute__((cold)) Term crypto_fail(Process *process, Term tag, int argument, const char *text,
                                       const char *file, int line);
#ifndef ERROR_FILE
#define ERROR_FILE __FILE_NAME__
#endif
#define FAIL(process, tag, argument, text) \
    crypto_fail(process, tag, argument, text, ERROR_FILE, __LINE__)
#define FAIL_BADARG(process, argument, text) FAIL(process, am_badarg, argument, text)
#define FAIL_NOTSUP(process, argument, text) FAIL(process, am_notsup, argument, text)
#define FAIL_ERROR(process, text) FAIL(process, am_error, NO_ARGUMENT, text)
#define FAIL_ERROR_AT(process, argument, text) FAIL(process, am_error, argument, text)

/* ---- arguments --------------------------------------------------------------------------------
 */

/* A run of bytes, in a term or in a copy. Zeroed: none. */
typedef struct Bytes {
    const uint8_t *at;
    UInt size;
    uint8_t *copy;
} Bytes;

bool bytes_of_iodata(Term term, Bytes *bytes);
bool bytes_of_binary(Term term, Bytes *bytes);
void bytes_free(Bytes *bytes);

bool uint_of(Term term, unsigned *value); /* 0 … UINT_MAX */
bool int_of(Term term, int *value);

/* The elements of a tuple, NULL for other terms. */
static inline const Term *tuple_of(Term term, UInt *arity)
{
    if (!term_is_tuple(term))
        return NULL;
    *arity = term_tuple_arity(term);
    return term_tuple_elements(term);
}

/* A number from the bytes of a binary, the most significant first; NULL for other terms. */
BIGNUM *number_of(Term binary);
void number_free(BIGNUM **number);

/* ---- results ----------------------------------------------------------------------------------
 */

/* A binary; its first byte is not zero. */
Term number_term(Process *process, const BIGNUM *number);

/* Room for a result of which only the largest size is known. Zeroed: none. */
typedef struct Output {
    uint8_t *at;
    BinaryObject *object; /* NULL: in `few` */
    uint8_t few[2 * HEAP_BIN_MAX];
} Output;

bool output_start(Output *output, UInt capacity); /* false: no memory */
/* The first `size` bytes. */
Term output_term(Process *process, Output *output, UInt size);
void output_drop(Output *output);

/* A magic reference to a state, which takes over the object. What the library keeps for the state
 * is outside of the object, so it is told to the collector as an estimate. */
Term state_reference(Process *process, BinaryObject *object);

/* ---- time -------------------------------------------------------------------------------------
 */

/* Bytes go through a digest or cipher: charged, and announced when they are many. Holds no lock. */
static inline void work_on_bytes(Process *process, UInt bytes)
{
    enum { BYTES_PER_REDUCTION = 64, MANY_BYTES = 128 * 1024 };
    bif_charge(process, (SInt)(bytes / BYTES_PER_REDUCTION));
    if (__builtin_expect(bytes >= MANY_BYTES, 0))
        long_work_in_turn();
}

/* Arithmetic on numbers that are so large. A power of 1024 bits takes a good part of a
 * millisecond. */
static inline void work_on_numbers(Process *process, UInt bits)
{
    enum { MANY_BITS = 1500, REDUCTIONS = 500 };
    bif_charge(process, bits >= MANY_BITS ? REDUCTIONS_PER_SLICE / 2 : REDUCTIONS);
    if (bits >= MANY_BITS)
        long_work_in_turn();
}

#endif
