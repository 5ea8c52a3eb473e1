/* SPDX-License-Identifier: Apache-2.0 */
/* The collector (gc.h): which collection is made, into blocks of which size. */
#include "rt/gc/gc.h"

#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/heap.h"
#include "rt/core/long_work.h"
#include "rt/core/off_heap.h"
#include "rt/gc/copying.h"
#include "rt/gc/heap_block.h"
#include "rt/gc/sizes.h"
#include "rt/ops/state.h"
#include "rt/process/exit.h"
#include "rt/process/system_monitor.h"
#include "rt/sched/load.h"
#include "rt/trace/call.h"
#include "rt/trace/event.h"

/* Old heaps below RENEWED_WORDS are given up in a full collection, blocks below LARGE_WORDS always
 * have mature objects, of which TELLING_WORDS tell how they last. */
#ifdef JOIST_GC_STRESS
enum { RENEWED_WORDS = 64, LARGE_WORDS = 64, TELLING_WORDS = 8 };
#else
enum { RENEWED_WORDS = 8 * 1024, LARGE_WORDS = 32 * 1024, TELLING_WORDS = 256 };
#endif

UInt gc_heap_size(UInt words)
{
    return heap_size_at_least(words < HEAP_MIN_WORDS ? (UInt)HEAP_MIN_WORDS : words);
}

#ifdef JOIST_POISON
#define POISON(start, end) \
    ((start) ? memset((start), 0xf5, (size_t)((char *)(end) - (char *)(start))) : NULL)
#else
#define POISON(start, end) ((void)0)
#endif

/* Replaces block and stack; the survivors stand at `block`, the stack goes to its end. */
static void install_block(Collection *gc, Term *block, UInt words)
{
    Process *process = gc->process;
    UInt stack_words = (UInt)(process->stack_end - process->stack);
    Term *stack = block + words - stack_words;
    memcpy(stack, process->stack, stack_words * sizeof(Term));
    POISON(process->heap_start, process->stack_end);
    heap_block_free(MEMORY_HEAP, process->heap_start, process->stack_end);
    process->heap_start = block;
    process->heap_top = process->high_water = gc->young.top;
    process->stack = stack;
    process->stack_end = block + words;
}

/* Copies the survivors from `aside` to where they were found, and to where pointers to them lead
 * already. */
static void return_to_block(const Collection *gc, Term *aside, UInt words)
{
    Process *process = gc->process;
    UInt survivors = (UInt)(gc->young.top - aside);
    memcpy(process->heap_start, aside, survivors * sizeof(Term));
    process->heap_top = process->high_water = process->heap_start + survivors;
    POISON(process->heap_top, process->stack);
    POISON(aside, gc->young.top);
    heap_block_free(MEMORY_HEAP, aside, aside + words);
}

static void empty_block(Process *process)
{
    process->heap_top = process->high_water = process->heap_start;
    POISON(process->heap_top, process->stack);
}

static void free_old_heap(const Process *process)
{
    POISON(process->old_start, process->old_end);
    heap_block_free(MEMORY_OLD_HEAP, process->old_start, process->old_end);
}

/* After the former one has been freed. */
static void install_old_heap(Process *process, Term *start, Term *top, Term *end)
{
    process->old_start = start;
    process->old_top = top;
    process->old_end = end;
}

static UInt used_words(const Process *process)
{
    return (UInt)(process->heap_top - process->heap_start);
}

/* Block size that surely holds the survivors and the stack; no growth beyond the present size
 * unless the last collection asked for it. */
static UInt block_size_for(const Process *process, UInt survivors)
{
    UInt stack_words = (UInt)(process->stack_end - process->stack);
    UInt present = (UInt)(process->stack_end - process->heap_start);
    UInt least = survivors + stack_words;
    /* By half at least: above a million words ERTS's steps are short, and each copies what is live.
     */
    UInt size = process->grow ? gc_heap_size(present + present / 2) : present;
    /* Not the next size: a few words of fragments must not make the block grow at every
     * collection. */
    return size >= least ? size : least;
}

/* Words off the heap that a list may hold before it calls for a collection. */
static UInt off_heap_limit(const Process *process, UInt words)
{
    return words * 2 > process->min_off_heap_words ? words * 2 : process->min_off_heap_words;
}

static void full_collection(Process *process, UInt need, UInt live)
{
    UInt young = used_words(process) + process->fragment_words;
    UInt old = (UInt)(process->old_top - process->old_start);
    UInt stack_words = (UInt)(process->stack_end - process->stack);
    UInt words = gc_heap_size(young + old + stack_words + need);
    Term *block = heap_block_new(MEMORY_HEAP, &words);
    Collection gc = copying_begin(process, block);
    gc.old_to = &gc.young;
    copying_run(&gc, live);

    OffHeapList kept = {0};
    copying_sweep_off_heap(&gc, process->off_heap, &kept, NULL, gc.promoted.top);
    copying_sweep_off_heap(&gc, process->old_off_heap, &kept, NULL, gc.promoted.top);
    process->off_heap = copying_followed_by(&kept, NULL);
    process->old_off_heap = NULL;
    process->off_heap_words = kept.words;
    process->old_off_heap_words = 0;
    process->old_off_heap_limit = off_heap_limit(process, kept.words);
    process->promotes = false;

    heap_free_fragments(process);
    free_old_heap(process);
    install_old_heap(process, NULL, NULL, NULL);
    process->minor_count = 0;

    /* The block was sized for everything surviving; give back what is far too much. */
    UInt survivors = (UInt)(gc.young.top - block);
    UInt wanted = gc_heap_size((survivors + stack_words + need) * 4 / 3);
    if (wanted < process->min_heap_words)
        wanted = process->min_heap_words;
    install_block(&gc, block, words);
    if (wanted < words / 2)
        gc_resize_block(process, wanted);
    process->grow = false;
}

/* Sizes of blocks while collections follow each other closely. */
enum { CLOSE_NS = 1000000, CLOSE_NS_PER_WORD = 80, COPIES = 4, FIXED_WORDS = 24 * 1024 };

/* Has the last collection been a moment ago, for a block of this size? */
static bool is_close(Process *process)
{
    int64_t now = clock_os_monotonic();
    int64_t moment = CLOSE_NS + CLOSE_NS_PER_WORD * (process->stack_end - process->heap_start);
    bool close = now - process->collected_at < moment;
    process->collected_at = now;
    return close;
}

/* Is a block too small for how the process works now? ERTS's rule, more than three quarters taken,
 * is about memory. Besides, as long as blocks are small: what is free should be several times what
 * a collection copies, and where collections follow each other closely, their fixed costs count
 * too. Processes that rest keep small blocks. */
static bool is_too_small(Process *process, UInt taken, UInt copied)
{
    enum { SMALL_WORDS = 256 * 1024 };
    UInt total = (UInt)(process->stack_end - process->heap_start);
    if (taken > total / 4 * 3)
        return true;
    UInt available = total - taken;
    if (total >= SMALL_WORDS || available >= COPIES * copied + FIXED_WORDS)
        return false;
    return is_close(process) || available < COPIES * copied;
}

static void set_limits(Process *process, UInt need, UInt copied, bool sized)
{
    UInt stack_words = (UInt)(process->stack_end - process->stack);
    UInt taken = used_words(process) + stack_words + need;
    process->grow = !sized && is_too_small(process, taken, copied + stack_words);
    process->off_heap_limit = off_heap_limit(process, process->off_heap_words);
    /* What is promoted at once should be little. */
    if (copied > (UInt)(process->stack_end - process->heap_start) / 4)
        process->promotes = false;
}

/* A full collection that leaves mature objects in an old heap saves copying them there next time.
 * It takes more memory until then. */
static bool is_worth_renewing(const Process *process)
{
    return process->old_top - process->old_start >= RENEWED_WORDS && process->max_heap_words == 0;
}

/* Of the mature objects so much has survived that others may as well not be copied twice. */
static bool is_lasting(UInt mature, UInt promoted)
{
    return mature >= TELLING_WORDS && promoted >= mature / 3 * 2;
}

/* When a block of the same size is wanted and little is expected to survive, as the last time,
 * survivors are copied aside and back: the block stays in the processor's second-level cache, where
 * two of them have no room. */
static bool stays_in_block(const Process *process, UInt words)
{
    UInt mature = (UInt)(process->high_water - process->heap_start);
    return words == (UInt)(process->stack_end - process->heap_start) && mature < words / 4;
}

/* How a collection in generations is made. */
typedef struct Plan {
    bool renews; /* a new old heap takes what lives of the present one, too */
    bool ages;   /* only mature objects go to the old heap; else all that survive, and the block is
                  * empty then, and stays */
    UInt room;   /* words of the old heap that surely suffice */
} Plan;

/* Old heap and what has its references there. */
static void begin_old_heap(const Process *process, const Plan *plan, Collection *gc, UInt *words)
{
    UInt old = (UInt)(process->old_top - process->old_start);
    if (plan->ages)
        *words = gc_heap_size(old > 0 ? (old + plan->room) * 3 / 2 : plan->room * 2);
    else
        *words = gc_heap_size(old * 3 / 2 + plan->room * 2); /* most of the room is not used */
    gc->promoted.top = heap_block_new(MEMORY_OLD_HEAP, words);
    gc->old_to = &gc->promoted;
}

/* Returns the number of words copied, without those that were in the old heap. */
static UInt collect_in_generations(Process *process, UInt live, const Plan *plan)
{
    UInt mature = (UInt)(process->high_water - process->heap_start);
    UInt words = block_size_for(process, used_words(process) - mature + process->fragment_words);
    bool returns = plan->ages && stays_in_block(process, words);
    Term *block = plan->ages ? heap_block_new(MEMORY_HEAP, &words) : process->heap_start;
    Collection gc = copying_begin(process, block);
    gc.mature_end = plan->ages ? process->high_water : process->stack_end;
    gc.promotes_fragments = !plan->ages;
    if (returns)
        gc.young.shift = (UInt)process->heap_start - (UInt)block;
    UInt old_words = 0;
    bool only_mature = !plan->renews || process->old_top == process->old_start;
    if (plan->renews)
        begin_old_heap(process, plan, &gc, &old_words);
    Term *promoted_start = gc.promoted.top;
    copying_run(&gc, live);
    UInt promoted_words = (UInt)(gc.promoted.top - promoted_start);
    if (promoted_words > plan->room)
        promoted_words = plan->room;
    UInt copied = (UInt)(gc.young.top - block) + promoted_words;
    if (plan->ages)
        process->promotes = only_mature && is_lasting(mature, promoted_words);

    OffHeapList kept = {0}, promoted = {0};
    copying_sweep_off_heap(&gc, process->off_heap, &kept, &promoted, promoted_start);
    if (plan->renews) {
        copying_sweep_off_heap(&gc, process->old_off_heap, &kept, &promoted, promoted_start);
        process->old_off_heap = NULL;
        process->old_off_heap_words = 0;
        process->old_off_heap_limit = off_heap_limit(process, promoted.words);
        free_old_heap(process);
        install_old_heap(process, promoted_start, gc.promoted.top, promoted_start + old_words);
    }
    process->old_top = gc.promoted.top;
    process->off_heap = copying_followed_by(&kept, NULL);
    process->old_off_heap = copying_followed_by(&promoted, process->old_off_heap);
    process->off_heap_words = kept.words;
    process->old_off_heap_words += promoted.words;
    heap_free_fragments(process);
    if (!plan->ages)
        empty_block(process);
    else if (returns)
        return_to_block(&gc, block, words);
    else
        install_block(&gc, block, words);
    return copied;
}

void gc_resize_block(Process *process, UInt words)
{
    UInt used = used_words(process), stack_words = (UInt)(process->stack_end - process->stack);
    if (used + stack_words > words)
        return;
    Term *block = heap_block_new(MEMORY_HEAP, &words);
    /* Moving by copying everything again keeps this simple; it happens after large changes only. */
    Collection gc = copying_begin(process, block);
    copying_run(&gc, process->scheduler_live);
    OffHeapList kept = {0};
    copying_sweep_off_heap(&gc, process->off_heap, &kept, NULL, gc.promoted.top);
    process->off_heap = copying_followed_by(&kept, NULL);
    install_block(&gc, block, words);
}

void gc_shrink(Process *process)
{
    UInt words = used_words(process) + (UInt)(process->stack_end - process->stack);
    process->scheduler_live = 0;
    if (words < (UInt)(process->stack_end - process->heap_start))
        gc_resize_block(process, words);
}

void gc_widen(Process *process)
{
    UInt words = gc_heap_size(process->min_heap_words);
    process->scheduler_live = 0;
    if (!process->fragments && words > (UInt)(process->stack_end - process->heap_start))
        gc_resize_block(process, words);
}

/* A minor collection has room for all fragments, which count as much as the block when the next
 * one is due: without this the blocks of processes that get messages would grow for ever. When
 * hardly anything has survived, a block that was made larger than `before` for them is given up for
 * a smaller one. True: for one of the right size. */
static bool give_back(Process *process, UInt before, UInt need, UInt copied)
{
    enum { SHRINK_MIN_WORDS = 8 * 1024 };
    UInt total = (UInt)(process->stack_end - process->heap_start);
    UInt stack_words = (UInt)(process->stack_end - process->stack);
    UInt taken = used_words(process) + stack_words + need;
    if (total <= before || total < SHRINK_MIN_WORDS || taken > total / 4)
        return false;
    UInt wanted = taken * 3;
    if (is_close(process))
        wanted = taken + COPIES * (copied + stack_words) + FIXED_WORDS;
    if (wanted < process->min_heap_words)
        wanted = process->min_heap_words;
    if (total < wanted * 4)
        return false;
    gc_resize_block(process, gc_heap_size(wanted));
    return true;
}

/* Before a collection: the words it starts from, and when (ns; 0: nobody wants to know). */
typedef struct Beginning {
    UInt words, at;
} Beginning;

static Beginning begin(const Process *process)
{
    bool timed = system_monitor_watches(WATCH_TIMED);
    return (Beginning){used_words(process) + process->fragment_words +
                           (UInt)(process->old_top - process->old_start),
                       timed ? (UInt)clock_os_monotonic() : 0};
}

static UInt reclaimed(const Process *process, const Beginning *beginning)
{
    UInt words = used_words(process) + (UInt)(process->old_top - process->old_start);
    return words < beginning->words ? beginning->words - words : 0;
}

static void account(Process *process, const Beginning *beginning)
{
    SchedulerLoad *load = &process->scheduler->load;
    UInt ns = 0;
    load_add(&load->collections, 1);
    load_add(&load->reclaimed_words, reclaimed(process, beginning));
    if (beginning->at != 0) {
        ns = (UInt)clock_os_monotonic() - beginning->at;
        load_add(&load->collecting_ns, ns);
    }
    if (system_monitor_watches(WATCH_COLLECTIONS))
        system_monitor_collected(process, ns);
}

/* The collection is over. Reductions that were set aside for it are given back, unless the process
 * has to leave its thread because it has grown beyond its limit. */
static void finish(Process *process, UInt need, UInt copied, bool sized, const Beginning *beginning)
{
    account(process, beginning);
    set_limits(process, need, copied, sized);
    process->reductions += process->reductions_kept;
    process->reductions_kept = 0;
    call_watch(process);
    long_work_over();
    UInt words = (UInt)(process->stack_end - process->heap_start) +
                 (UInt)(process->old_end - process->old_start);
    if (UNLIKELY(process->max_heap_words != 0 && words > process->max_heap_words))
        exit_heap_limit(process, words);
}

/* Up to so many words a collection is a matter of milliseconds. */
enum { BRIEF_WORDS = 4 * 1024 * 1024 };

/* Large collections take their turn on a dirty scheduler: those that may have to copy so many words
 * and the stack, or give back a large block to the system. */
static void begin_in_turn(const Process *process, UInt words)
{
    enum { FREED_FOR_COPIED = 8 };
    UInt block_words = (UInt)(process->stack_end - process->heap_start);
    words += (UInt)(process->stack_end - process->stack) + block_words / FREED_FOR_COPIED;
    if (LIKELY(words < LONG_WORK_WORDS))
        return;
    if (words < BRIEF_WORDS)
        long_work_brief();
    else
        long_work_in_turn();
}

void gc_collect_full(Process *process, UInt need, UInt live)
{
    begin_in_turn(process, used_words(process) + process->fragment_words +
                               (UInt)(process->old_top - process->old_start));
    process->scheduler_live = live;
    process->want_full = false;
    process->gc_count++;
    if (TRACED(process, TRACE_COLLECTION))
        event_collection(process, am_gc_major_start, need);
    Beginning beginning = begin(process);
    full_collection(process, need, live);
    if (TRACED(process, TRACE_COLLECTION))
        event_collection(process, am_gc_major_end, reclaimed(process, &beginning));
    finish(process, need, used_words(process), false, &beginning);
}

static Plan plan_collection(const Process *process)
{
    UInt block_words = (UInt)(process->stack_end - process->heap_start);
    bool ages = !process->promotes || process->grow || block_words < LARGE_WORDS ||
                process->max_heap_words != 0;
    UInt room = ages ? (UInt)(process->high_water - process->heap_start)
                     : used_words(process) + process->fragment_words;
    bool renews = (UInt)(process->old_end - process->old_top) < room ||
                  process->old_off_heap_words > process->old_off_heap_limit;
    return (Plan){renews, ages, room};
}

void gc_collect(Process *process, UInt need, UInt live)
{
    Plan plan = plan_collection(process);
    UInt old = (UInt)(process->old_top - process->old_start);
    bool full = plan.renews && old > 0;
    if (process->want_full || process->minor_count >= process->fullsweep_after ||
        (full && plan.ages && !is_worth_renewing(process))) {
        gc_collect_full(process, need, live);
        return;
    }
    begin_in_turn(process, used_words(process) + process->fragment_words + (full ? old : 0));
    process->scheduler_live = live;
    process->gc_count++;
    process->minor_count = full ? 0 : process->minor_count + 1;
    if (full)
        process->promotes = false; /* until the next collection has told */
    if (TRACED(process, TRACE_COLLECTION))
        event_collection(process, full ? am_gc_major_start : am_gc_minor_start, need);
    Beginning beginning = begin(process);
    UInt before = (UInt)(process->stack_end - process->heap_start);
    UInt copied = collect_in_generations(process, live, &plan);
    bool sized = give_back(process, before, need, copied);
    if ((UInt)(process->stack - process->heap_top) < need) {
        UInt taken = used_words(process) + (UInt)(process->stack_end - process->stack) + need;
        gc_resize_block(process, gc_heap_size(taken * 4 / 3));
    }
    if (TRACED(process, TRACE_COLLECTION))
        event_collection(process, full ? am_gc_major_end : am_gc_minor_end,
                         reclaimed(process, &beginning));
    finish(process, need, copied, sized, &beginning);
}

void gc_heap_create(Process *process, UInt words)
{
    if (words < process->min_heap_words)
        words = process->min_heap_words;
    words = gc_heap_size(words);
    process->heap_start = process->heap_top = process->high_water =
        heap_block_new(MEMORY_HEAP, &words);
    process->stack = process->stack_end = process->heap_start + words;
    process->off_heap_limit = process->old_off_heap_limit = process->min_off_heap_words;
}

static void release_list(Term *object)
{
    while (object) {
        Term *next = (Term *)object[2];
        off_heap_release(object);
        object = next;
    }
}

void gc_heap_destroy(Process *process)
{
    long_work_words((UInt)(process->stack_end - process->heap_start) + process->fragment_words +
                    (UInt)(process->old_end - process->old_start));
    release_list(process->off_heap);
    release_list(process->old_off_heap);
    process->off_heap = process->old_off_heap = NULL;
    heap_free_fragments(process);
    heap_block_release(MEMORY_OLD_HEAP, process->old_start, process->old_end);
    heap_block_release(MEMORY_HEAP, process->heap_start, process->stack_end);
    process->heap_start = process->heap_top = process->stack = process->stack_end = NULL;
    process->old_start = process->old_top = process->old_end = NULL;
}
