/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls that processes remember (saved_calls.h). `users`, `redirected`, `settler` and changes of
 * `saved_calls_unsettled` are under `lock`. One process at a time has taken it upon itself to
 * redirect the exports, or to end that: `settler`. It stops the others for it, so it has to come
 * back to it even when what was to be changed is as it should be meanwhile.
 */
#include "rt/trace/saved_calls.h"

#include <pthread.h>
#include "rt/core/atom.h"
#include "rt/core/heap.h"
#include "rt/core/memory.h"
#include "rt/trace/exclusive.h"
#include "rt/trace/pattern.h"

/* A ring. */
struct SavedCalls {
    uint32_t length, count, next;
    bool skip;
    UInt calls[]; /* Mfa *, or an atom */
};

volatile AO_t saved_calls_unsettled;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static UInt users; /* processes that remember calls */
static bool redirected;
static Term settler; /* pid, or 0 */

static size_t bytes_of(UInt length)
{
    return sizeof(SavedCalls) + length * sizeof(UInt);
}

static void count_users(SInt difference)
{
    pthread_mutex_lock(&lock);
    users += (UInt)difference;
    AO_store(&saved_calls_unsettled, (users > 0) != redirected || settler != 0);
    pthread_mutex_unlock(&lock);
}

UInt saved_calls_length(const Process *process)
{
    return process->saved_calls ? process->saved_calls->length : 0;
}

void saved_calls_set(Process *process, UInt length)
{
    SavedCalls *before = process->saved_calls, *now = NULL;
    if (length) {
        now = memory_alloc_zero(MEMORY_PROCESS, bytes_of(length));
        now->length = (uint32_t)length;
    }
    process->saved_calls = now;
    if (!before != !now)
        count_users(now ? 1 : -1);
    if (before)
        memory_free(MEMORY_PROCESS, before, bytes_of(before->length));
}

void saved_calls_skip(Process *process)
{
    if (process->saved_calls)
        process->saved_calls->skip = true;
}

void saved_calls_resume(Process *process)
{
    process->saved_calls->skip = false;
}

/* ---- what is remembered ------------------------------------------------------------------------
 */

static void add(Process *process, UInt call)
{
    SavedCalls *saved = process->saved_calls;
    if (process->flags & PROCESS_SENSITIVE)
        return;
    saved->calls[saved->next] = call;
    saved->next = saved->next + 1 < saved->length ? saved->next + 1 : 0;
    if (saved->count < saved->length)
        saved->count++;
}

void saved_calls_add(Process *process, const Mfa *mfa)
{
    if (!process->saved_calls->skip)
        add(process, (UInt)mfa);
}

void saved_calls_add_event(Process *process, Term event)
{
    if (event != am_receive || !process->saved_calls->skip)
        add(process, event);
}

static Term call_term(Process *process, UInt call)
{
    if (term_is_atom(call))
        return call;
    const Mfa *mfa = (const Mfa *)call;
    return heap_tuple(process, 3, mfa->module, mfa->function, term_make_small((SInt)mfa->arity));
}

Term saved_calls_term(Process *process)
{
    const SavedCalls *saved = process->saved_calls;
    Term list = TERM_NIL;
    if (!saved)
        return am_false;
    for (uint32_t i = 0; i < saved->count; i++) {
        uint32_t at = (saved->next + saved->length - 1 - i) % saved->length;
        list = heap_cons(process, call_term(process, saved->calls[at]), list);
    }
    return list;
}

/* ---- seeing calls ------------------------------------------------------------------------------
 */

/* Whether the process is the one that sees to it. If nobody is, it becomes that. */
static bool is_settler(Term pid)
{
    pthread_mutex_lock(&lock);
    if (settler == 0 && AO_load(&saved_calls_unsettled) != 0)
        settler = pid;
    bool is = settler == pid;
    pthread_mutex_unlock(&lock);
    return is;
}

static void redirect(void)
{
    pthread_mutex_lock(&lock);
    if ((users > 0) != redirected) {
        redirected = users > 0;
        pattern_redirect_all(redirected);
    }
    settler = 0;
    AO_store(&saved_calls_unsettled, 0);
    pthread_mutex_unlock(&lock);
}

bool saved_calls_settle(Process *process)
{
    if (!is_settler(process->pid))
        return !process->saved_calls;
    if (!exclusive_reached(process))
        return false;
    redirect();
    exclusive_end(process);
    return true;
}
