package io.kedge.hal.irq;

import java.lang.foreign.MemorySegment;

/** Takes batches of edges. Called by gpio-irq only. */
@FunctionalInterface
public interface BatchSink {

    /**
     * Takes the edges of one line, oldest first.
     *
     * @param slot   the line's number, as {@link IrqThread#register} gave it
     * @param events {@link V2LineEvent}s; valid during the call only
     * @param from   the first of them, from 0
     * @param count  how many
     */
    void batch(int slot, MemorySegment events, int from, int count);
}
