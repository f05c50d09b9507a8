package io.kedge.runtime.work;

import org.jspecify.annotations.Nullable;

/**
 * Items by when they are due; of those due at one time the one that came first. A leftist heap whose links live in the items'
 * deadlines: adding, taking the first and removing any one take O(log n) steps at most, and allocate nothing. Not thread-safe.
 *
 * <pre>
 *   rank   of nothing 0, else one more than that of the right child, which is not above that of the left one:
 *          so the way to the right end has at most log2(n + 1) nodes
 * </pre>
 */
public final class DueHeap {
    private @Nullable Deadline root;
    private long arrivals;

    /** {@return the item that is due first, null if there is none} */
    public @Nullable WorkItem first() {
        Deadline least = root;
        return least == null ? null : least.item();
    }

    /** Adds one that is in no heap. */
    public void add(Deadline due) {
        due.arrives(arrivals++);
        become(merged(root, due));
    }

    /** Removes one that is in this heap. */
    public void remove(Deadline due) {
        Deadline rest = merged(due.left, due.right);
        Deadline above = due.parent;
        if (rest != null) {
            rest.parent = above;
        }
        if (above == null) {
            root = rest;
        } else if (above.left == due) {
            above.left = rest;
        } else {
            above.right = rest;
        }
        due.left = null;
        due.right = null;
        due.parent = null;
        due.rank = 0;
        lean(above);
    }

    private void become(@Nullable Deadline newRoot) {
        root = newRoot;
        if (newRoot != null) {
            newRoot.parent = null;
        }
    }

    private static @Nullable Deadline merged(@Nullable Deadline one, @Nullable Deadline other) {
        return one == null ? other : other == null ? one : joined(one, other);
    }

    private static Deadline joined(Deadline one, Deadline other) {
        Deadline first = one.isBefore(other) ? one : other;
        Deadline second = first == one ? other : one;
        Deadline rest = first.right == null ? second : joined(first.right, second);
        first.right = rest;
        rest.parent = first;
        leanOne(first);
        return first;
    }

    /** Ranks may have become less from here upwards: until one is as it was. */
    private static void lean(@Nullable Deadline from) {
        Deadline at = from;
        boolean changed = true;
        while (at != null && changed) {
            changed = leanOne(at);
            at = at.parent;
        }
    }

    /** @return whether its rank has changed */
    private static boolean leanOne(Deadline node) {
        if (rank(node.left) < rank(node.right)) {
            Deadline lesser = node.left;
            node.left = node.right;
            node.right = lesser;
        }
        int before = node.rank;
        node.rank = rank(node.right) + 1;
        return node.rank != before;
    }

    private static int rank(@Nullable Deadline node) {
        return node == null ? 0 : node.rank;
    }

    /** {@return the broken law of the heap, null if all hold; and counts} For those who check. */
    @Nullable String violation(int size) {
        int found = count(root);
        return found == size ? null : found < 0 ? "a node is out of order" : "it has " + found + " nodes, not " + size;
    }

    private static int count(@Nullable Deadline node) {
        if (node == null) {
            return 0;
        }
        int left = count(node.left);
        int right = count(node.right);
        boolean holds = left >= 0 && right >= 0 && isUnder(node, node.left) && isUnder(node, node.right)
                && rank(node.left) >= rank(node.right) && node.rank == rank(node.right) + 1;
        return holds ? left + right + 1 : -1;
    }

    private static boolean isUnder(Deadline node, @Nullable Deadline child) {
        return child == null || child.parent == node && node.isBefore(child);
    }
}
