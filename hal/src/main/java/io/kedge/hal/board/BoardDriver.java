package io.kedge.hal.board;

import java.util.List;

import io.kedge.hal.api.ChipInfo;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.irq.EdgeSource;
import io.kedge.hal.line.InputPort;

/**
 * The hardware below a board: the kernel's character device, or memory. Lines are requested one by one, each found and
 * checked by {@link AddressBook} before. All methods may be called by any thread.
 */
public interface BoardDriver {
    /** Edges the driver keeps for a line until gpio-irq reads them; beyond it the oldest go, and leave a gap in the numbers. */
    int EVENT_BUFFER = 256;

    /** {@return what names the line's holder to everybody else on the machine, as in gpioinfo} */
    static String consumer(LineConfig config) {
        return "kedge:" + config.id();
    }

    /** {@return what people call the board} */
    String name();

    /** {@return whether its lines exist only in memory} */
    boolean simulated();

    /** {@return its chips, in the kernel's order} */
    List<ChipInfo> chips();

    /** {@return every line of every chip, by chip and offset} */
    List<LineInfo> lines();

    /** {@return what gpio-irq reads the edges of this board from; always the same} */
    EdgeSource edges();

    /**
     * Requests an input; its edges come with this slot.
     *
     * @param gone called by any thread, gpio-irq too, once or more, when the chip was taken away
     * @throws io.kedge.hal.api.LineException if somebody holds it or it cannot do what is asked
     */
    InputPort requestInput(LineConfig config, LineInfo at, int slot, Runnable gone);

    /**
     * Requests an output with this electrical level.
     *
     * @param gone as for an input
     * @throws io.kedge.hal.api.LineException if somebody holds it or it cannot do what is asked
     */
    OutputPort requestOutput(LineConfig config, LineInfo at, boolean high, Runnable gone);
}
