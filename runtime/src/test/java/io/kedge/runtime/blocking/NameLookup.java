package io.kedge.runtime.blocking;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/**
 * Looks a name up in an item, in a JVM whose hosts file (jdk.net.hosts.file) is a FIFO: so a lookup blocks without a network.
 * Prints the order of events, and what the tick did.
 */
final class NameLookup {
    private NameLookup() { }

    public static void main(String[] arguments) throws Exception {
        Path hosts = Path.of(System.getProperty("jdk.net.hosts.file"));
        try (Cmwq cmwq = Cmwq.start()) {
            int cpu = cmwq.cpus().nextSetBit(0);
            Workqueue queue = cmwq.workqueue("lookup").percpu().create();
            var entered = new CountDownLatch(1);
            Work lookup = Cmwq.work(() -> {
                entered.countDown();
                System.out.println("looked up " + lookUp("board.example"));
            });
            queue.queueOn(cpu, lookup);
            entered.await();
            var ran = new CountDownLatch(1);
            queue.queueOn(cpu, Cmwq.work(ran::countDown));
            ran.await();
            boolean found = cmwq.snapshot().pools().stream().anyMatch(pool -> pool.handOffsNative() > 0);
            System.out.println("the successor ran, " + (found ? "by a hand-off" : "without a hand-off"));
            Files.writeString(hosts, "192.0.2.1 board.example\n");
            lookup.flush();
        }
    }

    private static String lookUp(String name) {
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (IOException unknown) {
            throw new UncheckedIOException(unknown);
        }
    }
}
