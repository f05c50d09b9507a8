package io.kedge.hal.api;

/** A handler on a line. Closing it takes the handler off; a call that runs meanwhile goes on to its end. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** Takes the handler off. Does not wait. A second call does nothing. */
    @Override
    void close();
}
