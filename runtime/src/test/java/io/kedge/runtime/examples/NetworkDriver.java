package io.kedge.runtime.examples;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.kedge.runtime.Cmwq;
import io.kedge.runtime.api.Work;
import io.kedge.runtime.api.Workqueue;

/**
 * The two halves of a network driver. The interrupt only moves a frame into a ring and queues the receive item; that one
 * hands frames to the stack, at most a budget of them at a time, then makes room for others. Transmission is the same in
 * the other direction.
 */
public final class NetworkDriver implements AutoCloseable {
    private static final int RING = 256;
    private static final int BUDGET = 64;

    private final Workqueue workqueue;
    private final ArrayBlockingQueue<byte[]> rxRing = new ArrayBlockingQueue<>(RING);
    private final ArrayBlockingQueue<byte[]> txRing = new ArrayBlockingQueue<>(RING);
    private final Consumer<byte[]> stack;
    private final Consumer<byte[]> wire;
    private final Work rx = Cmwq.work(this::receive);
    private final Work tx = Cmwq.work(this::transmit);
    private final AtomicLong overruns = new AtomicLong();

    /** A driver between a wire and a stack, each called by one worker at a time. */
    public NetworkDriver(Cmwq cmwq, Consumer<byte[]> stack, Consumer<byte[]> wire) {
        this.workqueue = cmwq.workqueue("net").percpu().highPriority().memReclaim().create();
        this.stack = stack;
        this.wire = wire;
    }

    /** Top half: a frame has come. Never blocks; a frame too many is dropped and counted, as the hardware does. */
    public void onInterrupt(byte[] frame) {
        if (!rxRing.offer(frame)) {
            overruns.incrementAndGet();
        }
        workqueue.queue(rx);
    }

    /** Sends a frame. @return false if the ring is full: stop the queue, and try again later */
    public boolean send(byte[] frame) {
        boolean taken = txRing.offer(frame);
        workqueue.queue(tx);
        return taken;
    }

    /** {@return frames that found the receive ring full} */
    public long overruns() {
        return overruns.get();
    }

    private void receive(Work self) {
        move(rxRing, stack, self);
    }

    private void transmit(Work self) {
        move(txRing, wire, self);
    }

    private void move(ArrayBlockingQueue<byte[]> from, Consumer<byte[]> to, Work self) {
        for (int done = 0; done < BUDGET; done++) {
            byte[] frame = from.poll();
            if (frame == null) {
                return;
            }
            to.accept(frame);
        }
        workqueue.queue(self);   // more to do: behind the others of this CPU
    }

    /** Moves what is left in the rings. */
    @Override
    public void close() {
        workqueue.close();
    }

    /** Sends what it receives. */
    public static void main(String[] args) {
        AtomicLong sent = new AtomicLong();
        NetworkDriver[] driver = new NetworkDriver[1];
        try (Cmwq cmwq = Cmwq.start();
                NetworkDriver net = new NetworkDriver(cmwq, frame -> driver[0].send(frame), frame -> sent.incrementAndGet())) {
            driver[0] = net;
            for (int i = 0; i < 200; i++) {
                net.onInterrupt(new byte[] {(byte) i});
            }
        }
        System.out.println(sent + " frames received and sent again");
    }
}
