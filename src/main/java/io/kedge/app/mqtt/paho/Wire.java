package io.kedge.app.mqtt.paho;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.kedge.app.mqtt.api.BrokerAddress;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * The socket of one connection, plain or TLS, in place of Paho's own modules: patches the CONNACK, notes when something
 * arrives, and can be cut at any moment, in the middle of connecting too. Reads wait without a timeout: with Paho's own
 * second a packet header that is torn apart loses its first byte, and an idle client wakes up once a second.
 */
final class Wire implements NetworkModule {
    private final BrokerAddress broker;
    private final @Nullable SSLSocketFactory tls;
    private final int connectTimeoutMillis;
    private final Runnable arrived;
    private volatile @Nullable Socket raw;       // what is closed: closing TLS can wait for a writer that is stuck
    private volatile @Nullable Socket socket;    // what is read and written: raw, or TLS on top of it
    private volatile boolean cut;
    private final CountDownLatch connectSent = new CountDownLatch(1);    // or never to be sent

    Wire(BrokerAddress broker, @Nullable SSLSocketFactory tls, int connectTimeoutMillis, Runnable arrived) {
        this.broker = broker;
        this.tls = tls;
        this.connectTimeoutMillis = connectTimeoutMillis;
        this.arrived = arrived;
    }

    /** Connects. Called by Paho's connecting thread; waits. */
    @Override
    public void start() throws IOException {
        boolean connected = false;
        try {
            Socket plain = new Socket();
            adopt(plain);
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(new InetSocketAddress(broker.host(), broker.port()), connectTimeoutMillis);
            socket = tls == null ? plain : encrypted(plain, tls);
            connected = true;
        } finally {
            if (!connected) {
                connectSent.countDown();
            }
        }
    }

    /**
     * Waits until Paho's connecting thread has started the others, or has failed. Before that nobody may shut Paho
     * down: it would wait for ever for a thread that is stopped already.
     *
     * @return false if that took longer than this time
     */
    boolean awaitSettled(long nanos) throws InterruptedException {
        return connectSent.await(nanos, TimeUnit.NANOSECONDS);
    }

    private SSLSocket encrypted(Socket plain, SSLSocketFactory factory) throws IOException {
        plain.setSoTimeout(connectTimeoutMillis);
        SSLSocket encrypted = (SSLSocket) factory.createSocket(plain, broker.host(), broker.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        try {
            encrypted.startHandshake();
        } catch (SSLException e) {
            throw e;
        } catch (IOException e) {
            throw (IOException) new SSLHandshakeException("it ended in the handshake: " + e.getMessage()).initCause(e);
        }
        encrypted.setSoTimeout(0);
        return encrypted;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new InboundStream(requireNonNull(socket, "not started").getInputStream(), connectSent, arrived);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new OutboundStream(requireNonNull(socket, "not started").getOutputStream(), connectSent);
    }

    /** Called by Paho when it has given this connection up: its connecting thread waits for no other any more. */
    @Override
    public void stop() throws IOException {
        connectSent.countDown();
        cut();
    }

    /** Ends the connection. Any thread; does not wait. */
    void cut() throws IOException {
        cut = true;
        Socket open = raw;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public String getServerURI() {
        return broker.toString();
    }

    /*
     * Both fields are volatile: of adopt and stop at the same time, at least one sees the other and closes the socket.
     */
    private void adopt(Socket opened) throws IOException {
        raw = opened;
        if (cut) {
            opened.close();
            throw new IOException("cut while connecting");
        }
    }
}
