package io.kedge.bench.row;

import java.util.Arrays;
import java.util.List;

import io.kedge.bench.contender.Contender;
import io.kedge.bench.contender.Contenders;

/** The engine's costs with more and more of something. Each number of things has an engine of its own. */
abstract class Growth extends DescribedRow {
    /** So many things in all are measured for each number of them, or that number once. */
    private static final int MEASURED = 2_000;
    private static final int MOST_REPETITIONS = 50;

    private final String things;
    private final int[] sizes;

    /**
     * Costs of things.
     *
     * @param things what they are, for the axis
     * @param sizes  how many of them, rising
     */
    Growth(String name, String title, String method, String things, int... sizes) {
        super(new About(name, title, method + " Medians of some repetitions; numbers of fewer things are repeated more often. Bytes are"
                + " what the heap holds more after a collection.", List.of(Contenders.KEDGE), List.of(), List.of()));
        this.things = things;
        this.sizes = sizes;
    }

    @Override
    public String things() {
        return things;
    }

    @Override
    public int rounds(Effort effort) {
        return Math.min(3, effort.rounds());
    }

    @Override
    public void measure(Contender contender, Effort effort, Figures figures) throws Exception {
        int middle = sizes[sizes.length / 2];
        for (int i = effort.times(10); i > 0; i--) {
            once(effort == Effort.SMOKE ? 1 : Math.min(middle, MEASURED), Curve.ofBytes(middle));   // warm-up
        }
        for (int size : sizesFor(effort)) {
            Curve weighed = Curve.ofBytes(middle);
            once(size, weighed);
            Curve times = Curve.ofTimes();
            int repetitions = Math.clamp(effort.times(MEASURED) / size, 1, MOST_REPETITIONS);
            for (int i = 0; i < repetitions; i++) {
                once(size, times);
            }
            times.say(size, figures);
            weighed.sayBytes(size, figures);
        }
    }

    private int[] sizesFor(Effort effort) {
        return effort == Effort.SMOKE ? Arrays.copyOf(sizes, 2) : sizes;
    }

    /** Measures once with so many things, and leaves none behind. */
    abstract void once(int size, Curve curve) throws Exception;
}
