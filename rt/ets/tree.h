/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ordered tables: B+ trees of objects, ordered by key in term order.
 *
 * Leaves hold keys and objects, and are linked in order. A key is the word of the object's element;
 * beside it stands its digest (order.h), so that most keys are compared without looking at the
 * object. Inner nodes hold children and, between two, the very word that is the first key below the
 * right one (it points into that object, so it changes when the object does).
 *
 * Nodes are not filled up by taking from their neighbours, but joined with one when that fits.
 *
 * One writer or many readers: callers lock.
 */
#ifndef RT_ETS_TREE_H
#define RT_ETS_TREE_H

#include "rt/ets/object.h"
#include "rt/ets/order.h"

enum { ETS_NODE_MAX = 32, ETS_TREE_DEPTH_MAX = 24 };

typedef struct EtsLeaf EtsLeaf;

struct EtsLeaf {
    uint32_t count;
    EtsLeaf *next, *previous;
    uint64_t orders[ETS_NODE_MAX]; /* digests of the keys */
    Term keys[ETS_NODE_MAX];
    EtsObject *objects[ETS_NODE_MAX];
};

/* `children[0]` has what is less than keys[0] … */
typedef struct EtsInner {
    uint32_t count; /* of children, at least 1 */
    uint64_t orders[ETS_NODE_MAX - 1];
    Term keys[ETS_NODE_MAX - 1];
    void *children[ETS_NODE_MAX];
} EtsInner;

typedef struct EtsTree {
    void *root;     /* EtsLeaf at depth 0 */
    uint32_t depth; /* levels of inner nodes */
    UInt position;  /* of the key in the tuples */
} EtsTree;

/* A place in a leaf; leaf NULL: before the first or after the last. */
typedef struct EtsPlace {
    EtsLeaf *leaf;
    uint32_t index;
} EtsPlace;

void ets_tree_initialize(EtsTree *tree, UInt position);
/* Frees what it holds, as long as there are reductions; true when all is gone. */
bool ets_tree_destroy(EtsTree *tree, SInt *reductions);

/* The object with that key, or NULL. */
EtsObject *ets_tree_find(const EtsTree *tree, Term key);
/* Adds or replaces; the object that was there before, or NULL. */
EtsObject *ets_tree_put(EtsTree *tree, EtsObject *object);
/* Takes the object out, or NULL. */
EtsObject *ets_tree_remove(EtsTree *tree, Term key);

EtsPlace ets_tree_first(const EtsTree *tree);
EtsPlace ets_tree_last(const EtsTree *tree);
/* The first object whose key is greater than (or, `equal`, not less than) the key. */
EtsPlace ets_tree_after(const EtsTree *tree, Term key, bool equal);
/* The last whose key is less than (or not greater than) the key. */
EtsPlace ets_tree_before(const EtsTree *tree, Term key, bool equal);

/* Of keys of which a first part is chosen: the last one of these, the first of the others. */
typedef bool EtsChosen(Term key, const void *data);
EtsPlace ets_tree_last_that(const EtsTree *tree, EtsChosen *chosen, const void *data);
EtsPlace ets_tree_first_that_not(const EtsTree *tree, EtsChosen *chosen, const void *data);

static inline EtsObject *ets_place_object(EtsPlace place)
{
    return place.leaf ? place.leaf->objects[place.index] : NULL;
}
void ets_place_next(EtsPlace *place);
void ets_place_previous(EtsPlace *place);

static inline bool ets_tree_is_empty(const EtsTree *tree)
{
    return tree->depth == 0 && ((const EtsLeaf *)tree->root)->count == 0;
}

/* About half of the objects, those with the greater keys, go to `right`, which is not initialized.
 * False, and nothing happens, when there are too few. */
bool ets_tree_try_split(EtsTree *tree, EtsTree *right);
/* All that is in `right`, whose keys are greater, goes to `tree`. False, and nothing happens, when
 * it would be too deep. */
bool ets_tree_try_join(EtsTree *tree, EtsTree *right);

#endif
