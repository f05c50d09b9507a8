package io.kedge.bench.contender;

/** Who is measured. */
public interface Contender extends AutoCloseable {

    /** {@return how it is set up, and why that is its best; one sentence for the report} */
    String configuration();

    /** Ends its threads, as far as they can be ended. */
    @Override
    void close();
}
