/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sequential tracing (module seq_trace): tokens of processes and messages, and who is told.
 *
 * What a process with a token sends carries the token, its serial number counted up; whoever takes
 * such a message out of its mailbox has the message's token from then on. A message of a process
 * without a token takes the receiver's away; what is of no process (timers, ports, monitors …)
 * leaves it (SignalToken).
 *
 * Nothing of a token is on a heap: a label that is not immediate is a counted copy that never
 * changes. A message carries its token in the last words of its fragment, which are not `used`.
 *
 * Process.sequence is NULL in processes that have never had a token, nor have a message with one in
 * the mailbox: sending, receiving, spawning and ending test that. Only the thread that has the
 * process touches it, or who has stopped all others (exclusive.h).
 */
#ifndef RT_TRACE_TOKEN_H
#define RT_TRACE_TOKEN_H

#include "rt/process/message.h"

bool token_is_set(const Process *process);
bool token_has_label(const Process *process, Term label);
/* {Flags, Label, Serial, From, Last}, or []. */
Term token_term(Process *process);

/* erlang:seq_trace/2 and seq_trace_info/1; THE_NON_VALUE: bad arguments. */
Term token_set(Process *process, Term item, Term value);
Term token_item(Process *process, Term item);
/* erlang:seq_trace_print/1; false: there is no token. */
bool token_print(Process *process, Term message);

/* A message of a process with a token, for the local process `pid`; `shown` is whom it is said to
 * be for. */
Signal *token_message(Process *process, SignalKind kind, Term pid, UInt id, Term shown,
                      Term message);
/* A message to a port, which carries nothing. */
void token_message_to_port(Process *process, Term port, Term message);
/* SIGNAL_LINK_EXIT of a process that ends. Told also when the receiver is sensitive, which only
 * itself knows. */
Signal *token_link_exit(Process *process, Term pid, Term reason);

/* A signal becomes a message of the process: its token goes over. */
void token_move(Signal *from, Signal *to);
enum { TOKEN_WORDS = 6 }; /* words in the fragment for that */
/* A message that carries a token enters the mailbox. */
void token_expect(Process *process);
/* A message leaves it; for processes with `sequence`. */
void token_receive(Process *process, Signal *message);
/* A signal that carries a token is freed, or used otherwise. */
void token_drop(Signal *signal);

/* What spawning looks like in sequential tracing: messages there and back. */
typedef struct TokenSpawn {
    Term module, function, arguments, options;
    Term tag, reference; /* of the answer */
} TokenSpawn;
/* The child inherits the parent's token. */
void token_spawn(Process *parent, Process *child, const TokenSpawn *spawn);
/* The child has answered (NULL: it does not), … */
void token_spawned(Process *parent, Process *child, const TokenSpawn *spawn);
/* … or does so with a message. */
Signal *token_spawn_reply(Process *parent, Process *child, Term reply);

void token_process_ends(Process *process);

/* No process and no message in a mailbox has a token any more, and serial numbers begin anew. While
 * no other process runs code. */
void token_reset_all(void);

/* Who is told: a pid, a port, or am_false. */
Term token_tracer(void);
/* {erl_tracer, Tracer} is accepted too. Returns who was told before; THE_NON_VALUE: it cannot be
 * one. */
Term token_set_tracer(Term tracer);

#endif
