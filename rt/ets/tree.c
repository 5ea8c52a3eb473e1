/* SPDX-License-Identifier: Apache-2.0 */
/* Ordered tables (tree.h). */
#include "rt/ets/tree.h"

#include <string.h>
#include "rt/core/compare.h"
#include "rt/core/memory.h"

enum { NODE_FEW = ETS_NODE_MAX / 4, NODE_JOINED_MAX = ETS_NODE_MAX * 3 / 4 };

typedef struct Step {
    EtsInner *node;
    uint32_t index; /* of the child that the way goes through */
} Step;

/* From the root to a leaf. */
typedef struct Path {
    Step steps[ETS_TREE_DEPTH_MAX];
    EtsLeaf *leaf;
} Path;

static EtsLeaf *leaf_new(void)
{
    EtsLeaf *leaf = memory_alloc(MEMORY_ETS, sizeof *leaf);
    leaf->count = 0;
    leaf->next = leaf->previous = NULL;
    return leaf;
}

static void leaf_free(EtsLeaf *leaf)
{
    memory_free(MEMORY_ETS, leaf, sizeof *leaf);
}

static EtsInner *inner_new(void)
{
    EtsInner *inner = memory_alloc(MEMORY_ETS, sizeof *inner);
    inner->count = 0;
    return inner;
}

static void inner_free(EtsInner *inner)
{
    memory_free(MEMORY_ETS, inner, sizeof *inner);
}

void ets_tree_initialize(EtsTree *tree, UInt position)
{
    *tree = (EtsTree){.position = position};
    tree->root = leaf_new();
}

/* ---- searching --------------------------------------------------------------------------------
 */

/* A key with its digest. */
typedef struct Key {
    Term term;
    uint64_t order;
} Key;

static inline Key key_of(Term term)
{
    return (Key){term, ets_order(term)};
}

/* The number of digests that are less; without branches, as they cannot be foreseen. */
static inline uint32_t count_less(const uint64_t *orders, uint32_t count, uint64_t order)
{
    const uint64_t *at = orders;
    if (count == 0)
        return 0;
    for (uint32_t half; count > 1; count -= half) {
        half = count / 2;
        at += at[half - 1] < order ? half : 0;
    }
    return (uint32_t)(at - orders) + (*at < order);
}

/* Of keys with the same digest. */
static __attribute__((noinline)) uint32_t search_same(const Term *keys, uint32_t low, uint32_t high,
                                                      Term key, bool equal)
{
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        int order = term_compare(keys[middle], key);
        if (order < 0 || (equal && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The number of keys that are less than the key (or, `equal`, not greater). */
static inline uint32_t search(const uint64_t *orders, const Term *keys, uint32_t count, Key key,
                              bool equal)
{
    uint32_t low = count_less(orders, count, key.order);
    if (low == count || orders[low] != key.order)
        return low;
    if (keys[low] == key.term)
        return low + equal;
    uint32_t same = count_less(orders + low, count - low, key.order + 1);
    return search_same(keys, low, low + same, key.term, equal);
}

static inline uint32_t search_inner(const EtsInner *inner, Key key)
{
    return search(inner->orders, inner->keys, inner->count - 1, key, true);
}

static inline uint32_t search_leaf(const EtsLeaf *leaf, Key key, bool equal)
{
    return search(leaf->orders, leaf->keys, leaf->count, key, equal);
}

static EtsLeaf *leaf_of(const EtsTree *tree, Key key)
{
    void *node = tree->root;
    for (uint32_t depth = tree->depth; depth > 0; depth--) {
        const EtsInner *inner = node;
        node = inner->children[search_inner(inner, key)];
    }
    return node;
}

static void find_path(const EtsTree *tree, Key key, Path *path)
{
    void *node = tree->root;
    for (uint32_t level = 0; level < tree->depth; level++) {
        EtsInner *inner = node;
        uint32_t index = search_inner(inner, key);
        path->steps[level] = (Step){inner, index};
        node = inner->children[index];
    }
    path->leaf = node;
}

static inline bool is_at(const EtsLeaf *leaf, uint32_t index, Term key)
{
    return index < leaf->count && term_equal(leaf->keys[index], key);
}

EtsObject *ets_tree_find(const EtsTree *tree, Term key)
{
    Key wanted = key_of(key);
    const EtsLeaf *leaf = leaf_of(tree, wanted);
    uint32_t index = search_leaf(leaf, wanted, false);
    return is_at(leaf, index, key) ? leaf->objects[index] : NULL;
}

/* ---- places -----------------------------------------------------------------------------------
 */

static EtsPlace place_from(EtsLeaf *leaf, uint32_t index)
{
    if (index == leaf->count) {
        leaf = leaf->next;
        index = 0;
    }
    return (EtsPlace){leaf && leaf->count ? leaf : NULL, index};
}

/* The one before what is at index. */
static EtsPlace place_up_to(EtsLeaf *leaf, uint32_t index)
{
    if (index == 0) {
        leaf = leaf->previous;
        index = leaf ? leaf->count : 0;
    }
    return (EtsPlace){leaf, index - 1};
}

static EtsLeaf *leftmost(const EtsTree *tree)
{
    void *node = tree->root;
    for (uint32_t depth = tree->depth; depth > 0; depth--)
        node = ((EtsInner *)node)->children[0];
    return node;
}

static EtsLeaf *rightmost(const EtsTree *tree)
{
    void *node = tree->root;
    for (uint32_t depth = tree->depth; depth > 0; depth--) {
        const EtsInner *inner = node;
        node = inner->children[inner->count - 1];
    }
    return node;
}

EtsPlace ets_tree_first(const EtsTree *tree)
{
    return place_from(leftmost(tree), 0);
}

EtsPlace ets_tree_last(const EtsTree *tree)
{
    EtsLeaf *leaf = rightmost(tree);
    return place_up_to(leaf, leaf->count);
}

EtsPlace ets_tree_after(const EtsTree *tree, Term key, bool equal)
{
    Key wanted = key_of(key);
    EtsLeaf *leaf = leaf_of(tree, wanted);
    return place_from(leaf, search_leaf(leaf, wanted, !equal));
}

EtsPlace ets_tree_before(const EtsTree *tree, Term key, bool equal)
{
    Key wanted = key_of(key);
    EtsLeaf *leaf = leaf_of(tree, wanted);
    return place_up_to(leaf, search_leaf(leaf, wanted, equal));
}

static uint32_t count_chosen(const Term *keys, uint32_t count, EtsChosen *chosen, const void *data)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (chosen(keys[middle], data))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static EtsLeaf *leaf_of_chosen(const EtsTree *tree, EtsChosen *chosen, const void *data,
                               uint32_t *index)
{
    void *node = tree->root;
    for (uint32_t depth = tree->depth; depth > 0; depth--) {
        const EtsInner *inner = node;
        node = inner->children[count_chosen(inner->keys, inner->count - 1, chosen, data)];
    }
    EtsLeaf *leaf = node;
    *index = count_chosen(leaf->keys, leaf->count, chosen, data);
    return leaf;
}

EtsPlace ets_tree_last_that(const EtsTree *tree, EtsChosen *chosen, const void *data)
{
    uint32_t index;
    EtsLeaf *leaf = leaf_of_chosen(tree, chosen, data, &index);
    return place_up_to(leaf, index);
}

EtsPlace ets_tree_first_that_not(const EtsTree *tree, EtsChosen *chosen, const void *data)
{
    uint32_t index;
    EtsLeaf *leaf = leaf_of_chosen(tree, chosen, data, &index);
    return place_from(leaf, index);
}

void ets_place_next(EtsPlace *place)
{
    *place = place_from(place->leaf, place->index + 1);
}

void ets_place_previous(EtsPlace *place)
{
    *place = place_up_to(place->leaf, place->index);
}

/* ---- adding -----------------------------------------------------------------------------------
 */

static inline Key inner_key(const EtsInner *inner, uint32_t index)
{
    return (Key){inner->keys[index], inner->orders[index]};
}

static inline void inner_set_key(EtsInner *inner, uint32_t index, Key key)
{
    inner->keys[index] = key.term;
    inner->orders[index] = key.order;
}

static inline Key leaf_key(const EtsLeaf *leaf, uint32_t index)
{
    return (Key){leaf->keys[index], leaf->orders[index]};
}

/* The first key below the path's node at `level` has changed: the node above that tells it from the
 * one on its left. */
static void first_key_changed(Path *path, uint32_t level, Key key)
{
    while (level > 0) {
        Step step = path->steps[--level];
        if (step.index > 0) {
            inner_set_key(step.node, step.index - 1, key);
            return;
        }
    }
}

static void inner_insert(EtsInner *inner, uint32_t index, Key key, void *child)
{
    memmove(inner->children + index + 1, inner->children + index,
            (inner->count - index) * sizeof *inner->children);
    memmove(inner->keys + index, inner->keys + index - 1,
            (inner->count - index) * sizeof *inner->keys);
    memmove(inner->orders + index, inner->orders + index - 1,
            (inner->count - index) * sizeof *inner->orders);
    inner->children[index] = child;
    inner_set_key(inner, index - 1, key);
    inner->count++;
}

/* The right half of a full node; *key is the first key below it. */
static EtsInner *inner_split(EtsInner *inner, uint32_t from, Key *key)
{
    EtsInner *right = inner_new();
    right->count = inner->count - from;
    memcpy(right->children, inner->children + from, right->count * sizeof *right->children);
    memcpy(right->keys, inner->keys + from, (right->count - 1) * sizeof *right->keys);
    memcpy(right->orders, inner->orders + from, (right->count - 1) * sizeof *right->orders);
    *key = inner_key(inner, from - 1);
    inner->count = from;
    return right;
}

/* A node stands to the right of the one that the path goes through below `level`. */
static void add_child(EtsTree *tree, Path *path, uint32_t level, Key key, void *child)
{
    while (level > 0) {
        Step step = path->steps[--level];
        EtsInner *inner = step.node;
        uint32_t index = step.index + 1;
        if (inner->count < ETS_NODE_MAX) {
            inner_insert(inner, index, key, child);
            return;
        }
        /* Keys that come in order leave full nodes behind. */
        uint32_t from = index == ETS_NODE_MAX ? ETS_NODE_MAX - 1 : ETS_NODE_MAX / 2;
        Key right_key;
        EtsInner *right = inner_split(inner, from, &right_key);
        if (index > from)
            inner_insert(right, index - from, key, child);
        else
            inner_insert(inner, index, key, child);
        key = right_key;
        child = right;
    }
    EtsInner *root = inner_new();
    root->count = 2;
    root->children[0] = tree->root;
    root->children[1] = child;
    inner_set_key(root, 0, key);
    tree->root = root;
    tree->depth++;
}

static void leaf_insert(EtsLeaf *leaf, uint32_t index, Key key, EtsObject *object)
{
    uint32_t behind = leaf->count - index;
    memmove(leaf->keys + index + 1, leaf->keys + index, behind * sizeof *leaf->keys);
    memmove(leaf->orders + index + 1, leaf->orders + index, behind * sizeof *leaf->orders);
    memmove(leaf->objects + index + 1, leaf->objects + index, behind * sizeof *leaf->objects);
    leaf->keys[index] = key.term;
    leaf->orders[index] = key.order;
    leaf->objects[index] = object;
    leaf->count++;
}

static EtsLeaf *leaf_split(EtsLeaf *leaf, uint32_t from)
{
    EtsLeaf *right = leaf_new();
    right->count = leaf->count - from;
    memcpy(right->keys, leaf->keys + from, right->count * sizeof *right->keys);
    memcpy(right->orders, leaf->orders + from, right->count * sizeof *right->orders);
    memcpy(right->objects, leaf->objects + from, right->count * sizeof *right->objects);
    leaf->count = from;
    right->previous = leaf;
    right->next = leaf->next;
    if (right->next)
        right->next->previous = right;
    leaf->next = right;
    return right;
}

EtsObject *ets_tree_put(EtsTree *tree, EtsObject *object)
{
    Key key = key_of(ets_object_element(object, tree->position));
    Path path;
    find_path(tree, key, &path);
    EtsLeaf *leaf = path.leaf;
    uint32_t index = search_leaf(leaf, key, false);
    if (is_at(leaf, index, key.term)) {
        EtsObject *before = leaf->objects[index];
        leaf->objects[index] = object;
        leaf->keys[index] = key.term;
        leaf->orders[index] = key.order;
        if (index == 0)
            first_key_changed(&path, tree->depth, key);
        return before;
    }
    if (leaf->count < ETS_NODE_MAX) {
        leaf_insert(leaf, index, key, object);
        return NULL;
    }
    bool at_end = index == ETS_NODE_MAX && !leaf->next;
    uint32_t from = at_end ? ETS_NODE_MAX : ETS_NODE_MAX / 2;
    EtsLeaf *right = leaf_split(leaf, from);
    if (at_end || index > from)
        leaf_insert(right, index - from, key, object);
    else
        leaf_insert(leaf, index, key, object);
    add_child(tree, &path, tree->depth, leaf_key(right, 0), right);
    return NULL;
}

/* ---- taking out -------------------------------------------------------------------------------
 */

static void inner_remove_key(EtsInner *inner, uint32_t index)
{
    uint32_t behind = inner->count - index - 2;
    memmove(inner->keys + index, inner->keys + index + 1, behind * sizeof *inner->keys);
    memmove(inner->orders + index, inner->orders + index + 1, behind * sizeof *inner->orders);
}

static void inner_remove(EtsInner *inner, uint32_t index)
{
    uint32_t behind = inner->count - index - 1, key = index ? index - 1 : 0;
    memmove(inner->children + index, inner->children + index + 1, behind * sizeof *inner->children);
    if (inner->count > 1)
        inner_remove_key(inner, key);
    inner->count--;
}

static void leaf_unlink(EtsLeaf *leaf)
{
    if (leaf->previous)
        leaf->previous->next = leaf->next;
    if (leaf->next)
        leaf->next->previous = leaf->previous;
    leaf_free(leaf);
}

static bool leaves_join(EtsLeaf *left, EtsLeaf *right)
{
    if (left->count + right->count > NODE_JOINED_MAX)
        return false;
    memcpy(left->keys + left->count, right->keys, right->count * sizeof *right->keys);
    memcpy(left->orders + left->count, right->orders, right->count * sizeof *right->orders);
    memcpy(left->objects + left->count, right->objects, right->count * sizeof *right->objects);
    left->count += right->count;
    leaf_unlink(right);
    return true;
}

/* `between` is the first key below the right one. */
static bool inners_join(EtsInner *left, EtsInner *right, Key between)
{
    if (left->count + right->count > NODE_JOINED_MAX)
        return false;
    inner_set_key(left, left->count - 1, between);
    memcpy(left->keys + left->count, right->keys, (right->count - 1) * sizeof *right->keys);
    memcpy(left->orders + left->count, right->orders, (right->count - 1) * sizeof *right->orders);
    memcpy(left->children + left->count, right->children, right->count * sizeof *right->children);
    left->count += right->count;
    inner_free(right);
    return true;
}

/* Children `index` and index + 1 become one, if they fit. */
static bool join_children(EtsInner *inner, uint32_t index, bool leaves)
{
    void *left = inner->children[index], *right = inner->children[index + 1];
    bool joined =
        leaves ? leaves_join(left, right) : inners_join(left, right, inner_key(inner, index));
    if (joined)
        inner_remove(inner, index + 1);
    return joined;
}

static bool join_with_neighbour(Step step, bool leaves)
{
    return (step.index + 1 < step.node->count && join_children(step.node, step.index, leaves)) ||
           (step.index > 0 && join_children(step.node, step.index - 1, leaves));
}

static void lower_root(EtsTree *tree)
{
    while (tree->depth > 0 && ((EtsInner *)tree->root)->count == 1) {
        EtsInner *root = tree->root;
        tree->root = root->children[0];
        tree->depth--;
        inner_free(root);
    }
}

/* The node at `level` (tree->depth: the leaf) has become smaller. */
static void became_smaller(EtsTree *tree, Path *path)
{
    uint32_t count = path->leaf->count;
    for (uint32_t level = tree->depth; level > 0 && count < NODE_FEW; level--) {
        Step step = path->steps[level - 1];
        bool leaves = level == tree->depth;
        if (count == 0) {
            if (leaves)
                leaf_unlink(path->leaf);
            else
                inner_free(path->steps[level].node);
            Key next_key = inner_key(step.node, 0);
            inner_remove(step.node, step.index);
            if (step.index == 0 && step.node->count > 0)
                first_key_changed(path, level - 1, next_key);
        } else if (!join_with_neighbour(step, leaves)) {
            break;
        }
        count = step.node->count;
    }
    lower_root(tree);
}

EtsObject *ets_tree_remove(EtsTree *tree, Term key)
{
    Path path;
    Key wanted = key_of(key);
    find_path(tree, wanted, &path);
    EtsLeaf *leaf = path.leaf;
    uint32_t index = search_leaf(leaf, wanted, false);
    if (!is_at(leaf, index, key))
        return NULL;
    EtsObject *object = leaf->objects[index];
    leaf->count--;
    uint32_t behind = leaf->count - index;
    memmove(leaf->keys + index, leaf->keys + index + 1, behind * sizeof *leaf->keys);
    memmove(leaf->orders + index, leaf->orders + index + 1, behind * sizeof *leaf->orders);
    memmove(leaf->objects + index, leaf->objects + index + 1, behind * sizeof *leaf->objects);
    if (index == 0 && leaf->count > 0)
        first_key_changed(&path, tree->depth, leaf_key(leaf, 0));
    if (leaf->count < NODE_FEW)
        became_smaller(tree, &path);
    return object;
}

/* ---- parting and joining ----------------------------------------------------------------------
 */

static void cut_leaves(EtsTree *right)
{
    EtsLeaf *first = leftmost(right);
    first->previous->next = NULL;
    first->previous = NULL;
}

bool ets_tree_try_split(EtsTree *tree, EtsTree *right)
{
    *right = (EtsTree){.position = tree->position, .depth = tree->depth};
    if (tree->depth > 0) {
        EtsInner *root = tree->root;
        Key between;
        right->root = inner_split(root, root->count / 2, &between);
    } else {
        EtsLeaf *leaf = tree->root;
        if (leaf->count < 2)
            return false;
        right->root = leaf_split(leaf, leaf->count / 2);
    }
    cut_leaves(right);
    lower_root(tree);
    lower_root(right);
    return true;
}

/* A root with one child. */
static void raise_root(EtsTree *tree)
{
    EtsInner *root = inner_new();
    root->count = 1;
    root->children[0] = tree->root;
    tree->root = root;
    tree->depth++;
}

bool ets_tree_try_join(EtsTree *tree, EtsTree *right)
{
    enum { DEPTH_MAX = ETS_TREE_DEPTH_MAX / 2 };
    if (tree->depth >= DEPTH_MAX || right->depth >= DEPTH_MAX)
        return false;
    if (ets_tree_is_empty(tree)) {
        leaf_free(tree->root);
        *tree = *right;
        return true;
    }
    if (ets_tree_is_empty(right)) {
        leaf_free(right->root);
        return true;
    }
    EtsLeaf *first = leftmost(right), *last = rightmost(tree);
    while (tree->depth < right->depth)
        raise_root(tree);
    while (right->depth < tree->depth)
        raise_root(right);
    raise_root(tree);
    inner_insert(tree->root, 1, leaf_key(first, 0), right->root);
    first->previous = last;
    last->next = first;
    return true;
}

/* ---- all at once ------------------------------------------------------------------------------
 */

/* Leaves from the left; an inner node is gone with its last child. */
bool ets_tree_destroy(EtsTree *tree, SInt *reductions)
{
    while (tree->root) {
        EtsInner *parent = NULL;
        void *node = tree->root;
        uint32_t depth = tree->depth;
        for (; depth > 0 && ((EtsInner *)node)->count > 0; depth--) {
            parent = node;
            node = parent->children[parent->count - 1];
        }
        if (depth > 0) {
            inner_free(node);
        } else {
            EtsLeaf *leaf = node;
            for (; leaf->count > 0; leaf->count--) {
                if ((*reductions)-- <= 0)
                    return false;
                ets_object_free(leaf->objects[leaf->count - 1]);
            }
            leaf_free(leaf);
        }
        if (parent)
            parent->count--;
        else
            tree->root = NULL;
    }
    return true;
}
