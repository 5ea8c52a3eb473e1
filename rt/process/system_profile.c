/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Profiles of the system (system_profile.h). The profiling process never hears of itself, whose
 * waking would be told by another message.
 */
#include "rt/process/system_profile.h"

#include "rt/core/atom.h"
#include "rt/process/system_listener.h"
#include "rt/process/signal.h"
#include "rt/process/system_monitor.h"
#include "rt/trace/event.h"

volatile AO_t system_profile_told;

static volatile AO_t busy_count; /* schedulers told to be active */

static void publish(const void *settings)
{
    const SystemProfile *profile = settings;
    AO_store_full(&system_profile_told, profile->pid == am_undefined ? 0 : profile->what);
}

static SystemProfile current = {.pid = am_undefined};
static SystemListener listener = SYSTEM_LISTENER(current, publish);

SystemProfile system_profile_get(void)
{
    SystemProfile settings;
    system_listener_get(&listener, &settings);
    return settings;
}

bool system_profile_set(const SystemProfile *settings, UInt busy, SystemProfile *before)
{
    AO_store(&busy_count, busy);
    return system_listener_set(&listener, settings, before);
}

void system_profile_process_ends(Term pid)
{
    system_listener_process_ends(&listener, pid, &(SystemProfile){.pid = am_undefined});
}

/* ---- messages ----------------------------------------------------------------------------------
 */

/* {profile, Terms …, Time}; `mfa` NULL or the last of the terms. */
static void tell(const Term *terms, UInt count, const Mfa *mfa)
{
    SystemProfile settings = system_profile_get();
    if (settings.pid == am_undefined || settings.pid == terms[0])
        return;
    UInt all = count + (mfa ? 1 : 0), words = all + 3 + 4 + EVENT_STAMP_WORDS;
    Signal *message =
        signal_leaving_token(signal_new_sized(SIGNAL_MESSAGE, settings.pid, am_system, 0, words));
    Term *at = message->fragment.data, *top = at + all + 3;
    message->term = term_make_boxed(at);
    *at++ = header_tuple(all + 2);
    *at++ = am_profile;
    for (UInt i = 0; i < count; i++)
        *at++ = terms[i];
    if (mfa) {
        *at++ = term_make_boxed(top);
        *top++ = header_tuple(3);
        *top++ = mfa->module;
        *top++ = mfa->function;
        *top++ = term_make_small((SInt)mfa->arity);
    }
    *at++ = event_put_stamp(&top, settings.stamp);
    message->fragment.used = (UInt)(top - message->fragment.data);
    signal_send(message);
}

void system_profile_process(const Process *process, Term state)
{
    Mfa place = system_monitor_place(process);
    const Term terms[] = {process->pid, state, term_make_small(0)};
    if (place.module == THE_NON_VALUE)
        tell(terms, 3, NULL);
    else
        tell(terms, 2, &place);
}

void system_profile_ended(Term pid)
{
    tell((const Term[]){pid, am_inactive, term_make_small(0)}, 3, NULL);
}

void system_profile_port(Term id, Term state)
{
    tell((const Term[]){id, state, term_make_small(0)}, 3, NULL);
}

void system_profile_scheduler(UInt number, Term state)
{
    SInt change = state == am_active ? 1 : -1;
    SInt now = (SInt)AO_fetch_and_add(&busy_count, (AO_t)change) + change;
    tell((const Term[]){am_scheduler, term_make_small((SInt)number), state, term_make_small(now)},
         4, NULL);
}
