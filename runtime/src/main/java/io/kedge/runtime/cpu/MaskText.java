package io.kedge.runtime.cpu;

import java.util.BitSet;
import java.util.Locale;

/**
 * Sets of CPUs as the kernel writes them in hexadecimal: groups of 32 CPUs, the highest first, with commas between them
 * ({@code 3}, {@code f,00000000}).
 */
public final class MaskText {
    private static final int GROUP = 32;
    private static final int DIGIT = 4;

    private MaskText() { }

    /**
     * {@return the set, as wide as so many CPUs need}
     *
     * @param cpus how many CPUs there are, 1 or more: CPUs from there on are left out
     */
    public static String format(BitSet set, int cpus) {
        StringBuilder text = new StringBuilder();
        int width = (cpus - 1) % GROUP + 1;   // of the first group
        for (int from = (cpus - 1) / GROUP * GROUP; from >= 0; from -= GROUP) {
            BitSet group = set.get(from, Math.min(from + GROUP, cpus));
            long bits = group.isEmpty() ? 0 : group.toLongArray()[0];
            String digits = Long.toHexString(bits);
            text.append(text.isEmpty() ? "" : ",").append("0".repeat((width + DIGIT - 1) / DIGIT - digits.length())).append(digits);
            width = GROUP;
        }
        return text.toString();
    }

    /**
     * {@return the CPUs of a mask}
     *
     * @param cpus how many CPUs there are: no others may be named
     * @throws IllegalArgumentException if the text is none, or names another CPU
     */
    public static BitSet parse(String text, int cpus) {
        BitSet set = new BitSet();
        String[] groups = text.strip().toLowerCase(Locale.ROOT).split(",", -1);
        for (int i = 0; i < groups.length; i++) {
            String group = groups[groups.length - 1 - i];
            if (!group.matches("[0-9a-f]{1,8}")) {
                throw new IllegalArgumentException("\"" + text.strip() + "\" is no CPU mask: it must be groups of 1 to 8 hexadecimal"
                        + " digits with commas between them, as in ff or 3,ffffffff");
            }
            BitSet bits = BitSet.valueOf(new long[] {Long.parseLong(group, 16)});
            for (int bit : bits.stream().toArray()) {
                set.set(i * GROUP + bit);
            }
        }
        if (set.length() > cpus) {
            throw new IllegalArgumentException("CPU mask " + text.strip() + " names CPU " + (set.length() - 1) + ": the highest is "
                    + (cpus - 1));
        }
        return set;
    }
}
