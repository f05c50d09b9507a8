package io.kedge.hal.cdev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Levels driven by a shell that the scheduler prefers to the kernel's interrupt threads (which are SCHED_FIFO 50), on the CPU that those
 * threads are bound to: none of them runs until the burst is over, but those that {@link #letRun} sends to the other CPU. One thread.
 */
final class GpioSimBurst {
    private static final String URGENT = "99";
    private static final String OUR_CPU = "1";     // a mask
    private static final long OTHER_CPU = 2;

    private final GpioSim chip;
    private final Set<String> running = new HashSet<>();
    private final StringBuilder script = new StringBuilder("set -e\n");

    GpioSimBurst(GpioSim chip) {
        this.chip = chip;
    }

    /** Drives a line. */
    void add(int offset, boolean high) {
        script.append("echo ").append(high ? "pull-up" : "pull-down").append(" > ").append(chip.pullOf(offset)).append('\n');
    }

    /** Lets an interrupt thread run all the while. */
    void letRun(String pid) {
        running.add(pid);
        script.append("switches() { while read -r key value; do case $key in voluntary*) return ;; esac; done < /proc/").append(pid)
                .append("/status; }\nswitches\nbefore=$value\n");
    }

    /** Goes on when this interrupt thread, which must be let run, has queued its edge: it has slept since, and does so again. */
    void awaitThrough(String pid) {
        script.append("until switches; [ \"$value\" != \"$before\" ] && read -r stat < /proc/").append(pid)
                .append("/stat && case $stat in *') S '*) true ;; *) false ;; esac; do :; done\n");
    }

    /** Runs it to its end. */
    void run() throws IOException, InterruptedException {
        GpioSimThreads.bindTo(GpioSimCpu.FIRST, GpioSimThreads.pids());
        GpioSimThreads.bindTo(OTHER_CPU, running);
        Process process = new ProcessBuilder("taskset", OUR_CPU, "chrt", "--fifo", URGENT, "sh", "-c", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), said);
        assertEquals(0, process.exitValue(), said);
    }
}
