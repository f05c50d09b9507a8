package io.kedge.app.mqtt.support;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy on loopback that can cut connections, hold back what the broker says, and count packets. */
public final class CutProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<PacketCounter> counters = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Object gate = new Object();
    private boolean holding;    // under gate
    private volatile boolean blocked;

    /** Opens a free port that leads to this one. */
    public CutProxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    /** {@return the port to connect to} */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return connections taken so far} */
    public int accepted() {
        return accepted.get();
    }

    /** {@return what went through, one for each connection} */
    public List<PacketCounter> counters() {
        return List.copyOf(counters);
    }

    /** Cuts every connection, without a word. */
    public void cut() {
        sockets.forEach(CutProxy::closeQuietly);
        sockets.clear();
    }

    /** Cuts every connection, and each new one at once; or lets them through again. */
    public void block(boolean value) {
        blocked = value;
        if (value) {
            cut();
        }
    }

    /** Holds back what the broker says, or lets it through. */
    public void hold(boolean value) {
        synchronized (gate) {
            holding = value;
            gate.notifyAll();
        }
    }

    @Override
    public void close() {
        closeQuietly(listener);
        hold(false);
        cut();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                accepted.incrementAndGet();
                sockets.add(client);
                if (blocked) {
                    cut();
                } else {
                    join(client);
                }
            } catch (IOException e) {
                cut();   // closed, or nobody behind: the client sees the end of its connection
            }
        }
    }

    private void join(Socket client) throws IOException {
        Socket broker = new Socket();
        sockets.add(broker);
        broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 5000);
        PacketCounter counter = new PacketCounter();
        counters.add(counter);
        Thread.ofVirtual().name("up").start(() -> pump(client, broker, false, counter));
        Thread.ofVirtual().name("down").start(() -> pump(broker, client, true, counter));
    }

    private void pump(Socket from, Socket to, boolean down, PacketCounter counter) {
        byte[] buffer = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (down) {
                    passGate();
                    counter.fromBroker(buffer, count);
                } else {
                    counter.fromClient(buffer, count);
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            counter.ended(e);
        }
    }

    private void passGate() {
        synchronized (gate) {
            while (holding) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
