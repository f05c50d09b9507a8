package io.kedge.app.mqtt.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that says the same bytes to each connection, asked or not, then closes it or stays silent. */
public final class RawBroker implements AutoCloseable {
    /** A CONNACK without properties. */
    public static final String CONNACK = "2003000000";

    private final ServerSocket listener;
    private final byte[] answer;
    private final boolean waits;
    private final boolean closes;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean over;

    private RawBroker(String answer, boolean waits, boolean closes) {
        this.answer = HexFormat.of().parseHex(answer);
        this.waits = waits;
        this.closes = closes;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("raw-broker").start(this::accept);
    }

    /** {@return one that answers with these bytes, hexadecimal, and closes the connection} */
    public static RawBroker answersAndCloses(String bytes) {
        return new RawBroker(bytes, true, true);
    }

    /** {@return one that answers with these bytes, hexadecimal, and never says anything again} */
    public static RawBroker answersAndFallsSilent(String bytes) {
        return new RawBroker(bytes, true, false);
    }

    /** {@return one that says these bytes, hexadecimal, to whoever connects, before it is asked, and closes} */
    public static RawBroker talksFirst(String bytes) {
        return new RawBroker(bytes, false, true);
    }

    /** {@return the port to connect to} */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return how many connections there were so far} */
    public int connections() {
        return sockets.size();
    }

    @Override
    public String toString() {
        return "port " + port() + ", " + sockets.size() + " connections, " + failures + " ended before the answer";
    }

    @Override
    public void close() {
        over = true;
        closeNow(listener);
        sockets.forEach(RawBroker::closeNow);
    }

    private void accept() {
        while (!over) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                serve(socket);
            } catch (IOException e) {
                failures.incrementAndGet();   // the client was quicker, or over
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (waits && answer.length > 0) {
            socket.getInputStream().read();   // something of the CONNECT is there
        }
        out.write(answer);
        if (closes) {
            socket.shutdownOutput();
            closeNow(socket);
        }
    }

    private static void closeNow(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
