package io.kedge.bench.run;

import java.io.IOException;

import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;
import io.kedge.bench.figure.Unit;
import io.kedge.bench.row.Effort;
import io.kedge.bench.row.Figures;
import io.kedge.bench.row.Row;
import io.kedge.bench.row.Rows;

/**
 * The main class of the process that measures: one contender, one row. Says in lines on its standard output what came of
 * it, see {@link Saying}. Arguments: row, contender, effort.
 */
final class Child {
    private Child() { }

    /** Ends with 0 if the row was measured, else with 1 and a stack trace. */
    public static void main(String[] args) throws Exception {
        Row row = Rows.named(args[0]);
        Figures figures = new Piped();
        long startNanos = System.nanoTime();
        try (Contender contender = Contenders.named(args[1]).maker().apply(row.cpu())) {
            row.made(System.nanoTime() - startNanos, figures);
            say(Saying.CONFIGURATION, contender.configuration());
            row.measure(contender, Effort.valueOf(args[2]), figures);
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);   // whoever still sleeps
    }

    private static void say(Saying what, String text) {
        System.out.println(what.beginning() + text);
    }

    private static final class Piped implements Figures {
        @Override
        public void add(String name, Unit unit, double value) {
            say(Saying.FIGURE, unit + " " + value + " " + name);
        }

        @Override
        public void note(String text) {
            say(Saying.NOTE, text);
        }

        @Override
        public void countThreads() {
            say(Saying.COUNT_THREADS, "");
            try {
                if (System.in.read() < 0) {
                    throw new IllegalStateException("who counts threads has gone");
                }
            } catch (IOException gone) {
                throw new IllegalStateException("who counts threads has gone", gone);
            }
        }

        @Override
        public void threadsCounted() {
            say(Saying.THREADS_COUNTED, "");
        }
    }
}
