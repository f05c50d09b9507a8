package io.kedge.app.mqtt.paho;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

/**
 * What the broker sends, on its way to Paho: the CONNACK patched, each arrival noted, and the end of the stream held
 * back until Paho has sent its CONNECT. Paho starts its receiver first and waits in a loop that nothing ends until the
 * receiver runs: one that has met the end of the stream by then never runs, and the connecting thread stays for ever.
 * Read by
 * one
 * thread.
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
        int count = readOrHoldBack(into, offset, length);
        if (count > 0) {
            arrived.run();
        }
        for (int i = offset; i < offset + count && !patch.over(); i++) {
            into[i] = patch.next(into[i]);
        }
        return count;
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

    private int readOrHoldBack(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(into, offset, length);
        } catch (IOException e) {
            holdBack();
            throw e;
        }
        if (count < 0) {
            holdBack();
        }
        return count;
    }

    private void holdBack() throws IOException {
        try {
            connectSent.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting");
        }
    }
}
