package io.kedge.bench.row;

import java.util.List;

/** All that can be measured. */
public final class Rows {
    private static final List<Row> ALL = List.of(
            new HandOffs(false), new HandOffs(true), new EmptyItems(false), new EmptyItems(true),
            BehindSleepers.inJava(), BehindSleepers.inNative(), BehindSleepers.inNativeFunctions(), BehindSleepers.inNativeWithLoad(),
            Hogs.short5(), Hogs.long100(), new FalseHandOffs(),
            new Debounce(1), new Debounce(1_000), new Lateness(),
            new Idle(), new FirstItem(), new AfterIdle(), new Mixture(),
            new MoreCpus(), new MoreWorkqueues(), new MoreDelayed(), new MoreSleepers());

    private Rows() { }

    /** {@return all rows, in the order of the report} */
    public static List<Row> all() {
        return ALL;
    }

    /**
     * {@return the row of this name}
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Row named(String name) {
        return ALL.stream().filter(row -> row.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row is called " + name));
    }

    /** {@return the rows that a word asks for: that of this name, or all whose name begins with it and a dash; may be empty} */
    public static List<Row> askedFor(String word) {
        List<Row> exact = ALL.stream().filter(row -> row.name().equals(word)).toList();
        return exact.isEmpty() ? ALL.stream().filter(row -> row.name().startsWith(word + "-")).toList() : exact;
    }
}
