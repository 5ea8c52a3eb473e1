/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Code: what the compiler emits for a module and how generated code and runtime call each other.
 *
 * Every piece of generated code is a *fragment*: a function with the calling convention
 * preserve_none (LLVM CC 21) and the one prototype below, entered and left by jumps (musttail).
 *
 *   process, stack, heap, reductions   the pinned state
 *   x0 … x5                            X registers; x6 and up are in process->x[6…]
 *   aux                                what the jump is about: the Export * of a remote call, the
 *                                      fun term of a fun call, the CodeInfo * or RaiseSite * of a
 *                                      raise, the Fragment * to restart for yield and collect
 *
 * The stack grows down. `stack[0]` of a frame is the slot into which a call made from that frame
 * stores its continuation; a callee returns by jumping to the fragment in its stack[0] with the
 * result in x0. `allocate n` lowers the stack by n + 1 words: stack[1…n] are y0…y(n-1). Word 0 of
 * the frame at the top is stale unless a call from it is in progress.
 *
 * A catch or try tag in a Y register is the address of the handler fragment. It is entered with the
 * stack at the base of the frame that holds the tag and x0 = class (atom), x1 = reason or thrown
 * value, x2 = the raw stack trace: a tuple {Class, Top, Frames} that rt/core/trace.c makes and
 * reads (build_stacktrace turns it into a list).
 *
 * Before the first instruction of each fragment stands its CodeInfo.
 */
#ifndef RT_CORE_CODE_H
#define RT_CORE_CODE_H

#include <stddef.h>
#include "rt/core/term.h"

typedef struct Process Process;
typedef struct ModuleImage ModuleImage;

#define PRESERVE_NONE __attribute__((preserve_none))
#define MUSTTAIL __attribute__((musttail))

enum { X_IN_REGISTERS = 6, X_MAX = 1024, ARITY_MAX = 255 };

/* Fragments: alignment (words of the stack that point to them have the tag 00), and bits of what
 * CodeInfo holds. */
enum { CODE_ALIGNMENT = 4, CODE_FRAME_BITS = 12, CODE_LIVE_BITS = 8, CODE_NEED_BITS = 12 };

typedef PRESERVE_NONE void Fragment(Process *process, Term *stack, Term *heap, SInt reductions,
                                    Term x0, Term x1, Term x2, Term x3, Term x4, Term x5, UInt aux);

/* The parameter list and the arguments passed on unchanged, for fragments written in C. */
#define FRAGMENT_PARAMETERS                                                                \
    Process *process, Term *stack, Term *heap, SInt reductions, Term x0, Term x1, Term x2, \
        Term x3, Term x4, Term x5, UInt aux
#define FRAGMENT_ARGUMENTS process, stack, heap, reductions, x0, x1, x2, x3, x4, x5, aux

/* One BEAM function: the index-th of a table, in front of which stands whose it is. */
typedef struct FunctionInfo {
    uint32_t function; /* atom */
    uint32_t arity : 8, index : 24;
} FunctionInfo;

typedef struct FunctionTable {
    int32_t module; /* ModuleImage: its distance from here */
    uint32_t unused;
    FunctionInfo functions[];
} FunctionTable;

static inline const ModuleImage *function_module(const FunctionInfo *function)
{
    const char *table =
        (const char *)(function - function->index) - offsetof(FunctionTable, functions);
    int32_t distance = ((const FunctionTable *)(const void *)table)->module;
    return (const ModuleImage *)(const void *)(table + distance);
}

/* Source line: file index << 24 | line; LOCATION_NONE when the module has no line there. The file
 * index counts in ModuleImage.files. */
typedef uint32_t Location;
#define LOCATION_NONE ((Location)0)

/* What is known of a place in the code. */
typedef struct CodeDetails {
    Location location; /* a continuation: of the call that it returns from */
    /* Of this code's own frame at entry, word 0 included; 0 = no frame. */
    uint32_t frame_words : CODE_FRAME_BITS;
    /* A fragment's rt_collect_restart: X registers live at entry, words to make free. */
    uint32_t live : CODE_LIVE_BITS, need : CODE_NEED_BITS;
} CodeDetails;

/* Stands before each fragment, and by itself as the argument of raises. Tens of thousands of them
 * are in a program: pointers are distances from the structure's end, and details are packed: in the
 * module's own file, from the lowest bit on the line, words of the frame, live, need; with
 * CODE_LISTED, because something is too large for that, an index into ModuleImage.details. */
typedef struct CodeInfo {
    int32_t function; /* FunctionInfo; 0: none */
    uint32_t packed;
} CodeInfo;

#define CODE_LISTED ((uint32_t)1 << 31)
enum { PACKED_LINE_BITS = 16, PACKED_FRAME_BITS = 6, PACKED_LIVE_BITS = 4, PACKED_NEED_BITS = 5 };

_Static_assert(sizeof(CodeInfo) == 8 && sizeof(CodeInfo) % CODE_ALIGNMENT == 0,
               "fragments follow their CodeInfo at once");
_Static_assert(PACKED_LINE_BITS + PACKED_FRAME_BITS + PACKED_LIVE_BITS + PACKED_NEED_BITS == 31,
               "CODE_LISTED is the next bit");

static inline const CodeInfo *code_info(const void *fragment)
{
    return (const CodeInfo *)fragment - 1;
}

static inline const FunctionInfo *code_function(const CodeInfo *info)
{
    return info->function == 0
               ? NULL
               : (const FunctionInfo *)(const void *)((const char *)(info + 1) + info->function);
}

/* A native function's identity, as it appears in stack traces. */
typedef struct Mfa {
    Term module, function;
    UInt arity;
} Mfa;

/* A call of a native function that can fail: aux of rt_raise_bif, whose x0… are the arguments. */
typedef struct RaiseSite {
    CodeInfo at;
    int32_t bif; /* Mfa: as CodeInfo.function, from the end of `at` */
} RaiseSite;

static inline const Mfa *site_native(const RaiseSite *site)
{
    return (const Mfa *)(const void *)((const char *)(&site->at + 1) + site->bif);
}

/* A receive with a timeout: where to go on. */
typedef struct WaitSite {
    Fragment *message;
    Fragment *timeout;
    Fragment *bad_timeout; /* the time is no timeout value: the fault is set */
} WaitSite;

/* Export entry: the versioned function table's slot. Remote calls jump through `address` with
 * aux = the Export. One per {module, function, arity} in the whole system; never freed.
 *
 * Native functions that are no guards are called through `bif`, with the RaiseSite of the call, or
 * the Export with EXPORT_ENTERED when they were entered as Erlang functions are, as a further
 * argument. They do not know of it: it is for what stands in while they are traced
 * (rt/trace/enter.c). */
typedef struct Export {
    Fragment *address;
    Mfa mfa;
    const void *bif; /* C function when the export is native, else NULL */
} Export;

enum { EXPORT_ENTERED = 1 };

/* What a local fun object points to. `address` expects the fun term in aux; it moves the free
 * variables behind the arguments and enters the lambda's function. The first word is at the same
 * offset as in Export: calling either kind of fun is the same code. */
typedef struct FunEntry {
    Fragment *address;
    const ModuleImage *module;
    Term function;  /* generated name of the lambda */
    uint32_t arity; /* as seen by the caller, without free variables */
    uint32_t num_free;
    uint32_t index;
    uint32_t old_uniq;
} FunEntry;

/* Distances from the structure. */
typedef struct ExportDefinition {
    int32_t code;  /* Fragment */
    int32_t entry; /* the program's Export for it: tells also what it is called */
} ExportDefinition;

static inline Fragment *definition_code(const ExportDefinition *definition)
{
    return (Fragment *)((UInt)definition + (UInt)(SInt)definition->code);
}

static inline Export *definition_entry(const ExportDefinition *definition)
{
    return (Export *)((UInt)definition + (UInt)(SInt)definition->entry);
}

/* A module instance as the compiler emits it (read-only data, one per object). */
struct ModuleImage {
    Term name;
    uint8_t md5[16];
    const FunctionInfo *functions; /* all, in file order, also those without code reachable */
    const ExportDefinition *exports;
    FunEntry *lambdas; /* writable */
    const Term *files; /* charlists (literals), index 0 is the module's own file name */
    /* module_info(attributes) and (compile) in the external term format, which is a tenth of the
     * size of the terms, and few programs ask; size 0: [] */
    const uint8_t *attributes, *compile_info;
    const CodeDetails *details; /* of places that need more than a CodeInfo */
    Fragment *on_load;          /* entry of the on_load function or NULL */
    const void *literals_start, *literals_end;
    uint32_t function_count, export_count, lambda_count, file_count;
    uint32_t attributes_size, compile_info_size;
    uint32_t flags;
};

enum { MODULE_HAS_LINES = 1 }; /* flags: stack traces show them */

static inline uint32_t packed_part(uint32_t packed, unsigned low, unsigned bits)
{
    return packed >> low & (((uint32_t)1 << bits) - 1);
}

static inline CodeDetails code_details(const CodeInfo *info)
{
    uint32_t packed = info->packed;
    if (packed & CODE_LISTED)
        return function_module(code_function(info))->details[packed & ~CODE_LISTED];
    enum {
        FRAME_AT = PACKED_LINE_BITS,
        LIVE_AT = FRAME_AT + PACKED_FRAME_BITS,
        NEED_AT = LIVE_AT + PACKED_LIVE_BITS,
    };
    return (CodeDetails){.location = packed_part(packed, 0, PACKED_LINE_BITS),
                         .frame_words = packed_part(packed, FRAME_AT, PACKED_FRAME_BITS),
                         .live = packed_part(packed, LIVE_AT, PACKED_LIVE_BITS),
                         .need = packed_part(packed, NEED_AT, PACKED_NEED_BITS)};
}

/* A file inside the executable (rt/file/embedded.h). */
typedef struct EmbeddedFile {
    const char *path;     /* below the root, without a slash at its ends: "lib/a-1/ebin/a.app" */
    const uint8_t *bytes; /* NULL: a folder */
    UInt size;
} EmbeddedFile;

/* The program table, generated when an executable is linked; the symbol is joist_program. */
typedef struct Program {
    const struct AtomName *atoms;
    UInt atom_count;
    const ModuleImage *const *modules;
    UInt module_count;
    Export *exports; /* all export entries that any object mentions or defines */
    UInt export_count;
    Term entry_module, entry_function;
    UInt entry_arity;                          /* 0 or 1 */
    UInt otp_release;                          /* of the libraries linked in, e.g. 25 */
    const void *literals_start, *literals_end; /* all modules' literals lie in between */
    UInt boots;                                /* 1: OTP starts, and then the entry */
    const EmbeddedFile *files;                 /* sorted by path */
    UInt file_count;
    const uint32_t *code_sizes; /* bytes of the modules' code */
} Program;

extern const Program joist_program;

/* ---- fragments of the runtime that generated code jumps to (rt/core/entry.c, raise.c) -------- */

/* Out of reductions at a function's entry or loop edge: saves x0…x(arity-1) (arity from the
 * CodeInfo of the fragment in aux), lets others run, then enters the fragment again. With
 * reductions left: as rt_collect_restart. */
Fragment rt_yield;
/* Heap full at the start of the fragment in aux: collects (what is needed and live tells its
 * CodeInfo), then restarts it. */
Fragment rt_collect_restart;
/* Heap full elsewhere: the roots are the first `live` X registers in memory. A function, which
 * keeps the registers: what is no root need not be saved around it. */
PRESERVE_MOST void rt_collect(Process *process, Term *stack, Term *heap, SInt reductions,
                              UInt words, UInt live) __attribute__((cold));

/* The same from x86-64 code for up to COLLECT_TERMS_MAX terms in registers (collect_terms.c); eax
 * holds words | live << COLLECT_WORDS_BITS. */
enum { COLLECT_TERMS_MAX = 6, COLLECT_WORDS_BITS = 24 };
void rt_collect_in_place(void);

/* Raising. aux = CodeInfo * of the place. Except where said otherwise x0 is the offending value. */
Fragment rt_raise_fault; /* the fault is in process->scheduler->fault (a helper failed) */
Fragment rt_raise_bif;   /* the same, and aux = RaiseSite *, x0… = the arguments */
/* The same when the native function, which always fails, is still to be called. */
Fragment rt_raise_by_bif;
Fragment rt_raise_badmatch, rt_raise_case_clause, rt_raise_try_clause, rt_raise_badrecord;
Fragment rt_raise_if_clause;       /* no value */
Fragment rt_raise_function_clause; /* x0…x(arity-1) are the arguments of aux->function */
Fragment rt_raise_again;    /* the BEAM instructions raise and raw_raise: x0 = class, x1 = value,
                               x2 = raw trace or list from build_stacktrace */
Fragment rt_raise_badfun;   /* x0 = the term that is no fun */
Fragment rt_raise_fun_call; /* x0 = term called, x1 = list of arguments: badfun or badarity */
/* The same by the number of arguments: x0… = the arguments, behind them the term called. */
Fragment rt_raise_fun_call_0, rt_raise_fun_call_1, rt_raise_fun_call_2, rt_raise_fun_call_3,
    rt_raise_fun_call_4, rt_raise_fun_call_5;

/* Calls whose target is known at run time only. Continuation (if any) already in stack[0]. */
Fragment rt_apply;     /* x0 = module, x1 = function, x2 = argument list; aux = CodeInfo * of
                          the caller for its badarg/undef */
Fragment rt_apply_fun; /* x0 = fun, x1 = argument list; aux = CodeInfo * of the caller, without a
                          frame; x2 = 1 when its frame is there (a body call), else 0 */
/* What the exports erlang:apply/2 and /3 lead to when the module erlang is not linked. */
Fragment rt_export_apply_2, rt_export_apply_3;
Fragment rt_not_provided; /* native functions of rt/bif/absent.def; as rt_undefined */
Fragment rt_undefined;    /* address of exports without code; aux = Export * (or fun term) */

/* Where a process begins: x0 = module, x1 = function, x2 = proper list of arguments. */
Fragment rt_process_begin;

/* Waiting for messages: no X registers are live. */
Fragment rt_wait;         /* aux = fragment to go on at when a message has arrived */
Fragment rt_wait_timeout; /* x0 = time (term); aux = WaitSite * */

/* Native functions entered like Erlang functions (address of native exports), by arity. */
Fragment rt_bif_call_0, rt_bif_call_1, rt_bif_call_2, rt_bif_call_3, rt_bif_call_4, rt_bif_call_5,
    rt_bif_call_6, rt_bif_call_7;
/* As above for native functions that may yield (BIF kind YIELDING). */
Fragment rt_bif_yielding;
/* Those that may block (BIF kind DIRTY_IO): on a dirty scheduler, and back. READY_IO: only when
 * they ask for it. */
Fragment rt_bif_dirty_io, rt_bif_ready_io, rt_bif_dirty_run, rt_bif_dirty_return;
/* Where a yielding one goes on: aux = its continuation; process->trapped tells which it is. */
Fragment rt_bif_continue;

#endif
