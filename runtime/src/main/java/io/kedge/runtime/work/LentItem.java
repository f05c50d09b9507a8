package io.kedge.runtime.work;

/**
 * The class that a waiter has lent to the pending instance of an item (priority inheritance), as a nice value: the lower, the
 * higher the class. It belongs to the holder of the lock of the pool that the item is queued on.
 */
class LentItem extends ListedItem {
    /** Of an item to which nobody has lent anything: above every nice value. */
    public static final int NOT_LENT = Integer.MAX_VALUE;

    private int lentNice = NOT_LENT;

    /** {@return the nice value that was lent, {@link #NOT_LENT} if none was} */
    public final int lentNiceLocked() {
        return lentNice;
    }

    public final boolean isLentLocked() {
        return lentNice != NOT_LENT;
    }

    public final void lendLocked(int nice) {
        lentNice = nice;
    }

    /** {@return the nice value that was lent, {@link #NOT_LENT} if none was; and ends the loan} */
    public final int takeLoanLocked() {
        int nice = lentNice;
        endLoanLocked();
        return nice;
    }

    public final void endLoanLocked() {
        lentNice = NOT_LENT;
    }

    /** {@return whether it is on the worklist, or with the BH items} */
    public final boolean isActiveLocked() {
        return place() == ACTIVE;
    }
}
