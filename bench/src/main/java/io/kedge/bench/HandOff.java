package io.kedge.bench;

import java.util.concurrent.TimeUnit;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;
import io.kedge.runtime.linux.Futex;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * There and back between two CPUs: a blocked thread is woken on the other one, which wakes the submitter, who has blocked
 * meanwhile. The way back is the same everywhere, so that the differences are those of the hand-off alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = {
    "--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"})
public class HandOff {
    private final Bell back = new Bell();
    private final Cmwq cmwq = Cmwq.start();
    private final Workqueue workqueue = cmwq.workqueue("bench").percpu().create();
    private final Work item = Cmwq.work(back::ring);
    private final Peer byPark = new ParkedPeer();
    private final Peer byFutex = new FutexPeer();

    /** A thread on the other CPU that rings back whenever it is woken. */
    private abstract class Peer extends Thread {
        volatile boolean ending;

        @Override
        public void run() {
            Cpus.bindTo(Cpus.runner());
            for (awaitWake(); !ending; awaitWake()) {
                back.ring();
            }
        }

        abstract void awaitWake();

        abstract void wake();
    }

    private final class ParkedPeer extends Peer {
        private final Bell there = new Bell();

        ParkedPeer() {
            there.arm(this);
        }

        @Override
        void awaitWake() {
            there.await();
            there.arm(this);
        }

        @Override
        void wake() {
            there.ring();
        }
    }

    private final class FutexPeer extends Peer {
        private final Futex there = new Futex();
        private int seen = there.value();

        @Override
        void awaitWake() {
            while (there.value() == seen) {
                there.await(seen);
            }
            seen = there.value();
        }

        @Override
        void wake() {
            there.advanceAndWakeOne();
        }
    }

    @Setup
    public void start() {
        byPark.start();
        byFutex.start();
        Cpus.bindTo(Cpus.submitter());
    }

    @TearDown
    public void close() {
        byPark.ending = true;
        byPark.wake();
        byFutex.ending = true;
        byFutex.wake();
        cmwq.close();
    }

    /** To an idle bound pool. */
    @Benchmark
    public void kedge() {
        back.arm(Thread.currentThread());
        workqueue.queueOn(Cpus.runner(), item);
        back.await();
    }

    /** To a thread in LockSupport.park. */
    @Benchmark
    public void park() {
        back.arm(Thread.currentThread());
        byPark.wake();
        back.await();
    }

    /** To a thread in futex(2), called by FFM. */
    @Benchmark
    public void futex() {
        back.arm(Thread.currentThread());
        byFutex.wake();
        back.await();
    }
}
