package io.kedge.hal.cdev;

import io.kedge.hal.api.Debounce;
import io.kedge.hal.api.LineConfig;
import io.kedge.hal.api.LineException;
import io.kedge.hal.api.LineInfo;
import io.kedge.hal.line.Recovery;

/** Turns what the kernel says into what a user can act on. */
final class Refusal {
    private Refusal() { }

    /**
     * A request was refused.
     *
     * @param now the line as the kernel shows it after the refusal
     */
    static LineException ofRequest(LineConfig config, LineInfo now, SystemCallException refused) {
        return new LineException("line " + config.id() + ": " + now.chip() + ":" + now.offset() + " " + reason(config, now, refused.errno()));
    }

    private static String reason(LineConfig config, LineInfo now, int errno) {
        return switch (errno) {
            case Errno.EBUSY -> "is held by '" + holder(now) + "'; close that one first or use another line";
            case Errno.ENXIO -> "cannot raise interrupts, so it has no edges" + (kernelDebounces(config) ? " and the kernel cannot debounce it" : "")
                    + "; have its level read again and again instead ('poll: 20ms' in a profile, pollEvery in a program), or use another line";
            case Errno.EOPNOTSUPP -> "cannot do what is asked (" + asked(config) + "); "
                    + "this board has no hardware timestamp engine, or its chip lacks the feature";
            case Errno.EINVAL -> "cannot do what is asked (" + asked(config) + "): the kernel calls it invalid; "
                    + (kernelDebounces(config) ? "its chip may debounce by itself and not take this period: use settle, " : "use ")
                    + "plain settings or another line";
            case Errno.ENODEV -> "is gone: its chip was taken away";
            case Errno.EACCES, Errno.EPERM -> "may not be used by this user: the kernel or a sandbox forbids it (" + Errno.name(errno) + ")";
            default -> "cannot be had: the kernel says " + Errno.name(errno);
        };
    }

    private static String holder(LineInfo now) {
        return now.consumer().isEmpty() ? "somebody who has let go since" : now.consumer();
    }

    private static String asked(LineConfig config) {
        return "bias " + config.bias() + ", drive " + config.drive() + ", edges " + config.edges() + ", clock " + config.clock()
                + (kernelDebounces(config) ? ", debounce " + config.debounce() : "");
    }

    private static boolean kernelDebounces(LineConfig config) {
        return config.debounce().policy() == Debounce.Policy.KERNEL;
    }

    /** An open line does not answer. */
    static LineException ofUse(LineConfig config, SystemCallException refused) {
        String why = refused.errno() == Errno.ENODEV
                ? Recovery.TAKEN_AWAY
                : "the kernel says " + refused.getMessage();
        return new LineException("line " + config.id() + ": " + why);
    }
}
