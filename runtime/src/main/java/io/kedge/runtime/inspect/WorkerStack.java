package io.kedge.runtime.inspect;

import java.util.List;

/**
 * Where a worker is that is on a carrier.
 *
 * @param worker   its name
 * @param function class of the function it runs; empty if it runs none
 * @param latest   whether it is the one of its pool that was taken up last (kernel: last woken)
 * @param frames   its stack, the innermost first; empty if it left its carrier meanwhile
 */
public record WorkerStack(String worker, String function, boolean latest, List<StackTraceElement> frames) {

    /** {@return it as text, its lines ended by a newline} */
    public String text() {
        var text = new StringBuilder("  ").append(worker).append(function.isEmpty() ? " runs no item" : " runs " + function)
                .append(latest ? ", taken up last" : "").append('\n');
        frames.forEach(frame -> text.append("    at ").append(frame).append('\n'));
        return text.toString();
    }
}
