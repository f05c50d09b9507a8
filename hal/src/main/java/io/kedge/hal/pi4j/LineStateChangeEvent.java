package io.kedge.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import io.kedge.hal.api.LineEvent;

/** Pi4J's event with what Pi4J throws away: stamp, number, loss, bounces. Plain listeners need not know; others cast. */
public final class LineStateChangeEvent extends DigitalStateChangeEvent<DigitalInput> {
    private final LineEvent event;

    LineStateChangeEvent(DigitalInput source, DigitalState state, LineEvent event) {
        super(source, state);
        this.event = event;
    }

    /** {@return all that is known of the change} */
    public LineEvent lineEvent() {
        return event;
    }

    /** {@return when the first edge came, nanoseconds of the line's event clock} */
    public long stampNanos() {
        return event.stampNanos();
    }

    /** {@return the first edge's number on its line} */
    public int lineSeqno() {
        return event.lineSeqno();
    }

    /** {@return edges dropped since the event before} */
    public long lost() {
        return event.lost();
    }

    /** {@return edges since the event before that hide a merged one} */
    public long merged() {
        return event.merged();
    }

    @Override
    public String toString() {
        return super.toString() + " " + event;
    }
}
