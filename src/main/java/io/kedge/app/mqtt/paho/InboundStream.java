package io.kedge.app.mqtt.paho;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * What the broker sends, on its way to Paho: the CONNACK patched, each arrival noted, and everything held back until
 * Paho has sent its CONNECT or has given up. Paho starts its receiver first and then waits, in a loop that nothing ends,
 * until it sees the receiver run: a receiver that has met junk, the end of the stream or an interrupt by then is never
 * seen, and the connecting thread stays for ever. Read by one thread.
 */
final class InboundStream extends FilterInputStream {
    private final ConnAckPatch patch = new ConnAckPatch();
    private final CountDownLatch connectSent;
    private final Runnable arrived;

    InboundStream(InputStream in, CountDownLatch connectSent, Runnable arrived) {
        super(in);
        this.connectSent = connectSent;
        this.arrived = arrived;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? count : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        awaitConnect();
        int count = super.read(into, offset, length);
        if (count > 0) {
            arrived.run();
        }
        for (int i = offset; i < offset + count && !patch.over(); i++) {
            into[i] = patch.next(into[i]);
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        awaitConnect();
        return super.available();
    }

    /** Refuses: skipped bytes would not be seen. */
    @Override
    public long skip(long count) throws IOException {
        throw new IOException("this stream cannot skip");
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void awaitConnect() {
        boolean interrupted = false;
        while (connectSent.getCount() > 0) {
            try {
                connectSent.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
