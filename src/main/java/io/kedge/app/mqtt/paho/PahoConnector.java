package io.kedge.app.mqtt.paho;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

import io.kedge.app.mqtt.api.BadSettingException;
import io.kedge.app.mqtt.api.MqttConfig;
import io.kedge.app.mqtt.link.Connection;
import io.kedge.app.mqtt.link.Connector;
import io.kedge.app.mqtt.link.LinkTime;
import io.kedge.app.mqtt.link.Message;
import io.kedge.app.mqtt.link.Signals;
import org.jspecify.annotations.Nullable;

/** Makes connections with Paho, a new client object for each attempt. */
public final class PahoConnector implements Connector {
    /* Kept, since a logger that nobody holds forgets its level. Paho logs every lost connection with a stack trace. */
    private static final Logger PAHO_LOG = Logger.getLogger("org.eclipse.paho.mqttv5");

    private final MqttConfig config;
    private final LinkTime time;
    private final @Nullable SSLSocketFactory tls;

    /**
     * Reads the certificates to trust, if there are any.
     *
     * @throws BadSettingException if the CA file cannot be used
     */
    public PahoConnector(MqttConfig config, LinkTime time) {
        PAHO_LOG.setLevel(Level.OFF);
        this.config = config;
        this.time = time;
        this.tls = config.broker().tls() ? tlsFactory(config.caFile()) : null;
    }

    @Override
    public Connection connect(int number, boolean resume, Message will, Signals signals) {
        return new PahoConnection(new PahoConnection.Plan(number, resume, will, config, tls), time, signals);
    }

    private static SSLSocketFactory tlsFactory(@Nullable Path caFile) {
        try {
            if (caFile == null) {
                return (SSLSocketFactory) SSLSocketFactory.getDefault();
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keysOf(caFile));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (NoSuchFileException e) {
            throw new BadSettingException("CA file " + caFile + " does not exist; correct the path");
        } catch (GeneralSecurityException | IOException e) {
            throw new BadSettingException("CA file " + caFile + " cannot be used: " + e.getMessage()
                    + "; it must hold certificates in PEM format");
        }
    }

    private static KeyStore keysOf(Path caFile) throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
        keys.load(null, null);
        try (InputStream pem = Files.newInputStream(caFile)) {
            int count = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                keys.setCertificateEntry("ca" + count++, certificate);
            }
            if (count == 0) {
                throw new IOException("no certificate in it");
            }
        }
        return keys;
    }
}
