/* SPDX-License-Identifier: Apache-2.0 */
/* Timer wheels (timer.h), and timeouts of receives. */
#include "rt/sched/timer.h"

#include <pthread.h>
#include "rt/core/memory.h"
#include "rt/process/table.h"
#include "rt/sched/scheduler.h"

struct TimerWheel {
    pthread_mutex_t lock;
    uint64_t tick;       /* all timers due before this tick have fired */
    volatile AO_t count; /* written with the lock, read without it */
    uint64_t occupied[WHEEL_LEVELS][WHEEL_SLOTS / 64]; /* bitmaps of slots that may not be empty */
    Timer *slots[WHEEL_LEVELS][WHEEL_SLOTS];
};

TimerWheel *timer_wheel_new(void)
{
    TimerWheel *wheel = memory_alloc_zero(MEMORY_SCHEDULER, sizeof *wheel);
    pthread_mutex_init(&wheel->lock, NULL);
    wheel->tick = scheduler_now() >> TICK_SHIFT;
    return wheel;
}

/* The first tick at whose beginning the deadline is past. */
static uint64_t tick_of(uint64_t deadline)
{
    return (deadline + ((uint64_t)1 << TICK_SHIFT) - 1) >> TICK_SHIFT;
}

static void insert(TimerWheel *wheel, Timer *timer)
{
    uint64_t tick = tick_of(timer->deadline);
    if (tick < wheel->tick)
        tick = wheel->tick;
    uint64_t ahead = tick ^ wheel->tick;
    int level = 0;
    while (level < WHEEL_LEVELS - 1 && ahead >> (WHEEL_BITS * (level + 1)))
        level++;
    UInt slot = tick >> (WHEEL_BITS * level) & (WHEEL_SLOTS - 1);
    Timer **head = &wheel->slots[level][slot];
    timer->next = *head;
    if (timer->next)
        timer->next->link = &timer->next;
    timer->link = head;
    *head = timer;
    wheel->occupied[level][slot / 64] |= (uint64_t)1 << slot % 64;
}

static void take_out(Timer *timer)
{
    *timer->link = timer->next;
    if (timer->next)
        timer->next->link = timer->link;
    timer->link = NULL;
}

static void add_to_count(TimerWheel *wheel, int change)
{
    AO_store(&wheel->count, AO_load(&wheel->count) + (AO_t)change);
}

/* Nobody turns a wheel that is empty. */
static void skip_to(TimerWheel *wheel, uint64_t tick)
{
    if (wheel->tick < tick)
        AO_store((volatile AO_t *)&wheel->tick, tick);
}

bool timer_any(const TimerWheel *wheel)
{
    return AO_load(&wheel->count) != 0;
}

void timer_set(TimerWheel *wheel, Timer *timer, uint64_t deadline)
{
    pthread_mutex_lock(&wheel->lock);
    timer->deadline = deadline;
    timer->wheel = wheel;
    if (AO_load(&wheel->count) == 0)
        skip_to(wheel, scheduler_now() >> TICK_SHIFT);
    insert(wheel, timer);
    add_to_count(wheel, 1);
    pthread_mutex_unlock(&wheel->lock);
    scheduler_timer_added(wheel);
}

void timer_set_locked(Timer *timer, uint64_t deadline)
{
    timer->deadline = deadline;
    insert(timer->wheel, timer);
    add_to_count(timer->wheel, 1);
}

bool timer_cancel(Timer *timer)
{
    TimerWheel *wheel = timer->wheel;
    pthread_mutex_lock(&wheel->lock);
    bool set = timer->link != NULL;
    if (set) {
        take_out(timer);
        add_to_count(wheel, -1);
    }
    pthread_mutex_unlock(&wheel->lock);
    return set;
}

static bool is_set_before(Timer *timer, uint64_t deadline)
{
    pthread_mutex_lock(&timer->wheel->lock);
    bool before = timer->link != NULL && timer->deadline <= deadline;
    pthread_mutex_unlock(&timer->wheel->lock);
    return before;
}

/* The first slot of the level from `slot` on that may not be empty; WHEEL_SLOTS: none. */
static UInt first_occupied(const TimerWheel *wheel, int level, UInt slot)
{
    while (slot < WHEEL_SLOTS) {
        uint64_t bits = wheel->occupied[level][slot / 64] >> slot % 64;
        if (bits)
            return slot + (UInt)__builtin_ctzll(bits);
        slot = (slot | 63) + 1;
    }
    return WHEEL_SLOTS;
}

/* The next tick from wheel->tick on, `end` at most, at which level 0 has a timer or a slot of a
 * higher level must be spread over the levels below. */
static uint64_t next_event(const TimerWheel *wheel, uint64_t end)
{
    uint64_t tick = wheel->tick;
    if ((tick & (WHEEL_SLOTS - 1)) == 0)
        return tick;
    for (int level = 0; level < WHEEL_LEVELS; level++) {
        int shift = WHEEL_BITS * level;
        UInt position = tick >> shift & (WHEEL_SLOTS - 1);
        UInt slot = first_occupied(wheel, level, level == 0 ? position : position + 1);
        if (slot < WHEEL_SLOTS) {
            uint64_t at = ((tick >> shift & ~(uint64_t)(WHEEL_SLOTS - 1)) | slot) << shift;
            return at < end ? at : end;
        }
    }
    return end;
}

/* The wheel has come to a slot of a higher level: its timers go where they belong now. */
static void spread(TimerWheel *wheel)
{
    for (int level = 1; level < WHEEL_LEVELS; level++) {
        if (wheel->tick & (((uint64_t)1 << (WHEEL_BITS * level)) - 1))
            return;
        UInt slot = wheel->tick >> (WHEEL_BITS * level) & (WHEEL_SLOTS - 1);
        Timer *timer = wheel->slots[level][slot];
        wheel->slots[level][slot] = NULL;
        wheel->occupied[level][slot / 64] &= ~((uint64_t)1 << slot % 64);
        while (timer) {
            Timer *next = timer->next;
            insert(wheel, timer);
            timer = next;
        }
    }
}

void timer_fire_due(TimerWheel *wheel, uint64_t now)
{
    uint64_t end = (now >> TICK_SHIFT) + 1;
    if (AO_load((volatile AO_t *)&wheel->tick) >= end)
        return;
    pthread_mutex_lock(&wheel->lock);
    while (wheel->tick < end) {
        if (!timer_any(wheel)) {
            skip_to(wheel, end);
            break;
        }
        AO_store((volatile AO_t *)&wheel->tick, next_event(wheel, end));
        if (wheel->tick == end)
            break;
        spread(wheel);
        UInt slot = wheel->tick & (WHEEL_SLOTS - 1);
        Timer **head = &wheel->slots[0][slot], *timer;
        while ((timer = *head)) {
            take_out(timer);
            add_to_count(wheel, -1);
            timer->fired(timer);
        }
        wheel->occupied[0][slot / 64] &= ~((uint64_t)1 << slot % 64);
        AO_store((volatile AO_t *)&wheel->tick, wheel->tick + 1);
    }
    pthread_mutex_unlock(&wheel->lock);
}

uint64_t timer_next(TimerWheel *wheel)
{
    uint64_t next = UINT64_MAX;
    pthread_mutex_lock(&wheel->lock);
    if (timer_any(wheel))
        next = next_event(wheel, UINT64_MAX >> TICK_SHIFT) << TICK_SHIFT;
    pthread_mutex_unlock(&wheel->lock);
    return next;
}

/* ---- timeouts of receives -------------------------------------------------------------------- */

/* The timer may be on the wheel of a scheduler that the process was on before, and fire before the
 * process has said that it waits. So firing sets wait_over before it looks at the state, and the
 * process looks at wait_over after it has set the state: one of them sees the other. */
typedef struct WaitTimer {
    Timer timer;
    Process *process; /* lives as long: the timer is cancelled before the structure is freed */
} WaitTimer;

static void wait_is_over(Timer *timer)
{
    Process *process = ((WaitTimer *)timer)->process;
    AO_store_full(&process->wait_over, 1);
    scheduler_wake(process);
}

void timer_set_wait(Process *process, uint64_t deadline)
{
    WaitTimer *wait = (WaitTimer *)process->wait_timer;
    if (!wait) {
        wait = memory_alloc_zero(MEMORY_PROCESS, sizeof *wait);
        wait->timer.fired = wait_is_over;
        wait->process = process;
        process->wait_timer = &wait->timer;
    } else if (wait->timer.wheel && is_set_before(&wait->timer, deadline)) {
        return;
    } else if (wait->timer.wheel) {
        timer_cancel(&wait->timer);
    }
    AO_store(&process->wait_over, 0);
    timer_set(scheduler_wheel(), &wait->timer, deadline);
}

void timer_forget_wait(Process *process)
{
    WaitTimer *wait = (WaitTimer *)process->wait_timer;
    if (!wait)
        return;
    if (wait->timer.wheel)
        timer_cancel(&wait->timer);
    memory_free(MEMORY_PROCESS, wait, sizeof *wait);
    process->wait_timer = NULL;
}
