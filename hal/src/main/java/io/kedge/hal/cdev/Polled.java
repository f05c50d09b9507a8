package io.kedge.hal.cdev;

import java.util.List;

/** A request that gpio-irq reads, and where its edges go. */
final class Polled {
    private final LineRequest request;
    private final int[] offsets;
    private final int[] slots;      // of the line at the same index; negative if it has no edges
    private final Runnable onGone;
    private boolean gone;           // gpio-irq only

    /**
     * Joins lines with slots.
     *
     * @param slots  the number that gpio-irq knows each line by, in the order of the request's lines
     * @param onGone called by gpio-irq when the chip was taken away; must not wait
     */
    Polled(LineRequest request, List<Integer> slots, Runnable onGone) {
        if (slots.size() != request.offsets().size()) {
            throw new IllegalArgumentException("a request of lines " + request.offsets() + " needs as many slots, was " + slots);
        }
        this.request = request;
        this.onGone = onGone;
        this.offsets = request.offsets().stream().mapToInt(Integer::intValue).toArray();
        this.slots = slots.stream().mapToInt(Integer::intValue).toArray();
    }

    LineRequest request() {
        return request;
    }

    /** {@return the slot of the line at this offset of the chip, -1 if it is none of ours} */
    int slotOf(int offset) {
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] == offset) {
                return slots[i];
            }
        }
        return -1;
    }

    /** {@return whether its chip was taken away} gpio-irq only. */
    boolean gone() {
        return gone;
    }

    /** Its chip was taken away: nothing will come of it any more. gpio-irq only. */
    void setGone() {
        gone = true;
        onGone.run();
    }
}
