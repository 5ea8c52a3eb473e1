/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signals and the mailbox.
 *
 * All that processes do to each other are signals: messages, exits, links, monitors, requests. A
 * sender pushes a signal on the receiver's list `signals` (newest first); only the receiver takes
 * signals from there, all at once, and acts on them in the order they were sent: messages go to the
 * end of its mailbox, other signals take effect at once (rt/process/signal.c). So signals between
 * two processes keep their order across all kinds.
 *
 * The data of a message are in its own fragment until a receive takes the message out; then the
 * fragment becomes one of the process's. Until then collections leave the data where they are: only
 * X registers can refer to them, and only to those of the message at the save pointer (the compiler
 * keeps such references out of Y registers, and drops them when it goes on to the next message).
 *
 * A message that a process sends to itself is not copied: its data stay on the heap, and a list of
 * all such messages (kept_messages) makes them roots. A small message from elsewhere whose turn may
 * come soon becomes one of these when it enters the mailbox (message_settle): else each would leave
 * a fragment to the next collection.
 *
 * mailbox_save points to the link of the message that `loop_rec` looks at next.
 *
 * Receive markers: reserved at the end of the mailbox, later bound to a new reference. No message
 * before that position can hold the reference, so a receive that matches only messages with it may
 * begin there. Losing a marker costs time only.
 */
#ifndef RT_CORE_MESSAGE_H
#define RT_CORE_MESSAGE_H

#include "rt/core/heap.h"

typedef enum SignalKind {
    SIGNAL_MESSAGE,
    SIGNAL_EXIT,      /* erlang:exit/2; term: reason */
    SIGNAL_LINK_EXIT, /* of a linked process; term: reason */
    SIGNAL_LINK,
    SIGNAL_UNLINK,      /* id: of the unlink */
    SIGNAL_UNLINK_ACK,  /* id: the same */
    SIGNAL_MONITOR,     /* id: number of the reference */
    SIGNAL_DEMONITOR,   /* id */
    SIGNAL_DOWN,        /* id; term: reason */
    SIGNAL_ALIAS,       /* a message sent to the reference with number id */
    SIGNAL_REQUEST,     /* rt/process/request.h */
    SIGNAL_TIME_OFFSET, /* term: the new offset */
    SIGNAL_REPLY,       /* id: of the request; term: the answer */
} SignalKind;

/* What a message does to the receiver's token when it is taken out (rt/trace/token.h). */
typedef enum SignalToken {
    TOKEN_NONE,    /* the sender has none, nor has the receiver from then on */
    TOKEN_LEFT,    /* not sent by a process: the receiver keeps what it has */
    TOKEN_CARRIED, /* the receiver has that of the message from then on */
} SignalToken;

struct Signal {
    Signal *next;
    Term term; /* its data are in `fragment`, or on the heap when kept */
    union {
        struct {
            Term target; /* pid of the receiver: its structure may have become another process's */
            Term from;   /* pid of the sender; messages: THE_NON_VALUE */
        };
        struct {
            Signal *kept_next, **kept_link;
        };
    };
    UInt id;
    uint8_t kind;      /* SignalKind */
    uint8_t request;   /* RequestKind, of SIGNAL_REQUEST … */
    uint8_t priority;  /* … and its Priority */
    uint8_t token;     /* SignalToken, of messages and exits */
    bool kept;         /* a message in the list kept_messages */
    bool exact;        /* `fragment` is filled by a copy of the term, which holds nothing outside */
    bool has_fragment; /* else nothing is allocated for it, and the term needs none */
    HeapFragment fragment; /* last: its data follow */
};

static inline UInt signal_words(const Signal *signal)
{
    return signal->has_fragment ? signal->fragment.words : 0;
}

/* Signals of a process that has ended: nothing can be pushed. */
#define SIGNALS_CLOSED ((AO_t)1)
/* Set while there are only signals for which a process that waits is not woken. */
#define SIGNALS_REST ((AO_t)1)

static inline Signal *signals_newest(AO_t signals)
{
    return (Signal *)(signals & ~SIGNALS_REST);
}

/* A signal with a copy of `term`. */
Signal *signal_new(SignalKind kind, Term target, Term from, UInt id, Term term);
/* A signal with room for a term of `words` words in fragment.data, to be filled in. */
Signal *signal_new_sized(SignalKind kind, Term target, Term from, UInt id, UInt words);
/* The same signal, a message that is not of a process. */
static inline Signal *signal_leaving_token(Signal *message)
{
    message->token = TOKEN_LEFT;
    return message;
}
/* Frees it with its data. */
void signal_free(Signal *signal);
/* Frees it; its data become part of the process's heap. Returns its term. */
Term signal_adopt(Process *process, Signal *signal);

void message_queue_initialize(Process *process);
/* Append a message to the mailbox of the process that runs here. */
void message_append(Process *process, Signal *message);

/* A message just appended has its data on the heap of the process. */
void message_keep(Process *process, Signal *message);

/* The message just appended moves to the heap if it is small and there is room. Not while C code is
 * in the midst of work on the process. */
void message_settle(Process *process, Signal *message);

/* More messages: takes signals that have come in. */
bool message_fetch(Process *process);

/* The term at the save pointer, or THE_NON_VALUE. */
static inline Term message_peek(Process *process)
{
    Signal *message = *process->mailbox_save;
    if (__builtin_expect(!message, 0)) {
        if (AO_load(&process->signals) == 0 || !message_fetch(process))
            return THE_NON_VALUE;
        message = *process->mailbox_save;
    }
    return message->term;
}

/* Move the save pointer past the message it is at. */
static inline void message_skip(Process *process)
{
    process->mailbox_save = &(*process->mailbox_save)->next;
}

/* The receive that goes on has passed over so many messages after the end of the time slice: it
 * becomes long work, and its reductions are counted. */
enum { MESSAGES_PASSED_MAX = 16 * 1024 };
__attribute__((cold)) void message_passed_many(Process *process);

/* Take out the message at the save pointer and reset the pointer. */
void message_remove(Process *process);

/* Reset the save pointer to the first message. */
static inline void message_restart(Process *process)
{
    process->mailbox_save = &process->mailbox_first;
}

/* Take out a message that is not the one at the save pointer; `link` points to it. */
Signal *message_unlink(Process *process, Signal **link);

/* The instructions recv_marker_*. A marker is a small integer until it is bound. */
Term message_marker_reserve(Process *process);
void message_marker_bind(Process *process, Term marker, Term reference);
void message_marker_clear(Process *process, Term reference);
void message_marker_use(Process *process, Term reference);

void message_queue_destroy(Process *process);

#endif
