/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sequential tracing (token.h). The rules, to the order in which serial numbers are counted, are
 * those of ERTS. `tracer` is shared: it is exchanged as a whole.
 */
#include "rt/trace/token.h"

#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/core/copy.h"
#include "rt/core/list.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"
#include "rt/external/external.h"
#include "rt/port/request.h"
#include "rt/port/table.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/trace/event.h"

/* A term outside heaps. */
typedef struct Label {
    volatile AO_t users;
    Signal *copy;
} Label;

typedef struct Token {
    Term label;
    Label *copy; /* NULL: the label is immediate */
    Term from;   /* pid */
    SInt flags, serial, last;
} Token;

_Static_assert(sizeof(Token) == TOKEN_WORDS * sizeof(Term), "a token in a fragment");

struct Sequence {
    bool set; /* there is a token */
    Token token;
    UInt clock, last; /* they outlive the token; numbers of SMALL_BITS bits */
};

/* Token.flags, as seq_trace:get_token/0 tells them. */
enum {
    TELL_SEND = 1,
    TELL_RECEIVE = 2,
    TELL_PRINT = 4,
    STAMP_NOW = 8,
    STAMP_STRICT = 16,
    STAMP_MONOTONIC = 32,
};

static volatile AO_t tracer; /* Term; 0: nobody */

/* ---- labels ------------------------------------------------------------------------------------
 */

static void label_release(Label *label)
{
    if (!label || AO_fetch_and_sub1_full(&label->users) != 1)
        return;
    signal_free(label->copy);
    memory_free(MEMORY_PROCESS, label, sizeof *label);
}

static Label *label_share(Label *label)
{
    if (label)
        AO_fetch_and_add1(&label->users);
    return label;
}

/* Literals may be those of a persistent term that is erased, so they are copied too. */
static void set_label(Token *token, Term term)
{
    Label *old = token->copy;
    token->label = term;
    token->copy = NULL;
    if (!term_is_immediate(term)) {
        UInt words = copy_size_whole(term);
        Signal *copy = signal_new_sized(SIGNAL_MESSAGE, TERM_NIL, THE_NON_VALUE, 0, words);
        Term *top = copy->fragment.data;
        copy->term = copy_whole_to(term, &top, &copy->fragment.off_heap);
        token->copy = memory_alloc(MEMORY_PROCESS, sizeof *token->copy);
        *token->copy = (Label){1, copy};
        token->label = copy->term;
    }
    label_release(old);
}

/* On the heap of the process. */
static Term label_term(Process *process, const Token *token)
{
    UInt words = copy_size(token->label);
    if (words == 0)
        return token->label;
    Term *top = heap_alloc(process, words), *off_heap = NULL;
    Term term = copy_to(token->label, &top, &off_heap);
    while (off_heap) {
        Term *next = (Term *)off_heap[2];
        heap_link_off_heap(process, off_heap, off_heap_words(off_heap));
        off_heap = next;
    }
    return term;
}

/* ---- who is told -------------------------------------------------------------------------------
 */

static bool is_there(Term who)
{
    return term_is_local_pid(who)    ? process_lookup(who) != NULL
           : term_is_local_port(who) ? port_lookup(who) != NULL
                                     : false;
}

/* A tracer that has ended is none any more. */
static Term current_tracer(void)
{
    AO_t now = AO_load_acquire(&tracer);
    if (__builtin_expect(now != 0, 0) && !is_there(now)) {
        AO_compare_and_swap_full(&tracer, now, 0);
        return 0;
    }
    return now;
}

Term token_tracer(void)
{
    Term now = current_tracer();
    return now ? now : (Term)am_false;
}

Term token_set_tracer(Term term)
{
    if (term_is_tuple_of(term, 2) && term_tuple_elements(term)[0] == am_erl_tracer)
        term = term_tuple_elements(term)[1];
    if (term != am_false && !is_there(term))
        return THE_NON_VALUE;
    AO_t before;
    do {
        before = AO_load(&tracer);
    } while (!AO_compare_and_swap_full(&tracer, before, term == am_false ? 0 : term));
    return before ? before : (Term)am_false;
}

/* A port gets the message in the external format. */
static void tell_port(Process *process, Term id, Signal *message)
{
    static const EncodeOptions options = {.minor_version = 1};
    const uint8_t version = EXTERNAL_VERSION;
    Port *port = port_lookup(id);
    ExternalBuffer buffer = {0};
    uint8_t *bytes;
    if (port) {
        external_encode(&buffer, message->term, &options);
        PortRequest *request = request_port_new(process, ASK_COMMAND);
        request->data = output_data_of_size(1 + buffer.size, &bytes);
        bytes[0] = version;
        memcpy(bytes + 1, buffer.bytes, buffer.size);
        external_buffer_free(&buffer);
        request_port_send(port, id, request);
    }
    signal_free(message);
}

static uint32_t stamp_flags(SInt flags)
{
    return (flags & STAMP_NOW ? (uint32_t)TRACE_NOW : 0) |
           (flags & STAMP_STRICT ? (uint32_t)TRACE_STRICT : 0) |
           (flags & STAMP_MONOTONIC ? (uint32_t)TRACE_MONOTONIC : 0);
}

/* {seq_trace, Label, {What, {Last, Serial}, From, To, Message}}, with a timestamp in the end if
 * wanted. Not if it is about what the tracer does itself (`whose`). */
static void tell(Process *process, const Token *token, SInt flag, Term whose, Term to, Term message)
{
    Term listener = current_tracer(), what;
    if (!(token->flags & flag) || listener == 0 || listener == whose)
        return;
    what = flag == TELL_SEND ? (Term)am_send : flag == TELL_PRINT ? (Term)am_print : am_receive;
    const Term numbers[] = {header_tuple(2), term_make_small(token->last),
                            term_make_small(token->serial)};
    const Term event[] = {header_tuple(5), what, term_make_boxed(numbers),
                          token->from,     to,   message};
    Term term = term_make_boxed(event);
    uint32_t stamp = stamp_flags(token->flags);
    UInt arity = stamp ? 4 : 3, label_words = copy_size(token->label), term_words = copy_size(term);
    Signal *told = signal_leaving_token(
        signal_new_sized(SIGNAL_MESSAGE, listener, am_system, 0,
                         1 + arity + label_words + term_words + (stamp ? EVENT_STAMP_WORDS : 0)));
    Term *at = told->fragment.data, *top = at + 1 + arity;
    told->term = term_make_boxed(at);
    at[0] = header_tuple(arity);
    at[1] = am_seq_trace;
    at[2] = copy_to(token->label, &top, &told->fragment.off_heap);
    at[3] = copy_to(term, &top, &told->fragment.off_heap);
    if (stamp)
        at[4] = event_put_stamp(&top, stamp);
    told->fragment.used = (UInt)(top - told->fragment.data);
    if (term_is_local_port(listener))
        tell_port(process, listener, told);
    else
        signal_send(told);
}

/* About the process that runs here. */
static void tell_own(Process *process, const Token *token, SInt flag, Term to, Term message)
{
    if (!(process->flags & PROCESS_SENSITIVE))
        tell(process, token, flag, process->pid, to, message);
}

/* ---- the token of a process --------------------------------------------------------------------
 */

/* Of SMALL_BITS bits, without a sign, and back. */
static UInt count_of(SInt number)
{
    return (UInt)number & (((UInt)1 << SMALL_BITS) - 1);
}

static SInt number_of(UInt count)
{
    return (SInt)(count << (64 - SMALL_BITS)) >> (64 - SMALL_BITS);
}

static Sequence *sequence_of(Process *process)
{
    if (!process->sequence)
        process->sequence = memory_alloc_zero(MEMORY_PROCESS, sizeof *process->sequence);
    return process->sequence;
}

static void clear(Sequence *sequence)
{
    if (sequence->set)
        label_release(sequence->token.copy);
    sequence->set = false;
}

bool token_is_set(const Process *process)
{
    return process->sequence && process->sequence->set;
}

bool token_has_label(const Process *process, Term label)
{
    return token_is_set(process) && term_exact(process->sequence->token.label, label);
}

static Token *ensure(Process *process)
{
    Sequence *sequence = sequence_of(process);
    if (!sequence->set)
        sequence->token = (Token){
            .label = term_make_small(0), .from = process->pid, .last = number_of(sequence->last)};
    sequence->set = true;
    return &sequence->token;
}

/* The process is about to do something that takes a serial number: not if it is the tracer. */
static const Token *count_up(Process *process)
{
    Sequence *sequence = process->sequence;
    if (current_tracer() != process->pid) {
        sequence->token.from = process->pid;
        sequence->clock = count_of((SInt)(sequence->clock + 1));
        sequence->token.serial = number_of(sequence->clock);
        sequence->token.last = number_of(sequence->last);
    }
    return &sequence->token;
}

Term token_term(Process *process)
{
    if (!token_is_set(process))
        return TERM_NIL;
    const Token *token = &process->sequence->token;
    return heap_tuple(process, 5, term_make_small(token->flags), label_term(process, token),
                      term_make_small(token->serial), token->from, term_make_small(token->last));
}

/* 0: the item is no flag. */
static SInt flag_of(Term item)
{
    switch (item) {
    case am_send:
        return TELL_SEND;
    case am_receive:
        return TELL_RECEIVE;
    case am_print:
        return TELL_PRINT;
    case am_timestamp:
        return STAMP_NOW;
    case am_strict_monotonic_timestamp:
        return STAMP_STRICT;
    case am_monotonic_timestamp:
        return STAMP_MONOTONIC;
    default:
        return 0;
    }
}

static Term numbers_term(Process *process, const Token *token)
{
    return heap_tuple(process, 2, term_make_small(token->last), term_make_small(token->serial));
}

static Term set_numbers(Process *process, Term value)
{
    if (!term_is_tuple_of(value, 2))
        return THE_NON_VALUE;
    const Term *numbers = term_tuple_elements(value);
    if (!term_is_small(numbers[0]) || !term_is_small(numbers[1]))
        return THE_NON_VALUE;
    Token *token = ensure(process);
    Term before = numbers_term(process, token);
    token->last = term_small_value(numbers[0]);
    token->serial = term_small_value(numbers[1]);
    process->sequence->last = count_of(token->last);
    process->sequence->clock = count_of(token->serial);
    return before;
}

Term token_set(Process *process, Term item, Term value)
{
    SInt flag = flag_of(item);
    Term before = THE_NON_VALUE;
    if (flag && (value == am_true || value == am_false)) {
        Token *token = ensure(process);
        before = term_bool(token->flags & flag);
        token->flags = value == am_true ? token->flags | flag : token->flags & ~flag;
    } else if (item == am_label) {
        Token *token = ensure(process);
        before = label_term(process, token);
        set_label(token, value);
    } else if (item == am_serial) {
        before = set_numbers(process, value);
    } else if (item == am_sequential_trace_token && term_is_nil(value)) {
        before = token_term(process);
        if (process->sequence)
            clear(process->sequence);
    }
    return before;
}

Term token_item(Process *process, Term item)
{
    const Token *token = token_is_set(process) ? &process->sequence->token : NULL;
    SInt flag = flag_of(item);
    Term value = THE_NON_VALUE;
    if (flag)
        value = term_bool(token && (token->flags & flag));
    else if (!token && item == am_spawn)
        value = am_false;
    else if (!token)
        return item == am_label || item == am_serial ? TERM_NIL : THE_NON_VALUE;
    else if (item == am_label)
        value = label_term(process, token);
    else if (item == am_serial)
        value = numbers_term(process, token);
    return value == THE_NON_VALUE ? value : heap_tuple(process, 2, item, value);
}

bool token_print(Process *process, Term message)
{
    if (!token_is_set(process))
        return false;
    tell_own(process, count_up(process), TELL_PRINT, TERM_NIL, message);
    return true;
}

void token_process_ends(Process *process)
{
    if (!process->sequence)
        return;
    clear(process->sequence);
    memory_free(MEMORY_PROCESS, process->sequence, sizeof *process->sequence);
    process->sequence = NULL;
}

/* ---- signals with tokens -----------------------------------------------------------------------
 */

/* Where it is in a fragment that has room for it. */
static Token *place(Signal *signal)
{
    return (Token *)(signal->fragment.data + signal->fragment.words - TOKEN_WORDS);
}

static void attach(Signal *signal, const Token *token)
{
    *place(signal) = *token;
    label_share(token->copy);
    signal->token = TOKEN_CARRIED;
}

void token_drop(Signal *signal)
{
    label_release(place(signal)->copy);
    signal->token = TOKEN_NONE;
}

void token_move(Signal *from, Signal *to)
{
    to->token = from->token;
    if (from->token == TOKEN_CARRIED)
        *place(to) = *place(from);
    from->token = TOKEN_NONE;
}

static Signal *with_token(const Token *token, SignalKind kind, Term target, Term from, UInt id,
                          Term term)
{
    UInt words = copy_size(term);
    Signal *signal = signal_new_sized(kind, target, from, id, words + TOKEN_WORDS);
    Term *top = signal->fragment.data;
    signal->term = words ? copy_to(term, &top, &signal->fragment.off_heap) : term;
    signal->fragment.used = words;
    attach(signal, token);
    return signal;
}

Signal *token_message(Process *process, SignalKind kind, Term pid, UInt id, Term shown,
                      Term message)
{
    const Token *token = count_up(process);
    tell_own(process, token, TELL_SEND, shown, message);
    return with_token(token, kind, pid, process->pid, id, message);
}

void token_message_to_port(Process *process, Term port, Term message)
{
    tell_own(process, count_up(process), TELL_SEND, port, message);
}

Signal *token_link_exit(Process *process, Term pid, Term reason)
{
    const Token *token = count_up(process);
    const Term message[] = {header_tuple(3), am_EXIT, process->pid, reason};
    if (process_lookup(pid))
        tell(process, token, TELL_SEND, pid, pid, term_make_boxed(message));
    return with_token(token, SIGNAL_LINK_EXIT, pid, process->pid, 0, reason);
}

void token_expect(Process *process)
{
    sequence_of(process);
}

void token_receive(Process *process, Signal *message)
{
    Sequence *sequence = process->sequence;
    if (message->token == TOKEN_LEFT)
        return;
    clear(sequence);
    if (message->token == TOKEN_NONE)
        return;
    sequence->token = *place(message);
    sequence->set = true;
    message->token = TOKEN_NONE;
    sequence->last = count_of(sequence->token.serial);
    if (sequence->clock < sequence->last)
        sequence->clock = sequence->last;
    tell_own(process, &sequence->token, TELL_RECEIVE, process->pid, message->term);
}

/* ---- spawning ----------------------------------------------------------------------------------
 */

void token_spawn(Process *parent, Process *child, const TokenSpawn *spawn)
{
    const Token *token = count_up(parent);
    Sequence *sequence = sequence_of(child);
    sequence->set = true;
    sequence->token = *token;
    label_share(token->copy);
    sequence->clock = sequence->last = count_of(token->serial);
    const Term function[] = {header_tuple(3), spawn->module, spawn->function,
                             term_make_small(list_length(spawn->arguments))};
    const Term request[] = {header_tuple(8), am_spawn_request,     spawn->reference,
                            parent->pid,     parent->group_leader, term_make_boxed(function),
                            spawn->options,  spawn->tag,           spawn->arguments};
    tell_own(parent, token, TELL_SEND, child->pid, term_make_boxed(request));
    tell_own(parent, token, TELL_RECEIVE, child->pid, term_make_boxed(request));
}

void token_spawned(Process *parent, Process *child, const TokenSpawn *spawn)
{
    const Token *token = count_up(child);
    if (!spawn)
        return;
    const Term reply[] = {header_tuple(4), spawn->tag, spawn->reference, am_ok, child->pid};
    tell_own(parent, token, TELL_SEND, parent->pid, term_make_boxed(reply));
    parent->sequence->last = parent->sequence->clock = count_of(token->serial);
    tell_own(parent, token, TELL_RECEIVE, parent->pid, term_make_boxed(reply));
}

Signal *token_spawn_reply(Process *parent, Process *child, Term reply)
{
    const Token *token = count_up(child);
    tell_own(parent, token, TELL_SEND, parent->pid, reply);
    return with_token(token, SIGNAL_MESSAGE, parent->pid, child->pid, 0, reply);
}

/* ---- all at once -------------------------------------------------------------------------------
 */

static void take_from(Signal *signals)
{
    for (; signals; signals = signals->next) {
        if (signals->token == TOKEN_CARRIED)
            token_drop(signals);
        signals->token = TOKEN_NONE;
    }
}

void token_reset_all(void)
{
    UInt at = 0;
    for (Process *process; (process = process_table_next(&at));) {
        AO_t head = AO_load_acquire(&process->signals);
        if (process->sequence) {
            clear(process->sequence);
            process->sequence->clock = process->sequence->last = 0;
        }
        take_from(process->mailbox_first);
        take_from(process->taken);
        take_from(head == SIGNALS_CLOSED ? NULL : (Signal *)head);
    }
}
