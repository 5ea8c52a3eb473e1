/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copies of short blocks that compilers share between places with different stack frames.
 *
 * OTP's compiler merges equal blocks that raise an exception, as in `case_end x0`, even if some
 * of the jumps to them come from inside a stack frame and others not. Later stages want one frame
 * at each instruction, so beam_validate gives each frame its own copy of such a block.
 *
 * Threads: used by the thread that builds the module.
 */
#ifndef JOIST_FRONTEND_BEAM_UNSHARE_H
#define JOIST_FRONTEND_BEAM_UNSHARE_H

#include "frontend/beam/module.h"

typedef struct UnshareCopy {
    uint32_t label;    /* new; label_instruction is still that of the original */
    uint32_t original; /* label */
    uint32_t function;
    uint32_t length; /* instructions, with the label */
    int32_t frame;   /* at the label */
    int16_t *frames; /* by instruction, as in module->frame */
} UnshareCopy;

/*
 * The number of instructions of the block at a label, with the label, if it may be copied: it is
 * short, ends by itself and jumps nowhere. Else 0.
 */
uint32_t unshare_length(const BeamModule *module, uint32_t label);

/*
 * Puts copies behind their functions, and makes each jump to an original from an instruction with
 * another frame go to the copy for that frame. Changes the numbers of instructions everywhere.
 */
void unshare_apply(BeamModule *module, const UnshareCopy *copies, uint32_t count);

#endif
