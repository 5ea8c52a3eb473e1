/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operations as bitcode: what joist links into every module before it optimises it. Each
 * definition becomes an exported function through the macro below the includes, so that nothing is
 * dropped here; in a module they become private again and disappear by inlining.
 */
#define OP_INLINE __attribute__((always_inline, used))
#include "rt/ops/state.h"

#include "rt/ops/arith.h"
#include "rt/ops/bits.h"
#include "rt/ops/control.h"
#include "rt/ops/guards.h"
#include "rt/ops/maps.h"
#include "rt/ops/tests.h"
