package io.kedge.runtime.work;

import org.jspecify.annotations.Nullable;

/** A first-in first-out list whose links live in the items: no allocation, removal from the middle in one step. Not thread-safe. */
public final class ItemList {
    private @Nullable WorkItem first;
    private @Nullable WorkItem last;
    private int size;

    public boolean isEmpty() {
        return first == null;
    }

    public int size() {
        return size;
    }

    public @Nullable WorkItem first() {
        return first;
    }

    /** {@return the item behind one that is on this list, null if it is the last} */
    public @Nullable WorkItem after(WorkItem item) {
        return item.next();
    }

    public void addLast(WorkItem item) {
        WorkItem tail = last;
        item.link(tail, null);
        if (tail == null) {
            first = item;
        } else {
            tail.next(item);
        }
        last = item;
        size++;
    }

    public @Nullable WorkItem pollFirst() {
        WorkItem head = first;
        if (head != null) {
            remove(head);
        }
        return head;
    }

    /** Moves a lent item that is on this list ahead: behind those only that were lent the same class, or a higher one. */
    public void advance(WorkItem item) {
        remove(item);
        WorkItem behind = first;
        while (behind != null && behind.lentNiceLocked() <= item.lentNiceLocked()) {
            behind = behind.next();
        }
        if (behind == null) {
            addLast(item);
        } else {
            addBefore(behind, item);
        }
    }

    private void addBefore(WorkItem behind, WorkItem item) {
        WorkItem before = behind.previous();
        item.link(before, behind);
        behind.previous(item);
        if (before == null) {
            first = item;
        } else {
            before.next(item);
        }
        size++;
    }

    /** Removes an item that is on this list. */
    public void remove(WorkItem item) {
        WorkItem before = item.previous();
        WorkItem after = item.next();
        if (before == null) {
            first = after;
        } else {
            before.next(after);
        }
        if (after == null) {
            last = before;
        } else {
            after.previous(before);
        }
        item.link(null, null);
        size--;
    }
}
