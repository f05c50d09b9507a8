package io.kedge.bench.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.kedge.bench.Cpus;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What the figures depend on.
 *
 * @param cpus       how many the process may use
 * @param cpuModel   as the kernel names it
 * @param arch       as Java names it
 * @param memoryMib  of the machine
 * @param kernel     its release
 * @param java       version and maker of the JVM
 * @param governor   of the first CPU's frequency; "not readable" in most virtual machines
 * @param schedule   how this process's threads are scheduled unless they ask otherwise, as the engine's do: usual, nice, real-time
 * @param loadBefore runnable threads in the minute before the run, on average
 */
public record Machine(int cpus, String cpuModel, String arch, long memoryMib, String kernel, String java, String governor,
        String schedule, double loadBefore) {
    /** More than that beforehand, and somebody else is at work. */
    private static final double IDLE = 0.3;

    private static final String UNKNOWN = "not readable";
    private static final String USUAL = "usual";
    private static final int NICE = 16;     // fields of /proc/PID/stat after the name
    private static final int POLICY = 38;

    /** {@return the machine as it is now} */
    public static Machine here() {
        return new Machine(Cpus.count(),
                valueIn("/proc/cpuinfo", "model name", valueIn("/proc/device-tree/model", "", UNKNOWN)),
                System.getProperty("os.arch", ""),
                Long.parseLong(valueIn("/proc/meminfo", "MemTotal", "0").split(" ", 2)[0]) / 1024,
                valueIn("/proc/sys/kernel/osrelease", "", UNKNOWN),
                System.getProperty("java.vendor.version", "") + " " + System.getProperty("java.vm.version", ""),
                valueIn("/sys/devices/system/cpu/cpu" + Cpus.submitter() + "/cpufreq/scaling_governor", "", UNKNOWN),
                schedule(valueIn("/proc/self/stat", "", "")),
                Double.parseDouble(valueIn("/proc/loadavg", "", "0").split(" ", 2)[0]));
    }

    /** {@return whether nobody else was at work before the run} */
    public boolean wasIdle() {
        return loadBefore <= IDLE;
    }

    /** {@return all of it in a sentence} */
    public String text() {
        return String.format(Locale.ROOT, "%d CPUs (%s, %s), %,d MiB, Linux %s, %s, governor %s, load before the run %.2f%s%s",
                cpus, arch, cpuModel, memoryMib, kernel, java.strip(), governor, loadBefore,
                wasIdle() ? "" : " - **the machine was not idle: times are too long**",
                schedule.equals(USUAL) ? "" : " - **" + schedule + ": peers are not scheduled as they usually are**");
    }

    /** {@return what the fields of /proc/PID/stat say; see proc(5)} */
    private static String schedule(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length <= POLICY) {
            return UNKNOWN;
        }
        if (!fields[POLICY].equals("0")) {
            return "scheduling policy " + fields[POLICY];
        }
        return fields[NICE].equals("0") ? USUAL : "nice " + fields[NICE];
    }

    /** {@return what follows the colon in the line that begins so, or the first line for an empty beginning} */
    private static String valueIn(String file, String beginning, String otherwise) {
        try {
            for (String line : Files.readString(Path.of(file), UTF_8).split("[\n\0]")) {
                if (line.startsWith(beginning)) {
                    return beginning.isEmpty() ? line.strip() : line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException notThere) {
            return otherwise;
        }
        return otherwise;
    }
}
