package io.kedge.app.mqtt.paho;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the broker sends, on its way to Paho: the CONNACK patched, each arrival noted. Read by one thread. */
final class InboundStream extends FilterInputStream {
    private final ConnAckPatch patch = new ConnAckPatch();
    private final Runnable arrived;

    InboundStream(InputStream in, Runnable arrived) {
        super(in);
        this.arrived = arrived;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b < 0) {
            return b;
        }
        arrived.run();
        return patch.over() ? b : patch.next((byte) b) & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
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
}
