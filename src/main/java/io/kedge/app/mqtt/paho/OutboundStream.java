package io.kedge.app.mqtt.paho;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** What Paho sends; notes the first write, which is the CONNECT, whether it succeeds or not. Written by one thread. */
final class OutboundStream extends FilterOutputStream {
    private final CountDownLatch connectSent;

    OutboundStream(OutputStream out, CountDownLatch connectSent) {
        super(out);
        this.connectSent = connectSent;
    }

    @Override
    public void write(int b) throws IOException {
        connectSent.countDown();
        out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        connectSent.countDown();
        out.write(bytes, offset, length);
    }
}
